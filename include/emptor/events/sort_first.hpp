// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events in any order.

namespace emptor {

/// Asks for events to be put in order first (see `sort_first`).
struct sort_first_word {};

inline namespace question_words {

/// As first argument of a question: events may be in any order, and are stably sorted by time if they are not in order.
inline constexpr sort_first_word sort_first{};

}  // namespace question_words
}  // namespace emptor
