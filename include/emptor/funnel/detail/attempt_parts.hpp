// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What attempts are put together from.

#include <optional>
#include <utility>

#include <emptor/events/time.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/detail/attempt_rows.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor::detail {

/// Puts together the attempts of a question.
struct attempt_parts {
    /// What the question says of all its attempts.
    template <event_time When, class Question, class Plan>
    [[nodiscard]] static auto terms(const Question& question, const Plan& plan) {
        attempt_terms<When, typename Question::template tick_for<When>> terms;
        terms.names = question.line_names();
        terms.optional = plan.optional();
        terms.window = question.template window_length<When>();
        const matching_rules& rules = plan.rules();
        if constexpr (Question::plain) {
            terms.first = first_attempt_known::by_first_times;
            if (rules.window == window_kind::time && !plan.limits().endless) terms.ticks = plan.window();
        } else if (rules.from == start_rule::first_start && rules.each == counted_unit::entity && !Question::holds) {
            terms.first = first_attempt_known::as_counted;
        }
        return terms;
    }

    template <class Attempts>
    static auto& terms_of(Attempts& attempts) noexcept {
        return attempts.terms_;
    }
    template <class Attempts>
    static auto& rows_of(Attempts& attempts) noexcept {
        return attempts.rows_;
    }
    /// @param totals of all events.
    /// @param latest the time of the last of them, if there are any.
    template <class Attempts, event_time When, class Question, class Plan, class Rows, class Ids>
    [[nodiscard]] static Attempts make(const Question& question, const Plan& plan, const funnel_totals& totals,
                                       std::optional<ticks_of<When>> latest, Rows rows, Ids ids) {
        Attempts attempts;
        attempts.terms_ = terms<When>(question, plan);
        attempts.terms_.totals = totals;
        attempts.terms_.latest = attempts.terms_.until = latest;
        attempts.rows_ = std::move(rows);
        attempts.ids_ = std::move(ids);
        return attempts;
    }
    template <class Attempt>
    static const auto& row_of(const Attempt& attempt) noexcept {
        return attempt.row_;
    }
    template <class Attempts, class Values>
    static void split(Attempts& attempts, Values values, bool apart) {
        attempts.values_ = std::move(values);
        attempts.apart_ = apart;
    }
};

}  // namespace emptor::detail
