// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long it may take, or must take, from one step to the next.

#include <emptor/events/time.hpp>
#include <emptor/funnel/place.hpp>
#include <emptor/funnel/window.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// The longest or the shortest time from a step to the next one, both included.
template <bool Longest, class Length, class Between>
struct gap_limit {
    static constexpr question_option option = question_option::gaps;
    static constexpr bool longest = Longest;
    Length length;
    [[no_unique_address]] Between between;
};

inline namespace question_words {

/// From each step to the next no more than this time; exactly this time is still within.
/// @param between only from the first of these steps to the second; else everywhere.
/// @throws std::invalid_argument for a negative length or NaN (in a constant expression it does not compile).
template <event_time Length, class Between = between_any>
[[nodiscard]] constexpr gap_limit<true, Length, Between> gap_max(Length length, Between between = {}) {
    if (!(length >= Length{})) detail::a_window_must_not_be_negative();
    return {length, between};
}

/// From each step to the next no less than this time; exactly this time is enough. The events of this time have to be
/// remembered, one by one.
template <event_time Length, class Between = between_any>
[[nodiscard]] constexpr gap_limit<false, Length, Between> gap_min(Length length, Between between = {}) {
    if (!(length >= Length{})) detail::a_window_must_not_be_negative();
    return {length, between};
}

}  // namespace question_words
}  // namespace emptor
