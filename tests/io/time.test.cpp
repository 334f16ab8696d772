// SPDX-License-Identifier: BSL-1.0

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <emptor/io/time.hpp>

#include "fuzz/corpus.hpp"
#include "fuzz/time.hpp"

namespace time_test {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using emptor::io::format_time;
using emptor::io::instant;
using emptor::io::parse_time;
using emptor::io::parsed_time;
using emptor::io::time_format;
using emptor::io::time_problem;
using emptor::io::time_unit;
using std::chrono::nanoseconds;
using std::chrono::sys_days;

namespace {

constexpr instant at(int year, unsigned month, unsigned day, nanoseconds of_day = 0ns) {
    return instant{sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)}} + of_day;
}

constexpr instant noon = at(2020, 1, 31, 12h);

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

TEST_CASE("ISO 8601 times are read in their usual shapes") {
    STATIC_REQUIRE(*parse_time("2020-01-31") == at(2020, 1, 31));
    STATIC_REQUIRE(*parse_time("2020-01-31T12:00") == noon);
    STATIC_REQUIRE(*parse_time("2020-01-31T12:00:00") == noon);
    STATIC_REQUIRE(*parse_time("2020-01-31 12:00:00") == noon);
    STATIC_REQUIRE(*parse_time("2020-01-31t12:00:00z") == noon);
    STATIC_REQUIRE(*parse_time("2020-01-31T12:00:00Z") == noon);
    STATIC_REQUIRE(*parse_time("2020-01-31 12:00:00 UTC") == noon);
    STATIC_REQUIRE(*parse_time("2020-01-31 12:00 GMT") == noon);
    STATIC_REQUIRE(*parse_time("  2020-01-31 12:00:00\t") == noon);
    STATIC_REQUIRE(*parse_time("20200131") == at(2020, 1, 31));
    STATIC_REQUIRE(*parse_time("20200131T120000Z") == noon);
    STATIC_REQUIRE(*parse_time("20200131T1200") == noon);
    STATIC_REQUIRE(*parse_time("20200131 12:00:00") == noon);
    STATIC_REQUIRE(*parse_time("20200131T120000.5+0100") == noon + 500ms - 1h);
    STATIC_REQUIRE(*parse_time("2011/02/16 14:31:00.000") == at(2011, 2, 16, 14h + 31min));
    STATIC_REQUIRE(*parse_time("2011/2/6 4:31") == at(2011, 2, 6, 4h + 31min));
    STATIC_REQUIRE(*parse_time("2011/02/16") == at(2011, 2, 16));
}

TEST_CASE("a time in another zone is put in UTC") {
    CHECK(*parse_time("2020-01-31T12:00:00+01:00") == noon - 1h);
    CHECK(*parse_time("2020-01-31T12:00:00-0530") == noon + 5h + 30min);
    CHECK(*parse_time("2020-01-31T12:00:00+08") == noon - 8h);
    CHECK(*parse_time("2020-01-31 12:00:00 +0800") == noon - 8h);
    CHECK(*parse_time("2020-01-31T12:00:00-00:00") == noon);
    CHECK(*parse_time("2020-01-31T12:00:00+23:59") == noon - 23h - 59min);
    CHECK(*parse_time("2011-12-06 13:41:31.788000+01:00") == at(2011, 12, 6, 12h + 41min + 31s + 788ms));
    for (const auto* text : {"2020-01-31T12:00:00+24:00", "2020-01-31T12:00:00+01:60", "2020-01-31T12:00:00+1",
                             "2020-01-31T12:00:00+01:", "2020-01-31T12:00:00+01:3", "2020-01-31T12:00:00+"}) {
        CHECK(parse_time(text).problem() == time_problem::no_such_offset);
    }
    for (const auto* text : {"2020-01-31T12:00:00 CET", "2020-01-31 12:00 Europe/Berlin", "2020-01-31T12:00:00EST"}) {
        CHECK(parse_time(text).problem() == time_problem::unknown_zone);
    }
}

TEST_CASE("a fraction of a second is exact, or refused") {
    CHECK(*parse_time("2020-01-31T12:00:00.5") == noon + 500ms);
    CHECK(*parse_time("2020-01-31T12:00:00,25Z") == noon + 250ms);
    CHECK(*parse_time("2020-01-31T12:00:00.123456789Z") == noon + 123'456'789ns);
    CHECK(*parse_time("2020-01-31T12:00:00.000000001") == noon + 1ns);
    CHECK(*parse_time("2020-01-31T12:00:00.123456789000000 UTC") == noon + 123'456'789ns);
    CHECK(parse_time("2020-01-31T12:00:00.1234567891").problem() == time_problem::too_precise);
    CHECK(parse_time("2020-01-31T12:00:00.0000000000001Z").problem() == time_problem::too_precise);
    CHECK_FALSE(parse_time("2020-01-31T12:00:00."));
    CHECK_FALSE(parse_time("2020-01-31T12:00:00.Z"));
    CHECK_FALSE(parse_time("2020-01-31T12:00.5"));
}

