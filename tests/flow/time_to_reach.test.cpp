// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/time_to_reach.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/survival.hpp>

namespace time_to_reach_test {

using emptor::ending;
using emptor::survival;
using emptor::time_to_reach;

namespace {

struct visit {
    int who;
    int at;
    std::string page;
};

bool is_purchase(const visit& each) { return each.page == "purchase"; }

/// The waiting times of a log as a plain reading finds them.
survival waiting_in(const std::vector<visit>& visits) {
    struct times {
        int first;
        std::optional<int> reached;
    };
    std::map<int, times> found;
    int until = std::numeric_limits<int>::min();
    for (const visit& each : visits) {
        times& known = found.try_emplace(each.who, times{each.at, {}}).first->second;
        known.first = std::min(known.first, each.at);
        if (is_purchase(each)) known.reached = std::min(known.reached.value_or(each.at), each.at);
        until = std::max(until, each.at);
    }
    survival all;
    for (const auto& [who, known] : found) {
        all.count(known.reached.value_or(until) - known.first, known.reached ? ending::happened : ending::censored);
    }
    return all;
}

}  // namespace

TEST_CASE("an entity waits from its first event until it comes there, or until the last event of all") {
    const std::vector<visit> visits{{1, 10, "home"}, {2, 12, "home"},     {1, 15, "purchase"}, {3, 16, "purchase"},
                                    {2, 18, "cart"}, {1, 20, "purchase"}, {3, 25, "home"}};
    const auto waited = time_to_reach(visits, &visit::who, &visit::at, is_purchase);
    CHECK(waited.entities() == 3);
    survival expected;
    expected.count(5, ending::happened);
    expected.count(0, ending::happened);   // begins there
    expected.count(13, ending::censored);  // until the last event, which is another's
    CHECK(waited.waiting() == expected);
    CHECK_FALSE(waited.has_unit);
    CHECK(time_to_reach(std::vector<visit>{}, &visit::who, &visit::at, is_purchase).waiting() == survival{});
}

TEST_CASE("times with a unit are seconds, and a far future does not overflow") {
    struct event {
        std::string who;
        std::chrono::sys_time<std::chrono::milliseconds> at;
        bool there;
    };
    const auto at = [](std::int64_t ms) { return std::chrono::sys_time{std::chrono::milliseconds{ms}}; };
    const std::vector<event> events{{"a", at(0), false}, {"a", at(1500), true}};
    const auto waited = time_to_reach(events, &event::who, &event::at, &event::there);
    STATIC_REQUIRE(decltype(waited)::has_unit);
    CHECK(waited.waiting().times().begin()->first == 1.5);
    constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    emptor::reach_counter<std::string, std::int64_t> far;
    far.count("a", least, false);
    far.count("a", most, true);
    CHECK(far.waiting().times().begin()->first == 18446744073709551615.0);
}

TEST_CASE("a time that is no number, and times infinitely far apart, are refused") {
    emptor::reach_counter<int, double> waiting;
    CHECK_THROWS_AS(waiting.count(1, std::numeric_limits<double>::quiet_NaN(), true), std::invalid_argument);
    CHECK(waiting.entities() == 0);
    waiting.count(1, -1e308, false);
    waiting.count(1, 1e308, true);
    CHECK_THROWS_MATCHES(waiting.waiting(), std::invalid_argument,
                         Catch::Matchers::Message("emptor::survival: time is inf; it must be 0 or more, and finite"));
}

TEST_CASE("parts of a log, cut anywhere and in any order, wait as the whole does") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 generator{seed};
    const auto random = [&](std::uint32_t below) { return static_cast<int>(generator() % below); };
    for (int round = 0; round < 2000; ++round) {
        std::vector<visit> visits(static_cast<std::size_t>(random(30)));
        for (visit& each : visits) each = {random(6), random(20), random(4) == 0 ? "purchase" : "home"};
        const auto whole = time_to_reach(visits, &visit::who, &visit::at, is_purchase);
        REQUIRE(whole.waiting() == waiting_in(visits));
        std::shuffle(visits.begin(), visits.end(), generator);
        const auto middle = visits.begin() + random(static_cast<std::uint32_t>(visits.size() + 1));
        auto sum = time_to_reach(std::vector<visit>{visits.begin(), middle}, &visit::who, &visit::at, is_purchase);
        const auto rest = time_to_reach(std::vector<visit>{middle, visits.end()}, &visit::who, &visit::at, is_purchase);
        sum += rest;
        REQUIRE(sum == whole);
        sum += sum;
        REQUIRE(sum == whole);
    }
}

}  // namespace time_to_reach_test
