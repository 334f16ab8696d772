// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/paths.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/process/role.hpp>

#include "flow/plain_paths.hpp"
#include "rounds.hpp"

namespace paths_test {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using emptor::role, emptor::sort_first;
using flow_test::event, flow_test::path, flow_test::path_map;

namespace {

using counts_type = emptor::path_counts<std::string>;
using counter_type = emptor::path_counter<std::string, std::int64_t, std::string>;

counter_type counter_of(const std::vector<event>& events) {
    counter_type counter;
    for (const event& each : events) counter.count(each.who, each.at, each.role);
    return counter;
}

/// How many passed each beginning of the paths.
path_map beginnings(const path_map& paths) {
    path_map found;
    for (const auto& [states, times] : paths) {
        for (std::size_t length = 1; length <= states.size(); ++length) {
            found[{states.begin(), states.begin() + static_cast<std::ptrdiff_t>(length)}] += times;
        }
    }
    return found;
}

std::uint64_t times_in(const path_map& paths, const path& states) {
    const auto found = paths.find(states);
    return found == paths.end() ? 0 : found->second;
}

void check(const counts_type& counts, const path_map& expected) {
    // The most frequent first; a map has those of one frequency in order already.
    std::vector<std::pair<std::uint64_t, path>> sorted;
    std::uint64_t all = 0;
    for (const auto& [states, times] : expected) {
        sorted.emplace_back(~times, states);
        all += times;
    }
    std::sort(sorted.begin(), sorted.end());
    REQUIRE(counts.paths() == all);
    REQUIRE(counts.distinct() == expected.size());
    const auto top = counts.top(expected.size() + 1);
    REQUIRE(top.size() == sorted.size());
    for (std::size_t i = 0; i < top.size(); ++i) {
        REQUIRE(top[i] == emptor::path_count<std::string>{sorted[i].second, ~sorted[i].first});
    }
    const auto three = counts.top(3);
    REQUIRE(three.size() == std::min<std::size_t>(3, top.size()));
    REQUIRE(std::equal(three.begin(), three.end(), top.begin()));

    const path_map passed = beginnings(expected);
    const auto tree = counts.tree();
    REQUIRE(tree.size() == passed.size());
    std::vector<path> states_to;
    auto next = passed.begin();
    for (std::size_t place = 0; place < tree.size(); ++place, ++next) {
        const auto& node = tree[place];
        path to = node.parent ? states_to.at(*node.parent) : path{};
        to.push_back(node.state);
        // One assertion a node, for there are many; the map has them in the order of a dictionary, too.
        REQUIRE((to == next->first && node.depth == to.size() && node.passed == next->second &&
                 node.ended == times_in(expected, to) && counts.passed(to) == node.passed &&
                 counts.times(to) == node.ended));
        states_to.push_back(to);
    }
    path_map walked;
    counts.for_each_path([&](std::span<const std::uint32_t> states, std::uint64_t times) {
        path names;
        for (const std::uint32_t each : states) names.emplace_back(counts.name(each));
        REQUIRE(walked.emplace(names, times).second);
    });
    REQUIRE(walked == expected);
}

}  // namespace

TEST_CASE("paths agree with a plain reading of thousands of logs, in order or not") {
    const std::uint64_t seed = 20'051'018;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(2000); ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random);
        const auto late_left_out = flow_test::read(events, false);
        const auto report = emptor::paths{}(events, &event::who, &event::at, &event::role);
        check(report.counts, flow_test::paths_of(events, false));
        REQUIRE(report.totals.events == events.size());
        REQUIRE(report.totals.entities == late_left_out.entities);
        REQUIRE(report.totals.moves == late_left_out.moved);
        REQUIRE(report.totals.unknown == late_left_out.unknown);
        REQUIRE(report.totals.out_of_order == late_left_out.out_of_order);
        const auto sorted = emptor::paths{}(sort_first, events, &event::who, &event::at, &event::role);
        check(sorted.counts, flow_test::paths_of(events, true));
        REQUIRE(sorted.totals.sorted);
        REQUIRE(sorted.totals.out_of_order == report.totals.out_of_order);
        REQUIRE(sorted.totals.entities + sorted.totals.moves + sorted.totals.unknown == events.size());
    }
}

TEST_CASE("paths of events that stand together entity by entity are those of all") {
    using emptor::grouped;
    flow_test::each_together(24, emptor_test::rounds(2000), [](const std::vector<event>& events) {
        REQUIRE(emptor::paths{}(grouped, events, &event::who, &event::at, &event::role) ==
                emptor::paths{}(events, &event::who, &event::at, &event::role));
    });
    const auto twice = emptor::paths{}(grouped, flow_test::back, &event::who, &event::at, &event::role);
    CHECK(twice.totals.entities == 3);  // whoever comes back after another one is new
    const auto top = twice.counts.top(3);
    REQUIRE(top.size() == 2);
    CHECK(top[0].states == std::vector<std::string>{"x"});
    CHECK(top[1].states == std::vector<std::string>{"y"});
}

