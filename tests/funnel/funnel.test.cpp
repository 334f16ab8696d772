// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <list>
#include <map>
#include <random>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel.hpp>

#include "oracle.hpp"

namespace funnel_test {

using namespace std::chrono_literals;
using emptor::funnel, emptor::sort_first, emptor::step, emptor::steps, emptor::timed, emptor::unit, emptor::within;

namespace {

enum class act : unsigned char { look, choose, pay, other };
using enum act;

using instant = std::chrono::sys_seconds;

struct visit {
    std::string customer;
    instant at;
    act what;
};

instant at(int seconds) { return instant{std::chrono::seconds{seconds}}; }

std::vector<std::uint64_t> entities(const auto& report) {
    std::vector<std::uint64_t> counts;
    for (const auto& step : report.steps()) counts.push_back(step.entities);
    return counts;
}

using counts = std::vector<std::uint64_t>;

struct plain_event {
    int who;
    std::int64_t when;
    std::string what;
};

auto ask(const auto& asked, const std::vector<plain_event>& events) {
    return asked(events, &plain_event::who, &plain_event::when, &plain_event::what);
}

}  // namespace

TEST_CASE("a funnel counts those who took the steps in order, with their shares and how they were lost") {
    const std::vector<visit> visits{
        {"anna", at(0), look},  {"anna", at(60), choose}, {"anna", at(90), pay},    {"bela", at(10), look},
        {"bela", at(200), pay}, {"carl", at(150), look},  {"carl", at(160), other}, {"dora", at(5), pay},
    };
    constexpr funnel asked{steps(look, choose, pay), within(100s), timed};
    const auto report = asked(visits, &visit::customer, &visit::at, &visit::what);

    CHECK(entities(report) == counts{3, 1, 1});
    CHECK(report.events() == 8);
    CHECK(report.entities() == 4);
    CHECK(report.unmatched() == 1);
    CHECK(report.out_of_order() == 0);
    CHECK(report.window() == std::chrono::duration<double>{100});

    const auto& first = report.steps()[0];
    CHECK(first.name == "look");
    CHECK(first.share_of_first == 1.0);
    CHECK_FALSE(first.share_of_previous.has_value());
    CHECK_FALSE(first.interval_of_first.has_value());
    CHECK_FALSE(first.drop_off.has_value());

    const auto& second = report.steps()[1];
    CHECK(second.name == "choose");
    CHECK(second.share_of_first == 1.0 / 3);
    CHECK(second.interval_of_previous == emptor::proportion{3, 1}.wilson());
    CHECK(second.drop_off == 2u);
    CHECK(second.expired == 1u);  // bela, whose window ran out at 110; the log ends at 200
    CHECK(second.open == 1u);     // carl, who has until 250
    CHECK(second.from_previous.median == std::chrono::duration<double>{60});
    CHECK(second.from_previous.entities == 1);

    const auto& third = report.steps()[2];
    CHECK(third.drop_off == 0u);
    CHECK(third.from_previous.median == std::chrono::duration<double>{30});
    CHECK(third.in_attempt.median == std::chrono::duration<double>{90});
    CHECK(third.in_attempt.p90 == std::chrono::duration<double>{90});
}

TEST_CASE("the window is closed: exactly its length after the start is still within") {
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 10, "b"}, {2, 0, "a"}, {2, 11, "b"}};
    CHECK(entities(ask(funnel{steps("a", "b"), within(10)}, events)) == counts{2, 1});
    CHECK(entities(ask(funnel{steps("a", "b"), within(0)}, events)) == counts{2, 0});
    CHECK(entities(ask(funnel{steps("a", "b")}, events)) == counts{2, 2});
}

TEST_CASE("the best attempt counts, whichever start it has, and the clocks say which they are") {
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 5, "b"}, {1, 20, "a"}, {1, 21, "b"}, {1, 24, "c"}};
    const auto report = ask(funnel{steps("a", "b", "c"), within(10), timed}, events);
    CHECK(entities(report) == counts{1, 1, 1});
    const auto& b = report.steps()[1];
    CHECK(b.since_first_start.median == 5.0);
    CHECK(b.in_attempt.median == 1.0);
    CHECK(b.from_previous.median == 1.0);
    const auto& c = report.steps()[2];
    CHECK(c.since_first_start.median == 24.0);
    CHECK(c.in_attempt.median == 4.0);
    CHECK(c.from_previous.median == 3.0);
}