TEST_CASE("dates and hours that do not exist are refused by name") {
    CHECK(parse_time("2021-02-29").why() == "there is no day 29 in February 2021");
    CHECK(parse_time("2021-02-29T12:00:00Z").why() == "there is no day 29 in February 2021");
    CHECK(parse_time("1900-02-29 12:00:00 UTC").why() == "there is no day 29 in February 1900");
    CHECK(parse_time("2020-04-31").why() == "there is no day 31 in April 2020");
    CHECK(parse_time("2020-04-00").why() == "there is no day 0 in April 2020");
    CHECK(parse_time("2020-13-01 00:00:00").why() == "there is no month 13");
    CHECK(parse_time("2020-00-01").why() == "there is no month 0");
    CHECK(parse_time("2020-01-31T25:00:00").why() == "there is no hour 25");
    CHECK(parse_time("2020-01-31T24:00:01").why() == "there is no hour 24");
    CHECK(parse_time("2020-01-31T24:00:00.1").why() == "there is no hour 24");
    CHECK(parse_time("2020-01-31T12:60:00").why() == "there is no minute 60");
    CHECK(parse_time("2020-01-31T12:00:61").why() == "there is no second 61");
    CHECK(*parse_time("2020-02-29T00:00:00Z") == at(2020, 2, 29));
    CHECK(*parse_time("2000-02-29T00:00:00Z") == at(2000, 2, 29));
}

TEST_CASE("24:00 is the midnight that ends the day") {
    CHECK(*parse_time("2020-01-31T24:00:00") == at(2020, 2, 1));
    CHECK(*parse_time("2020-02-28T24:00") == at(2020, 2, 29));
    CHECK(*parse_time("2020-12-31T24:00:00.000Z") == at(2021, 1, 1));
}

TEST_CASE("a leap second is the second after it, and stands only at the end of a month in UTC") {
    CHECK(*parse_time("2016-12-31T23:59:60Z") == at(2017, 1, 1));
    CHECK(*parse_time("2016-12-31T23:59:60.5Z") == at(2017, 1, 1, 500ms));
    CHECK(*parse_time("2017-01-01T00:59:60+01:00") == at(2017, 1, 1));
    CHECK(*parse_time("1969-12-31T23:59:60Z") == at(1970, 1, 1));
    for (const auto* text : {"2016-12-31T12:00:60Z", "2016-12-30T23:59:60Z", "2016-12-31T23:59:60+01:00",
                             "2016-12-31T22:59:60Z", "2016-12-31T23:58:60Z"}) {
        CHECK(parse_time(text).problem() == time_problem::no_leap_second);
    }
}

TEST_CASE("a date that can be read in two ways is refused with a hint") {
    CHECK(parse_time("03/04/2020").why() == "ambiguous date: give its format, such as %d/%m/%Y");
    CHECK(parse_time("03-04-2020 12:00").why() == "ambiguous date: give its format, such as %d-%m-%Y");
    CHECK(parse_time("3.4.20").why() == "ambiguous date: give its format, such as %d.%m.%Y");
    CHECK(parse_time("31/12/2020").problem() == time_problem::ambiguous);
}

TEST_CASE("a bare number is refused with a hint") {
    for (const auto* text : {"1569888000", "1569888000.5", "-3", "20200131120000", "2020"}) {
        CHECK(parse_time(text).problem() == time_problem::bare_number);
    }
    CHECK_THAT(parse_time("1569888000").why(), ContainsSubstring("unit (s, ms, us or ns)"));
}

