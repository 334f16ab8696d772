// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Logs to count moves in: random ones, and what a plain reading of them says.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_message.hpp>

namespace flow_test {

struct event {
    std::string who;
    std::int64_t at{};
    std::optional<std::string> role;
    std::string what;
};

/// Logs with many equal times, events that come late, events without a role, and all kinds of answers.
/// @param late one in so many events is late; 0 for none.
inline std::vector<event> draw(std::mt19937_64& random, std::uint64_t late = 8) {
    const std::vector<std::string> answers{"asked", "approved", "refused", "escalated", "vetoed"};
    std::vector<event> events;
    const std::uint64_t entities = 1 + random() % 6;
    const std::uint64_t roles = 1 + random() % 5;
    const std::uint64_t length = random() % 50;
    for (std::uint64_t i = 0; i < length; ++i) {
        const auto back = static_cast<std::int64_t>(late > 0 && random() % late == 0 ? random() % 6 : 0);
        event drawn{.who = "case " + std::to_string(random() % entities),
                    .at = static_cast<std::int64_t>(i / 3) - back,
                    .role = "role " + std::to_string(random() % roles),
                    .what = answers[random() % answers.size()]};
        if (random() % 10 == 0) drawn.role.reset();
        events.push_back(std::move(drawn));
    }
    return events;
}

/// The same events, entity by entity.
inline std::vector<event> together(const std::vector<event>& events) {
    std::map<std::string, std::vector<event>> apart;
    for (const event& each : events) apart[each.who].push_back(each);
    std::vector<event> grouped;
    for (const auto& [who, own] : apart) grouped.insert(grouped.end(), own.begin(), own.end());
    return grouped;
}

/// Random logs whose events stand together, in order or not.
/// @param use is called with each.
template <class Use>
void each_together(std::uint64_t seed, int logs, Use use) {
    std::mt19937_64 random{seed};
    for (int i = 0; i < logs; ++i) {
        CAPTURE(i);
        use(together(draw(random, i % 2 == 0 ? 0 : 8)));
    }
}

/// One who comes back after another one.
inline const std::vector<event> back{{"a", 1, "x", ""}, {"b", 1, "x", ""}, {"a", 2, "y", ""}};

/// A log counted by parts in two ways.
template <class Counter>
struct counted_by_parts {
    Counter added;   ///< some entities, and the others
    Counter joined;  ///< an earlier span, and a later one
};

/// @param counter_of gives the counter of a part.
template <class CounterOf>
auto by_parts(const std::vector<event>& events, std::mt19937_64& random, CounterOf counter_of) {
    std::vector<event> apart[2];
    for (const event& each : events) apart[std::hash<std::string>{}(each.who) % 2].push_back(each);
    const auto middle = events.begin() + static_cast<std::ptrdiff_t>(random() % (events.size() + 1));
    counted_by_parts found{counter_of(apart[1]), counter_of(std::vector<event>(events.begin(), middle))};
    found.added += counter_of(apart[0]);
    found.joined.then(counter_of(std::vector<event>(middle, events.end())));
    return found;
}

/// All that can be said of a log, with maps and loops only.
struct reading {
    std::map<std::pair<std::string, std::string>, std::uint64_t> moves;
    std::map<std::string, std::uint64_t> entries, exits, visits;
    std::map<std::string, std::vector<double>> kept_waiting, between_own;
    std::map<std::pair<std::string, std::string>, std::uint64_t> said;  // by role and answer
    std::uint64_t entities{}, moved{}, unknown{}, out_of_order{};
};

/// @param sorted puts the events of each entity in order of time first, else those that are late are left out.
inline reading read(const std::vector<event>& events, bool sorted) {
    reading found;
    std::map<std::string, std::vector<event>> cases;
    for (const event& each : events) {
        if (!each.role) {
            ++found.unknown;
            continue;
        }
        std::vector<event>& before = cases[each.who];
        const bool late = std::any_of(before.begin(), before.end(), [&](const event& e) { return each.at < e.at; });
        if (late) ++found.out_of_order;
        if (!late || sorted) before.push_back(each);
    }
    for (auto& [who, path] : cases) {
        // Insertion sort: each goes behind those that are not younger.
        for (std::size_t i = 1; i < path.size(); ++i) {
            for (std::size_t k = i; k > 0 && path[k].at < path[k - 1].at; --k) std::swap(path[k], path[k - 1]);
        }
        ++found.entities;
        ++found.entries[*path.front().role];
        ++found.exits[*path.back().role];
        for (std::size_t i = 0; i < path.size(); ++i) {
            const std::string to = *path[i].role;
            ++found.visits[to];
            ++found.said[{to, path[i].what}];
            if (i == 0) continue;
            const std::string from = *path[i - 1].role;
            ++found.moves[{from, to}];
            ++found.moved;
            (from == to ? found.between_own : found.kept_waiting)[to].push_back(
                static_cast<double>(path[i].at - path[i - 1].at));
        }
    }
    return found;
}

/// Type 7 as its definition has it, on a sorted copy.
inline double quantile_of(std::vector<double> sample, double share) {
    std::sort(sample.begin(), sample.end());
    const double position = share * static_cast<double>(sample.size() - 1);
    const auto low = static_cast<std::size_t>(std::floor(position));
    const auto high = static_cast<std::size_t>(std::ceil(position));
    return std::lerp(sample[low], sample[high], position - std::floor(position));
}

}  // namespace flow_test
