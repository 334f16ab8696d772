// SPDX-License-Identifier: BSL-1.0

#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <emptor/io/time_format.hpp>

namespace time_format_test {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using emptor::io::instant;
using emptor::io::parse_time;
using emptor::io::time_format;
using emptor::io::time_problem;
using std::chrono::nanoseconds;
using std::chrono::sys_days;

namespace {

constexpr instant at(int year, unsigned month, unsigned day, nanoseconds of_day = 0ns) {
    return instant{sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)}} + of_day;
}

constexpr instant noon = at(2020, 1, 31, 12h);

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("a format reads what it describes") {
    const auto read = [](const char* format, std::string_view text) { return *parse_time(text, time_format{format}); };
    CHECK(read("%d/%m/%Y", "31/01/2020") == at(2020, 1, 31));
    CHECK(read("%m/%d/%Y %H:%M", "1/31/2020 12:00") == noon);
    CHECK(read("%D %R", "01/31/20 12:00") == noon);
    CHECK(read("%F %T", "2020-01-31 12:00:00") == noon);
    CHECK(read("%FT%T", "2020-01-31T12:00:00,5") == noon + 500ms);
    CHECK(read("%F %H:%M:%S.%f", "2020-01-31 12:00:00.000001") == noon + 1us);
    CHECK(read("%F %H%M%S%f", "2020-01-31 120000250") == noon + 250ms);
    CHECK(read("%F %H.%M.%S.", "2020-01-31 12.00.00.") == noon);
    CHECK(read("%F %T%z", "2020-01-31 12:00:00+0100") == noon - 1h);
    CHECK(read("%F %T %Z", "2020-01-31 12:00:00 gmt") == noon);
    CHECK(read("%d %b %Y", "31 Jan 2020") == at(2020, 1, 31));
    CHECK(read("%e %B %Y", "31 JANUARY 2020") == at(2020, 1, 31));
    CHECK(read("%d-%h-%y", "31-jan-20") == at(2020, 1, 31));
    CHECK(read("%a, %d %b %Y %T %Z", "Fri, 31 Jan 2020 12:00:00 GMT") == noon);
    CHECK(read("%A %F", "friday 2020-01-31") == at(2020, 1, 31));
    CHECK(read("%Y年%m月%d日", "2020年1月31日") == at(2020, 1, 31));
    CHECK(read("%F%%%H", "2020-01-31%12") == noon);
    CHECK(read("%F%n%H", "2020-01-31 \t 12") == noon);
    CHECK(read("%F %H", " 2020-01-3112 ") == noon);
    CHECK(read("%s", "1580472000") == noon);
    CHECK(read("@%s", "@1580472000.25") == noon + 250ms);
    CHECK(read("%s", "-0.25") == instant{-250ms});
    CHECK(read("%s", "-9223372036.854775808") == instant{nanoseconds{least}});
    CHECK(read("%y-%m-%d", "68-01-01") == at(2068, 1, 1));
    CHECK(read("%y-%m-%d", "69-01-01") == at(1969, 1, 1));
    CHECK(time_format{"%F"}.text() == "%F");
    CHECK(time_format{"%F"} == time_format{"%F"});
    CHECK(time_format{"%F"} != time_format{"%s"});
}

TEST_CASE("twelve hours and a half of the day make an hour") {
    const time_format format{"%Y-%m-%d %I:%M %p"};
    CHECK(*parse_time("2020-01-31 12:00 PM", format) == noon);
    CHECK(*parse_time("2020-01-31 12:00 AM", format) == at(2020, 1, 31));
    CHECK(*parse_time("2020-01-31 1:30 pm", format) == noon + 90min);
    CHECK(*parse_time("2020-01-31 11:59 am", format) == noon - 1min);
    CHECK(parse_time("2020-01-31 13:00 PM", format).why() == "there is no hour 13");
    CHECK(parse_time("2020-01-31 0:00 AM", format).why() == "there is no hour 0");
    CHECK(parse_time("2020-01-31 1:00 XM", format).problem() == time_problem::mismatch);
}

