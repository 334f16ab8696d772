// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "visits.hpp"

namespace time_to_convert_test {
namespace {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::number_bin;
using emptor::shared_bin_edges;
using emptor::survival;
using emptor::time_to_convert;
using shop::visit;
using enum shop::event;

template <class Attempts>
time_to_convert counted(std::size_t from, std::size_t to, const Attempts& attempts) {
    time_to_convert times{from, to};
    for (const auto each : attempts) times.count(each);
    return times;
}

std::string refusal(auto ask) {
    try {
        ask();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return {};
}

std::chrono::sys_seconds hour(int h) { return std::chrono::sys_seconds{std::chrono::hours{h}}; }

constexpr double hours = 3600;

/// How long each entity waited in the attempt of its first start, found event by event.
survival plain_waiting(const std::vector<visit>& visits, std::size_t from, std::size_t to, double window,
                       std::chrono::sys_seconds until) {
    std::map<std::uint32_t, std::vector<visit>> of;
    for (const visit& each : visits) of[each.who].push_back(each);
    survival waiting;
    for (const auto& [who, own] : of) {
        std::vector<double> took;  // since the first start
        std::optional<std::chrono::sys_seconds> start;
        std::chrono::sys_seconds last{};
        for (const shop::event step : {seen, tried, bought}) {
            const visit* next = nullptr;
            for (const visit& each : own) {
                if (each.what == step && (!start || last <= each.at) && next == nullptr) next = &each;
            }
            if (next == nullptr) break;
            if (!start) start = next->at;
            const double passed = static_cast<double>((next->at - *start).count());
            if (passed > window) break;
            last = next->at;
            took.push_back(passed);
        }
        if (took.size() < from) continue;
        if (took.size() >= to) {
            waiting.count(took[to - 1] - took[from - 1], emptor::ending::happened);
        } else {
            const double watched = std::min(window, static_cast<double>((until - *start).count()));
            waiting.count(watched - took[from - 1], emptor::ending::censored);
        }
    }
    return waiting;
}

}  // namespace

TEST_CASE("those who converted took a time, those who did not waited") {
    const std::vector<visit> visits{{1, hour(0), seen, ""},  {2, hour(10), seen, ""},  {1, hour(30), tried, ""},
                                    {3, hour(40), seen, ""}, {3, hour(50), tried, ""}, {4, hour(60), seen, ""}};
    auto attempts = shop::attempts(visits);
    const time_to_convert times = counted(1, 2, attempts);
    CHECK(times.converted() == 2);
    CHECK(times.mean() == 20 * hours);
    CHECK(times.quantile(0.5) == 20 * hours);
    CHECK(times.range() == emptor::number_range{10 * hours, 30 * hours, 2});
    const auto waiting = times.waiting();
    REQUIRE(waiting);
    survival expected;
    expected.count(10 * hours, emptor::ending::happened);
    expected.count(30 * hours, emptor::ending::happened);
    expected.count(48 * hours, emptor::ending::censored);  // 2: the window is over
    expected.count(0, emptor::ending::censored);           // 4 was seen last of all
    CHECK(*waiting == expected);
    CHECK(waiting->curve().quantile(0.5).time == 30 * hours);
    REQUIRE(waiting->curve().at(20 * hours)->band());

    attempts.observed_until(hour(70));
    const auto later = counted(1, 2, attempts).waiting();
    CHECK(later->times().contains(10 * hours));
    CHECK(later->times().at(10 * hours).censored == 1);
    attempts.observed_until(hour(1000));
    CHECK(counted(1, 2, attempts).waiting()->times().at(48 * hours).censored == 2);
}

TEST_CASE("the first attempt waits from its own start, whichever attempt counts") {
    // the attempt that counts began with the second visit
    const std::vector<visit> visits{{1, hour(0), seen, ""}, {1, hour(60), seen, ""}, {1, hour(61), tried, ""}};
    const time_to_convert times = counted(1, 2, shop::attempts(visits));
    CHECK(times.mean() == 1 * hours);
    CHECK(times.waiting()->times().at(48 * hours) == survival::endings{0, 1});
}

TEST_CASE("an attempt that is over without a window waits as long as anybody") {
    constexpr emptor::funnel asked{steps(seen, tried, bought), from(first_start), breaks_on(foreign), timed};
    const std::vector<visit> visits{
        {1, hour(0), seen, ""}, {1, hour(1), left, ""}, {2, hour(2), seen, ""}, {2, hour(7), tried, ""}};
    const auto attempts = emptor::attempts_of(asked, visits, &visit::who, &visit::at, &visit::what);
    CHECK(counted(1, 2, attempts).waiting()->times().at(5 * hours) == survival::endings{1, 1});
}

TEST_CASE("nothing is said of first attempts that nobody knows") {
    constexpr emptor::funnel asked{steps(seen, tried, bought), breaks_on(foreign), timed};
    const std::vector<visit> visits{{1, hour(0), seen, ""}, {1, hour(1), tried, ""}};
    const auto attempts = emptor::attempts_of(asked, visits, &visit::who, &visit::at, &visit::what);
    const time_to_convert times = counted(1, 2, attempts);
    CHECK_FALSE(times.waiting());
    CHECK(times.converted() == 1);
}

TEST_CASE("times agree with the report, waiting with a plain search, and parts with the whole") {
    emptor_test::generator random{11};
    for (int i = 0; i < 400; ++i) {
        CAPTURE(i);
        const auto visits = shop::draw(random);
        auto attempts = shop::attempts(visits);
        const auto until = attempts.latest().value_or(hour(0)) + std::chrono::hours{random.below(100)};
        attempts.observed_until(until);
        const auto report = attempts.report();
        const auto seconds = [](std::optional<double> time) {
            return time ? std::optional{std::chrono::duration<double>{*time}} : std::nullopt;
        };
        for (std::size_t to = 2; to <= 3; ++to) {
            const auto& step = report.steps()[to - 1];
            const time_to_convert whole = counted(1, to, attempts);
            REQUIRE(whole.converted() == step.in_attempt.entities);
            REQUIRE(seconds(whole.quantile(0.5)) == step.in_attempt.median);
            REQUIRE(seconds(whole.quantile(0.9)) == step.in_attempt.p90);
            REQUIRE(seconds(counted(to - 1, to, attempts).quantile(0.5)) == step.from_previous.median);
            REQUIRE(*whole.waiting() == plain_waiting(visits, 1, to, 48 * hours, until));
            const auto half = [](std::uint32_t who) { return who % 2 == 0; };
            auto evens = shop::attempts(shop::only(visits, half));
            auto odds = shop::attempts(shop::only(visits, std::not_fn(half)));
            evens.observed_until(until);
            odds.observed_until(until);
            time_to_convert parts = counted(1, to, evens);
            parts += counted(1, to, odds);
            REQUIRE(parts == whole);
        }
        REQUIRE(*counted(2, 3, attempts).waiting() == plain_waiting(visits, 2, 3, 48 * hours, until));
    }
}

TEST_CASE("a histogram has the cube root of bins, and every time is in one") {
    emptor_test::generator random{12};
    for (int i = 0; i < 200; ++i) {
        CAPTURE(i);
        const time_to_convert times = counted(1, 2, shop::attempts(shop::draw(random)));
        const auto bins = times.histogram();
        std::uint64_t held = 0;
        std::size_t wanted = 0;
        while (wanted * wanted * wanted < times.converted()) ++wanted;
        if (times.converted() > 0) REQUIRE(bins.size() == wanted + 1);
        for (const number_bin& each : bins) held += each.numbers;
        REQUIRE(held == times.converted());
        if (!bins.empty()) {
            REQUIRE(bins.front().low == times.range().least);
            REQUIRE(bins.back().numbers == 0);  // no width was rounded
        }
    }
}

TEST_CASE("groups that are compared share their bins") {
    CHECK(shared_bin_edges({{100, 200, 8}, {50, 300, 19}}) ==
          std::vector<double>{50, 50 + 250 / 3.0, 50 + 2 * (250 / 3.0), std::nextafter(300.0, 301.0)});
    CHECK(shared_bin_edges({{100, 200, 8}, {0, 0, 0}}, {.bins = 2, .whole = 30}) == std::vector<double>{100, 160, 220});
    CHECK(shared_bin_edges({{7, 7, 5}}, {.bins = {}, .whole = 0, .narrowest = 2}) == std::vector<double>{7, 9, 11});
    CHECK(shared_bin_edges({}).empty());
    CHECK(shared_bin_edges({{0, 1, 1'000'000'000}}).size() == 1001);
    const double large = 1e300;
    CHECK(shared_bin_edges({{large, large, 1}}).size() == 2);
    const auto widest =
        shared_bin_edges({{-std::numeric_limits<double>::max(), std::numeric_limits<double>::max(), 8}});
    CHECK(widest.size() == 3);
    CHECK(refusal([] { static_cast<void>(shared_bin_edges({{0, 1, 1}}, {.bins = 0})); }) ==
          "emptor::shared_bin_edges: 0 bins are asked for; there can be 1 to 1000000");
    CHECK(refusal([] { static_cast<void>(shared_bin_edges({{2, 1, 1}})); }) ==
          "emptor::shared_bin_edges: greatest is 1; it must be finite, and not below the least");
    CHECK(refusal([] { static_cast<void>(shared_bin_edges({{0, 1, 1}}, {.bins = {}, .whole = -1})); }) ==
          "emptor::shared_bin_edges: whole is -1; it must be 0 or more, and finite");
}

TEST_CASE("what cannot be asked is refused") {
    const std::vector<visit> visits{{1, hour(0), seen, ""}, {1, hour(1), tried, ""}};
    CHECK(refusal([] { static_cast<void>(time_to_convert{2, 2}); }) ==
          "emptor::time_to_convert: from step 2 to 2 is asked for; the first must be at least 1, the second later, and "
          "at "
          "most 64");
    CHECK(refusal([&] { static_cast<void>(counted(1, 4, shop::attempts(visits))); }) ==
          "emptor::time_to_convert: from step 1 to 4 is asked for; the question has 3 steps");
    time_to_convert times = counted(1, 2, shop::attempts(visits));
    CHECK(refusal([&] { times += time_to_convert{1, 3}; }) ==
          "emptor::time_to_convert: from step 1 to 2 is asked for; the other times are from step 1 to 3");
    const std::vector<double> late{4000, 5000};
    CHECK(refusal([&] { static_cast<void>(times.histogram(late)); }) ==
          "emptor::time_to_convert::histogram: an edge is 4000; it must be no more than the least time");
    const std::vector<double> falling{0, 0};
    CHECK(refusal([&] { static_cast<void>(times.histogram(falling)); }) ==
          "emptor::time_to_convert::histogram: an edge is 0; it must be more than the one before it");
    times += times;
    CHECK(times.converted() == 2);
    CHECK(time_to_convert{}.mean() == std::nullopt);
    CHECK(time_to_convert{}.histogram().empty());
    CHECK(time_to_convert{}.waiting()->times().empty());
}

}  // namespace time_to_convert_test
