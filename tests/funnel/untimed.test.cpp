// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/funnel/detail/bare_levels.hpp>

#include "funnel/random_rows.hpp"
#include "rounds.hpp"

namespace untimed_test {

using emptor::funnel, emptor::step_set, emptor::steps, emptor::untimed, emptor::within;

namespace {

using random_rows::row;
using span = std::int64_t;

/// A report without its times.
template <class Report>
Report without_times(const Report& report) {
    std::vector lines(report.steps().begin(), report.steps().end());
    for (auto& line : lines) line.from_previous = line.since_first_start = line.in_attempt = {};
    return Report{lines, report.totals(), report.window(), report.confidence()};
}

/// The rows of each entity together, in the order in which they came.
std::vector<row> by_entity(const std::vector<row>& rows) {
    std::vector<row> grouped;
    for (std::uint64_t who = 0; who < 8; ++who) {
        std::ranges::copy_if(rows, std::back_inserter(grouped), [&](const row& each) { return each.who == who; });
    }
    return grouped;
}

/// Every way of counting finds what the same question finds with its times.
template <class Plain, class Bare>
void require_same(const Plain& plain, const Bare& bare, const std::vector<row>& rows) {
    const auto expected = without_times(plain(rows, &row::who, &row::when, &row::what));
    REQUIRE(bare(rows, &row::who, &row::when, &row::what) == expected);
    REQUIRE(bare(emptor::dense_ids(8), rows, &row::who, &row::when, &row::what) == expected);
    REQUIRE(bare(emptor::grouped, by_entity(rows), &row::who, &row::when, &row::what) == expected);
    REQUIRE(bare(emptor::partitioned, rows, &row::who, &row::when, &row::what) == expected);
    auto counter = bare.template counter<std::uint64_t, std::int64_t>();
    for (const row& each : rows) counter.count(each.who, each.when, each.what);
    REQUIRE(counter.report() == expected);
    REQUIRE(bare(emptor::sort_first, rows, &row::who, &row::when, &row::what) ==
            without_times(plain(emptor::sort_first, rows, &row::who, &row::when, &row::what)));
}

constexpr auto five = steps("a", "b", "c", "d", "e");

/// Nobody's events go back, and events of several steps are rare.
std::vector<row> draw_in_order(std::mt19937_64& random) {
    std::vector<row> rows;
    const std::uint64_t entities = 1 + random() % 8;
    const std::uint64_t often = 1 + random() % 5;
    std::int64_t at = 0;
    for (std::uint64_t length = random() % 80; length > 0; --length) {
        at += random() % often == 0 ? 1 : 0;
        const std::uint64_t some = random() % 16 == 0 ? random() % 32 : std::uint64_t{1} << random() % 6;
        rows.push_back({random() % entities, at, step_set{some}});
    }
    return rows;
}

}  // namespace

TEST_CASE("an untimed question finds what the same question finds with its times, however it is counted") {
    const std::uint64_t seed = 20'261'123;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(2500); ++i) {
        CAPTURE(i);
        const auto rows = i % 2 == 0 ? random_rows::draw(random) : draw_in_order(random);
        require_same(funnel{five}, funnel{five, untimed}, rows);
        require_same(funnel{five, within(span{4})}, funnel{five, untimed, within(span{4})}, rows);
    }
}

TEST_CASE(
    "times that do not fit 32 bits from the first one, and those at the ends of their type, are counted as exactly") {
    std::mt19937_64 random{11};
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t apart = std::int64_t{1} << 31;
    for (int i = 0; i < emptor_test::rounds(1500); ++i) {
        CAPTURE(i);
        auto rows = draw_in_order(random);
        const std::uint64_t kind = random() % 4;
        for (row& each : rows) {
            if (kind == 0) each.when *= apart;  // goes beyond 32 bits soon
            if (kind == 1) each.when = each.when < 8 ? lowest + each.when : highest - 80 + each.when;
            if (kind == 2 && each.when > 9) each.when = each.when * apart - 30 * apart;
        }
        require_same(funnel{five}, funnel{five, untimed}, rows);
        if (i % 3 == 0) require_same(funnel{five, within(span{3})}, funnel{five, within(span{3}), untimed}, rows);
        if (i % 3 == 1) require_same(funnel{five, within(span{0})}, funnel{five, within(span{0}), untimed}, rows);
        if (i % 3 == 2) require_same(funnel{five, within(5 * apart)}, funnel{five, within(5 * apart), untimed}, rows);
    }
}

