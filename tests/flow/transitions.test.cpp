// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/transitions.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "flow/logs.hpp"

namespace transitions_test {

using emptor::sort_first, emptor::transitions;
using flow_test::event, flow_test::reading;

namespace {

using counter_type = emptor::transition_counter<std::string, std::int64_t, std::string>;

counter_type counter_of(const std::vector<event>& events) {
    counter_type counter;
    for (const event& each : events) counter.count(each.who, each.at, each.role);
    return counter;
}

void check(const emptor::transition_report<std::string>& report, const reading& expected) {
    const auto& counts = report.counts;
    std::uint64_t cells = 0;
    counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
        CHECK(count == expected.moves.at({std::string{counts.name(from)}, std::string{counts.name(to)}}));
        ++cells;
    });
    CHECK(cells == expected.moves.size());
    for (const auto& [state, count] : expected.visits) CHECK(counts.visits(state) == count);
    for (const auto& [state, count] : expected.entries) CHECK(counts.entries(state) == count);
    for (const auto& [state, count] : expected.exits) CHECK(counts.exits(state) == count);
    CHECK(counts.paths() == expected.entities);
    CHECK(report.totals.moves == expected.moved);
    CHECK(report.totals.unknown == expected.unknown);
    CHECK(report.totals.out_of_order == expected.out_of_order);
}

}  // namespace

TEST_CASE("moves agree with a plain reading of thousands of logs, in order or not") {
    const std::uint64_t seed = 19'720'101;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 3000; ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random);
        check(transitions(events, &event::who, &event::at, &event::role), read(events, false));
        check(transitions(sort_first, events, &event::who, &event::at, &event::role), read(events, true));
    }
}

TEST_CASE("moves of events that stand together entity by entity are those of all") {
    using emptor::grouped;
    std::mt19937_64 random{77};
    for (int i = 0; i < 3000; ++i) {
        CAPTURE(i);
        auto events = flow_test::draw(random, i % 2 == 0 ? 0 : 8);
        std::ranges::stable_sort(events, {}, &event::who);
        const auto expected = transitions(events, &event::who, &event::at, &event::role);
        const auto found = transitions(grouped, events, &event::who, &event::at, &event::role);
        REQUIRE(found == expected);
        std::uint64_t visits = 0;
        for (std::size_t state = 0; state < found.counts.size(); ++state) visits += found.counts.visits(state);
        REQUIRE(visits == found.totals.entities + found.totals.moves);
    }
    const std::vector<event> none;
    const auto empty = transitions(grouped, none, &event::who, &event::at, &event::role);
    CHECK(empty == transitions(none, &event::who, &event::at, &event::role));
    const std::vector<event> back{{"a", 1, "x", ""}, {"b", 1, "x", ""}, {"a", 2, "y", ""}};
    const auto twice = transitions(grouped, back, &event::who, &event::at, &event::role);
    CHECK(twice.totals.entities == 3);  // whoever comes back after another one is new
    CHECK(twice.counts.moves("x", "y") == 0);
}

TEST_CASE("moves of other entities add up, and those of a later span follow") {
    std::mt19937_64 random{6};
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random, 0);
        const auto [sum, joined] = flow_test::by_parts(events, random, counter_of);
        REQUIRE(sum == counter_of(events));
        REQUIRE(joined == counter_of(events));
        REQUIRE(joined.counts() == counter_of(events).counts());
    }
    auto counter = counter_of({{"a", 5, "x", ""}});
    CHECK_THROWS_AS(counter += counter, std::invalid_argument);
    CHECK_THROWS_AS(counter.then(counter_of({{"a", 4, "x", ""}})), std::invalid_argument);
    CHECK(counter == counter_of({{"a", 5, "x", ""}}));
    counter.then(counter);  // the same instant, after it
    CHECK(counter.counts().moves("x", "x") == 1);
}

TEST_CASE("events are read from a range that can be read only once") {
    std::istringstream text{"3 1 2 2 1"};
    const auto report = transitions(
        std::views::istream<int>(text), [](int) { return 1; }, [](int) { return 0; },
        [](int word) { return std::to_string(word); });
    CHECK(report.counts.moves("3", "1") == 1);
    CHECK(report.counts.moves("2", "2") == 1);
    CHECK(report.counts.exits("1") == 1);
}

}  // namespace transitions_test
