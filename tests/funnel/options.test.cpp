// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <emptor/funnel/detail/attempt_book.hpp>
#include <emptor/funnel/detail/attempts.hpp>
#include <emptor/funnel/detail/sentence.hpp>

#include "option_oracle.hpp"

namespace options_test {

namespace {

#ifdef __OPTIMIZE__
constexpr int streams = 20'000;
#else
constexpr int streams = 2'000;  // each takes ten times as long
#endif

using emptor::matching_rules;
using emptor::detail::attempt_limits;
using book = emptor::detail::attempt_book<std::int64_t, emptor::detail::chosen_rules, true>;

struct sample {
    std::size_t steps{};
    matching_rules rules{};
    plain::lengths given{};
    std::vector<plain::marked> events{};
};

/// Numbers that do not depend on the standard library.
class dice {
public:
    explicit dice(std::uint64_t seed) : random_{seed} {}
    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
    template <class T>
    T any_of(std::initializer_list<T> values) {
        return *(values.begin() + static_cast<std::ptrdiff_t>(below(values.size())));
    }

private:
    std::mt19937_64 random_;
};

/// Short streams with many equal times, events that take several steps, none, or are excluded.
void draw_events(dice& roll, sample& drawn, std::size_t most) {
    drawn.steps = 1 + roll.below(4);
    const std::uint64_t kind = roll.below(3);  // disjoint steps; some of several steps; any sets
    std::int64_t at = static_cast<std::int64_t>(roll.below(3)) - 1;
    const std::size_t length = roll.below(most + 1);
    for (std::size_t i = 0; i < length; ++i) {
        at += static_cast<std::int64_t>(roll.one_in(2) ? 0 : roll.below(4));
        std::uint64_t steps = std::uint64_t{1} << roll.below(drawn.steps);
        if (kind == 2 || (kind == 1 && roll.one_in(4))) steps = roll.below(std::uint64_t{1} << drawn.steps);
        if (roll.one_in(8)) steps = 0;
        std::uint64_t excludes = 0;
        if (roll.one_in(8)) {
            excludes = roll.below(std::uint64_t{1} << (drawn.steps - 1));
            if (excludes != 0 && !roll.one_in(3)) steps = 0;
        }
        drawn.events.push_back({at, {{steps}, excludes}});
    }
}

void draw_lengths(dice& roll, sample& drawn) {
    drawn.given.window = static_cast<std::int64_t>(roll.below(8));
    drawn.given.events = roll.below(5);
    drawn.given.anchored = roll.below(std::uint64_t{1} << drawn.steps);
    drawn.given.optional = roll.below(std::uint64_t{1} << drawn.steps);
    if (drawn.given.optional + 1 == std::uint64_t{1} << drawn.steps) drawn.given.optional = 0;
}

matching_rules draw_rules(dice& roll) {
    using namespace emptor;
    matching_rules rules;
    rules.ties = roll.any_of({tie_order::by_step, tie_order::input});
    rules.increasing = roll.one_in(4);
    rules.reuse = roll.any_of(
        {reuse_rule::once, reuse_rule::once, reuse_rule::all, reuse_rule::all_but_start, reuse_rule::first_match});
    rules.take = roll.any_of({taking::any, taking::first});
    if (roll.one_in(2)) rules.breaks.bits = static_cast<std::uint8_t>(roll.below(32));
    rules.conflict = roll.any_of({conflict_rule::advances, conflict_rule::breaks});
    rules.on_break = roll.any_of({break_effect::end_attempt, break_effect::end_attempt, break_effect::discard_attempt,
                                  break_effect::drop_entity, break_effect::end_entity});
    rules.on_exclusion = roll.any_of({break_effect::end_attempt, break_effect::end_attempt,
                                      break_effect::discard_attempt, break_effect::drop_entity});
    rules.skips = roll.one_in(4);
    rules.from = roll.any_of({start_rule::every, start_rule::every, start_rule::first_start, start_rule::last_start});
    rules.window = roll.any_of(
        {window_kind::none, window_kind::time, window_kind::time, window_kind::session, window_kind::events});
    rules.half_open = roll.one_in(4);
    rules.counts_matching = roll.one_in(4);
    if (rules.from == start_rule::every && rules.on_break != break_effect::end_entity) {
        rules.each =
            roll.any_of({counted_unit::entity, counted_unit::entity, counted_unit::attempt, counted_unit::start});
    }
    return rules;
}

book engine(const sample& drawn) {
    attempt_limits<std::int64_t> limits;
    limits.window = static_cast<std::uint64_t>(drawn.given.window);
    limits.events = drawn.given.events;
    if (drawn.given.longest) limits.longest.assign(drawn.steps, static_cast<std::uint64_t>(*drawn.given.longest));
    if (drawn.given.shortest) limits.shortest.assign(drawn.steps, static_cast<std::uint64_t>(*drawn.given.shortest));
    limits.optional = drawn.given.optional;
    limits.anchored = drawn.given.anchored;
    book counted{{drawn.steps, {drawn.rules}, limits}};
    counted.admit(0);
    for (const plain::marked& each : drawn.events) counted.count(0, each.at, each.what);
    counted.settle_all();
    return counted;
}

std::string text_of(const sample& drawn) {
    const matching_rules& r = drawn.rules;
    std::string text = std::to_string(drawn.steps) + " steps, ties " + std::to_string(int(r.ties)) + " increasing " +
                       std::to_string(r.increasing) + " reuse " + std::to_string(int(r.reuse)) + " take " +
                       std::to_string(int(r.take)) + " breaks " + std::to_string(r.breaks.bits) + " conflict " +
                       std::to_string(int(r.conflict)) + " on_break " + std::to_string(int(r.on_break)) +
                       " on_exclusion " + std::to_string(int(r.on_exclusion)) + " skips " +
                       std::to_string(r.skips ? drawn.given.optional : 0) + " each " + std::to_string(int(r.each)) +
                       " from " + std::to_string(int(r.from)) + " window " + std::to_string(int(r.window)) + " of " +
                       std::to_string(drawn.given.window) + "/" + std::to_string(drawn.given.events) + " half_open " +
                       std::to_string(r.half_open) + " longest " + std::to_string(drawn.given.longest.value_or(-1)) +
                       " shortest " + std::to_string(drawn.given.shortest.value_or(-1)) + " unordered " +
                       std::to_string(r.unordered) + " matching " + std::to_string(r.counts_matching) + ":";
    for (const plain::marked& each : drawn.events) {
        text += " " + std::to_string(each.at) + "(" + std::to_string(each.what.steps.bits) + "!" +
                std::to_string(each.what.excludes) + ")";
    }
    return text;
}

/// Whether it is said when each step was first taken. Once an entity has completed, it is not asked whether it takes a
/// step that it skipped.
bool has_first_times(const sample& drawn) {
    return !drawn.rules.anchored && !(drawn.rules.skips && drawn.rules.each == emptor::counted_unit::entity);
}

std::vector<plain::outcome> outcomes(const sample& drawn, const book& counted) {
    std::vector<plain::outcome> found;
    for (const auto& each : counted.results(0)) {
        if (each.level == 0) continue;
        plain::outcome one{each.level, each.spoilt, each.start, each.done, {}};
        if (!has_first_times(drawn)) {
            found.push_back(one);
            continue;
        }
        one.first.resize(drawn.steps);
        for (std::size_t k = 0; k < drawn.steps; ++k) {
            if ((each.met >> k & 1) != 0) one.first[k] = each.first_times[k];
        }
        found.push_back(one);
    }
    return found;
}

std::string text_of(const std::vector<plain::outcome>& outcomes) {
    std::string text;
    for (const plain::outcome& each : outcomes) {
        text += " " + std::to_string(each.level) + (each.spoilt ? "!" : "") + "@" + std::to_string(each.start) + "-" +
                std::to_string(each.done) + " first";
        for (const auto& time : each.first) text += " " + (time ? std::to_string(*time) : "-");
    }
    return text;
}

bool agrees(const sample& drawn) {
    plain::every_chain search{drawn.events, drawn.steps, drawn.rules, drawn.given};
    auto expected = search.run();
    std::erase_if(expected, [](const plain::outcome& each) { return each.level == 0; });
    if (!has_first_times(drawn)) {
        for (plain::outcome& each : expected) each.first.clear();
    }
    const book counted = engine(drawn);
    const auto found = outcomes(drawn, counted);
    if (found == expected) return true;
    UNSCOPED_INFO(text_of(drawn) << " expected" << text_of(expected) << " found" << text_of(found));
    return false;
}

/// Asked of many random streams.
void agree_always(const char* what, matching_rules rules, plain::lengths given = {}) {
    const std::uint64_t seed = 4'711;
    CAPTURE(what, seed);
    dice roll{seed};
    for (int i = 0; i < streams; ++i) {
        sample drawn;
        draw_events(roll, drawn, 7);
        draw_lengths(roll, drawn);
        drawn.rules = rules;
        // where events may be excluded, too, is left to the rules that are told apart by it
        if (rules.anchored) {
            for (plain::marked& each : drawn.events) each.what.excludes = 0;
        }
        if (given.longest) drawn.given.longest = static_cast<std::int64_t>(roll.below(5));
        if (given.shortest) drawn.given.shortest = static_cast<std::int64_t>(roll.below(4));
        REQUIRE(agrees(drawn));
    }
}

matching_rules windowed(emptor::window_kind kind = emptor::window_kind::time) {
    matching_rules rules;
    rules.window = kind;
    return rules;
}

matching_rules changed(matching_rules rules, void (*change)(matching_rules&)) {
    change(rules);
    return rules;
}

}  // namespace

TEST_CASE("each rule alone agrees with an exhaustive search") {
    using namespace emptor;
    plain::lengths longest, shortest, both;
    longest.longest = both.longest = 1;
    shortest.shortest = both.shortest = 1;
    agree_always("nothing", {});
    for (const auto kind : {window_kind::time, window_kind::session, window_kind::events}) {
        agree_always("a window", windowed(kind));
        agree_always("half open", changed(windowed(kind), [](matching_rules& r) { r.half_open = true; }));
    }
    agree_always("a window of events that take a step",
                 changed(windowed(window_kind::events), [](matching_rules& r) { r.counts_matching = true; }));
    for (const auto& [rules, name] : {std::pair{matching_rules{}, "no window"}, std::pair{windowed(), "a window"}}) {
        CAPTURE(name);
        agree_always("gap_max", rules, longest);
        agree_always("gap_min", rules, shortest);
        agree_always("gap_max and gap_min", rules, both);
        agree_always("input", changed(rules, [](matching_rules& r) { r.ties = tie_order::input; }));
        agree_always("increasing", changed(rules, [](matching_rules& r) { r.increasing = true; }));
        for (const auto kind :
             {break_kind::foreign, break_kind::repeat, break_kind::back, break_kind::ahead, break_kind::restart}) {
            matching_rules breaking = rules;
            breaking.breaks |= kind;
            CAPTURE(static_cast<int>(kind));
            for (const auto effect : {break_effect::end_attempt, break_effect::discard_attempt,
                                      break_effect::end_entity, break_effect::drop_entity}) {
                breaking.on_break = effect;
                agree_always("breaks", breaking);
            }
            breaking.on_break = break_effect::end_attempt;
            breaking.conflict = conflict_rule::breaks;
            breaking.ties = tie_order::input;
            agree_always("breaks that prevail", breaking);
        }
        for (const auto effect :
             {break_effect::end_attempt, break_effect::discard_attempt, break_effect::drop_entity}) {
            matching_rules excluding = rules;
            excluding.on_exclusion = effect;
            agree_always("exclusions", excluding);
        }
        for (const auto reuse : {reuse_rule::all, reuse_rule::all_but_start, reuse_rule::first_match}) {
            matching_rules reusing = rules;
            reusing.reuse = reuse;
            agree_always("reuse", reusing);
            reusing.ties = tie_order::input;
            agree_always("reuse in the order of input", reusing);
        }
        agree_always("take first", changed(rules, [](matching_rules& r) { r.take = taking::first; }));
        agree_always("may_skip", changed(rules, [](matching_rules& r) { r.skips = true; }));
        agree_always("every attempt", changed(rules, [](matching_rules& r) { r.each = counted_unit::attempt; }));
        agree_always("every start", changed(rules, [](matching_rules& r) { r.each = counted_unit::start; }));
        agree_always("first start", changed(rules, [](matching_rules& r) { r.from = start_rule::first_start; }));
        agree_always("last start", changed(rules, [](matching_rules& r) { r.from = start_rule::last_start; }));
        matching_rules placed = rules;
        placed.unordered = placed.anchored = true;
        agree_always("anchored", placed);
    }
    for (const auto kind : {window_kind::none, window_kind::time, window_kind::session, window_kind::events}) {
        for (const auto unit : {counted_unit::entity, counted_unit::attempt}) {
            for (const auto effect :
                 {break_effect::end_attempt, break_effect::discard_attempt, break_effect::end_entity}) {
                CAPTURE(static_cast<int>(kind), static_cast<int>(unit), static_cast<int>(effect));
                matching_rules rules = windowed(kind);
                rules.unordered = true;
                rules.each = unit;
                rules.on_exclusion = effect;
                agree_always("unordered", rules);
                rules.half_open = true;
                agree_always("unordered, half open", rules);
            }
        }
    }
}

TEST_CASE("any combination of rules agrees with an exhaustive search") {
    const std::uint64_t seed = 20'261'122;
    CAPTURE(seed);
    dice roll{seed};
    for (int i = 0; i < 5 * streams; ++i) {
        CAPTURE(i);
        sample drawn;
        draw_events(roll, drawn, 7);
        draw_lengths(roll, drawn);
        drawn.rules = draw_rules(roll);
        if (roll.one_in(4)) drawn.given.longest = static_cast<std::int64_t>(roll.below(5));
        if (roll.one_in(4)) drawn.given.shortest = static_cast<std::int64_t>(roll.below(4));
        REQUIRE(agrees(drawn));
    }
}

TEST_CASE("the engine of all rules agrees with the plain one where nothing is asked for") {
    const std::uint64_t seed = 57'005;
    CAPTURE(seed);
    dice roll{seed};
    for (int i = 0; i < streams; ++i) {
        CAPTURE(i);
        sample drawn;
        draw_events(roll, drawn, 8);
        draw_lengths(roll, drawn);
        drawn.rules = windowed();
        using emptor::detail::remembered;
        emptor::detail::attempt_table<std::int64_t, remembered::chains> table{
            drawn.steps, static_cast<std::uint64_t>(drawn.given.window)};
        table.admit(0);
        for (const plain::marked& each : drawn.events) {
            if (each.what.excludes == 0) table.count(0, each.at, each.what.steps);
        }
        table.settle_all();
        sample kept = drawn;
        std::erase_if(kept.events, [](const plain::marked& each) { return each.what.excludes != 0; });
        const book same = engine(kept);
        CAPTURE(text_of(kept));
        const auto results = same.results(0);
        REQUIRE((results.empty() ? 0 : results[0].level) == table.level(0));
        if (results.empty()) continue;
        const std::vector<std::int64_t> best{table.best_times(0).begin(), table.best_times(0).end()};
        REQUIRE(std::vector<std::int64_t>{results[0].best_times.begin(),
                                          results[0].best_times.begin() + results[0].level} == best);
        const std::vector<std::int64_t> first{table.first_times(0).begin(), table.first_times(0).end()};
        REQUIRE(std::vector<std::int64_t>{results[0].first_times.begin(),
                                          results[0].first_times.begin() + results[0].level} == first);
    }
}

}  // namespace options_test
