// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The engine that finds the times of every step of the attempts that count.

#include <type_traits>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_book.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/attempts.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace emptor::detail {

/// The plan of a question for times that are marked.
template <class Ticks, class Plain, class Rules>
[[nodiscard]] attempt_plan<Ticks, Rules> plan_for(const attempt_plan<Plain, Rules>& plan) {
    if constexpr (std::is_same_v<Ticks, Plain>) {
        return plan;
    } else {
        const attempt_limits<Plain>& given = plan.limits();
        Rules rules{};
        if constexpr (std::is_same_v<Rules, chosen_rules>) rules = {plan.rules()};
        return {plan.steps(),
                rules,
                {.window = given.window,
                 .endless = given.endless,
                 .events = given.events,
                 .longest = given.longest,
                 .shortest = given.shortest,
                 .unreachable = given.unreachable,
                 .optional = given.optional,
                 .anchored = given.anchored,
                 .end_of_path = given.end_of_path}};
    }
}

/// The engine of a question with the times of every step of its attempts.
template <class Question, event_time When, class Ticks>
struct attempt_engine {
    using type = attempt_book<Ticks, typename Question::rules_type, true>;
    static type make(const Question& question) { return type{plan_for<Ticks>(question.template plan<When>())}; }
};
template <class Question, event_time When, class Ticks>
    requires Question::plain
struct attempt_engine<Question, When, Ticks> {
    using type = attempt_table<Ticks, Question::rules.window == window_kind::none ? remembered::first_times
                                                                                  : remembered::chains>;
    static type make(const Question& question) {
        return type{question.steps().size(), question.template window_ticks<When>()};
    }
};

}  // namespace emptor::detail
