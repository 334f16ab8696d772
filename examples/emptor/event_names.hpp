// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The names of events in a log, and those that were asked for but are not there.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "key.hpp"
#include "log.hpp"
#include "messages.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

/// The names of events, the most frequent first.
/// @param of_two the texts of the log are keys of two: the event, and what is held.
[[nodiscard]] inline std::vector<std::string> by_frequency(const log_names& names, bool of_two = false) {
    struct counted {
        std::string name;
        std::uint64_t events;
    };
    std::vector<counted> all;
    std::map<std::string_view, std::size_t> place_of;
    for (std::uint32_t number = 0; number < names.what.size(); ++number) {
        const std::string_view text = names.what[number];
        const std::string_view name = of_two ? key::fields_of_two(text).first : text;
        const auto [place, is_new] = place_of.try_emplace(name, all.size());
        if (is_new) all.push_back({std::string{name}, 0});
        all[place->second].events += names.events_of[number];
    }
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return std::pair{all[b].events, a} < std::pair{all[a].events, b}; });
    std::vector<std::string> sorted;
    for (const std::size_t place : order) sorted.push_back(std::move(all[place].name));
    return sorted;
}

/// Warns of each step that none of these events is: most often its name is misspelt.
inline void warn_of_missing_steps(const std::vector<std::string>& steps, const std::vector<std::string>& events,
                                  progress& shown) {
    std::set<std::string> warned;
    for (const std::string& step : steps) {
        const bool occurs = events.empty() || std::find(events.begin(), events.end(), step) != events.end();
        if (occurs || !warned.insert(step).second) continue;
        std::string sentence = "no event is " + in_quotes(step) + hint(step, events);
        sentence += (sentence.ends_with('?') ? " The events are " : "; the events are ") + listed(events, " and ", 12);
        warn(shown, sentence);
    }
}

}  // namespace program