TEST_CASE("the times of a windowed attempt are there only if they are asked for") {
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 5, "b"}};
    const auto& cheap = ask(funnel{steps("a", "b"), within(10)}, events);
    CHECK(cheap.steps()[1].since_first_start.median == 5.0);
    CHECK_FALSE(cheap.steps()[1].in_attempt.median.has_value());
    CHECK_FALSE(cheap.steps()[1].from_previous.median.has_value());
}

TEST_CASE("without a window the clocks of the attempt and of the first start are one") {
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 2, "a"}, {1, 5, "b"}, {1, 6, "b"}, {1, 9, "c"}};
    const auto report = ask(funnel{steps("a", "b", "c")}, events);
    CHECK(report.steps()[1].since_first_start.median == 5.0);
    CHECK(report.steps()[2].since_first_start == report.steps()[2].in_attempt);
    CHECK(report.steps()[2].from_previous.median == 4.0);
}

TEST_CASE("one event fills one step, so a repeated step needs as many events") {
    const funnel asked{steps("a", "a", "b")};
    CHECK(entities(ask(asked, {{1, 0, "a"}, {1, 1, "b"}})) == counts{1, 0, 0});
    CHECK(entities(ask(asked, {{1, 0, "a"}, {1, 0, "a"}, {1, 1, "b"}})) == counts{1, 1, 1});
}

TEST_CASE("events at one time convert in step order, whatever order they stand in") {
    CHECK(entities(ask(funnel{steps("a", "b", "c")}, {{1, 7, "c"}, {1, 7, "a"}, {1, 7, "b"}})) == counts{1, 1, 1});
    CHECK(entities(ask(funnel{steps("a", "b", "c"), within(0)}, {{1, 7, "c"}, {1, 7, "a"}, {1, 7, "b"}})) ==
          counts{1, 1, 1});
}

TEST_CASE("steps are enumerators, integers, texts or predicates, and a mixture") {
    const std::vector<plain_event> events{{1, 0, "landing/a"}, {1, 1, "cart"}, {1, 2, "paid 12"}};
    const funnel asked{steps(step("landing", [](std::string_view what) { return what.starts_with("landing/"); }),
                             "cart", [](const std::string& what) { return what.starts_with("paid"); })};
    const auto report = ask(asked, events);
    CHECK(entities(report) == counts{1, 1, 1});
    CHECK(report.steps()[0].name == "landing");
    CHECK(report.steps()[1].name == "cart");
    CHECK(report.steps()[2].name == "step 3");

    struct coded {
        int who;
        int when;
        unsigned short what;
    };
    const std::vector<coded> codes{{1, 0, 404}, {1, 1, 200}};
    const auto by_code = funnel{steps(404, 200)}(codes, &coded::who, &coded::when, &coded::what);
    CHECK(entities(by_code) == counts{1, 1});
    CHECK(by_code.steps()[0].name == "404");
}

TEST_CASE("steps known only at run time come from any range") {
    const std::list<std::string> names{"a", "b"};
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 1, "b"}};
    CHECK(entities(ask(funnel{steps(names)}, events)) == counts{1, 1});
    CHECK_THROWS_AS(steps(std::vector<std::string>{}), std::invalid_argument);
    CHECK_THROWS_AS(steps(std::vector<std::string>(65, "x")), std::invalid_argument);
    CHECK(entities(ask(funnel{steps(std::vector<std::string>(64, "a"))}, events)).front() == 1);
}

TEST_CASE("64 steps, all taken, in order and at one time") {
    std::vector<std::string> names;
    std::vector<plain_event> events;
    std::vector<plain_event> at_once;
    for (int k = 0; k < 64; ++k) {
        names.push_back("s" + std::to_string(k));
        events.push_back({1, k, names.back()});
        at_once.insert(at_once.begin(), {1, 5, names.back()});
    }
    CHECK(entities(ask(funnel{steps(names), within(63), timed}, events)) == counts(64, 1));
    CHECK(entities(ask(funnel{steps(names), within(62), timed}, events))[63] == 0);
    CHECK(entities(ask(funnel{steps(names), within(0), timed}, at_once)) == counts(64, 1));
    CHECK(entities(ask(funnel{steps(names)}, at_once)) == counts(64, 1));
}

