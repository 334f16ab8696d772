// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of where entities went, from any events in any order: however they are counted, it is what a plain
/// reading of each entity's path finds, and the chain of it has chances.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <emptor/flow.hpp>

namespace fuzz {

struct flow_event {
    std::uint32_t who;
    std::int64_t at;
    std::optional<std::string_view> state;
};

/// Each byte is an event: two bits say who, three the state or that there is none, three the time since the event
/// before, which may have been later.
inline std::vector<flow_event> flow_events(std::string_view input) {
    constexpr std::array<std::string_view, 6> states{"a", "b", "c", "d", "e", "a longer name"};
    std::vector<flow_event> events;
    std::int64_t at = 0;
    for (const char each : input.substr(0, 4096)) {
        const auto byte = static_cast<unsigned char>(each);
        const std::size_t state = byte >> 2 & 7U;
        at += (byte >> 5) == 7 ? -2 : byte >> 5;
        events.push_back({byte & 3U, at, state < states.size() ? std::optional{states[state]} : std::nullopt});
    }
    return events;
}

/// By reading the path of each entity alone.
inline emptor::transition_report<std::string> plain_flow(const std::vector<flow_event>& events) {
    emptor::transition_report<std::string> report;
    report.totals.events = events.size();
    for (std::uint32_t who = 0; who < 4; ++who) {
        std::vector<std::string_view> path;
        std::int64_t latest = 0;
        for (const flow_event& each : events) {
            if (each.who != who) continue;
            if (!each.state) {
                ++report.totals.unknown;
            } else if (!path.empty() && each.at < latest) {
                ++report.totals.out_of_order;
            } else {
                latest = each.at;
                path.push_back(*each.state);
            }
        }
        if (path.empty()) continue;
        ++report.totals.entities;
        report.totals.moves += path.size() - 1;
        report.counts.count(path);
    }
    return report;
}

/// Throws `std::logic_error` where something does not hold. The first byte says where the events are cut in two.
inline void flow(std::string_view input) {
    const auto expect = [](bool holds, const char* what) {
        if (!holds) throw std::logic_error{std::string{"flow: "}.append(what)};
    };
    using namespace emptor::question_words;
    using emptor::transitions;
    if (input.empty()) return;
    const std::size_t cut = static_cast<unsigned char>(input.front());
    const std::vector<flow_event> events = flow_events(input.substr(1));
    const auto expected = plain_flow(events);
    constexpr auto who = &flow_event::who;
    constexpr auto at = &flow_event::at;
    constexpr auto state = &flow_event::state;
    expect(transitions(events, who, at, state) == expected, "another answer");
    expect(transitions(dense_ids(4), events, who, at, state) == expected, "another answer by number");

    std::vector<std::size_t> order(events.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto sorted = [&](const auto& key) {
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        std::vector<flow_event> made;
        for (const std::size_t i : order) made.push_back(events[i]);
        return made;
    };
    const auto together = sorted([&](std::size_t i) { return std::tuple{events[i].who, i}; });
    expect(transitions(grouped, together, who, at, state) == expected, "another answer entity by entity");
    auto in_order = plain_flow(sorted([&](std::size_t i) { return std::tuple{events[i].at, i}; }));
    in_order.totals.out_of_order = expected.totals.out_of_order;
    in_order.totals.sorted = true;
    expect(transitions(sort_first, events, who, at, state) == in_order, "another answer of sorted events");

    emptor::transition_counter<std::uint32_t, std::int64_t, std::string> whole, first, second;
    for (std::size_t i = 0; i < events.size(); ++i) {
        whole.count(events[i].who, events[i].at, events[i].state);
        (events[i].who < 2 ? first : second).count(events[i].who, events[i].at, events[i].state);
    }
    expect(whole.counts() == expected.counts && whole.totals() == expected.totals, "another answer one by one");
    first += second;
    expect(first == whole, "another answer of two halves");

    decltype(whole) earlier, later;
    for (std::size_t i = 0; i < events.size(); ++i) {
        (i < cut ? earlier : later).count(events[i].who, events[i].at, events[i].state);
    }
    try {
        earlier.then(later);
        expect(earlier == whole || expected.totals.out_of_order > 0, "another answer of two spans");
    } catch (const std::invalid_argument&) {
        expect(expected.totals.out_of_order > 0, "spans in order were refused");
    }

    if (expected.counts.paths() == 0) return;
    const emptor::markov_chain chain{expected.counts, emptor::ended_as("end")};
    const emptor::first_passage goal{chain, "end"};
    for (std::size_t from = 0; from < chain.size(); ++from) {
        const double chance = goal.chance(chain.name(from));
        expect(chance >= -1e-12 && chance <= 1 + 1e-12, "a chance that is none");
    }
}

}  // namespace fuzz
