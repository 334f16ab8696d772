// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/time.hpp>
#include <emptor/presets.hpp>

#include "generator.hpp"
#include "rounds.hpp"
#include "shared_data.hpp"

namespace segment_test {

using namespace std::chrono_literals;
using namespace emptor::question_words;
using emptor::funnel, emptor::marked_event, emptor::matching_rules;
using emptor_test::generator;

namespace {

#ifdef __OPTIMIZE__
constexpr int streams = 20'000;
#else
constexpr int streams = emptor_test::rounds(200);  // each takes ten times as long
#endif

struct event {
    int who;
    std::int64_t at;
    int held;
    marked_event what;
};

/// Consecutive spans of events that share no instant. Some are empty, some entities are in some of them only, and now
/// and then an event is out of order.
using spans = std::vector<std::vector<event>>;

/// @param crowded how many events stand at one time, about.
spans draw_spans(generator& roll, std::size_t steps, std::size_t crowded) {
    spans drawn(2 + roll.below(5));
    const std::size_t people = 1 + roll.below(3);
    const std::size_t kind = roll.below(3);  // disjoint steps; some of several steps; any sets
    std::int64_t at = static_cast<std::int64_t>(roll.below(3)) - 1;
    for (auto& span : drawn) {
        at += static_cast<std::int64_t>(1 + roll.below(3));
        for (std::size_t count = roll.below(7); count > 0; --count) {
            at += static_cast<std::int64_t>(roll.chance(crowded) ? roll.below(4) : 0);
            std::uint64_t taken = std::uint64_t{1} << roll.below(steps);
            if (kind == 2 || (kind == 1 && roll.chance(4))) taken = roll.below(std::size_t{1} << steps);
            if (roll.chance(8)) taken = 0;
            std::uint64_t excludes = 0;
            if (roll.chance(8)) {
                excludes = roll.below(std::size_t{1} << (steps - 1));
                if (excludes != 0 && !roll.chance(3)) taken = 0;
            }
            span.push_back(
                {static_cast<int>(roll.below(people)), at, static_cast<int>(roll.below(2)), {{taken}, excludes}});
        }
        if (span.size() > 1 && roll.chance(12)) std::swap(span.front(), span.back());
    }
    return drawn;
}

std::string text_of(const spans& drawn) {
    std::string text;
    for (const auto& span : drawn) {
        text += " |";
        for (const event& each : span) {
            text += " " + std::to_string(each.who) + ":" + std::to_string(each.at) + "(" +
                    std::to_string(each.what.steps.bits) + "!" + std::to_string(each.what.excludes) + ")";
        }
    }
    return text;
}

/// @tparam Steps the steps are all that the counter looks at.
template <bool Steps, class Counter>
void count(Counter& counter, const std::vector<event>& events) {
    for (const event& each : events) {
        if constexpr (requires { counter.count_held(0, std::int64_t{}, 0, each.what); }) {
            counter.count_held(each.who, each.at, each.held, each.what);
        } else if constexpr (Steps) {
            counter.count(each.who, each.at, each.what.steps);
        } else {
            counter.count(each.who, each.at, each.what);
        }
    }
}

/// Joins neighbours, in any order.
template <class Segment>
Segment joined(std::vector<Segment> parts, generator& roll) {
    while (parts.size() > 1) {
        const std::size_t i = roll.below(parts.size() - 1);
        const auto at = parts.begin() + static_cast<std::ptrdiff_t>(i);
        *at = roll.chance(2) ? at->then(*(at + 1)) : std::move(*at).then(*(at + 1));
        parts.erase(at + 1);
    }
    return parts.front();
}

/// Whether spans that were counted apart and joined, twice and differently, are the count of all of them.
template <bool Steps, class Counter, class Segment>
bool joins(Counter counter, const Segment& empty, const spans& drawn, generator& roll) {
    Segment whole = empty;
    std::vector<Segment> parts;
    for (const auto& span : drawn) {
        count<Steps>(counter, span);
        count<Steps>(whole, span);
        parts.push_back(empty);
        count<Steps>(parts.back(), span);
    }
    bool levels = true;
    const Segment once = joined(parts, roll);
    if constexpr (requires { counter.level(0); }) {
        for (int who = 0; who < 4; ++who) levels = levels && once.level(who) == counter.level(who);
    }
    const Segment again = joined(parts, roll);
    return levels && once == again && once == whole && once.totals() == counter.totals() &&
           once.report() == std::move(counter).report();
}

template <class Question>
bool joins(const Question& asked, const spans& drawn, generator& roll) {
    if constexpr (Question::holds) {
        return joins<Question::plain>(asked.template counter<int, std::int64_t, int>(),
                                      asked.template segment<int, std::int64_t, int>(), drawn, roll);
    } else {
        return joins<Question::plain>(asked.template counter<int, std::int64_t>(),
                                      asked.template segment<int, std::int64_t>(), drawn, roll);
    }
}

std::vector<int> some_steps(std::size_t count) {
    std::vector<int> steps(count);
    for (std::size_t k = 0; k < count; ++k) steps[k] = static_cast<int>(k);
    return steps;
}

/// Asks many random streams by these rules; windows are drawn.
void join_always(const char* what, const matching_rules& rules, int times = streams, std::uint64_t seed = 1'122) {
    CAPTURE(what);
    generator roll{seed};
    for (int i = 0; i < times; ++i) {
        const std::size_t count = roll.chance(16) ? 5 + roll.below(12) : 1 + roll.below(4);
        emptor::question_lengths<std::uint64_t> lengths;
        if (rules.window == emptor::window_kind::time) lengths.window = roll.below(12);
        if (rules.window == emptor::window_kind::events) lengths.events = roll.below(7);
        if (rules.ends) lengths.end_of_path = std::uint64_t{1} << roll.below(count);
        const funnel asked{steps(some_steps(count)), emptor::asked_by(rules, lengths)};
        const spans drawn = draw_spans(roll, count, 1 + roll.below(3));
        if (joins(asked, drawn, roll)) continue;
        FAIL("seed " << seed << " stream " << i << ": " << count << " steps, window " << lengths.window.value_or(99)
                     << "/" << lengths.events << ":" << text_of(drawn));
    }
}

/// The same of a question whose words are known; it is asked for three steps.
template <class Question>
void join_words(const char* what, const Question& asked) {
    CAPTURE(what);
    const std::uint64_t seed = 4'711;
    generator roll{seed};
    for (int i = 0; i < streams; ++i) {
        const spans drawn = draw_spans(roll, 3, 1 + roll.below(3));
        if (!joins(asked, drawn, roll)) FAIL("seed " << seed << " stream " << i << ":" << text_of(drawn));
    }
}

matching_rules changed(matching_rules rules, void (*change)(matching_rules&)) {
    change(rules);
    return rules;
}

template <class Value, std::size_t N>
Value any_of(generator& roll, const Value (&values)[N]) {
    return values[roll.below(N)];
}

matching_rules draw_rules(generator& roll) {
    using namespace emptor;
    matching_rules rules;
    rules.window = any_of(roll, {window_kind::none, window_kind::time, window_kind::time, window_kind::events});
    rules.half_open = roll.chance(4);
    rules.counts_matching = roll.chance(4);
    if (roll.chance(6)) {
        rules.unordered = true;
        return rules;
    }
    rules.ends = roll.chance(6);
    rules.ties = any_of(roll, {tie_order::by_step, tie_order::input});
    rules.increasing = roll.chance(4);
    rules.reuse = any_of(roll, {reuse_rule::once, reuse_rule::once, reuse_rule::all, reuse_rule::all_but_start,
                                reuse_rule::first_match});
    rules.take = any_of(roll, {taking::any, taking::first});
    if (roll.chance(2)) rules.breaks.bits = static_cast<std::uint8_t>(roll.below(32));
    rules.conflict = any_of(roll, {conflict_rule::advances, conflict_rule::breaks});
    rules.crowds_break = !roll.chance(8);
    rules.from = any_of(roll, {start_rule::every, start_rule::every, start_rule::first_start, start_rule::last_start});
    rules.open = rules.from == start_rule::every && roll.chance(6);
    return rules;
}

}  // namespace

TEST_CASE("spans counted apart and joined are the count of all, by every rule") {
    using namespace emptor;
    for (const auto kind : {window_kind::none, window_kind::time, window_kind::events}) {
        CAPTURE(static_cast<int>(kind));
        matching_rules rules;
        rules.window = kind;
        join_always("best attempt", rules);
        if (kind != window_kind::none) {
            join_always("half open", changed(rules, [](matching_rules& r) { r.half_open = true; }));
        }
        if (kind == window_kind::events) {
            join_always("events that take a step", changed(rules, [](matching_rules& r) { r.counts_matching = true; }));
        }
        join_always("unordered", changed(rules, [](matching_rules& r) { r.unordered = true; }));
        join_always("input", changed(rules, [](matching_rules& r) { r.ties = tie_order::input; }));
        join_always("increasing", changed(rules, [](matching_rules& r) { r.increasing = true; }));
        join_always("first start", changed(rules, [](matching_rules& r) { r.from = start_rule::first_start; }));
        join_always("last start", changed(rules, [](matching_rules& r) { r.from = start_rule::last_start; }));
        join_always("take first", changed(rules, [](matching_rules& r) { r.take = taking::first; }));
        join_always("end of path", changed(rules, [](matching_rules& r) { r.ends = true; }));
        join_always("open", changed(rules, [](matching_rules& r) { r.open = true; }));
        for (const auto reuse : {reuse_rule::all, reuse_rule::all_but_start, reuse_rule::first_match}) {
            rules.reuse = reuse;
            join_always("reuse", rules);
        }
        rules.reuse = reuse_rule::once;
        for (const auto kind_of_break :
             {break_kind::foreign, break_kind::repeat, break_kind::back, break_kind::ahead, break_kind::restart}) {
            rules.breaks = {};
            rules.breaks |= kind_of_break;
            CAPTURE(static_cast<int>(kind_of_break));
            join_always("breaks", rules);
        }
    }
}

TEST_CASE("spans counted apart and joined are the count of all, by any combination of rules") {
    const std::uint64_t seed = 57'005;
    generator roll{seed};
    for (int i = 0; i < 5 * streams; ++i) {
        CAPTURE(seed, i);
        const matching_rules r = draw_rules(roll);
        CAPTURE(r.unordered, int(r.ties), r.increasing, int(r.reuse), int(r.take), int(r.breaks.bits), int(r.conflict),
                r.crowds_break, int(r.from), r.open, int(r.window), r.half_open, r.counts_matching);
        join_always("any", r, 1 + static_cast<int>(roll.below(3)), static_cast<std::uint64_t>(i));
    }
}

TEST_CASE("spans counted apart and joined are the count of all, by words that the compiler knows") {
    constexpr auto three = steps(0, 1, 2);
    join_words("no window, with times", funnel{three, timed});
    join_words("a window", funnel{three, within(5)});
    join_words("one step", funnel{steps(0)});
    join_words("any order", funnel{three, unordered, within(5, half_open)});
    join_words("so many events", funnel{three, within(events(3)), breaks_on(repeat, back), from(first_start)});
    join_words("another dialect", funnel{three, emptor::presets::duckdb_behavioral::strict_once, within(5)});
    join_words("a property", funnel{three, hold(&event::held), within(5), ties(increasing)});
}

namespace {

struct visit {
    std::string who;
    std::chrono::sys_seconds at;
    std::string what;
};

std::vector<visit> log_in(const std::string& name, std::string_view who, std::string_view when, std::string_view what) {
    std::ifstream in{shared_file("data/" + name), std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    emptor::io::csv_reader rows{text};
    const std::size_t of_who = rows.column(who).value();
    const std::size_t of_when = rows.column(when).value();
    const std::size_t of_what = rows.column(what).value();
    std::vector<visit> log;
    while (rows.next()) {
        const auto at = std::chrono::floor<std::chrono::seconds>(emptor::io::parse_time(rows[of_when]).value());
        log.push_back({std::string{rows[of_who]}, at, std::string{rows[of_what]}});
    }
    REQUIRE_FALSE(rows.error());
    std::vector<std::size_t> order(log.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return log[a].at != log[b].at ? log[a].at < log[b].at : a < b; });
    std::vector<visit> sorted;
    for (const std::size_t i : order) sorted.push_back(std::move(log[i]));
    return sorted;
}

/// Counts a log in spans of this length, and all of it at once.
/// @returns how many entities took each step.
template <class Span, class Question>
std::vector<std::uint64_t> reached(const Question& asked, const std::vector<visit>& log) {
    std::map<std::chrono::time_point<std::chrono::system_clock, Span>,
             decltype(asked.template segment<std::string, std::chrono::sys_seconds>())>
        parts;
    for (const visit& each : log) {
        const auto [span, added] = parts.try_emplace(std::chrono::floor<Span>(each.at),
                                                     asked.template segment<std::string, std::chrono::sys_seconds>());
        span->second.count(each.who, each.at, each.what);
    }
    CHECK(parts.size() > 100);
    auto all = asked.template segment<std::string, std::chrono::sys_seconds>();
    for (const auto& [begin, span] : parts) all = std::move(all).then(span);
    const auto report = all.report();
    CHECK(report == asked(log, &visit::who, &visit::at, &visit::what));
    std::vector<std::uint64_t> entities;
    for (const auto& step : report.steps()) entities.push_back(step.entities);
    return entities;
}

}  // namespace

TEST_CASE("real logs counted by day or minute and joined have their reference counts") {
    using counts = std::vector<std::uint64_t>;
    const auto buying =
        steps("Create Purchase Requisition", "Send Request for Quotation to Supplier", "Choose best option",
              "Create Purchase Order", "Confirm Purchase Order", "Approve Purchase Order for payment", "Pay invoice");
    const auto orders = log_in("p2p_purchasing/procure_to_pay_asis.csv", "case_id", "End_Time", "activity");
    CHECK(reached<std::chrono::days>(funnel{buying}, orders) == counts{624, 400, 400, 400, 400, 378, 377});
    CHECK(reached<std::chrono::days>(funnel{buying, within(720h)}, orders) ==
          counts{624, 320, 320, 320, 320, 301, 295});

    const auto shopping = steps("view", "cart", "purchase");
    const auto clicks = log_in("rees46_oct2019_slice/rees46_2019-10-01.csv", "user_id", "event_time", "event_type");
    CHECK(reached<std::chrono::minutes>(funnel{shopping}, clicks) == counts{4504, 111, 62});
    CHECK(reached<std::chrono::minutes>(funnel{shopping, within(10min)}, clicks) == counts{4504, 111, 61});
}

TEST_CASE("spans of one question are joined in their order") {
    constexpr funnel asked{steps("a", "b"), within(5)};
    auto early = asked.segment<std::string, int>();
    early.count("anna", 1, "a");
    early.count("bela", 3, "a");
    auto late = asked.segment<std::string, int>();
    late.count("carl", 4, "a");
    late.count("anna", 5, "b");
    const auto both = early.then(late);
    CHECK(both.level("anna") == emptor::funnel_level{2, false});
    CHECK(both.level("bela") == emptor::funnel_level{1, false});
    CHECK(both.level("carl") == emptor::funnel_level{1, false});
    CHECK_FALSE(both.level("dora"));
    CHECK(both.totals().events == 4);
    CHECK_FALSE(early == late);
    CHECK_FALSE(both == early);

    SECTION("nothing is joined with anything") {
        const auto nothing = asked.segment<std::string, int>();
        CHECK(nothing.then(early) == early);
        CHECK(early.then(nothing) == early);
        CHECK(nothing.then(nothing) == nothing);
        CHECK(nothing.report().entities() == 0);
    }
    SECTION("a joined span goes on") {
        auto onward = both;
        onward.count("bela", 8, "b");
        CHECK(onward.level("bela") == emptor::funnel_level{2, false});
        CHECK(both.level("bela") == emptor::funnel_level{1, false});
    }
    SECTION("the wrong way round") {
        CHECK_THROWS_AS(late.then(early), std::invalid_argument);
        CHECK_THROWS_AS(early.then(early), std::invalid_argument);
    }
    SECTION("at one instant") {
        auto touching = asked.segment<std::string, int>();
        touching.count("dora", 3, "b");
        try {
            static_cast<void>(early.then(touching));
            FAIL("they were joined");
        } catch (const std::invalid_argument& error) {
            CHECK(std::string{error.what()} ==
                  "emptor::funnel_segment: the later span begins at 3, this one ends at 3; they must not share an "
                  "instant");
        }
    }
    SECTION("an event out of order belongs to its span") {
        auto late_again = late;
        late_again.count("carl", 2, "b");
        CHECK(late_again.totals().out_of_order == 1);
        CHECK_THROWS_AS(early.then(late_again), std::invalid_argument);
    }
}

TEST_CASE("spans of different questions are not joined") {
    const auto refused = [](const auto& one, const auto& other) {
        const auto early = one.template segment<int, int>();
        const auto late = other.template segment<int, int>();
        CHECK_THROWS_AS(early.then(late), std::invalid_argument);
        CHECK_FALSE(early == late);
    };
    refused(funnel{steps("a", "b"), within(5)}, funnel{steps("a", "b"), within(6)});
    refused(funnel{steps("a", "b"), within(5)}, funnel{steps("a", "c"), within(5)});
    refused(funnel{steps(0, 1), exclude(2)}, funnel{steps(0, 1), exclude(3)});
}

TEST_CASE("rules that are chosen at run time and cannot be joined are refused at run time") {
    using namespace emptor;
    const auto refused = [](const matching_rules& rules, const question_lengths<std::uint64_t>& lengths = {}) {
        const funnel asked{steps(0, 1, 2), asked_by(rules, lengths)};
        CHECK_THROWS_AS((asked.segment<int, int>()), std::invalid_argument);
    };
    refused({}, {.longest = {1, 2}});
    refused({}, {.shortest = {1, 2}});
    refused({.reuse = reuse_rule::exclusive, .each = counted_unit::start});
    refused({.each = counted_unit::attempt});
    refused({.breaks = {1}, .on_break = break_effect::end_entity});
    refused({.breaks = {1}, .on_break = break_effect::discard_attempt});
    refused({.on_exclusion = break_effect::drop_entity});
    refused({.window = window_kind::session}, {.window = 5});
    refused({.unordered = true, .anchored = true}, {.anchored = 2});
    refused({.skips = true}, {.optional = 2});
    const funnel long_one{steps(some_steps(17)), within(5)};
    CHECK_THROWS_AS((long_one.segment<int, int>()), std::invalid_argument);
}

TEST_CASE("the whole range of times is joined") {
    constexpr auto first = std::numeric_limits<std::int64_t>::min();
    constexpr auto last = std::numeric_limits<std::int64_t>::max();
    const auto reach = [](const auto& asked, std::int64_t begin, std::int64_t end) {
        auto early = asked.template segment<int, std::int64_t>();
        auto late = asked.template segment<int, std::int64_t>();
        early.count(1, begin, 0);
        late.count(1, end, 1);
        return early.then(late).level(1)->steps;
    };
    CHECK(reach(funnel{steps(0, 1)}, first, last) == 2);
    CHECK(reach(funnel{steps(0, 1), within(last)}, first, last) == 1);
    CHECK(reach(funnel{steps(0, 1), within(last)}, std::int64_t{0}, last) == 2);
    CHECK(reach(funnel{steps(0, 1), within(1), unordered}, last - 1, last) == 2);

    auto fractions = funnel{steps(0, 1), within(0.5)}.segment<int, double>();
    CHECK_THROWS_AS(fractions.count(1, std::numeric_limits<double>::quiet_NaN(), 0), std::invalid_argument);
}

}  // namespace segment_test