TEST_CASE("what is no time is refused") {
    CHECK(parse_time("").problem() == time_problem::empty);
    CHECK(parse_time("  ").problem() == time_problem::empty);
    for (const auto* text :
         {"yesterday", "2020-1-31", "2020-01-3", "2020-01-311", "2020-01/31", "020-01-31", "12020-01-31", "2020-01-31T",
          "2020-01-31T12", "2020-01-31T12:0", "2020-01-31T120000", "20200131T12", "20200131T120", "2020-01-31T1:00:00",
          "+2020-01-31", "2020-W05-5", "12:00"}) {
        INFO(text);
        const parsed_time read = parse_time(text);
        CHECK_FALSE(read);
        CHECK((read.problem() == time_problem::unknown_shape || read.problem() == time_problem::trailing_text));
    }
    CHECK(parse_time("2020-01-31T12:00:00Z;").why() == "more text after a time, from character 21 on");
    CHECK(parse_time("2020-01-31 12:00 PM").problem() == time_problem::trailing_text);
    CHECK(parse_time("2020-01-31Z").problem() == time_problem::trailing_text);
    CHECK_FALSE(parse_time(std::string_view{"2020-01-31T12:00:00\0", 20}));
    CHECK_FALSE(parse_time("２０２０-01-31"));
    CHECK_THROWS_AS(parse_time("never").value(), std::invalid_argument);
}

TEST_CASE("times go from the first nanosecond to the last, and not beyond") {
    CHECK(*parse_time("1677-09-21T00:12:43.145224192Z") == instant{nanoseconds{least}});
    CHECK(*parse_time("2262-04-11T23:47:16.854775807Z") == instant{nanoseconds{most}});
    for (const auto* text :
         {"1677-09-21T00:12:43.145224191Z", "1677-09-21T00:12:43Z", "2262-04-11T23:47:16.854775808Z",
          "2262-04-11T23:47:17Z", "0000-01-01", "0001-01-01T00:00:00", "9999-12-31", "9999-12-31T24:00:00",
          "9999-12-31T23:59:60Z", "1677-09-21T00:12:44+00:01", "2262-04-11T23:47:16-00:01"}) {
        INFO(text);
        CHECK(parse_time(text).problem() == time_problem::out_of_range);
    }
    CHECK_THAT(parse_time("9999-12-31").why(), ContainsSubstring("1677-09-21 to 2262-04-11"));
}