TEST_CASE("an untimed count of many entities, with ids of every size, is that of the same question with its times") {
    struct event {
        std::uint64_t who;
        std::uint32_t at;
        char what;
    };
    std::mt19937_64 random{12};
    constexpr auto letters = steps('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');  // more than a byte has bits for
    for (const std::uint64_t entities : {1U, 700U, 3000U}) {
        std::vector<event> events;
        std::vector<std::uint64_t> ids{0, std::numeric_limits<std::uint64_t>::max()};
        while (ids.size() < entities) ids.push_back(random());
        for (std::uint32_t at = 0; at < 12'000; ++at) {
            events.push_back({ids[random() % entities], at / 3, static_cast<char>('a' + random() % 10)});
        }
        const funnel plain{letters, within(900U)};
        const funnel bare{letters, within(900U), untimed};
        const auto expected = without_times(plain(events, &event::who, &event::at, &event::what));
        CHECK(expected.entities() > entities / 2);
        CHECK(bare(events, &event::who, &event::at, &event::what) == expected);
        CHECK(bare(emptor::parallel(2), events, &event::who, &event::at, &event::what) == expected);
        CHECK(bare(emptor::late_by(5U), events, &event::who, &event::at, &event::what) == expected);
    }
}

TEST_CASE("untimed columns, texts, fractions of time and steps known at run time are counted all the same") {
    const std::vector<std::string> who{"ann", "bob", "ann", "bob", "ann"};
    const std::vector<double> at{0.5, 0.5, 1, 9, 1.25};
    const std::vector<std::string> what{"a", "b", "b", "a", "c"};
    const std::vector<std::string> named{"a", "b", "c"};
    const auto check = [&](const auto& plain, const auto& bare) {
        const auto expected = without_times(plain(emptor::columns(who, at, what)));
        CHECK(expected.steps()[2].entities == 1);
        CHECK(bare(emptor::columns(who, at, what)) == expected);
    };
    check(funnel{steps(named), within(0.75)}, funnel{steps(named), within(0.75), untimed});
    const auto report = funnel{steps(named), untimed}(emptor::columns(who, at, what));
    CHECK(report.steps()[1].open == 1u);
    CHECK_FALSE(report.steps()[1].since_first_start.median);
}

TEST_CASE("an id that is not dense, and a time that is no number, are refused whether or not times are asked for") {
    struct event {
        int who;
        double at;
        char what;
    };
    const std::vector<event> events{{0, 1, 'a'}, {3, 2, 'a'}};
    const funnel asked{steps('a', 'b'), untimed};
    CHECK_THROWS_AS(asked(emptor::dense_ids(3), events, &event::who, &event::at, &event::what), std::invalid_argument);
    CHECK(asked(emptor::dense_ids(4), events, &event::who, &event::at, &event::what).entities() == 2);
    const std::vector<event> endless{{0, std::numeric_limits<double>::infinity(), 'a'}};
    CHECK_THROWS_AS(asked(endless, &event::who, &event::at, &event::what), std::invalid_argument);
    CHECK(asked(std::vector<event>{}, &event::who, &event::at, &event::what).entities() == 0);
}

