// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Words that only the question of another engine needs; each is documented by the preset that needs it.

#include <emptor/funnel/word.hpp>

namespace emptor {

/// Says whether an attempt must go on with the first event that could carry it on (see `take`).
template <taking Which>
struct take_word {
    static constexpr question_option option = question_option::taking;
    static constexpr void change(matching_rules& rules) { rules.take = Which; }
};

/// Says what prevails where an event could carry an attempt on and would break it, too (see `conflict`).
template <conflict_rule Which>
struct conflict_word {
    static constexpr question_option option = question_option::conflict;
    static constexpr void change(matching_rules& rules) { rules.conflict = Which; }
};

/// Says how many steps an event may fill (see `reuse`).
template <reuse_rule Which>
struct reuse_word {
    static constexpr question_option option = question_option::reuse;
    static constexpr void change(matching_rules& rules) { rules.reuse = Which; }
};

/// Says which events a window of events counts (see `visible`).
template <bool Matching>
struct visible_word {
    static constexpr question_option option = question_option::visibility;
    static constexpr void change(matching_rules& rules) { rules.counts_matching = Matching; }
};

/// Says what a break does (see `on_break`).
template <break_effect Effect>
struct on_break_word {
    static constexpr question_option option = question_option::on_break;
    static constexpr void change(matching_rules& rules) { rules.on_break = Effect; }
};

/// Says what an excluded event does (see `on_exclusion`).
template <break_effect Effect>
struct on_exclusion_word {
    static constexpr question_option option = question_option::on_exclusion;
    static constexpr void change(matching_rules& rules) { rules.on_exclusion = Effect; }
};

/// Says whether what is excluded still counts after the last step (see `trailing_exclusions`).
template <bool Count>
struct trailing_exclusions_word {
    static constexpr question_option option = question_option::trailing_exclusions;
    static constexpr void change(matching_rules& rules) { rules.trailing_exclusions = Count; }
};

/// Says whether events at one time break and exclude (see `crowds_break`).
template <bool Break>
struct crowds_word {
    static constexpr question_option option = question_option::crowds;
    static constexpr void change(matching_rules& rules) { rules.crowds_break = Break; }
};

inline namespace question_words {

/// `take<taking::first>`: with the first event that could carry it on, an attempt must go on.
template <taking Which>
inline constexpr take_word<Which> take{};

/// `conflict<conflict_rule::breaks>`: an event that could carry an attempt on breaks it all the same.
template <conflict_rule Which>
inline constexpr conflict_word<Which> conflict{};

/// `reuse<reuse_rule::all>`: an event may fill several steps of an attempt.
template <reuse_rule Which>
inline constexpr reuse_word<Which> reuse{};

/// `visible<matching_events>`: a window of events counts only those that take a step.
template <bool Matching>
inline constexpr visible_word<Matching> visible{};
inline constexpr bool all_events = false;
inline constexpr bool matching_events = true;

/// `on_break<break_effect::end_entity>`: after a break, nothing of the entity counts. It is judged as a whole then: a
/// step it has taken in any attempt is a repeat, unless it is the first one, and one after the next of its furthest
/// attempt is ahead; whether windows have run out is not asked.
template <break_effect Effect>
inline constexpr on_break_word<Effect> on_break{};

/// The same for excluded events.
template <break_effect Effect>
inline constexpr on_exclusion_word<Effect> on_exclusion{};

/// `trailing_exclusions<true>`, beside `on_exclusion<break_effect::drop_entity>`: excluded events after the last step that
/// the best attempt took count, too.
template <bool Count>
inline constexpr trailing_exclusions_word<Count> trailing_exclusions{};

/// `crowds_break<false>`: where several events stand at one time, they neither break nor exclude.
template <bool Break>
inline constexpr crowds_word<Break> crowds_break{};

}  // namespace question_words
}  // namespace emptor
