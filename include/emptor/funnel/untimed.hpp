// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many, and not how long.

#include <emptor/funnel/word.hpp>

namespace emptor {

/// Asks for no times (see `untimed`).
struct untimed_word {
    static constexpr question_option option = question_option::times;
};

inline namespace question_words {

/// Asks only how many got how far: who reached each step, shares, and where the others were lost. The report is the
/// same but for its times, which are absent.
///
/// Then none need be kept. Without a window a level is all there is of an entity, one byte, where events stand together
/// or in order of time; with one, also the latest start at each level, in 32 bits each where they fit.
///
/// For questions with no other word but `within(time)`.
inline constexpr untimed_word untimed{};

}  // namespace question_words
}  // namespace emptor