TEST_CASE("every shape of a random time is read as that time") {
    constexpr std::uint64_t seed = 20240131;
    std::mt19937_64 random{seed};
    for (int round = 0; round < 5000; ++round) {
        const auto day_number = static_cast<int>(random() % 213'000) - 106'500;  // 1678 to 2261
        const sys_days day{std::chrono::days{day_number}};
        const std::chrono::year_month_day date{day};
        const auto second_of_day = static_cast<std::int64_t>(random() % 86'400);
        const auto milliseconds = static_cast<std::int64_t>(random() % 1000);
        const instant second = instant{day} + std::chrono::seconds{second_of_day};
        const std::string year = std::to_string(static_cast<int>(date.year()));
        const std::string month = two_digits(static_cast<unsigned>(date.month()));
        const std::string of_month = two_digits(static_cast<unsigned>(date.day()));
        const std::string clock = two_digits(second_of_day / 3600) + ":" + two_digits(second_of_day / 60 % 60) + ":" +
                                  two_digits(second_of_day % 60);
        const std::string fraction = std::to_string(1000 + milliseconds).substr(1);
        const std::string dashed = year + "-" + month + "-" + of_month;
        const instant finer = second + std::chrono::milliseconds{milliseconds};
        INFO("seed " << seed << ", round " << round << ": " << dashed << ' ' << clock << '.' << fraction);
        CHECK(*parse_time(dashed) == instant{day});
        CHECK(*parse_time(dashed + "T" + clock) == second);
        CHECK(*parse_time(dashed + " " + clock + " UTC") == second);
        CHECK(*parse_time(dashed + " " + clock + "." + fraction + "Z") == finer);
        CHECK(*parse_time(dashed + "T" + clock + "," + fraction + "-03:30") == finer + 3h + 30min);
        CHECK(*parse_time(year + month + of_month + "T" + clock) == second);
        CHECK(*parse_time(year + "/" + month + "/" + of_month + " " + clock + "." + fraction) == finer);
        CHECK(*parse_time(of_month + "." + month + "." + year + " " + clock, time_format{"%d.%m.%Y %T"}) == second);
        CHECK(*parse_time(std::to_string(second.time_since_epoch() / 1s) + ".0", time_unit::seconds) == second);
        CHECK(*parse_time(std::to_string(finer.time_since_epoch() / 1ms), time_unit::milliseconds) == finer);
    }
}

TEST_CASE("a reader that remembers the day of the time before reads what one without memory reads") {
    std::mt19937_64 random{1970};
    emptor::io::detail::usual_time_reader remembering;
    CHECK(remembering(std::string_view{"\0\0\0\0\0\0\0\0\0\0T12:00:00", 19}).problem() == time_problem::unknown_shape);
    CHECK(remembering("1970-01-01T00:00:01Z") == parse_time("1970-01-01T00:00:01Z"));
    std::string text = "2024-02-28T10:00:00";
    std::size_t read = 0;
    for (int round = 0; round < 20'000; ++round) {
        CAPTURE(round, text);
        const auto plain = emptor::io::detail::parse_usual_time(text);
        REQUIRE(remembering(text) == plain);
        if (plain) {
            ++read;
            REQUIRE(plain == emptor::io::detail::parse_iso_time(text));
        }
        switch (random() % 8) {  // mostly another time of the day, now and then another day, or something else
            case 0:
                text[random() % text.size()] = "0123456789-:TZ. "[random() % 16];
                break;
            case 1:
                text.resize(random() % 3 == 0 ? random() % 19 : 19, '0');
                text += random() % 2 == 0 ? "Z" : ".25";
                break;
            case 2:
                text = "2024-02-" + std::to_string(10 + random() % 21) + "T23:59:59";
                break;
            default:
                text = text.substr(0, 10) + (random() % 2 == 0 ? "T" : " ") + std::to_string(10 + random() % 15) + ":" +
                       std::to_string(10 + random() % 52) + ":" + std::to_string(10 + random() % 51) +
                       (random() % 2 == 0 ? "Z" : " UTC");
        }
        if (text.empty()) text = "2024-02-28T10:00:00";
    }
    CHECK(read > 1000);
}

TEST_CASE("a number of units is read exactly, or refused") {
    STATIC_REQUIRE(*parse_time("1569888000", time_unit::seconds) == instant{1'569'888'000s});
    STATIC_REQUIRE(*parse_time("1569888000.123", time_unit::seconds) == instant{1'569'888'000'123ms});
    STATIC_REQUIRE(*parse_time("-1.5", time_unit::seconds) == instant{-1'500ms});
    STATIC_REQUIRE(*parse_time("-0.000000001", time_unit::seconds) == instant{-1ns});
    STATIC_REQUIRE(*parse_time("+7", time_unit::milliseconds) == instant{7ms});
    STATIC_REQUIRE(*parse_time("7.000001", time_unit::milliseconds) == instant{7'000'001ns});
    STATIC_REQUIRE(*parse_time("7.001", time_unit::microseconds) == instant{7'001ns});
    STATIC_REQUIRE(*parse_time("1569888000000000000.0", time_unit::nanoseconds) == instant{1'569'888'000s});
    STATIC_REQUIRE(*parse_time("-0", time_unit::seconds) == instant{});
    STATIC_REQUIRE(*parse_time(" 000000000000000000000000000012 ", time_unit::seconds) == instant{12s});

    CHECK(*parse_time("9223372036854775807", time_unit::nanoseconds) == instant{nanoseconds{most}});
    CHECK(*parse_time("-9223372036854775808", time_unit::nanoseconds) == instant{nanoseconds{least}});
    CHECK(*parse_time("9223372036.854775807", time_unit::seconds) == instant{nanoseconds{most}});
    CHECK(*parse_time("-9223372036.854775808", time_unit::seconds) == instant{nanoseconds{least}});
    for (const auto& [text, unit] : {std::pair{"9223372036854775808", time_unit::nanoseconds},
                                     {"-9223372036854775809", time_unit::nanoseconds},
                                     {"9223372036.854775808", time_unit::seconds},
                                     {"-9223372036.854775809", time_unit::seconds},
                                     {"9223372037", time_unit::seconds},
                                     {"9223372036855", time_unit::milliseconds},
                                     {"18446744073709551616", time_unit::nanoseconds},
                                     {"18446744073709551617", time_unit::seconds},
                                     {"99999999999999999999999999", time_unit::seconds}}) {
        INFO(text);
        CHECK(parse_time(text, unit).problem() == time_problem::out_of_range);
    }
    CHECK(parse_time("1.0000000001", time_unit::seconds).problem() == time_problem::too_precise);
    CHECK(parse_time("1.5", time_unit::nanoseconds).problem() == time_problem::too_precise);
    CHECK(parse_time("", time_unit::seconds).problem() == time_problem::empty);
    for (const auto* text : {"-", "+-1", "1.", ".5", "1e9", "0x10", "1 000", "1,5", "12s", "2020-01-31", "nan"}) {
        INFO(text);
        CHECK(parse_time(text, time_unit::seconds).problem() == time_problem::no_number);
    }
}

TEST_CASE("a unit is known by its symbol") {
    STATIC_REQUIRE(emptor::io::time_unit_of("s") == time_unit::seconds);
    STATIC_REQUIRE(emptor::io::time_unit_of("ms") == time_unit::milliseconds);
    STATIC_REQUIRE(emptor::io::time_unit_of("us") == time_unit::microseconds);
    STATIC_REQUIRE(emptor::io::time_unit_of("ns") == time_unit::nanoseconds);
    STATIC_REQUIRE_FALSE(emptor::io::time_unit_of("min"));
    STATIC_REQUIRE_FALSE(emptor::io::time_unit_of(""));
}

TEST_CASE("a time is written in ISO 8601, no longer than it needs to be") {
    CHECK(format_time(instant{}) == "1970-01-01T00:00:00Z");
    CHECK(format_time(noon) == "2020-01-31T12:00:00Z");
    CHECK(format_time(noon + 500ms) == "2020-01-31T12:00:00.5Z");
    CHECK(format_time(noon + 1ns) == "2020-01-31T12:00:00.000000001Z");
    CHECK(format_time(noon + 120us) == "2020-01-31T12:00:00.00012Z");
    CHECK(format_time(instant{-1ns}) == "1969-12-31T23:59:59.999999999Z");
    CHECK(format_time(instant{nanoseconds{least}}) == "1677-09-21T00:12:43.145224192Z");
    CHECK(format_time(instant{nanoseconds{most}}) == "2262-04-11T23:47:16.854775807Z");
}

TEST_CASE("a time that is written is read back") {
    constexpr std::uint64_t seed = 20240131;
    std::mt19937_64 random{seed};
    constexpr std::array<std::int64_t, 4> grains{1, 1'000, 1'000'000'000, 86'400'000'000'000};
    for (int round = 0; round < 10'000; ++round) {
        const std::int64_t grain = grains[static_cast<std::size_t>(round) % grains.size()];
        const auto total = static_cast<std::int64_t>(random()) / grain * grain;
        const instant when{nanoseconds{total}};
        INFO("seed " << seed << ", round " << round << ": " << format_time(when));
        CHECK(*parse_time(format_time(when)) == when);
    }
}

TEST_CASE("random text is a time that reads back, or is refused with a sentence") {
    constexpr std::uint64_t seed = 20240201;
    std::mt19937_64 random{seed};
    constexpr std::string_view characters = "0123456789012345678900112223-::// TZ.,+%YmdHMSUC\t年x";
    constexpr std::array<std::string_view, 5> beginnings{"2020-01-31T12:00:00.25+01:00", "20200131T120000Z",
                                                         "2011/02/16 14:31:00.000", "-1569888000.123456789",
                                                         "%d/%m/%Y|31/12/2020"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        if (round % 4 == 0) {
            text.resize(random() % 30);
            for (char& c : text) c = characters[random() % characters.size()];
        } else {
            text = beginnings[random() % beginnings.size()];
            for (std::size_t n = 1 + random() % 3; n-- > 0 && !text.empty();) {
                const std::size_t place = random() % text.size();
                const char c =
                    random() % 8 == 0 ? static_cast<char>(random()) : characters[random() % characters.size()];
                switch (random() % 4) {
                    case 0:
                        text.erase(place, 1);
                        break;
                    case 1:
                        text.insert(place, 1, c);
                        break;
                    default:
                        text[place] = c;
                }
            }
        }
        INFO("seed " << seed << ", round " << round << ": " << text);
        REQUIRE_NOTHROW(fuzz::time(text));
    }
}

TEST_CASE("every input of the time fuzz corpus is a time that reads back, or is refused with a sentence") {
    const auto inputs = corpus_of("time");
    REQUIRE(inputs.size() >= 10);
    for (const auto& [name, text] : inputs) {
        INFO(name);
        CHECK_NOTHROW(fuzz::time(text));
    }
}

TEST_CASE("an answer is small, and its sentences differ") {
    STATIC_REQUIRE(sizeof(parsed_time) == 16);
    STATIC_REQUIRE(std::is_trivially_copyable_v<parsed_time>);
    CHECK(parse_time("2020-01-31").why().empty());
    std::string all;
    for (int i = 1; i <= static_cast<int>(time_problem::out_of_range); ++i) {
        const std::string why = parsed_time{static_cast<time_problem>(i), 20200101}.why();
        CHECK_FALSE(why.empty());
        CHECK(all.find(why) == std::string::npos);
        all += why + '\n';
    }
}

}  // namespace time_test