TEST_CASE("paths that are counted whole add up, whatever numbers their states have") {
    std::mt19937_64 random{9};
    for (int i = 0; i < emptor_test::rounds(1000); ++i) {
        CAPTURE(i);
        const auto paths = flow_test::draw_paths(random, 12, 5, 3);
        path_map expected;
        for (const path& each : paths) {
            if (!each.empty()) ++expected[each];
        }
        check(flow_test::counted(counts_type{}, paths), expected);
        REQUIRE(flow_test::adds_up<counts_type>(paths, random() % (paths.size() + 1)));
        auto other = flow_test::counted(counts_type{}, paths);
        other.count(path{"a"});
        REQUIRE_FALSE(other == flow_test::counted(counts_type{}, paths));
    }
    counts_type many, one;
    many.count(path{"x", "y"}, 3);
    many.count(path{"z"}, 0);
    for (int i = 0; i < 3; ++i) one.count(path{"x", "y"});
    CHECK(many == one);
    CHECK(many.distinct() == 1);
}

TEST_CASE("paths of other entities add up, and those of a later span go on") {
    std::mt19937_64 random{11};
    for (int i = 0; i < emptor_test::rounds(1000); ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random, 0);
        const auto [sum, joined] = flow_test::by_parts(events, random, counter_of);
        REQUIRE(sum == counter_of(events));
        REQUIRE(joined == counter_of(events));
        REQUIRE(joined.totals() == counter_of(events).totals());
        check(joined.counts(), flow_test::paths_of(events, false));
    }
    auto counter = counter_of({{"a", 5, "x", ""}});
    CHECK_THROWS_MATCHES(counter += counter, std::invalid_argument,
                         MessageMatches(ContainsSubstring("emptor::paths: entity \"a\" is in both counts")));
    CHECK_THROWS_MATCHES(counter.then(counter_of({{"b", 9, "x", ""}, {"a", 4, "x", ""}})), std::invalid_argument,
                         MessageMatches(ContainsSubstring("entity \"a\" has an event in the later part")));
    CHECK(counter == counter_of({{"a", 5, "x", ""}}));
    counter.then(counter);  // the same instant, after it
    CHECK(counter.counts().times(path{"x", "x"}) == 1);
    CHECK_FALSE(counter == counter_of({{"a", 5, "x", ""}, {"a", 6, "x", ""}}));
    CHECK_FALSE(counter == counter_of({{"b", 5, "x", ""}, {"b", 5, "x", ""}}));
}

TEST_CASE("losses are the places where most paths ended that should have gone on") {
    counts_type counts;
    counts.count(path{"home", "cart", "purchase"}, 4);
    counts.count(path{"home", "cart"}, 3);
    counts.count(path{"home"}, 2);
    counts.count(path{"search"}, 3);
    const auto lost = counts.losses(10, {"purchase", "never seen"});
    REQUIRE(lost.size() == 3);
    CHECK(lost[0] == emptor::path_loss<std::string>{{"home", "cart"}, {7, 3}});
    CHECK(lost[1] == emptor::path_loss<std::string>{{"search"}, {3, 3}});
    CHECK(lost[2] == emptor::path_loss<std::string>{{"home"}, {9, 2}});
    CHECK(counts.losses(1).front().states == path{"home", "cart", "purchase"});
    CHECK(counts.losses(0).empty());
    CHECK(counts.passed(path{}) == 0);
    CHECK(counts.times(path{"cart"}) == 0);
    CHECK(counts.times(path{"unheard of"}) == 0);
    CHECK(counts.times(std::vector<const char*>{"home", "cart"}) == 3);
    CHECK_THROWS_AS(counts.times(std::vector<const char*>{nullptr}), std::invalid_argument);
}

TEST_CASE("paths of enumerators stand in the order of the enum, and any other value is refused") {
    emptor::path_counts<role> counts;
    counts.count(std::vector{role::user, role::buyer});
    counts.count(std::vector{role::initiator, role::user});
    CHECK(counts.top(1).front().states == std::vector{role::initiator, role::user});
    CHECK(counts.size() == emptor::enumerators<role>.size());
    const auto before = counts;
    CHECK_THROWS_AS(counts.count(std::vector{role::user, static_cast<role>(200)}), std::invalid_argument);
    CHECK(counts == before);
    CHECK(counts.losses(2, {role::buyer}).size() == 1);
    CHECK_THROWS_MATCHES(counts.losses(2, {static_cast<role>(200)}), std::invalid_argument,
                         MessageMatches(ContainsSubstring("goal 200 is no enumerator")));
}

TEST_CASE("no events have no paths, a time that is none is refused, and a long path is no deeper than memory") {
    const std::vector<event> none;
    const auto report = emptor::paths{}(none, &event::who, &event::at, &event::role);
    CHECK(report.counts == counts_type{});
    CHECK(report.counts.top(1).empty());
    CHECK(report.counts.tree().empty());
    emptor::path_counter<int, double, std::string> counter;
    CHECK_THROWS_AS(counter.count(1, std::numeric_limits<double>::quiet_NaN(), "x"), std::invalid_argument);
    CHECK(counter.totals().events == 0);
    for (int i = 0; i < 100'000; ++i) counter.count(1, i, "x");
    CHECK(counter.counts().tree().back().depth == 100'000);
    CHECK(counter.counts().top(1).front().states.size() == 100'000);
}

}  // namespace paths_test
