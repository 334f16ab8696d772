// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The paths of a log as a plain reading finds them, and random paths.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "flow/logs.hpp"

namespace flow_test {

using path = std::vector<std::string>;
using path_map = std::map<path, std::uint64_t>;

/// The events of each entity in the order they count.
/// @param sorted puts the events of each entity in order of time, else those that are late are left out.
inline std::map<std::string, std::vector<event>> cases_of(const std::vector<event>& events, bool sorted) {
    std::map<std::string, std::vector<event>> cases;
    for (const event& each : events) {
        if (!each.role) continue;
        std::vector<event>& before = cases[each.who];
        auto place = before.end();
        while (place != before.begin() && each.at < (place - 1)->at) --place;
        if (sorted || place == before.end()) before.insert(place, each);
    }
    return cases;
}

/// How many entities took each path.
inline path_map paths_of(const std::vector<event>& events, bool sorted) {
    path_map found;
    for (const auto& [who, kept] : cases_of(events, sorted)) {
        path taken;
        for (const event& each : kept) taken.push_back(*each.role);
        ++found[taken];
    }
    return found;
}

/// Paths of up to `longest` states out of so many; many of them are equal.
inline std::vector<path> draw_paths(std::mt19937_64& random, std::size_t most, std::uint64_t longest,
                                    std::uint64_t states) {
    std::vector<path> paths(random() % (most + 1));
    for (path& each : paths) {
        each.resize(random() % (longest + 1));
        for (std::string& state : each) state = std::string(1, static_cast<char>('a' + random() % states));
    }
    return paths;
}

template <class Counts>
Counts counted(Counts counts, const std::vector<path>& paths) {
    for (const path& each : paths) counts.count(each);
    return counts;
}

/// Whether parts of these paths, counted apart and added in either order, are the whole.
template <class Counts>
bool adds_up(const std::vector<path>& paths, std::size_t split, const Counts& none = Counts{}) {
    const auto middle = paths.begin() + static_cast<std::ptrdiff_t>(split);
    const Counts whole = counted(none, paths);
    Counts first = counted(none, {paths.begin(), middle}), second = counted(none, {middle, paths.end()});
    const Counts kept = first;
    first += second;
    second += kept;
    Counts same = whole;
    same += none;
    return first == whole && second == whole && same == whole && (paths.empty() || split != 0 || first == second);
}

}  // namespace flow_test
