// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Random streams of events for counters, and one way to count them whatever the question.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

namespace counter_streams {

/// Numbers that do not depend on the standard library.
class dice {
public:
    explicit dice(std::uint64_t seed) : random_{seed} {}
    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
    template <class Choice>
    Choice up_to(Choice last) {
        return static_cast<Choice>(below(static_cast<std::uint64_t>(last) + 1));
    }

private:
    std::mt19937_64 random_;
};

enum class stage { need, search, evaluation, purchase };
enum class event { begun, shortlisted, rejected, chosen };

inline constexpr auto buying = emptor::process<stage, event>(
    stage::need, {
                     {emptor::in(stage::need), emptor::on(event::begun), emptor::to(stage::search)},
                     {emptor::in(stage::search), emptor::on(event::shortlisted), emptor::by(emptor::role::user),
                      emptor::to(stage::evaluation)},
                     {emptor::in(stage::evaluation), emptor::on(event::rejected), emptor::to(stage::search)},
                     {emptor::in(stage::evaluation), emptor::on(event::chosen), emptor::to(stage::purchase)},
                     emptor::ends(stage::purchase),
                 });

struct row {
    std::string who;
    std::int64_t when;
    emptor::marked_event what;
    int product;
    event happened;
    std::optional<emptor::role> by;
};

/// Logs of a few entities with many equal times and pauses, some events late, and events that take none, one or several
/// steps, or are excluded.
inline std::vector<row> draw(dice& roll, std::size_t steps = 3, std::uint64_t most = 50) {
    std::vector<row> rows;
    std::int64_t at = static_cast<std::int64_t>(roll.below(5)) - 20;
    for (std::uint64_t left = roll.below(most); left > 0; --left) {
        if (roll.one_in(3)) at += static_cast<std::int64_t>(roll.below(roll.one_in(8) ? 20 : 4));
        const std::uint64_t one = std::uint64_t{1} << roll.below(steps);
        const std::uint64_t taken = roll.one_in(4) ? roll.below(std::uint64_t{1} << steps) : one;
        rows.push_back({std::string(1, static_cast<char>('a' + roll.below(6))),
                        at - (roll.one_in(12) ? 3 : 0),
                        {{taken}, roll.one_in(10) ? roll.below(8) : 0},
                        static_cast<int>(roll.below(2)),
                        static_cast<event>(roll.below(5)),  // one of them unknown
                        roll.one_in(2) ? std::optional{emptor::role::user} : std::nullopt});
    }
    return rows;
}

/// Any rules, and lengths that fit them; nothing where they contradict each other.
inline auto draw_question(dice& roll) {
    emptor::matching_rules rules;
    const auto half = [&](auto& rule, auto last) {
        if (roll.one_in(3)) rule = roll.up_to(last);
    };
    using namespace emptor;
    half(rules.ties, tie_order::input);
    half(rules.reuse, reuse_rule::exclusive);
    half(rules.take, taking::first);
    half(rules.breaks.bits, std::uint8_t{31});
    half(rules.conflict, conflict_rule::breaks);
    half(rules.on_break, break_effect::drop_entity);
    half(rules.on_exclusion, break_effect::drop_entity);
    half(rules.each, counted_unit::start);
    half(rules.from, start_rule::last_start);
    rules.window = roll.up_to(window_kind::events);
    rules.half_open = roll.one_in(3);
    rules.counts_matching = roll.one_in(3);
    rules.increasing = roll.one_in(6);
    rules.skips = roll.one_in(5);
    rules.open = roll.one_in(8);
    if (roll.one_in(5)) {
        rules.unordered = true;
        rules.breaks = {};
        rules.skips = rules.open = rules.increasing = false;
        rules.reuse = reuse_rule::once;
        rules.take = taking::any;
        rules.from = start_rule::every;
    }
    question_lengths<std::uint64_t> lengths;
    if (rules.window == window_kind::time || rules.window == window_kind::session) lengths.window = roll.below(9);
    if (rules.window == window_kind::events) lengths.events = roll.below(6);
    if (rules.skips) lengths.optional = roll.below(7);
    if (!rules.unordered && roll.one_in(4)) lengths.longest = {roll.below(6), roll.below(6)};
    if (!rules.unordered && roll.one_in(4)) lengths.shortest = {roll.below(4), roll.below(4)};
    return emptor::asked_by(rules, lengths);
}

/// Draws until the rules agree.
template <class Make>
auto draw_sound(dice& roll, Make make) {
    for (;;) {
        const auto asked = make(draw_question(roll));
        try {
            static_cast<void>(asked.template plan<std::int64_t>());
            return asked;
        } catch (const std::invalid_argument&) {  // these contradict each other
        }
    }
}

template <class Question>
auto counter_of(const Question& asked) {
    if constexpr (Question::holds) {
        return asked.template counter<std::string, std::int64_t, int>();
    } else {
        return asked.template counter<std::string, std::int64_t>();
    }
}

template <class Question, class Counter>
void count_in(const Question&, Counter& counter, const row& each) {
    if constexpr (Question::holds) {
        counter.count_held(each.who, each.when, each.product, each.what);
    } else if constexpr (requires { typename Question::steps_type::process_type; }) {
        counter.count(each.who, each.when, each.happened, each.by);
    } else if constexpr (Question::plain) {
        counter.count(each.who, each.when, each.what.steps);
    } else {
        counter.count(each.who, each.when, each.what);
    }
}

/// Calls `check` with questions of every kind of counter; those with rules chosen at run time are drawn anew each time.
template <class Check>
void with_every_kind(dice& roll, Check check) {
    using namespace emptor::question_words;
    using emptor::funnel;
    const auto three = steps("a", "b", "c");
    check(funnel{three});
    check(funnel{three, within(6)});
    check(funnel{three, within(6), timed});
    check(draw_sound(roll, [&](auto asked) { return funnel{three, asked, timed}; }));
    check(funnel{three, hold(&row::product), within(6), breaks_on(repeat)});
    check(funnel{through<buying>(stage::need, stage::search, stage::evaluation), within(6)});
}

}  // namespace counter_streams