TEST_CASE("a text that does not match its format is refused where it departs") {
    const time_format format{"%d/%m/%Y"};
    CHECK(parse_time("31-01-2020", format).why() == "the text does not match the format from its character 3 on");
    CHECK(parse_time("31/01/2020 12:00", format).problem() == time_problem::mismatch);
    CHECK(parse_time("31/01/20", format).problem() == time_problem::mismatch);
    CHECK(parse_time("31/01", format).problem() == time_problem::mismatch);
    CHECK(parse_time("", format).problem() == time_problem::empty);
    CHECK(parse_time("31/02/2020", format).why() == "there is no day 31 in February 2020");
    CHECK(parse_time("01/31/2020", format).why() == "there is no month 31");
    CHECK(parse_time("Sat 2020-01-31", time_format{"%a %F"}).problem() == time_problem::wrong_weekday);
    CHECK(parse_time("Xyz 2020-01-31", time_format{"%a %F"}).problem() == time_problem::mismatch);
    CHECK(parse_time("31 Foo 2020", time_format{"%d %b %Y"}).problem() == time_problem::mismatch);
    CHECK(parse_time("2020-01-31 CET", time_format{"%F %Z"}).problem() == time_problem::unknown_zone);
    CHECK(parse_time("2020-01-31 +99", time_format{"%F %z"}).problem() == time_problem::no_such_offset);
    CHECK(parse_time("2020-01-31 12:00:00.0000000001", time_format{"%F %T"}).problem() == time_problem::too_precise);
    CHECK(parse_time("99999999999999999999999", time_format{"%s"}).problem() == time_problem::out_of_range);
    CHECK(parse_time("-9223372036.854775809", time_format{"%s"}).problem() == time_problem::out_of_range);
    CHECK(parse_time("2300-01-01", time_format{"%F"}).problem() == time_problem::out_of_range);
}

TEST_CASE("a format that makes no time is refused by name") {
    const auto why = [](const char* format) -> std::string {
        try {
            const time_format made{format};
            return "accepted: " + made.text();
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
    };
    CHECK_THAT(why("%Y-%m-%q"), ContainsSubstring("has %q; allowed are %Y %y %m"));
    CHECK_THAT(why("%F %"), ContainsSubstring("has a % at its end; allowed are"));
    CHECK_THAT(why(""), ContainsSubstring("needs the year"));
    CHECK_THAT(why("%H:%M"), ContainsSubstring("needs the year"));
    CHECK_THAT(why("%Y-%d"), ContainsSubstring("needs the month"));
    CHECK_THAT(why("%Y-%m"), ContainsSubstring("needs the day"));
    CHECK_THAT(why("%F %Y"), ContainsSubstring("the year once"));
    CHECK_THAT(why("%F %B"), ContainsSubstring("the month once"));
    CHECK_THAT(why("%F %d"), ContainsSubstring("the day once"));
    CHECK_THAT(why("%F %H %H"), ContainsSubstring("the hour stands twice"));
    CHECK_THAT(why("%F %I"), ContainsSubstring("%I and %p"));
    CHECK_THAT(why("%F %H %p"), ContainsSubstring("%I and %p"));
    CHECK_THAT(why("%F %M"), ContainsSubstring("%M needs"));
    CHECK_THAT(why("%F %H:%S"), ContainsSubstring("%S needs"));
    CHECK_THAT(why("%F %H:%M%f"), ContainsSubstring("%f needs"));
    CHECK_THAT(why("%F %T %z %Z"), ContainsSubstring("the zone stands twice"));
    CHECK_THAT(why("%a %A %F"), ContainsSubstring("the weekday stands twice"));
    CHECK_THAT(why("%s %z"), ContainsSubstring("%s is the whole time"));
    CHECK_THAT(why("%s%s"), ContainsSubstring("%s stands twice"));
}

}  // namespace time_format_test
