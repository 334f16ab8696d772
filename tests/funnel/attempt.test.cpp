// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "counter_streams.hpp"

namespace attempt_test {
namespace {

using namespace emptor::question_words;
using namespace std::chrono_literals;
using counter_streams::dice;
using counter_streams::row;
using emptor::attempts_of;
using emptor::funnel;

struct visit {
    std::string who;
    std::chrono::sys_seconds at;
    std::string what;
    std::string channel;
};

std::chrono::sys_seconds second(int s) { return std::chrono::sys_seconds{std::chrono::seconds{s}}; }

constexpr funnel within_10s{steps("seen", "tried", "bought"), within(10s)};

/// Each event as often as the stream has it, that of an entity in order of time.
std::vector<row> in_order(dice& roll) {
    std::vector<row> rows = counter_streams::draw(roll);
    std::erase_if(rows, [&](const row& each) {
        for (const row& other : rows) {
            if (&other == &each) return false;
            if (other.who == each.who && each.when < other.when) return true;
        }
        return false;
    });
    return rows;
}

/// Whether the values of an attempt's steps are those of events that can have taken them, each its own.
bool can_be(const std::vector<row>& rows, const std::string& who, const std::vector<std::optional<std::int64_t>>& times,
            const std::vector<int>& values, std::vector<bool>& used, std::size_t step) {
    while (step < times.size() && !times[step]) ++step;
    if (step == times.size()) return true;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const row& each = rows[i];
        if (used[i] || each.who != who || each.when != *times[step] || (each.what.steps.bits >> step & 1) == 0)
            continue;
        if (each.product != values[step]) continue;
        used[i] = true;
        if (can_be(rows, who, times, values, used, step + 1)) return true;
        used[i] = false;
    }
    return false;
}

template <class Question>
auto unsplit(const Question& asked, const std::vector<row>& rows) {
    if constexpr (requires { typename Question::steps_type::process_type; }) {
        return attempts_of(asked, rows, &row::who, &row::when, &row::happened, &row::by);
    } else if constexpr (Question::plain) {
        return attempts_of(asked, rows, &row::who, &row::when, [](const row& each) { return each.what.steps; });
    } else {
        return attempts_of(asked, rows, &row::who, &row::when, &row::what);
    }
}

template <class Question>
void check_report(const Question& asked, const std::vector<row>& rows) {
    auto counter = counter_streams::counter_of(asked);
    for (const row& each : rows) counter_streams::count_in(asked, counter, each);
    const auto expected = counter.report();
    const auto attempts = unsplit(asked, rows);
    const auto found = attempts.report();
    REQUIRE(found.totals() == expected.totals());
    REQUIRE(found.window() == expected.window());
    REQUIRE(found.steps().size() == expected.steps().size());
    for (std::size_t k = 0; k < found.steps().size(); ++k) REQUIRE(found.steps()[k] == expected.steps()[k]);
    std::vector<std::uint64_t> reached(found.steps().size());
    for (const auto each : attempts) {
        REQUIRE((each.level() > 0 && each.level() <= each.steps()));
        for (std::size_t k = 0; k < reached.size(); ++k) reached[k] += each.reached(k + 1) ? 1U : 0U;
    }
    for (std::size_t k = 0; k < reached.size(); ++k) REQUIRE(reached[k] == found.steps()[k].entities);
}

/// Attempts are the same with values as without, and each value is that of an event which can have taken the step.
template <class Question, class What>
void check_values(const Question& asked, const std::vector<row>& rows, What what, bool one_step_each) {
    const auto plainly = attempts_of(asked, rows, &row::who, &row::when, what);
    const auto split = attempts_of(asked, rows, &row::who, &row::when, what, split_by(&row::product));
    REQUIRE(split.report() == plainly.report());
    REQUIRE(split.size() == plainly.size());
    for (std::size_t i = 0; i < split.size(); ++i) {
        const auto each = split[i];
        REQUIRE(each.who() == plainly[i].who());
        std::vector<std::optional<std::int64_t>> times;
        std::vector<int> values;
        for (std::size_t k = 1; k <= 3; ++k) {
            REQUIRE(each.at(k) == plainly[i].at(k));
            REQUIRE(each.value(k).has_value() == each.at(k).has_value());
            times.push_back(each.at(k));
            values.push_back(each.value(k).value_or(-1));
        }
        std::vector<bool> used(rows.size());
        if (one_step_each) REQUIRE(can_be(rows, std::string{each.who()}, times, values, used, 0));
    }
}

}  // namespace

