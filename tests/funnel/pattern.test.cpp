// SPDX-License-Identifier: BSL-1.0
#include <emptor/funnel/pattern.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/process/enumerator_set.hpp>

#include "../fuzz/corpus.hpp"
#include "../fuzz/pattern.hpp"
#include "pattern_oracle.hpp"
#include "rounds.hpp"

namespace pattern_test {

using namespace std::chrono_literals;
using emptor::pattern, emptor::step_set, emptor::timed;

namespace {

enum class event { viewed, chosen, delivered, returned };
using enum event;

struct row {
    std::string_view who;
    std::int64_t at;
    event what;
};

std::vector<int> numbers(std::size_t count) {
    std::vector<int> all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = static_cast<int>(i);
    return all;
}

/// A pattern over so many conditions that are known by number, for events whose conditions are known.
template <class... Words>
auto by_number(const std::string& text, std::size_t conditions, Words... words) {
    return pattern(text, emptor::steps(numbers(conditions)), words...);
}

std::vector<std::int64_t> times_of(std::string_view text, const std::vector<row>& rows) {
    return pattern(text, viewed, chosen, delivered, returned, timed).in(rows, &row::at, &row::what).times;
}

std::string refusal(std::string_view text) {
    try {
        static_cast<void>(pattern(text, viewed, chosen));
        return "";
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
}

std::string draw_pattern(std::mt19937_64& random, std::size_t conditions) {
    static constexpr std::array signs{"<", "<=", ">", ">=", "==", "!="};
    std::string text;
    for (std::uint64_t items = random() % 7; items > 0; --items) {
        const std::uint64_t kind = random() % 10;
        if (kind < 5) {
            text += "(?" + std::to_string(1 + random() % conditions) + ")";
        } else if (kind < 6) {
            text += ".";
        } else if (kind < 8) {
            text += ".*";
        } else {
            const char* const sign = signs[random() % 16 == 0 ? 5 : random() % 5];
            text += std::string{"(?t"}.append(sign).append(std::to_string(random() % 5)).append(")");
        }
    }
    return text;
}

std::vector<plain::met> draw_events(std::mt19937_64& random, std::size_t conditions) {
    std::vector<plain::met> events;
    std::int64_t at = 0;
    for (std::uint64_t left = random() % 11; left > 0; --left) {
        at += static_cast<std::int64_t>(random() % 3);
        const std::uint64_t one = std::uint64_t{1} << random() % conditions;
        const std::uint64_t more = random() % 4 == 0 ? random() % (std::uint64_t{1} << conditions) : 0;
        events.push_back({at, one | more});
    }
    return events;
}

}  // namespace

TEST_CASE("a pattern finds events in a sequence, how often and when") {
    constexpr auto bought = pattern("(?1).*(?2)(?t<=3600)(?3)", viewed, chosen, delivered);
    const std::vector<row> rows{{"anna", 0, viewed},     {"ben", 10, viewed},      {"anna", 50, returned},
                                {"anna", 100, chosen},   {"ben", 200, chosen},     {"anna", 3700, delivered},
                                {"ben", 4000, returned}, {"ben", 4001, delivered}, {"chen", 5000, delivered}};
    auto counter = bought.counter<std::string_view, std::int64_t>();
    for (const row& each : rows) counter.count(each.who, each.at, each.what);
    CHECK(counter.answer("anna") == emptor::pattern_answer<std::int64_t>{true, 1, {}});
    CHECK(counter.answer("ben") == emptor::pattern_answer<std::int64_t>{});
    CHECK_FALSE(counter.answer("dora"));

    const emptor::pattern_report report = bought(rows, &row::who, &row::at, &row::what);
    CHECK(report == counter.report());
    CHECK(report.events == 9);
    CHECK(report.unmatched == 2);
    CHECK(report.matched == emptor::proportion{3, 1});
    CHECK(report.count == 1);
}

TEST_CASE("events that meet no condition are passed by, and a condition that all meet keeps them") {
    const std::vector<row> rows{{"", 1, viewed}, {"", 2, returned}, {"", 3, chosen}};
    CHECK(pattern("(?1)(?2)", viewed, chosen).in(rows, &row::at, &row::what).matched);
    CHECK_FALSE(pattern("(?1)(?2)", viewed, chosen, [](event) { return true; }).in(rows, &row::at, &row::what).matched);
    CHECK(pattern("(?1).(?2)", viewed, chosen, [](event) { return true; }).in(rows, &row::at, &row::what).matched);
}

TEST_CASE("a condition is an enumerator, a set, a range, a text or a predicate") {
    const std::vector<row> rows{{"", 1, viewed}, {"", 2, returned}, {"", 3, chosen}, {"", 4, delivered}};
    const auto count = [&](const auto& asked) { return asked.in(rows, &row::at, &row::what).count; };
    CHECK(count(pattern("(?1)(?2)", emptor::enumerator_set<event>{viewed, chosen}, delivered)) == 1);
    CHECK(count(pattern("(?1)", emptor::enumerator_set<event>{viewed, chosen})) == 2);
    CHECK(count(pattern("(?1)", std::array{viewed, chosen, returned})) == 3);
    CHECK(count(pattern("(?1)", [](event each) { return each != viewed; })) == 3);

    const std::vector<std::pair<int, std::string>> named{{1, "view"}, {2, "buy"}, {3, "view"}};
    const auto count_named = [&](const auto& asked) {
        return asked.in(named, &std::pair<int, std::string>::first, &std::pair<int, std::string>::second).count;
    };
    CHECK(count_named(pattern("(?1).*(?2)", "view", "buy")) == 1);
    CHECK(count_named(pattern("(?1)", std::array{"view", "buy"})) == 3);
    CHECK(count_named(pattern("(?2)", emptor::steps(std::vector<std::string>{"buy", "view"}))) == 2);
}

TEST_CASE("a pattern is as good as a search that tries each way and goes back") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int compared = 0;
    int with_match = 0;
    while (compared < emptor_test::rounds(40'000)) {
        const std::size_t conditions = 1 + random() % 4;
        const std::string text = draw_pattern(random, conditions);
        const std::vector<plain::met> events = draw_events(random, conditions);
        CAPTURE(text, compared);
        const bool convex = text.find('!') == std::string::npos;
        try {
            static_cast<void>(by_number(text, conditions));
        } catch (const std::invalid_argument& refused) {
            const std::string_view reason = refused.what();
            REQUIRE(
                (reason.find("no more time conditions") != reason.npos || reason.find("expected !=") != reason.npos));
            continue;
        }
        ++compared;
        const plain::found expected = plain::pattern_search{text, events}.run(convex);
        const auto asked = by_number(text, conditions);
        const auto asked_when = by_number(text, conditions, timed);
        const auto conditions_of = [](const plain::met& each) { return step_set{each.conditions}; };
        const auto found = asked.in(events, &plain::met::at, conditions_of);
        const auto found_when = asked_when.in(events, &plain::met::at, conditions_of);
        with_match += expected.matched ? 1 : 0;
        if (convex) REQUIRE(expected.ends_first);
        REQUIRE(found.matched == expected.matched);
        REQUIRE(found.count == expected.count);
        REQUIRE(found_when.matched == expected.matched);
        REQUIRE(found_when.count == expected.count);
        if (convex) REQUIRE(found_when.times == expected.times);
    }
    CHECK(with_match > compared / 8);
    CHECK(with_match < compared - compared / 8);
}

TEST_CASE("a pattern is as good as that search on longer logs, where much is to be remembered") {
    const std::uint64_t seed = 11;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 400; ++round) {
        std::vector<plain::met> events;
        std::int64_t at = 0;
        for (int i = 0; i < 40; ++i) {
            at += static_cast<std::int64_t>(random() % 3);
            events.push_back({at, std::uint64_t{1} << (random() % 8 < 6 ? 0 : 1 + random() % 2)});
        }
        const std::uint64_t least = random() % 12;
        const std::string low = std::to_string(least);
        const std::string high = std::to_string(least + random() % 12);
        const std::string between = "(?t>=" + low + ")(?t<" + high + ")";
        const std::array texts{"(?1)" + between + "(?2)", "(?1)" + between + "(?2)(?t<=" + high + ")(?3)",
                               "(?1)(?t==" + high + ").*(?3)", "(?1)(?t<=" + high + ")(?1)(?3)", "(?1)(?2)" + between};
        for (const std::string& text : texts) {
            CAPTURE(round, text);
            const plain::found expected = plain::pattern_search{text, events}.run(true);
            const auto conditions_of = [](const plain::met& each) { return step_set{each.conditions}; };
            const auto found = by_number(text, 3).in(events, &plain::met::at, conditions_of);
            const auto found_when = by_number(text, 3, timed).in(events, &plain::met::at, conditions_of);
            REQUIRE(expected.ends_first);
            REQUIRE(found.count == expected.count);
            REQUIRE(found_when.count == expected.count);
            REQUIRE(found_when.times == expected.times);
        }
    }
}

TEST_CASE("the times are those of the first match, or of the first longest beginning of one") {
    const std::vector<row> rows{{"", 0, viewed}, {"", 1, chosen}, {"", 2, chosen}, {"", 3, delivered}};
    CHECK(times_of("(?1).*(?3)", rows) == std::vector<std::int64_t>{0, 3});
    CHECK(times_of("(?1).(?2)", rows) == std::vector<std::int64_t>{0, 2});
    CHECK(times_of("(?1)(?2)(?3)", rows) == std::vector<std::int64_t>{0, 1});
    CHECK(times_of("(?2)(?t<2)(?3)", rows) == std::vector<std::int64_t>{2, 3});
    CHECK(times_of("(?2)(?t<=2)(?3)", rows) == std::vector<std::int64_t>{1, 3});
    CHECK(times_of("(?4)", rows).empty());
    CHECK(times_of(".*", rows).empty());
}

TEST_CASE("times are seconds where the log has a unit, however long its tick") {
    const auto matches = [](std::string_view text, auto time) {
        using when = decltype(time);
        const std::vector<std::pair<when, event>> events{{when{}, viewed}, {time, chosen}};
        return pattern(text, viewed, chosen)
            .in(events, &std::pair<when, event>::first, &std::pair<when, event>::second)
            .matched;
    };
    CHECK(matches("(?1)(?t<=2)(?2)", 2000ms));
    CHECK_FALSE(matches("(?1)(?t<=2)(?2)", 2001ms));
    CHECK_FALSE(matches("(?1)(?t<2)(?2)", 2000ms));
    CHECK(matches("(?1)(?t>2)(?2)", 2001ms));
    CHECK(matches("(?1)(?t==60)(?2)", 1min));
    CHECK_FALSE(matches("(?1)(?t==61)(?2)", 1min));
    CHECK_FALSE(matches("(?1)(?t==90)(?2)", 1min));
    CHECK(matches("(?1)(?t!=90)(?2)", 1min));
    CHECK(matches("(?1)(?t<=90)(?2)", 1min));
    CHECK(matches("(?1)(?t<90)(?2)", 1min));
    CHECK_FALSE(matches("(?1)(?t>=90)(?2)", 1min));
    CHECK(matches("(?1)(?t>=90)(?2)", 2min));
    CHECK(matches("(?1)(?t>90)(?2)", 2min));
    CHECK_FALSE(matches("(?1)(?t>90)(?2)", 1min));
    CHECK(matches("(?1)(?t<=18446744073709551615)(?2)", 1ns));
    CHECK_FALSE(matches("(?1)(?t>=18446744073709551615)(?2)", std::chrono::nanoseconds::max()));
    CHECK(matches("(?1)(?t<1)(?2)", std::chrono::duration<double>{0.999}));
    CHECK_FALSE(matches("(?1)(?t<1)(?2)", std::chrono::duration<double>{1}));
    CHECK(matches("(?1)(?t>1)(?2)", 1.5));
    CHECK_FALSE(matches("(?1)(?t>=2)(?2)", 1.5));
    CHECK(matches("(?1)(?t<=300)(?2)", std::int8_t{100}));
    CHECK_FALSE(matches("(?1)(?t>300)(?2)", std::int8_t{100}));
    CHECK(matches("(?1)(?t>=1700000000)(?2)", std::chrono::sys_seconds{1'700'000'000s}));
}

TEST_CASE("times at both ends of their type are apart as far as they are") {
    const std::vector<row> rows{{"", INT64_MIN, viewed}, {"", INT64_MAX, chosen}};
    const auto matches = [&](std::string_view text) {
        return pattern(text, viewed, chosen).in(rows, &row::at, &row::what).matched;
    };
    CHECK(matches("(?1)(?t==18446744073709551615)(?2)"));
    CHECK_FALSE(matches("(?1)(?t>18446744073709551615)(?2)"));
    CHECK_FALSE(matches("(?1)(?t<18446744073709551615)(?2)"));
    CHECK(matches("(?1)(?t>=18446744073709551615)(?2)"));
}

TEST_CASE("what is no pattern is refused with its place and what was expected there") {
    CHECK(refusal("(?1)(?3)") ==
          "emptor::pattern: \"(?1)(?3)\" is refused at character 7, before \"3)\": there is no condition of this "
          "number; those given are 1 to 2");
    CHECK(refusal("(?0)").find("at character 3") != std::string::npos);
    CHECK(refusal("(?+)").find("character 3, before \"+)\": expected the number of a condition, or t") !=
          std::string::npos);
    CHECK(refusal("(?1)(?t>+)(?2)").find("character 9, before \"+)(?2)\": expected a whole number") !=
          std::string::npos);
    CHECK(refusal("(?1)(?t2)").find("character 8, before \"2)\": expected <") != std::string::npos);
    CHECK(refusal("(?1").find("at its end: expected )") != std::string::npos);
    CHECK(refusal("(1)").find("character 2, before \"1)\": expected ? after") != std::string::npos);
    CHECK(refusal(".*a").find("character 3, before \"a\": expected (?1)") != std::string::npos);
    CHECK(refusal("(?1)(?t<99999999999999999999)").find("character 9") != std::string::npos);
    CHECK(refusal("(?1)(?t>1).*(?t<9)(?2)").find("character 13") != std::string::npos);
    CHECK(refusal("(?1)(?t>1)(?t!=9)(?2)").find("character 11") != std::string::npos);
    CHECK(refusal(std::string(63, '.')).empty());
    CHECK(refusal(std::string(64, '.')).find("character 64, before \".\": expected at most 63") != std::string::npos);
    CHECK_THROWS_AS(by_number("", 33), std::invalid_argument);
    CHECK_NOTHROW(by_number("(?32)", 32));
}

TEST_CASE("a pattern known when compiled is checked then, and is the same") {
    STATIC_REQUIRE(pattern<"(?1).*(?2)">(viewed, chosen).plan() == pattern("(?1).*(?2)", viewed, chosen).plan());
    STATIC_REQUIRE(pattern<"(?2)(?t<5)(?1)">(emptor::steps(viewed, chosen)).has_bounded_state());
    STATIC_REQUIRE(pattern<"(?1)(?t>5)(?1)">(viewed, timed).has_bounded_state());
    STATIC_REQUIRE_FALSE(pattern<"(?1)(?t<5)(?1)">(viewed, timed).has_bounded_state());
    STATIC_REQUIRE_FALSE(pattern<"(?1)(?t==5)(?1)">(viewed).has_bounded_state());
}

TEST_CASE("counts of different entities add up to the count of all, and name an entity that is in both") {
    const std::uint64_t seed = 6;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 400; ++round) {
        std::string text;
        do text = draw_pattern(random, 3);
        while (text.find("(?t") != std::string::npos && round % 2 == 0);
        CAPTURE(text);
        const auto law = [&](const auto& asked) {
            const auto empty = asked.template counter<std::uint32_t, std::int64_t>();
            auto all = empty;
            std::array parts{empty, empty, empty};
            std::vector<std::pair<std::uint32_t, plain::met>> rows;
            for (std::uint32_t who = 0; who < 6; ++who) {
                for (const plain::met& each : draw_events(random, 3)) rows.push_back({who, each});
            }
            for (const auto& [who, each] : rows) {
                all.count(who, each.at, step_set{each.conditions});
                parts[who % 3].count(who, each.at, step_set{each.conditions});
            }
            auto sum = parts[2];
            sum += parts[0];
            sum += empty;
            sum += parts[1];
            REQUIRE(sum == all);
            REQUIRE(sum.report() == all.report());
            REQUIRE_FALSE((all == empty && all.report().events > 0));
            auto reports = parts[0].report();
            reports += parts[1].report();
            reports += parts[2].report();
            REQUIRE(reports == all.report());

            auto grouped = asked.template grouped_counter<std::int64_t>();
            for (std::uint32_t who = 0; who < 6; ++who) {
                grouped.next_entity();
                for (const auto& [whose, each] : rows) {
                    if (whose == who) grouped.count(each.at, step_set{each.conditions});
                }
                if (const auto alone = all.answer(who)) REQUIRE(grouped.answer() == *alone);
            }
            REQUIRE(grouped.report() == all.report());
        };
        try {
            law(by_number(text, 3));
            law(by_number(text, 3, timed));
        } catch (const std::invalid_argument& refused) {
            REQUIRE(std::string_view{refused.what()}.find("is refused") != std::string_view::npos);
        }
    }
    auto counter = pattern("(?1)", viewed).counter<std::string, int>();
    counter.count("anna", 1, viewed);
    try {
        counter += counter;
        FAIL("an entity in both counts was not refused");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string_view{refused.what()}.find("entity anna is in both") != std::string_view::npos);
    }
    CHECK_THROWS_AS((counter += pattern("(?1)(?1)", viewed).counter<std::string, int>()), std::invalid_argument);
}

TEST_CASE("late events are left out and counted, or put in order first") {
    const std::vector<row> rows{{"a", 5, chosen}, {"a", 1, viewed}, {"b", 1, viewed}, {"a", 6, chosen}};
    const auto asked = pattern("(?1).*(?2)", viewed, chosen);
    const auto left_out = asked(rows, &row::who, &row::at, &row::what);
    CHECK(left_out.out_of_order == 1);
    CHECK_FALSE(left_out.sorted);
    CHECK(left_out.matched == emptor::proportion{2, 0});
    CHECK_THROWS_AS(asked.in(rows, &row::at, &row::what), std::invalid_argument);
    const auto sorted = asked(emptor::sort_first, rows, &row::who, &row::at, &row::what);
    CHECK(sorted.out_of_order == 1);
    CHECK(sorted.sorted);
    CHECK(sorted.matched == emptor::proportion{2, 1});
    CHECK(sorted.count == 1);
}

TEST_CASE("a million events of one entity are no more work than of many") {
    // A search that goes back needs 10^12 steps and more for each of these.
    std::vector<plain::met> events;
    for (std::int64_t i = 0; i < 1'000'000; ++i) events.push_back({i, i % 2 == 0 ? 0b001U : 0b010U});
    const auto conditions_of = [](const plain::met& each) { return step_set{each.conditions}; };
    const auto run = [&](const std::string& text) {
        return by_number(text, 3, timed).in(events, &plain::met::at, conditions_of);
    };
    CHECK(run("(?1).*(?2).*(?1).*(?2)..(?3)").count == 0);
    CHECK(run("(?1).*(?1).*(?1).*(?1)(?t<=100)(?3)").times.size() == 4);
    CHECK(run("(?1)(?t>=10).*(?2)(?t<=1000)(?3)").count == 0);
    CHECK(run("(?1)(?t>=100)(?t<=1000)(?3)").count == 0);
    CHECK(run("(?1)(?t==999999)(?2)").times == std::vector<std::int64_t>{0, 999'999});
    CHECK(run("(?1).*(?2)").count == 500'000);
    CHECK(by_number("(?1)(?t!=1)(?2)", 3).in(events, &plain::met::at, conditions_of).count == 250'000);
}

TEST_CASE("the corpus of the fuzz target for patterns holds") {
    const auto inputs = corpus_of("pattern");
    REQUIRE(inputs.size() >= 10);
    for (const auto& [name, input] : inputs) {
        CAPTURE(name);
        CHECK_NOTHROW(fuzz::pattern(input));
    }
}

}  // namespace pattern_test
