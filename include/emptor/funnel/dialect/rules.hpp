// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Words that only the question of another engine needs; each is documented by the preset that needs it.

#include <emptor/funnel/word.hpp>

namespace emptor {

inline namespace question_words {

/// `take<taking::first>`: with the first event that could carry it on, an attempt must go on.
template <taking Which>
inline constexpr rule_setting<question_option::taking, &matching_rules::take, Which> take{};

/// `conflict<conflict_rule::breaks>`: an event that could carry an attempt on breaks it all the same.
template <conflict_rule Which>
inline constexpr rule_setting<question_option::conflict, &matching_rules::conflict, Which> conflict{};

/// `reuse<reuse_rule::all>`: an event may fill several steps of an attempt.
template <reuse_rule Which>
inline constexpr rule_setting<question_option::reuse, &matching_rules::reuse, Which> reuse{};

/// `visible<matching_events>`: a window of events counts only those that take a step.
template <bool Matching>
inline constexpr rule_setting<question_option::visibility, &matching_rules::counts_matching, Matching> visible{};
inline constexpr bool all_events = false;
inline constexpr bool matching_events = true;

/// `on_break<break_effect::end_entity>`: after a break, nothing of the entity counts. It is judged as a whole then: a
/// step it has taken in any attempt is a repeat, unless it is the first one, and one after the next of its furthest
/// attempt is ahead; whether windows have run out is not asked.
template <break_effect Effect>
inline constexpr rule_setting<question_option::on_break, &matching_rules::on_break, Effect> on_break{};

/// The same for excluded events.
template <break_effect Effect>
inline constexpr rule_setting<question_option::on_exclusion, &matching_rules::on_exclusion, Effect> on_exclusion{};

/// `trailing_exclusions<true>`, beside `on_exclusion<break_effect::drop_entity>`: excluded events after the last step
/// that the best attempt so far took count, too, while it could have gone on. One that comes as far later takes its
/// place.
template <bool Count>
inline constexpr rule_setting<question_option::trailing_exclusions, &matching_rules::trailing_exclusions, Count>
    trailing_exclusions{};

/// `crowds_break<false>`: where several events stand at one time and convert in the order of the steps, they neither
/// break nor exclude.
template <bool Break>
inline constexpr rule_setting<question_option::crowds, &matching_rules::crowds_break, Break> crowds_break{};

}  // namespace question_words
}  // namespace emptor
