// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A question whose rules are chosen when the program runs.

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// The lengths and places of a question that is put together at run time. Lengths are in ticks of the times.
/// @tparam Span `std::uint64_t` or, for floating-point times, `double`.
template <class Span>
struct question_lengths {
    std::optional<Span> window{};  ///< of time, or the longest pause of a session
    std::uint64_t events{};        ///< of a window of events
    std::vector<Span> longest{};   ///< from step k+1 to the next, one each; or empty
    std::vector<Span> shortest{};  ///< the same
    std::uint64_t optional{};      ///< bit k: step k, counted from 0, may be skipped
    std::uint64_t anchored{};      ///< bit k: step k stays in its place
    std::uint64_t end_of_path{};   ///< bit k: the end of the entity's events takes step k
};

/// The rules of a question, chosen at run time (see `asked_by`).
template <class Span>
struct chosen_word {
    static constexpr question_option option = question_option::rules;
    matching_rules rules;
    question_lengths<Span> lengths;
};

inline namespace question_words {

/// The rules and lengths of a question that are known only when the program runs, in place of all other words: the same
/// engine answers, and asks each rule as it goes.
template <class Span = std::uint64_t>
[[nodiscard]] constexpr chosen_word<Span> asked_by(matching_rules rules, question_lengths<Span> lengths = {}) {
    return {rules, std::move(lengths)};
}

}  // namespace question_words
}  // namespace emptor
