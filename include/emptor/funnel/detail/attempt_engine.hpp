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
#include <emptor/funnel/detail/current_attempt.hpp>
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
/// @tparam Listed entities come one after the other with all their events.
template <class Question, event_time When, class Ticks, bool Listed>
struct attempt_engine {
    using type = attempt_book<Ticks, typename Question::rules_type, true>;
    static type make(const Question& question) { return type{plan_for<Ticks>(question.template plan<When>())}; }
};
template <class Question, event_time When, class Ticks, bool Listed>
    requires Question::plain
struct attempt_engine<Question, When, Ticks, Listed> {
    static constexpr remembered remembers =
        Question::rules.window == window_kind::none ? remembered::first_times : remembered::chains;
    using type = std::conditional_t<Listed, current_attempt<Ticks, remembers>, attempt_table<Ticks, remembers>>;
    static type make(const Question& question) {
        return type{question.steps().size(), question.template window_ticks<When>()};
    }
};

}  // namespace emptor::detail
