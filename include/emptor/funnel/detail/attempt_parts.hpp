// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What attempts are put together from.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/detail/attempt_rows.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace emptor::detail {

/// Attempts, and the numbers of the values of their steps where they are split.
template <class Ticks>
struct gathered_attempts {
    attempt_rows<Ticks> rows{};
    std::vector<std::uint32_t> marks{};  ///< of each attempt, a number a step, from where it begins
    std::vector<std::size_t> mark_begins{};

    void mark(std::span<const std::uint32_t> values) {
        mark_begins.push_back(marks.size());
        marks.insert(marks.end(), values.begin(), values.end());
    }
};

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
    template <class Attempts, class Ticks, class Id>
    static void fill(Attempts& attempts, gathered_attempts<Ticks> made, id_list<Id> ids) {
        attempts.rows_ = std::move(made.rows);
        attempts.marks_ = std::move(made.marks);
        attempts.mark_begins_ = std::move(made.mark_begins);
        attempts.ids_ = std::move(ids);
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
