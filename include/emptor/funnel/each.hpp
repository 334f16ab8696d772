// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is counted: entities, attempts or starts; and which events start an attempt.

#include <emptor/funnel/word.hpp>

namespace emptor {

inline namespace question_words {

/// Each entity once, with its best attempt.
[[nodiscard]] constexpr detail::choice<counted_unit::entity> entity() { return {}; }
/// Every attempt; an event of the first step starts one only while none of the entity is running.
[[nodiscard]] constexpr detail::choice<counted_unit::attempt> attempt() { return {}; }
/// Every event of the first step, with the best that came of it. That needs a record for each start whose window runs.
[[nodiscard]] constexpr detail::choice<counted_unit::start> start() { return {}; }

/// What the lines of the report count: `each(entity)`, the default, `each(attempt)` or `each(start)`.
template <counted_unit Unit>
[[nodiscard]] constexpr auto each(detail::given_choice<Unit>) {
    return rule_setting<question_option::each, &matching_rules::each, Unit>{};
}

/// Any event of the first step may start an attempt.
[[nodiscard]] constexpr detail::choice<start_rule::every> any_start() { return {}; }
/// Only the entity's first event of the first step.
[[nodiscard]] constexpr detail::choice<start_rule::first_start> first_start() { return {}; }
/// Only the entity's last event of the first step.
[[nodiscard]] constexpr detail::choice<start_rule::last_start> last_start() { return {}; }

/// Which events start an attempt: `from(any_start)`, the default, so that the best attempt counts, `from(first_start)`,
/// so that the first one does, or `from(last_start)`.
template <start_rule Starts>
[[nodiscard]] constexpr auto from(detail::given_choice<Starts>) {
    return rule_setting<question_option::from, &matching_rules::from, Starts>{};
}

/// An attempt may start with any step: a step counts all who took it, whether or not they took those before it. The
/// times within an attempt are those of the one that took most steps.
inline constexpr rule_setting<question_option::entry, &matching_rules::open, true> open{};

}  // namespace question_words
}  // namespace emptor
