// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/transitions.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
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
    flow_test::each_together(77, 3000, [](const std::vector<event>& events) {
        const auto expected = transitions(events, &event::who, &event::at, &event::role);
        const auto found = transitions(grouped, events, &event::who, &event::at, &event::role);
        REQUIRE(found == expected);
        std::uint64_t visits = 0;
        for (std::size_t state = 0; state < found.counts.size(); ++state) visits += found.counts.visits(state);
        REQUIRE(visits == found.totals.entities + found.totals.moves);
    });
    const std::vector<event> none;
    const auto empty = transitions(grouped, none, &event::who, &event::at, &event::role);
    CHECK(empty == transitions(none, &event::who, &event::at, &event::role));
    const auto twice = transitions(grouped, flow_test::back, &event::who, &event::at, &event::role);
    CHECK(twice.totals.entities == 3);  // whoever comes back after another one is new
    CHECK(twice.counts.moves("x", "y") == 0);
}

TEST_CASE("moves of entities that are numbers below a limit are those of all") {
    using emptor::dense_ids;
    struct numbered {
        std::uint16_t who;
        event of;
    };
    const auto at = [](const numbered& each) { return each.of.at; };
    const auto role = [](const numbered& each) { return each.of.role; };
    std::mt19937_64 random{1955};
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        std::vector<numbered> events;
        for (const event& each : flow_test::draw(random)) {
            events.push_back({static_cast<std::uint16_t>(each.who.back() - '0'), each});
        }
        REQUIRE(transitions(dense_ids(10), events, &numbered::who, at, role) ==
                transitions(events, &numbered::who, at, role));
    }
    const std::vector<numbered> beyond{{10, {"", 1, "x", ""}}};
    CHECK_THROWS_AS(transitions(dense_ids(10), beyond, &numbered::who, at, role), std::invalid_argument);
}

TEST_CASE("moves of more entities than are looked up at once agree with a plain map") {
    struct seen {
        std::uint64_t who;
        int at;
        std::string state;
    };
    std::mt19937_64 random{2026};
    for (int round = 0; round < 20; ++round) {
        CAPTURE(round);
        std::vector<seen> events;
        for (int i = 0; i < 5'000; ++i) {
            events.push_back({random() % 1'000, i, std::string(1, static_cast<char>('a' + random() % 5))});
        }
        std::map<std::uint64_t, std::string> last;
        std::map<std::pair<std::string, std::string>, std::uint64_t> moves;
        for (const seen& each : events) {
            const auto [known, is_new] = last.try_emplace(each.who, each.state);
            if (!is_new) ++moves[{std::exchange(known->second, each.state), each.state}];
        }
        const auto found = transitions(events, &seen::who, &seen::at, &seen::state);
        REQUIRE(found.totals.entities == last.size());
        for (const auto& [pair, count] : moves) REQUIRE(found.counts.moves(pair.first, pair.second) == count);
        std::uint64_t all = 0;
        found.counts.for_each_move([&](std::size_t, std::size_t, std::uint64_t count) { all += count; });
        REQUIRE(all == events.size() - last.size());
    }
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
