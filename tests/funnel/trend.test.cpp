// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>

#include "visits.hpp"

namespace trend_test {
namespace {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::funnel_trend;
using shop::visit;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr sys_seconds moment(int year, unsigned month, unsigned day, std::chrono::seconds of_day = 0s) {
    return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} + of_day;
}

template <class Attempts>
funnel_trend counted(const emptor::calendar_bucket& buckets, const Attempts& attempts) {
    funnel_trend trend{buckets};
    for (const auto each : attempts) trend.count(each);
    return trend;
}

std::vector<std::string> names(const std::vector<emptor::trend_bucket>& buckets) {
    std::vector<std::string> found;
    for (const auto& each : buckets) found.push_back(each.name);
    return found;
}

std::string refusal(auto ask) {
    try {
        ask();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return {};
}

/// One buyer a line: what happened on which day of March 2024, from the first.
std::vector<visit> march(const std::vector<std::vector<std::pair<int, shop::event>>>& buyers) {
    std::vector<visit> visits;
    std::uint32_t who = 0;
    for (const auto& buyer : buyers) {
        for (const auto& [day, what] : buyer) {
            visits.push_back({who, moment(2024, 3, 1, 12h) + std::chrono::days{day - 1}, what, ""});
        }
        ++who;
    }
    return visits;
}

}  // namespace

TEST_CASE("an attempt is in the bucket it started in, however late it came further") {
    using enum shop::event;
    // 2024-03-01 is a Friday
    const auto visits =
        march({{{1, seen}, {3, tried}}, {{2, seen}}, {{4, seen}, {5, tried}, {6, bought}}, {{12, seen}}});
    const funnel_trend by_week = counted(emptor::calendar_bucket{std::chrono::weeks{1}}, shop::attempts(visits));
    const auto weeks = by_week.buckets();
    REQUIRE(names(weeks) == std::vector<std::string>{"2024-W09", "2024-W10", "2024-W11"});
    CHECK(weeks[0].start == moment(2024, 2, 26));
    CHECK(weeks[0].entered() == 2);
    CHECK(weeks[0].reached(2) == 1);  // on Sunday
    CHECK(weeks[0].share(1, 2) == emptor::proportion{2, 1});
    CHECK(weeks[0].share(1, 2).wilson().low > 0);
    CHECK(weeks[1].reached(3) == 1);
    CHECK(weeks[1].share(2, 3) == emptor::proportion{1, 1});
    CHECK(weeks[2].share(2, 3).rate() == std::nullopt);
    CHECK(by_week.sums());
    CHECK(by_week.total().reached(2) == 2);
    CHECK(by_week.total().attempts() == 4);
}

TEST_CASE("buckets in which nothing started are there if they are asked for") {
    using enum shop::event;
    const auto visits = march({{{1, seen}}, {{4, seen}}});
    const funnel_trend by_day = counted(emptor::calendar_bucket{std::chrono::days{1}}, shop::attempts(visits));
    CHECK(names(by_day.buckets()) == std::vector<std::string>{"2024-03-01", "2024-03-04"});
    const auto all = by_day.buckets(moment(2024, 2, 29, 23h), moment(2024, 3, 5));
    CHECK(names(all) == std::vector<std::string>{"2024-02-29", "2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04"});
    CHECK(all[0].entered() == 0);
    CHECK(all[4].entered() == 1);
    CHECK(by_day.buckets(moment(2024, 3, 1), moment(2024, 3, 1)).empty());
    CHECK(by_day.buckets(moment(2024, 3, 1), moment(2024, 3, 1, 1s)).size() == 1);
    CHECK(refusal([&] {
              static_cast<void>(by_day.buckets(moment(2024, 3, 2), moment(2024, 3, 1)));
          }).starts_with("emptor::funnel_trend: -1 buckets are asked for"));
    const funnel_trend by_second{1s};
    CHECK(refusal([&] {
              static_cast<void>(by_second.buckets(moment(2024, 3, 2), moment(2025, 3, 1)));
          }).ends_with("there can be 1000000"));
}

TEST_CASE("a zone's buckets begin by its own clock") {
    using enum shop::event;
    const std::vector<visit> visits{{1, moment(2024, 3, 31, 15h + 59min), seen, ""},
                                    {2, moment(2024, 3, 31, 16h), seen, ""}};
    const auto attempts = shop::attempts(visits);
    const auto in = [&](std::chrono::seconds offset) {
        return names(counted(emptor::calendar_bucket{std::chrono::months{1}, offset}, attempts).buckets());
    };
    CHECK(in(0h) == std::vector<std::string>{"2024-03"});
    CHECK(in(8h) == std::vector<std::string>{"2024-03", "2024-04"});  // Beijing
}

TEST_CASE("the buckets add up to the funnel, and parts to the whole") {
    emptor_test::generator random{7};
    for (int i = 0; i < 300; ++i) {
        CAPTURE(i);
        const auto visits = shop::draw(random);
        const auto attempts = shop::attempts(visits);
        const auto report = attempts.report();
        for (const emptor::calendar_bucket buckets :
             {emptor::calendar_bucket{15min}, emptor::calendar_bucket{std::chrono::weeks{1}, -5h},
              emptor::calendar_bucket{std::chrono::months{1}, 8h}}) {
            const funnel_trend trend = counted(buckets, attempts);
            std::uint64_t entered = 0;
            std::vector<std::uint64_t> reached(3);
            for (const auto& bucket : trend.buckets()) {
                std::uint64_t here = 0;
                for (const auto each : attempts) {
                    here += buckets.start(each.started()) == bucket.start ? 1U : 0U;
                }
                REQUIRE(bucket.entered() == here);
                entered += here;
                for (std::size_t k = 0; k < 3; ++k) reached[k] += bucket.reached(k + 1);
            }
            REQUIRE(entered == attempts.size());
            for (std::size_t k = 0; k < 3; ++k) {
                REQUIRE(reached[k] == report.steps()[k].entities);
                REQUIRE(trend.total().reached(k + 1) == reached[k]);
            }
            const auto odd = [](std::uint32_t who) { return who % 2 == 1; };
            funnel_trend parts = counted(buckets, shop::attempts(shop::only(visits, odd)));
            parts += counted(buckets, shop::attempts(shop::only(visits, std::not_fn(odd))));
            REQUIRE(parts == trend);
        }
    }
}

TEST_CASE("buckets near and far from 1970 are all kept apart") {
    emptor_test::generator random{8};
    struct visit {
        int who;
        sys_seconds at;
        int what;
    };
    constexpr emptor::funnel asked{steps(1, 2)};
    for (int i = 0; i < 300; ++i) {
        CAPTURE(i);
        const std::uint64_t width = std::uint64_t{1} << random.below(30);  // in minutes
        std::vector<visit> visits;
        std::map<sys_seconds, std::uint64_t> started;
        for (int who = 0; who < 200; ++who) {
            const auto minute = std::chrono::minutes{static_cast<std::int64_t>(random.below(2 * width)) -
                                                     static_cast<std::int64_t>(width)};
            visits.push_back({who, sys_seconds{minute} + 59s, 1});
            ++started[sys_seconds{minute}];
        }
        const funnel_trend trend =
            counted(emptor::calendar_bucket{1min},
                    emptor::attempts_of(asked, grouped, visits, &visit::who, &visit::at, &visit::what));
        std::map<sys_seconds, std::uint64_t> found;
        for (const auto& bucket : trend.buckets()) found[bucket.start] = bucket.entered();
        REQUIRE(found == started);
    }
}

TEST_CASE("an entity that comes again is in the bucket of every start, once") {
    constexpr emptor::funnel every_start{steps(shop::event::seen, shop::event::tried, shop::event::bought), within(48h),
                                         each(start), timed};
    emptor_test::generator random{8};
    for (int i = 0; i < 200; ++i) {
        CAPTURE(i);
        const auto visits = shop::draw(random);
        const auto starts = emptor::attempts_of(every_start, visits, &visit::who, &visit::at, &visit::what);
        funnel_trend trend{std::chrono::days{1}};
        starts.each_entity([&](const auto& own) { trend.count_every_period(own); });
        std::map<sys_seconds, std::map<std::uint32_t, std::size_t>> plain;  // the furthest of each that day
        bool once = true;
        for (const auto each : starts) {
            const auto day = std::chrono::floor<std::chrono::days>(each.started());
            std::size_t& level = plain[day][each.who()];
            level = std::max(level, each.level());
        }
        std::map<std::uint32_t, int> days;
        for (const auto& [day, entities] : plain) {
            for (const auto& [who, level] : entities) once = ++days[who] == 1 && once;
        }
        const auto found = trend.buckets();
        REQUIRE(found.size() == plain.size());
        REQUIRE(trend.sums() == once);
        for (const auto& bucket : found) {
            const auto& entities = plain.at(bucket.start);
            REQUIRE(bucket.entered() == entities.size());
            for (std::size_t k = 1; k <= 3; ++k) {
                std::uint64_t reached = 0;
                for (const auto& [who, level] : entities) reached += level >= k ? 1U : 0U;
                REQUIRE(bucket.reached(k) == reached);
            }
        }
    }
}

TEST_CASE("bare numbers with a unit have a place on the calendar") {
    struct plain_visit {
        int who;
        std::uint64_t at;
        int what;
    };
    const std::vector<plain_visit> visits{{1, 1'709'294'400'000, 1}};
    constexpr emptor::funnel asked{steps(1, 2), unit<std::chrono::milliseconds>};
    const auto attempts = emptor::attempts_of(asked, visits, &plain_visit::who, &plain_visit::at, &plain_visit::what);
    CHECK(names(counted(emptor::calendar_bucket{1h}, attempts).buckets()) ==
          std::vector<std::string>{"2024-03-01 12:00"});
}

TEST_CASE("a trend does not add up with another's buckets") {
    funnel_trend days{std::chrono::days{1}};
    CHECK(refusal([&] { days += funnel_trend{std::chrono::weeks{1}}; }) ==
          "emptor::funnel_trend: the other trend has other buckets");
    CHECK(refusal([&] { days += funnel_trend{std::chrono::days{1}, 1h}; }) ==
          "emptor::funnel_trend: the other trend has other buckets");
    CHECK_NOTHROW(days += funnel_trend{std::chrono::hours{24}});
    days += days;
    CHECK(days.buckets().empty());
    const auto visits = march({{{1, shop::event::seen}}, {{1, shop::event::seen}}, {{9, shop::event::seen}}});
    days = counted(emptor::calendar_bucket{std::chrono::days{1}}, shop::attempts(visits));
    days += days;
    REQUIRE(names(days.buckets()) == std::vector<std::string>{"2024-03-01", "2024-03-09"});
    CHECK(days.buckets()[0].entered() == 4);
    CHECK(days.buckets()[1].entered() == 2);
}

}  // namespace trend_test