TEST_CASE("an untimed counter is saved, settled, joined and forgets without another answer") {
    const std::uint64_t seed = 20'261'124;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const funnel plain{five, within(span{4})};
    const funnel bare{five, within(span{4}), untimed};
    using plain_counter = decltype(plain.counter<std::uint64_t, std::int64_t>());
    using bare_counter = decltype(bare.counter<std::uint64_t, std::int64_t>());
    for (int i = 0; i < emptor_test::rounds(1200); ++i) {
        CAPTURE(i);
        const auto rows = i % 2 == 0 ? draw_in_order(random) : random_rows::draw(random);
        const std::int64_t scale = i % 3 == 0 ? std::int64_t{1} << 30 : 1;
        plain_counter expected{plain};
        bare_counter counter{bare};
        for (const row& each : rows) {
            expected.count(each.who, each.when * scale, each.what);
            counter.count(each.who, each.when * scale, each.what);
            const std::uint64_t dice = random() % 32;
            if (dice == 0) {
                const auto bytes = counter.save();
                bare_counter again{bare};
                REQUIRE(again.load(bytes));
                REQUIRE(again.save() == bytes);
                counter = std::move(again);
            } else if (dice < 3) {
                const std::int64_t before = (each.when - static_cast<std::int64_t>(random() % 6)) * scale;
                expected.expire(before);
                counter.expire(before);
            } else if (dice == 3) {
                const std::uint64_t gone = random() % 8;
                REQUIRE(counter.forget(gone) == expected.forget(gone));
            } else if (dice == 4) {
                plain_counter others{plain};
                bare_counter bare_others{bare};
                for (std::uint64_t who = 100 + 10 * expected.totals().events; random() % 4 != 0; ++who) {
                    const step_set what{random() % 32};
                    others.count(who, each.when * scale - 1, what);
                    bare_others.count(who, each.when * scale - 1, what);
                }
                if (random() % 2 == 0) {
                    others.expire(each.when * scale);
                    bare_others.expire(each.when * scale);
                }
                if (random() % 2 == 0) {
                    bare_others += counter;
                    others += expected;
                    counter = std::move(bare_others);
                    expected = std::move(others);
                } else {
                    counter += bare_others;
                    expected += others;
                }
            }
            REQUIRE(counter.level(each.who) == expected.level(each.who));
        }
        REQUIRE(counter.levels() == expected.levels());
        REQUIRE(counter.report() == without_times(expected.report()));
    }
}

TEST_CASE("who was put away comes back without the starts whose window has run out") {
    auto counter = funnel{five, within(span{10}), untimed}.counter<std::uint64_t, std::int64_t>();
    counter.count(1, std::numeric_limits<std::int64_t>::min(), step_set{1});
    counter.count(2, -20, step_set{1});
    counter.count(3, 0, step_set{1});
    counter.expire(0);
    counter.count(2, 5, step_set{2});
    CHECK(counter.level(2) == emptor::funnel_level{1});
    counter.count(3, 5, step_set{2});
    CHECK(counter.level(3) == emptor::funnel_level{2});
}

TEST_CASE("bytes of an untimed counter that were cut, changed or are another question's are refused") {
    const funnel bare{five, within(span{4}), untimed};
    auto counter = bare.counter<std::uint64_t, std::int64_t>();
    for (std::uint64_t i = 0; i < 20; ++i) {
        counter.count(i % 5, static_cast<std::int64_t>(i / 4),
                      step_set{std::uint64_t{i % 7 == 0 ? 6U : 1U << (i % 4)}});
        if (i == 12) counter.expire(2);
    }
    const auto bytes = counter.save();
    auto again = bare.counter<std::uint64_t, std::int64_t>();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        REQUIRE_FALSE(again.load(std::span{bytes}.first(size)));
        for (int bit = 0; bit < 8; ++bit) {
            auto changed = bytes;
            changed[size] = static_cast<std::uint8_t>(changed[size] ^ (1U << bit));
            REQUIRE_FALSE(again.load(changed));
        }
    }
    CHECK(again.load(bytes));
    auto timed = funnel{five, within(span{4})}.counter<std::uint64_t, std::int64_t>();
    CHECK_FALSE(timed.load(bytes));
    CHECK_FALSE(again.load(timed.save()));
}

TEST_CASE("an untimed entity takes a byte without a window, and 32 bytes with a window and its id") {
    using emptor::detail::bare_slots;
    STATIC_REQUIRE(emptor::detail::bare_levels<std::int64_t>::bytes_an_entity == 1);
    STATIC_REQUIRE(bare_slots<std::uint64_t, std::int64_t, 5, true, false>::bytes_a_slot == 32);
    STATIC_REQUIRE(bare_slots<std::uint64_t, std::uint32_t, 5, true, false>::bytes_a_slot == 32);
    STATIC_REQUIRE(bare_slots<std::uint64_t, std::int64_t, 5, false, false>::bytes_a_slot == 16);
    STATIC_REQUIRE(bare_slots<std::uint32_t, std::int64_t, 5, true, true>::bytes_a_slot == 24);
    STATIC_REQUIRE(bare_slots<std::uint32_t, std::int64_t, 5, false, true>::bytes_a_slot == 8);
    using windowed = decltype(funnel{five, within(span{4}), untimed}.counter<std::uint64_t, std::int64_t>());
    using endless = decltype(funnel{five, untimed}.counter<std::uint64_t, std::int64_t>());
    STATIC_REQUIRE(windowed::bytes_an_entity(5) == 36);
    STATIC_REQUIRE(endless::bytes_an_entity(5) == 20);
}

}  // namespace untimed_test
