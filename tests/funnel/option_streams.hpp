// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Questions and streams drawn at random, and what the engine of all rules makes of them.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <emptor/funnel/detail/attempt_book.hpp>

#include "generator.hpp"
#include "option_oracle.hpp"

namespace option_streams {

using namespace emptor;
using emptor::detail::attempt_limits;
using emptor_test::generator;
using plan_type = emptor::detail::attempt_plan<std::int64_t, emptor::detail::chosen_rules>;
using engine = emptor::detail::chosen_engine<std::int64_t, emptor::detail::chosen_rules, true>;

struct question {
    std::size_t steps{};
    matching_rules rules{};
    plain::lengths given{};
};

struct stream {
    plain::marked events[plain::most_events];
    std::size_t count;
};

template <class Value, std::size_t N>
Value any_of(generator& roll, const Value (&values)[N]) {
    return values[roll.below(N)];
}

/// Short streams with many equal times, events that take several steps, none, or are excluded.
inline void draw_events(generator& roll, const question& asked, std::size_t most, stream& drawn) {
    const std::size_t kind = roll.below(3);  // disjoint steps; some of several steps; any sets
    const std::size_t crowded = roll.below(4);
    const std::size_t any = std::size_t{1} << asked.steps;
    auto at = static_cast<std::int64_t>(roll.below(3)) - 1;
    drawn.count = roll.below(most + 1);
    for (std::size_t i = 0; i < drawn.count; ++i) {
        if (roll.below(4) >= crowded) at += static_cast<std::int64_t>(roll.below(4));
        std::uint64_t steps = std::uint64_t{1} << roll.below(asked.steps);
        if (kind == 2 || (kind == 1 && roll.chance(4))) steps = roll.below(any);
        std::uint64_t excludes = 0;
        const std::size_t other = roll.below(8);
        if (other == 0) steps = 0;
        if (other == 1) {
            excludes = asked.rules.unordered ? any / 2 - 1 : roll.below(any / 2);
            if (excludes != 0 && !roll.chance(3)) steps = 0;
        }
        drawn.events[i] = {at, {{steps & ~asked.given.end_of_path}, excludes}};
    }
}

inline void draw_lengths(generator& roll, question& asked) {
    const std::size_t any = std::size_t{1} << asked.steps;
    asked.given.window = static_cast<std::int64_t>(roll.below(8));
    asked.given.events = roll.below(5);
    asked.given.anchored = roll.below(any);
    asked.given.optional = roll.below(any);
    if (asked.given.optional + 1 == any) asked.given.optional = 0;
    if (asked.rules.ends) asked.given.end_of_path = std::uint64_t{1} << roll.below(asked.steps);
}

inline void draw_window(generator& roll, matching_rules& rules) {
    rules.window = any_of(
        roll, {window_kind::none, window_kind::time, window_kind::time, window_kind::session, window_kind::events});
    rules.half_open = roll.chance(4);
    rules.counts_matching = roll.chance(4);
}

inline void draw_breaks(generator& roll, matching_rules& rules) {
    rules.breaks.bits = static_cast<std::uint8_t>(1 + roll.below(31));
}

/// Any rules that do not contradict each other.
inline matching_rules draw_rules(generator& roll) {
    using enum break_effect;
    matching_rules rules;
    draw_window(roll, rules);
    rules.ties = any_of(roll, {tie_order::by_step, tie_order::input});
    if (roll.chance(8)) {
        rules.unordered = true;
        rules.anchored = roll.chance(2);
        rules.on_exclusion = any_of(roll, {end_attempt, discard_attempt, end_entity});
        if (roll.chance(3)) rules.each = counted_unit::attempt;
        return rules;
    }
    rules.increasing = roll.chance(4);
    rules.reuse = any_of(roll, {reuse_rule::once, reuse_rule::once, reuse_rule::all, reuse_rule::all_but_start,
                                reuse_rule::first_match, reuse_rule::exclusive});
    rules.take = any_of(roll, {taking::any, taking::first});
    if (roll.chance(2)) draw_breaks(roll, rules);
    rules.conflict = any_of(roll, {conflict_rule::advances, conflict_rule::breaks});
    rules.on_break = any_of(roll, {end_attempt, end_attempt, discard_attempt, drop_entity, end_entity});
    rules.on_exclusion = any_of(roll, {end_attempt, end_attempt, discard_attempt, drop_entity, end_entity});
    rules.trailing_exclusions = roll.chance(3);
    rules.crowds_break = !roll.chance(4);
    rules.skips = roll.chance(4);
    rules.ends = roll.chance(6);
    rules.each = any_of(roll, {counted_unit::entity, counted_unit::entity, counted_unit::attempt, counted_unit::start});
    if (rules.reuse == reuse_rule::exclusive) rules.each = counted_unit::start;
    if (rules.each != counted_unit::entity) return rules;
    rules.from = any_of(roll, {start_rule::every, start_rule::every, start_rule::first_start, start_rule::last_start});
    rules.open = rules.from == start_rule::every && roll.chance(4);
    if (rules.open && (rules.on_break == end_entity || rules.on_break == drop_entity)) rules.on_break = end_attempt;
    if (rules.open && rules.on_exclusion == drop_entity) rules.on_exclusion = end_attempt;
    return rules;
}

inline std::string text_of(const question& asked) {
    const matching_rules& r = asked.rules;
    const auto& given = asked.given;
    std::string text = std::to_string(asked.steps) + " steps,";
    const auto say = [&](const char* name, std::int64_t value, bool said) {
        if (said) text.append(" ").append(name).append(" ").append(std::to_string(value));
    };
    say("unordered", r.anchored ? static_cast<std::int64_t>(given.anchored) : -1, r.unordered);
    say("ties", int(r.ties), r.ties != tie_order::by_step);
    say("increasing", 1, r.increasing);
    say("reuse", int(r.reuse), r.reuse != reuse_rule::once);
    say("take", int(r.take), r.take != taking::any);
    say("breaks", r.breaks.bits, r.breaks.bits != 0);
    say("conflict", int(r.conflict), r.conflict != conflict_rule::advances);
    say("on_break", int(r.on_break), r.breaks.bits != 0);
    say("on_exclusion", int(r.on_exclusion), true);
    say("trailing", 1, r.trailing_exclusions);
    say("crowds_break", 0, !r.crowds_break);
    say("skips", static_cast<std::int64_t>(given.optional), r.skips);
    say("ends", static_cast<std::int64_t>(given.end_of_path), r.ends);
    say("each", int(r.each), r.each != counted_unit::entity);
    say("from", int(r.from), r.from != start_rule::every);
    say("open", 1, r.open);
    say("window", int(r.window), r.window != window_kind::none);
    say("of", r.window == window_kind::events ? static_cast<std::int64_t>(given.events) : given.window, true);
    say("half_open", 1, r.half_open);
    say("matching", 1, r.counts_matching);
    say("longest", given.longest.value_or(-1), given.longest.has_value());
    say("shortest", given.shortest.value_or(-1), given.shortest.has_value());
    return text;
}

inline std::string text_of(const stream& drawn) {
    std::string text;
    for (std::size_t i = 0; i < drawn.count; ++i) {
        const plain::marked& each = drawn.events[i];
        text.append(" ").append(std::to_string(each.at)).append("(").append(std::to_string(each.what.steps.bits));
        text.append("!").append(std::to_string(each.what.excludes)).append(")");
    }
    return text;
}

inline std::string text_of(const std::vector<plain::outcome>& outcomes) {
    std::string text;
    for (const plain::outcome& each : outcomes) {
        text.append(" ").append(std::to_string(each.level)).append(each.spoilt ? "!@" : "@");
        text.append(std::to_string(each.start)).append("-").append(std::to_string(each.done)).append(" taken ");
        text.append(std::to_string(each.taken)).append(" reached ").append(std::to_string(each.reached));
        text.append(" first");
        for (std::size_t k = 0; k < plain::most_steps; ++k) {
            text.append(" ").append((each.met >> k & 1) != 0 ? std::to_string(each.first[k]) : "-");
        }
        text.append(" times");
        for (const std::int64_t at : each.times) text.append(" ").append(std::to_string(at));
    }
    return text;
}

/// Whether it is said when each step was first taken. Once an entity has completed, it is not asked whether it takes a
/// step that it skipped.
inline bool has_first_times(const matching_rules& rules) {
    return !(rules.skips && rules.each == counted_unit::entity);
}

/// Whether one attempt alone is the best: it is not said which steps it skips, nor which of several events have a step.
inline bool has_times(const question& asked) {
    return !asked.rules.skips && !asked.rules.open && !asked.rules.unordered && !asked.given.longest;
}

/// Leaves out what a question does not say.
inline void keep_said(const question& asked, std::vector<plain::outcome>& outcomes) {
    const matching_rules& rules = asked.rules;
    std::erase_if(outcomes, [](const plain::outcome& each) { return each.level == 0; });
    for (plain::outcome& each : outcomes) {
        if (!rules.open) each.reached = 0;
        if (!has_first_times(rules)) {
            each.met = 0;
            std::fill_n(each.first, plain::most_steps, 0);
        }
        if (!has_times(asked)) std::fill_n(each.times, plain::most_steps, 0);
    }
}

inline plan_type plan_of(const question& asked) {
    attempt_limits<std::int64_t> limits;
    limits.window = static_cast<std::uint64_t>(asked.given.window);
    limits.events = asked.given.events;
    if (asked.given.longest) limits.longest.assign(asked.steps, static_cast<std::uint64_t>(*asked.given.longest));
    if (asked.given.shortest) limits.shortest.assign(asked.steps, static_cast<std::uint64_t>(*asked.given.shortest));
    limits.optional = asked.given.optional;
    limits.anchored = asked.given.anchored;
    limits.end_of_path = asked.given.end_of_path;
    return {asked.steps, {asked.rules}, limits};
}

inline std::vector<plain::outcome> outcomes(const question& asked, const engine& counted) {
    std::vector<plain::outcome> found;
    for (const auto& each : counted.results()) {
        plain::outcome& one = found.emplace_back();
        one.level = each.level;
        if (each.level == 0) continue;
        one.spoilt = each.spoilt;
        one.start = each.start;
        one.done = each.done;
        one.taken = std::popcount(each.taken);
        one.reached = each.reached;
        one.met = each.met;
        for (std::size_t k = 0; k < asked.steps; ++k) {
            if ((each.met >> k & 1) != 0) one.first[k] = each.first_times[k];
            if (k < each.level && k < each.best_times.size()) one.times[k] = each.best_times[k];
        }
    }
    keep_said(asked, found);
    return found;
}

}  // namespace option_streams
