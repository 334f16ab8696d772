// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The times of every step.

#include <emptor/funnel/word.hpp>

namespace emptor {

/// Asks for the times of every step in the best attempt (see `timed`).
struct timed_word {
    static constexpr question_option option = question_option::times;
};

inline namespace question_words {

/// Asks for the times of every step in the best attempt too. With a window that needs n(n+1)/2 numbers an entity
/// instead of 2n; without one it costs nothing and need not be said. With any other word but `within(time)` it has to
/// be.
inline constexpr timed_word timed{};

}  // namespace question_words
}  // namespace emptor
