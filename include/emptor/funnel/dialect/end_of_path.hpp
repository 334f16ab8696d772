// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The end of an entity's events as a step.

#include <string_view>

namespace emptor {

/// A step that no event takes, but their end does (see `end_of_path`).
struct end_of_path_step {
    static constexpr std::string_view name{"end of path"};

    /// No event takes it.
    template <class What>
    constexpr bool operator()(const What&) const noexcept {
        return false;
    }
};

inline namespace question_words {

/// As a step: what is taken where the events of an entity end, as if one more followed the last at the same time. So
/// `within(events(1))` of an error to the end of the path asks how many left with it.
inline constexpr end_of_path_step end_of_path{};

}  // namespace question_words
}  // namespace emptor
