// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/events/calendar.hpp>

#include "../generator.hpp"

namespace calendar_test {
namespace {

using namespace std::chrono_literals;
using emptor::calendar_bucket;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::weeks;
using std::chrono::years;

constexpr sys_seconds at(int year, unsigned month, unsigned day, std::chrono::seconds of_day = 0s) {
    return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} + of_day;
}

std::string refusal(auto make) {
    try {
        make();
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a bucket holds the moments from its start until the next one's") {
    constexpr sys_seconds moment = at(2026, 11, 18, 17h + 47min + 5s);  // a Wednesday
    STATIC_REQUIRE(calendar_bucket{15min}.start(moment) == at(2026, 11, 18, 17h + 45min));
    STATIC_REQUIRE(calendar_bucket{15min}.next(moment) == at(2026, 11, 18, 18h));
    STATIC_REQUIRE(calendar_bucket{1h}.start(moment) == at(2026, 11, 18, 17h));
    STATIC_REQUIRE(calendar_bucket{days{1}}.start(moment) == at(2026, 11, 18));
    STATIC_REQUIRE(calendar_bucket{24h}.next(moment) == at(2026, 11, 19));
    STATIC_REQUIRE(calendar_bucket{weeks{1}}.start(moment) == at(2026, 11, 16));
    STATIC_REQUIRE(calendar_bucket{weeks{1}}.next(moment) == at(2026, 11, 23));
    STATIC_REQUIRE(calendar_bucket{months{1}}.start(moment) == at(2026, 11, 1));
    STATIC_REQUIRE(calendar_bucket{months{1}}.next(moment) == at(2026, 12, 1));
    STATIC_REQUIRE(calendar_bucket{months{3}}.start(moment) == at(2026, 10, 1));
    STATIC_REQUIRE(calendar_bucket{months{3}}.next(moment) == at(2027, 1, 1));
    STATIC_REQUIRE(calendar_bucket{years{1}}.start(moment) == at(2026, 1, 1));
    STATIC_REQUIRE(calendar_bucket{years{10}}.next(moment) == at(2030, 1, 1));
    STATIC_REQUIRE(calendar_bucket{years{1}} == calendar_bucket{months{12}});
    STATIC_REQUIRE(calendar_bucket{weeks{1}} == calendar_bucket{days{7}});
    STATIC_REQUIRE_FALSE(calendar_bucket{weeks{1}} == calendar_bucket{weeks{1}, 1h});
}

TEST_CASE("the first moment of a bucket is in it, and the last before is not") {
    for (const calendar_bucket& each :
         {calendar_bucket{days{1}}, calendar_bucket{weeks{1}}, calendar_bucket{months{1}}, calendar_bucket{years{1}}}) {
        for (const sys_seconds moment : {at(1969, 12, 31, 5h), at(1970, 1, 1), at(2024, 2, 29, 1s), at(2025, 3, 1)}) {
            const sys_seconds start = each.start(moment);
            CHECK(each.start(start) == start);
            CHECK(each.next(start - 1s) == start);
            CHECK(each.number(start - 1s) + 1 == each.number(start));
            CHECK(each.start_of(each.number(moment)) == start);
        }
    }
}

TEST_CASE("moments have any unit, and those within a second are in the bucket of the second") {
    using std::chrono::sys_time;
    const calendar_bucket minute{1min};
    CHECK(minute.next(sys_days{std::chrono::year{2026} / 1 / 1}) == at(2026, 1, 1, 1min));
    CHECK(minute.start(sys_time<std::chrono::milliseconds>{59'999ms}) == sys_seconds{0s});
    CHECK(minute.start(sys_time<std::chrono::nanoseconds>{-1ns}) == sys_seconds{-1min});
    using fraction = std::chrono::duration<double>;
    CHECK(minute.start(sys_time<fraction>{fraction{60.5}}) == sys_seconds{1min});
    CHECK(refusal([&] { (void)minute.start(sys_time<fraction>{fraction{std::nan("")}}); }).find("the time is nan") !=
          std::string::npos);
    CHECK(refusal([&] { (void)minute.start(sys_time<std::chrono::hours>::max()); }).find("1 to 9999") !=
          std::string::npos);
    STATIC_REQUIRE(emptor::calendar_time<sys_days>);
    STATIC_REQUIRE_FALSE(emptor::calendar_time<std::chrono::local_days>);
    STATIC_REQUIRE_FALSE(emptor::calendar_time<std::int64_t>);
}

TEST_CASE("a zone's clock decides on which day a moment is") {
    constexpr sys_seconds moment = at(2026, 2, 28, 20h);
    STATIC_REQUIRE(calendar_bucket{days{1}, 8h}.start(moment) == at(2026, 2, 28, 16h));  // 1 March, 00:00 in Shanghai
    STATIC_REQUIRE(calendar_bucket{months{1}, 8h}.start(moment) == at(2026, 2, 28, 16h));
    STATIC_REQUIRE(calendar_bucket{months{1}, -5h}.start(moment) == at(2026, 2, 1, 5h));
    STATIC_REQUIRE(calendar_bucket{1h, 5h + 30min}.start(moment) == at(2026, 2, 28, 19h + 30min));
    CHECK(calendar_bucket{months{1}, 8h}.name(moment) == "2026-03");
    CHECK(calendar_bucket{days{1}, -5h}.name(moment) == "2026-02-28");
}

TEST_CASE("buckets have the names of the calendar") {
    const sys_seconds moment = at(2026, 11, 18, 7h + 7min + 5s);
    CHECK(calendar_bucket{years{1}}.name(moment) == "2026");
    CHECK(calendar_bucket{years{10}}.name(moment) == "2020");
    CHECK(calendar_bucket{months{3}}.name(moment) == "2026-Q4");
    CHECK(calendar_bucket{months{1}}.name(moment) == "2026-11");
    CHECK(calendar_bucket{months{6}}.name(moment) == "2026-07");
    CHECK(calendar_bucket{weeks{1}}.name(moment) == "2026-W47");
    CHECK(calendar_bucket{weeks{2}}.name(at(1970, 1, 6)) == "1970-01-05");
    CHECK(calendar_bucket{days{1}}.name(moment) == "2026-11-18");
    CHECK(calendar_bucket{1h}.name(moment) == "2026-11-18 07:00");
    CHECK(calendar_bucket{5min}.name(moment) == "2026-11-18 07:05");
    CHECK(calendar_bucket{5s}.name(moment) == "2026-11-18 07:07:05");
    CHECK(calendar_bucket{months{1}}.name(at(33, 4, 3)) == "0033-04");
}

TEST_CASE("weeks around new year are those of ISO 8601") {
    // ISO 8601-1:2019, 3.1.1.23: week 1 has the year's first Thursday.
    const calendar_bucket week{weeks{1}};
    CHECK(week.name(at(2021, 1, 3)) == "2020-W53");
    CHECK(week.name(at(2021, 1, 4)) == "2021-W01");
    CHECK(week.name(at(2024, 12, 29)) == "2024-W52");
    CHECK(week.name(at(2024, 12, 30)) == "2025-W01");
    CHECK(week.name(at(2027, 1, 1)) == "2026-W53");
    CHECK(week.name(at(2018, 1, 1)) == "2018-W01");
}

TEST_CASE("random moments are where a walk from day to day puts them") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    emptor_test::generator random{seed};
    // The months of 400 years, counted without the calendar of the library.
    std::vector<std::int64_t> firsts;
    std::int64_t day = sys_days{std::chrono::year{1800} / 1 / 1}.time_since_epoch().count();
    for (int year = 1800; year < 2200; ++year) {
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (const int length : {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}) {
            firsts.push_back(day);
            day += length;
        }
    }
    for (int round = 0; round < 5000; ++round) {
        const std::size_t month = random.below(firsts.size() - 24) + 12;
        const std::size_t each = std::vector<std::size_t>{1, 2, 3, 4, 6, 12}[random.below(6)];
        const std::chrono::seconds offset{static_cast<std::int64_t>(random.below(172'799)) - 86'399};
        const std::size_t length = static_cast<std::size_t>(firsts[month + 1] - firsts[month]) * 86'400;
        const std::chrono::seconds local{firsts[month] * 86'400 + static_cast<std::int64_t>(random.below(length))};
        const calendar_bucket bucket{months{each}, offset};
        const sys_seconds moment = sys_seconds{local} - offset;
        const std::size_t first = month - month % each;
        CHECK(bucket.start(moment) == sys_seconds{std::chrono::seconds{firsts[first] * 86'400}} - offset);
        CHECK(bucket.next(moment) == sys_seconds{std::chrono::seconds{firsts[first + each] * 86'400}} - offset);
    }
}

TEST_CASE("what is no bucket is refused by name") {
    CHECK(refusal([] { calendar_bucket{0s}; }) ==
          "emptor::calendar_bucket: the length is 0 times 1 s; it must be from 1 s to 1000 years");
    CHECK(refusal([] { calendar_bucket{std::chrono::hours::max()}; }).find("times 3600 s") != std::string::npos);
    CHECK(refusal([] { calendar_bucket{years{1001}}; }).find("1001 times 12 months") != std::string::npos);
    CHECK(refusal([] { calendar_bucket{months{-1}}; }).find("the length is -1") != std::string::npos);
    CHECK(refusal([] { calendar_bucket{1h, 24h}; }) ==
          "emptor::calendar_bucket: the offset is 86400 s; it must be less than a day");
    CHECK(refusal([] { calendar_bucket{1h, std::chrono::seconds::min()}; }).find("offset") != std::string::npos);
    STATIC_REQUIRE_FALSE(emptor::calendar_length<std::chrono::milliseconds>);
    STATIC_REQUIRE_FALSE(emptor::calendar_length<std::chrono::duration<double>>);
    STATIC_REQUIRE_FALSE(emptor::calendar_length<int>);
}

TEST_CASE("moments outside the years 1 to 9999 are refused, and all in them have a bucket and a next one") {
    for (const calendar_bucket& each : {calendar_bucket{1s}, calendar_bucket{days{1}, -23h}, calendar_bucket{weeks{1}},
                                        calendar_bucket{months{7}, 9h}, calendar_bucket{years{1000}}}) {
        const sys_seconds first = at(1, 1, 1) - each.offset();
        const sys_seconds last = at(10'000, 1, 1) - 1s - each.offset();
        CHECK(each.start(first) <= first);
        CHECK(each.next(last) > last);
        CHECK(each.start_of(each.number(last) + 1) == each.next(last));
        CHECK_FALSE(each.name(first).empty());
        CHECK(refusal([&] { (void)each.number(first - 1s); }).find("the years 1 to 9999") != std::string::npos);
        CHECK(refusal([&] { (void)each.start(last + 1s); }).find("the years 1 to 9999") != std::string::npos);
        CHECK(refusal([&] { (void)each.name(sys_seconds::max()); }).find("the years 1") != std::string::npos);
        CHECK(refusal([&] { (void)each.next(sys_seconds::min()); }).find("the years 1") != std::string::npos);
        CHECK(refusal([&] { (void)each.start_of(each.number(last) + 2); }).find("bucket") != std::string::npos);
        CHECK(refusal([&] { (void)each.start_of(INT64_MIN); }).find("bucket") != std::string::npos);
    }
}

}  // namespace calendar_test
