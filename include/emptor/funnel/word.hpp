// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a word of a question's sentence is.

#include <concepts>
#include <cstdint>

#include <emptor/funnel/matching_rules.hpp>

namespace emptor {

/// What a word of a question says something about.
enum class question_option : std::uint8_t {
    window,
    unit,
    times,
    order,
    anchoring,
    ties,
    breaks,
    each,
    from,
    entry,
    skipping,
    holding,
    taking,
    conflict,
    reuse,
    visibility,
    on_break,
    on_exclusion,
    trailing_exclusions,
    crowds,
    refusals,
    rules,
    gaps,
    exclusions,
    end_of_path,
    preset  // these may be said several times
};

/// A word of a question that does nothing but set its rules.
template <class Word>
concept rule_word = requires(const Word& word, matching_rules& rules) {
    { Word::option } -> std::convertible_to<question_option>;
    Word::change(rules);
};

/// A word of a question: it says what it is about.
template <class Word>
concept funnel_word = requires {
    { Word::option } -> std::convertible_to<question_option>;
};

/// A word that sets one rule of the question.
/// @tparam Rule a member of `matching_rules`.
template <question_option Option, auto Rule, auto Value>
struct rule_setting {
    static constexpr question_option option = Option;
    static constexpr void change(matching_rules& rules) { rules.*Rule = Value; }
};

namespace detail {

/// One of the choices that a word offers. The choices are functions, not variables, so that a variable of the same name
/// shadows nothing: `entity` and `start` are names that everyone uses.
template <auto Value>
struct choice {};

/// How a choice is given to a word.
template <auto Value>
using given_choice = choice<Value> (*)();

}  // namespace detail
}  // namespace emptor