TEST_CASE("an attempt knows who, how far, when, and whether it may go on") {
    const std::vector<visit> visits{{"ann", second(1), "seen", "mail"},   {"bob", second(2), "bought", "mail"},
                                    {"cat", second(3), "seen", "search"}, {"ann", second(4), "tried", "search"},
                                    {"ann", second(7), "seen", "shop"},   {"cat", second(9), "tried", "mail"},
                                    {"cat", second(13), "bought", "shop"}};
    const auto attempts =
        attempts_of(within_10s, visits, &visit::who, &visit::at, &visit::what, split_by(&visit::channel));
    REQUIRE(attempts.size() == 2);  // bob never started
    const auto ann = attempts[0];
    CHECK(ann.who() == "ann");
    CHECK(ann.entity() == 0);
    CHECK(ann.level() == 2);
    CHECK(ann.open());  // with what began at 7 s
    CHECK(ann.started() == second(1));
    CHECK(ann.at(2) == second(4));
    CHECK_FALSE(ann.at(3));
    CHECK_FALSE(ann.at(0));
    CHECK_FALSE(ann.at(99));
    CHECK(ann.value(1) == "mail");
    CHECK(ann.value(2) == "search");
    CHECK_FALSE(ann.value(3));
    const auto cat = attempts[1];
    CHECK(cat.who() == "cat");
    CHECK(cat.entity() == 2);
    CHECK(cat.level() == 3);
    CHECK_FALSE(cat.open());
    CHECK(cat.value(3) == "shop");
    CHECK(cat.window() == 10);
    CHECK(attempts.totals().entities == 3);
    CHECK(attempts.latest() == second(13));
    CHECK(attempts.names() == std::vector<std::string>{"seen", "tried", "bought"});
    std::size_t entities = 0;
    attempts.each_entity([&](const auto& own) { entities += own.size(); });
    CHECK(entities == 2);
}

TEST_CASE("events at one time give each step the value of an event of its own") {
    const std::vector<visit> visits{{"ann", second(1), "tried", "b"},   {"ann", second(1), "other", "x"},
                                    {"ann", second(1), "seen", "a"},    {"ann", second(1), "bought", "c"},
                                    {"ann", second(1), "nothing", "y"}, {"bob", second(2), "seen", "z"},
                                    {"bob", second(2), "seen", "w"}};
    const auto check = [&](const auto& attempts) {
        CHECK(attempts[0].value(1) == "a");
        CHECK(attempts[0].value(2) == "b");
        CHECK(attempts[0].value(3) == "c");
        CHECK(attempts[1].value(1) == "z");  // the first of those that could
    };
    const auto channel = split_by(&visit::channel);
    check(attempts_of(within_10s, visits, &visit::who, &visit::at, &visit::what, channel));
    check(attempts_of(funnel{steps("seen", "tried", "bought"), gap_max(1s), timed}, visits, &visit::who, &visit::at,
                      &visit::what, channel));
}

TEST_CASE("values that are counted apart know nothing of each other") {
    const std::vector<visit> visits{{"ann", second(1), "seen", "mail"},  {"bob", second(2), "seen", "mail"},
                                    {"ann", second(3), "tried", "shop"}, {"ann", second(4), "seen", "shop"},
                                    {"ann", second(5), "tried", "mail"}, {"bob", second(6), "tried", "shop"}};
    const auto attempts =
        attempts_of(within_10s, visits, &visit::who, &visit::at, &visit::what, split_apart_by(&visit::channel));
    REQUIRE(attempts.size() == 3);
    CHECK(attempts.apart());
    CHECK(attempts.totals().entities == 2);
    const auto is = [&](std::size_t i, const char* who, const char* value, std::size_t level) {
        CHECK(attempts[i].who() == who);
        CHECK(attempts[i].value(1) == value);
        CHECK(attempts[i].level() == level);
    };
    is(0, "ann", "mail", 2);
    is(1, "ann", "shop", 1);
    is(2, "bob", "mail", 1);
}

TEST_CASE("the report that is made of the attempts is the question's own") {
    const std::uint64_t seed = 41;
    CAPTURE(seed);
    dice roll{seed};
    const auto three = steps("a", "b", "c");
    for (int i = 0; i < 700; ++i) {
        CAPTURE(i);
        const std::vector<row> rows = counter_streams::draw(roll);
        check_report(funnel{three}, rows);
        check_report(funnel{three, within(6), timed}, rows);
        const auto chosen = counter_streams::draw_sound(roll, [&](auto asked) { return funnel{three, asked, timed}; });
        check_report(chosen, rows);
        check_report(funnel{three, hold(&row::product), within(6), breaks_on(repeat), timed}, rows);
    }
}

