// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/dwell.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/process/role.hpp>

#include "flow/plain_paths.hpp"

namespace dwell_test {

using Catch::Matchers::WithinRel;
using emptor::sort_first;
using flow_test::event;

namespace {

using counter_type = emptor::dwell_counter<std::string, std::int64_t, std::string>;

counter_type counter_of(const std::vector<event>& events) {
    counter_type counter;
    for (const event& each : events) counter.count(each.who, each.at, each.role);
    return counter;
}

void check(const emptor::quantile_sketch& sketch, const std::vector<double>& times) {
    REQUIRE(sketch.counted() == times.size());
    if (times.empty()) return;
    double sum = 0;
    for (const double each : times) sum += each;
    REQUIRE(sketch.sum() == sum);
    for (const double share : {0.0, 0.5, 0.9, 1.0}) {
        REQUIRE_THAT(sketch.quantile(share).value(),
                     WithinRel(flow_test::quantile_of(times, share), 1.01 * emptor::quantile_sketch::relative_error));
    }
}

void check(const emptor::dwell_times<std::string>& found, const std::vector<event>& events, bool sorted) {
    std::map<std::pair<std::string, std::string>, std::vector<double>> between;
    std::map<std::string, std::vector<double>> in;
    std::map<std::string, std::uint64_t> open;
    for (const auto& [who, kept] : flow_test::cases_of(events, sorted)) {
        for (std::size_t k = 1; k < kept.size(); ++k) {
            const auto time = static_cast<double>(kept[k].at - kept[k - 1].at);
            between[{*kept[k - 1].role, *kept[k].role}].push_back(time);
            in[*kept[k - 1].role].push_back(time);
        }
        ++open[*kept.back().role];
    }
    for (std::size_t a = 0; a < 5; ++a) {
        const std::string from = "role " + std::to_string(a);
        check(found.in(from), in[from]);
        REQUIRE(found.open(from) == open[from]);
        for (std::size_t b = 0; b < 5; ++b) {
            const std::string to = "role " + std::to_string(b);
            check(found.between(from, to), between[{from, to}]);
            REQUIRE(found.counts().moves(from, to) == found.between(from, to).counted());
        }
    }
}

}  // namespace

TEST_CASE("times in each state and of each move agree with a plain reading of many logs, in order or not") {
    const std::uint64_t seed = 17;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random);
        const auto times = emptor::dwell{}(events, &event::who, &event::at, &event::role);
        check(times, events, false);
        REQUIRE(times.totals().out_of_order == flow_test::read(events, false).out_of_order);
        const auto in_order = emptor::dwell{}(sort_first, events, &event::who, &event::at, &event::role);
        check(in_order, events, true);
        REQUIRE(in_order.totals().sorted);
        if (times.totals().out_of_order > 0) REQUIRE_FALSE(times == in_order);
    }
}

TEST_CASE("times of events that stand together entity by entity are those of all") {
    using emptor::grouped;
    flow_test::each_together(23, 1000, [](const std::vector<event>& events) {
        REQUIRE(emptor::dwell{}(grouped, events, &event::who, &event::at, &event::role) ==
                emptor::dwell{}(events, &event::who, &event::at, &event::role));
    });
    const auto twice = emptor::dwell{}(grouped, flow_test::back, &event::who, &event::at, &event::role);
    CHECK(twice.totals().entities == 3);  // whoever comes back after another one is new
    CHECK(twice.in("x").counted() == 0);
    CHECK(twice.open("x") == 2);
}

TEST_CASE("times of other entities add up, and those of a later span follow, to the very same sketches") {
    std::mt19937_64 random{18};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        const auto events = flow_test::draw(random, 0);
        const auto [sum, joined] = flow_test::by_parts(events, random, counter_of);
        REQUIRE(sum == counter_of(events));
        REQUIRE(sum.report() == counter_of(events).report());
        REQUIRE(joined == counter_of(events));
    }
    auto counter = counter_of({{"a", 5, "x", ""}});
    CHECK_THROWS_AS(counter += counter, std::invalid_argument);
    CHECK_THROWS_AS(counter.then(counter_of({{"a", 4, "x", ""}})), std::invalid_argument);
    CHECK(counter == counter_of({{"a", 5, "x", ""}}));
    // The same moves in other times are not the same.
    const auto slow = counter_of({{"a", 0, "x", ""}, {"a", 1, "x", ""}, {"a", 9, "x", ""}});
    const auto fast = counter_of({{"a", 0, "x", ""}, {"a", 8, "x", ""}, {"a", 9, "x", ""}});
    const auto late = counter_of({{"a", 0, "x", ""}, {"a", 2, "x", ""}, {"a", 9, "x", ""}});
    CHECK(slow == fast);
    CHECK_FALSE(slow == late);
}

TEST_CASE("times are in seconds where events have a unit, and what has no next event is open") {
    using namespace std::chrono_literals;
    struct step {
        int who;
        std::chrono::sys_time<std::chrono::minutes> at;
        emptor::role by;
    };
    const std::chrono::sys_time<std::chrono::minutes> start{};
    const std::vector<step> steps{{1, start, emptor::role::user},
                                  {1, start + 2min, emptor::role::buyer},
                                  {2, start, emptor::role::user},
                                  {2, start + 4min, emptor::role::user}};
    const auto times = emptor::dwell{}(steps, &step::who, &step::at, &step::by);
    CHECK(times.between(emptor::role::user, emptor::role::buyer).sum() == 120);
    CHECK(times.in(emptor::role::user).mean() == 180);
    CHECK(times.open(emptor::role::buyer) == 1);
    CHECK(times.open(emptor::role::user) == 1);
    CHECK_FALSE(times.in(emptor::role::buyer).quantile(0.5));
    CHECK(times.in(static_cast<emptor::role>(99)).counted() == 0);
    const std::vector<step> none;
    CHECK(emptor::dwell{}(none, &step::who, &step::at, &step::by).totals() == emptor::flow_totals{});
}

TEST_CASE("a time between two events that is no number is refused") {
    emptor::dwell_counter<int, double, std::string> counter;
    const double far = std::numeric_limits<double>::max();
    counter.count(1, -far, "x");
    CHECK_THROWS_AS(counter.count(1, far, "x"), std::invalid_argument);
    CHECK_THROWS_AS(counter.count(2, std::nan(""), "x"), std::invalid_argument);
}

}  // namespace dwell_test