TEST_CASE("entities are integers of any width, texts of any kind, or anything hashable") {
    const auto levels = [](auto... ids) {
        using id = std::common_type_t<decltype(ids)...>;
        struct row {
            id who;
            int when;
            char what;
        };
        std::vector<row> rows;
        int now = 0;
        for (const char what : {'a', 'b'}) (rows.push_back({ids, now++, what}), ...);
        return entities(funnel{steps('a', 'b')}(rows, &row::who, &row::when, &row::what));
    };
    CHECK(levels(std::uint8_t{0}, std::uint8_t{255}) == counts{2, 2});
    CHECK(levels(std::int64_t{-1}, std::numeric_limits<std::int64_t>::max()) == counts{2, 2});
    CHECK(levels(std::uint64_t{0}, std::uint64_t{1} << 32, std::uint64_t{1} << 63) == counts{3, 3});
    CHECK(levels("x", "y") == counts{2, 2});
    CHECK(levels(std::string{}, std::string(10'000, 'x')) == counts{2, 2});
    CHECK(levels(std::string_view{"x\0y", 3}, std::string_view{"x\0z", 3}) == counts{2, 2});
    CHECK(levels(1.5, 2.5) == counts{2, 2});
    CHECK(levels(look, pay) == counts{2, 2});
}

TEST_CASE("a null pointer is no entity") {
    struct row {
        const char* who;
        int when;
        char what;
    };
    const std::vector<row> rows{{nullptr, 0, 'a'}};
    CHECK_THROWS_AS(funnel{steps('a')}(rows, &row::who, &row::when, &row::what), std::invalid_argument);
}

TEST_CASE("times are integers, floating-point numbers, time points or durations") {
    const auto median = [](const auto& asked, auto begin, auto end) {
        using time = decltype(begin);
        const std::vector<std::pair<time, char>> rows{{begin, 'a'}, {end, 'b'}};
        const auto report = asked(
            rows, [](const auto&) { return 1; }, [](const auto& row) { return row.first; },
            [](const auto& row) { return row.second; });
        return report.steps()[1].since_first_start.median.value();
    };
    const funnel bare{steps('a', 'b')};
    CHECK(median(bare, std::uint8_t{3}, std::uint8_t{250}) == 247.0);
    CHECK(median(bare, std::int8_t{-128}, std::int8_t{127}) == 255.0);
    CHECK(median(bare, 0.25, 1.75) == 1.5);
    CHECK(median(bare, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()) == 0x1p64);
    CHECK(median(bare, 5ms, 12ms) == std::chrono::duration<double>{0.007});
    CHECK(median(bare, at(10), at(3610)) == std::chrono::hours{1});
    CHECK(median(funnel{steps('a', 'b'), unit<std::chrono::minutes>}, 1, 3) == std::chrono::seconds{120});
}

TEST_CASE("a window is as long as it says in whatever unit the times are") {
    const auto reached = [](const auto& asked, auto begin, auto end) {
        using time = decltype(begin);
        const std::vector<std::pair<time, char>> rows{{begin, 'a'}, {end, 'b'}};
        return entities(asked(
            rows, [](const auto&) { return 1; }, [](const auto& row) { return row.first; },
            [](const auto& row) { return row.second; }))[1];
    };
    CHECK(reached(funnel{steps('a', 'b'), within(1h)}, at(0), at(3600)) == 1);
    CHECK(reached(funnel{steps('a', 'b'), within(1h)}, at(0), at(3601)) == 0);
    CHECK(reached(funnel{steps('a', 'b'), within(1500ms)}, at(0), at(1)) == 1);
    CHECK(reached(funnel{steps('a', 'b'), within(1500ms)}, at(0), at(2)) == 0);
    CHECK(reached(funnel{steps('a', 'b'), within(std::chrono::duration<double>{1.5})}, at(0), at(2)) == 0);
    CHECK(reached(funnel{steps('a', 'b'), within(1min), unit<std::chrono::seconds>}, 0u, 60u) == 1);
    CHECK(reached(funnel{steps('a', 'b'), within(1min), unit<std::chrono::seconds>}, 0u, 61u) == 0);
    CHECK(reached(funnel{steps('a', 'b'), within(std::chrono::hours::max())}, std::chrono::nanoseconds::min(),
                  std::chrono::nanoseconds::max()) == 1);
    CHECK(reached(funnel{steps('a', 'b'), within(1000)}, std::uint8_t{0}, std::uint8_t{255}) == 1);
    CHECK(reached(funnel{steps('a', 'b'), within(0.5)}, 0, 1) == 0);
}

TEST_CASE("a negative window is refused, zero and infinity are not") {
    CHECK_THROWS_AS(within(-1), std::invalid_argument);
    CHECK_THROWS_AS(within(-1s), std::invalid_argument);
    CHECK_THROWS_AS(within(std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
    CHECK_NOTHROW(within(0));
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 10, "b"}};
    CHECK(entities(ask(funnel{steps("a", "b"), within(std::numeric_limits<double>::infinity())}, events)) ==
          counts{1, 1});
}

TEST_CASE("a time that is no number is refused") {
    const std::vector<double> times{0.0, std::numeric_limits<double>::quiet_NaN()};
    const auto asked = [&](double time) {
        const std::vector<double> one{time};
        return funnel{steps(1)}(one, [](double) { return 1; }, [](double t) { return t; }, [](double) { return 1; });
    };
    CHECK_THROWS_AS(asked(times[1]), std::invalid_argument);
    CHECK_THROWS_AS(asked(std::numeric_limits<double>::infinity()), std::invalid_argument);
}

TEST_CASE("events out of order are left out and reported, or put in order and reported") {
    const std::vector<plain_event> events{{1, 5, "b"}, {1, 0, "a"}, {2, 0, "a"}, {2, 3, "b"}, {1, 4, "x"}};
    const funnel asked{steps("a", "b")};

    const auto left_out = ask(asked, events);
    CHECK(entities(left_out) == counts{1, 1});
    CHECK(left_out.out_of_order() == 2);
    CHECK(left_out.events() == 5);
    CHECK(left_out.entities() == 2);
    CHECK_FALSE(left_out.totals().sorted);

    const auto sorted = asked(sort_first, events, &plain_event::who, &plain_event::when, &plain_event::what);
    CHECK(entities(sorted) == counts{2, 2});
    CHECK(sorted.out_of_order() == 2);
    CHECK(sorted.events() == 5);
    CHECK(sorted.unmatched() == 1);
    CHECK(sorted.totals().sorted);
}

TEST_CASE("any input range will do, even one that can be read once") {
    const auto read = [](const auto& asked, auto... how) {
        std::istringstream words{"5 0 3"};
        return entities(asked(
            how..., std::views::istream<int>(words), [](int) { return 1; }, [](int time) { return time; },
            [](int time) { return time; }));
    };
    CHECK(read(funnel{steps(0, 3, 5)}) == counts{0, 0, 0});
    CHECK(read(funnel{steps(0, 3, 5)}, sort_first) == counts{1, 1, 1});
}

TEST_CASE("nothing asked of nobody is a report of zeros without shares") {
    const auto report = ask(funnel{steps("a", "b"), within(5)}, {});
    CHECK(entities(report) == counts{0, 0});
    CHECK_FALSE(report.steps()[0].share_of_first.has_value());
    CHECK_FALSE(report.steps()[1].interval_of_previous.has_value());
    CHECK(report.steps()[1].drop_off == 0u);
    CHECK_FALSE(report.steps()[1].since_first_start.median.has_value());
}

TEST_CASE("a counter reports at any time and goes on") {
    const funnel asked{steps("a", "b"), within(10), timed};
    auto counter = asked.counter<int, std::int64_t>();
    counter.count(1, 0, "a");
    CHECK(entities(counter.report()) == counts{1, 0});
    CHECK(counter.report().steps()[1].open == 1u);
    counter.count(1, 0, "b");  // at the same time: the report before did not shut the door
    CHECK(entities(counter.report()) == counts{1, 1});
    counter.count(2, 4, "a");
    CHECK(counter.report().entities() == 2);
    CHECK(entities(std::move(counter).report()) == counts{2, 1});
}

TEST_CASE("a counter fed event by event agrees with the question asked at once, and with an exhaustive search") {
    const std::uint64_t seed = 1'898;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const std::vector<std::string> names{"a", "b", "c"};
    for (int i = 0; i < 1'500; ++i) {
        const std::int64_t window = static_cast<std::int64_t>(random() % 8);
        std::vector<plain_event> events;
        std::map<int, std::vector<plain::row>> streams;
        for (std::int64_t now = 0; now < 14; now += static_cast<std::int64_t>(random() % 2)) {
            const int who = static_cast<int>(random() % 4);
            const std::uint64_t what = random() % 3;
            events.push_back({who, now, names[what]});
            if (streams[who].size() < 8) {
                streams[who].push_back({now, std::uint64_t{1} << what});
            } else {
                events.pop_back();
            }
        }
        counts expected(3);
        for (const auto& [who, rows] : streams) {
            const auto best = plain::search{rows, 3, static_cast<std::uint64_t>(window)}.run();
            for (std::size_t k = 0; k < best.times.size(); ++k) ++expected[k];
        }
        const funnel asked{steps(names), within(window), timed};
        const auto report = ask(asked, events);
        CAPTURE(i, window, events.size());
        REQUIRE(entities(report) == expected);

        auto counter = asked.counter<int, std::int64_t>();
        for (const plain_event& event : events) counter.count(event.who, event.when, event.what);
        REQUIRE(counter.report() == report);

        std::vector<plain_event> shuffled = events;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        const auto sorted = asked(sort_first, shuffled, &plain_event::who, &plain_event::when, &plain_event::what);
        REQUIRE(entities(sorted) == expected);
    }
}

TEST_CASE("a loop over the steps of a report that nobody keeps is safe") {
    const std::vector<plain_event> events{{1, 0, "a"}, {1, 1, "b"}};
    std::uint64_t reached = 0;
    for (const auto& step : ask(funnel{steps("a", "b")}, events).steps()) reached += step.entities;
    CHECK(reached == 2);
}

TEST_CASE("a window in an odd unit is converted without overflow") {
    using odd = std::chrono::duration<std::int64_t, std::ratio<1, 999'999'937>>;
    using picoseconds = std::chrono::duration<std::int64_t, std::pico>;
    const std::vector<picoseconds> times{picoseconds{0}, picoseconds{999'999'999'999}, picoseconds{1'000'000'000'000}};
    const auto reached = [&](std::size_t last) {
        const std::vector<picoseconds> two{times[0], times[last]};
        return entities(funnel{steps(true, false), within(odd{999'999'936})}(
            two, [](auto) { return 1; }, [](auto time) { return time; },
            [](auto time) { return time.count() == 0; }))[1];
    };
    CHECK(reached(1) == 0);  // 999,999,936 / 999,999,937 s is less than a second by a nanosecond
    CHECK(reached(2) == 0);
    STATIC_REQUIRE(emptor::detail::scaled(999'999'936, 1'000'000'000'000, 999'999'937) == 999'999'998'999);
    for (std::uintmax_t value = 0; value < 200; value += 7) {
        for (std::uintmax_t num = 1; num < 300; num += 13)
            CHECK(emptor::detail::scaled(value, num, 211) == value * num / 211);
    }
}

TEST_CASE("true and false are two entities, and NaN is none") {
    const auto ask_of = [](auto who) {
        const std::vector<int> times{0, 1, 2, 3};
        return funnel{steps(true)}(times, who, [](int time) { return time; }, [](int) { return true; }).entities();
    };
    CHECK(ask_of([](int time) { return time % 2 == 0; }) == 2);
    CHECK_THROWS_AS(ask_of([](int) { return std::numeric_limits<double>::quiet_NaN(); }), std::invalid_argument);
}

TEST_CASE("a null pointer is no event") {
    const std::vector<const char*> events{"a", nullptr};
    const auto asked = funnel{steps("a")};
    CHECK_THROWS_AS(asked(
                        events, [](const char*) { return 1; }, [](const char*) { return 1; },
                        [](const char* what) { return what; }),
                    std::invalid_argument);
}

TEST_CASE("steps come from ranges that can be read only by moving on") {
    const std::vector<std::string> names{"a", "", "b"};
    const funnel asked{steps(names | std::views::filter([](const std::string& name) { return !name.empty(); }))};
    CHECK(asked.steps().size() == 2);
    CHECK(entities(ask(asked, {{1, 0, "a"}, {1, 1, "b"}})) == counts{1, 1});
}

TEST_CASE("a question whose steps were moved away is refused, not undefined") {
    auto names = steps(std::vector<std::string>{"a"});
    const auto kept = std::move(names);
    CHECK(kept.size() == 1);
    CHECK_THROWS_AS(ask(funnel{names}, {{1, 0, "a"}}), std::invalid_argument);
}

}  // namespace funnel_test