TEST_CASE("each step has the value of an event that can have taken it") {
    const std::uint64_t seed = 42;
    CAPTURE(seed);
    dice roll{seed};
    const auto three = steps("a", "b", "c");
    for (int i = 0; i < 700; ++i) {
        CAPTURE(i);
        const std::vector<row> rows = in_order(roll);
        check_values(funnel{three, within(6)}, rows, [](const row& each) { return each.what.steps; }, true);
        const auto chosen = counter_streams::draw_sound(roll, [&](auto asked) { return funnel{three, asked, timed}; });
        const emptor::matching_rules rules = chosen.plan<std::int64_t>().rules();
        const bool alone = !rules.unordered &&
                           (rules.reuse == emptor::reuse_rule::once || rules.reuse == emptor::reuse_rule::exclusive ||
                            rules.reuse == emptor::reuse_rule::first_match);
        check_values(chosen, rows, &row::what, alone);
    }
}

TEST_CASE("without a window the first attempt is the one that counts") {
    const std::uint64_t seed = 43;
    CAPTURE(seed);
    dice roll{seed};
    for (int i = 0; i < 300; ++i) {
        const std::vector<row> rows = counter_streams::draw(roll);
        for (const auto each : unsplit(funnel{steps("a", "b", "c")}, rows)) {
            REQUIRE(each.knows_first_attempt());
            for (std::size_t k = 1; k <= 3; ++k) REQUIRE(each.first_attempt_at(k) == each.at(k));
        }
    }
}

TEST_CASE("with a window the first attempt is that of the first start") {
    const std::uint64_t seed = 44;
    CAPTURE(seed);
    dice roll{seed};
    emptor::matching_rules rules;
    rules.window = emptor::window_kind::time;
    rules.from = emptor::start_rule::first_start;
    const funnel first{steps("a", "b", "c"), asked_by(rules, {.window = 6}), timed};
    for (int i = 0; i < 2000; ++i) {
        CAPTURE(i);
        std::vector<row> rows = in_order(roll);
        for (row& each : rows) each.what.steps.bits &= ~each.what.steps.bits + 1;  // so that it has one first start
        const auto any = attempts_of(funnel{steps("a", "b", "c"), within(6)}, rows, &row::who, &row::when,
                                     [](const row& each) { return each.what.steps; });
        const auto only = attempts_of(first, rows, &row::who, &row::when,
                                      [](const row& each) { return emptor::marked_event{each.what.steps, 0}; });
        REQUIRE(any.size() == only.size());
        for (std::size_t a = 0; a < any.size(); ++a) {
            REQUIRE((any[a].knows_first_attempt() && only[a].knows_first_attempt()));
            for (std::size_t k = 1; k <= 3; ++k) {
                REQUIRE(any[a].first_attempt_at(k) == only[a].first_attempt_at(k));
            }
        }
    }
}

TEST_CASE("observation does not end before the last event") {
    const std::vector<visit> visits{{"ann", second(5), "seen", ""}};
    auto attempts = attempts_of(within_10s, visits, &visit::who, &visit::at, &visit::what);
    CHECK(attempts[0].observed_until() == second(5));
    attempts.observed_until(second(9));
    CHECK(attempts[0].observed_until() == second(9));
    try {
        attempts.observed_until(second(4));
        FAIL("not refused");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string{refused.what()} ==
              "emptor::funnel_attempts: observed until 4 ticks, but an event was seen at 5; it must be the time of the "
              "last event, or later");
    }
}

TEST_CASE("attempts can be looked at while more events follow") {
    emptor::attempt_counter<std::remove_const_t<decltype(within_10s)>, std::string, std::chrono::sys_seconds> counter{
        within_10s};
    counter.count("ann", second(1), "seen");
    CHECK(counter.attempts()[0].level() == 1);
    counter.count("ann", second(2), "tried");
    CHECK(counter.attempts()[0].level() == 2);
    counter.count("ann", second(1), "bought");
    CHECK(counter.totals().out_of_order == 1);
    CHECK(std::move(counter).attempts()[0].level() == 2);
}

TEST_CASE("nothing was attempted where nothing happened") {
    const auto attempts = attempts_of(within_10s, std::vector<visit>{}, &visit::who, &visit::at, &visit::what);
    CHECK(attempts.empty());
    CHECK_FALSE(attempts.latest());
    CHECK(attempts.report().steps()[0].entities == 0);
}

}  // namespace attempt_test
