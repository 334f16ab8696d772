// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// By which property attempts are told apart.

#include <utility>

namespace emptor {

/// A property of the events that attempts are told apart by (see `split_by`, `split_apart_by`).
template <class Projection, bool Apart>
struct split_word {
    static constexpr bool apart = Apart;
    [[no_unique_address]] Projection of;
};

namespace detail {

template <class Word>
inline constexpr bool is_split = false;
template <class Projection, bool Apart>
inline constexpr bool is_split<split_word<Projection, Apart>> = true;

}  // namespace detail

inline namespace question_words {

/// Each step of an attempt carries the value that this property has in the event that took it. The attempts are the
/// same as without it.
/// @param of a projection of an event, as in the standard algorithms: text, or a copyable value with std::hash and ==.
template <class Projection>
[[nodiscard]] constexpr split_word<Projection, false> split_by(Projection of) {
    return {std::move(of)};
}

/// The events of an entity are counted apart for each value of this property, as if others had done them: an entity
/// may count once for each value, so that the values do not add up to the funnel.
template <class Projection>
[[nodiscard]] constexpr split_word<Projection, true> split_apart_by(Projection of) {
    return {std::move(of)};
}

}  // namespace question_words
}  // namespace emptor
