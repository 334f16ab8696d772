// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A property that must stay the same through an attempt.

#include <utility>

#include <emptor/funnel/word.hpp>

namespace emptor {

/// What must stay the same (see `hold`).
template <class Projection>
struct holding {
    static constexpr question_option option = question_option::holding;
    [[no_unique_address]] Projection of;
};

inline namespace question_words {

/// All events of an attempt have the same value of this property: the same product, the same session. Events with
/// another value are not seen by it.
/// @param of a projection of an event, as in the standard algorithms: text, or a copyable value with std::hash and ==.
template <class Projection>
[[nodiscard]] constexpr holding<Projection> hold(Projection of) {
    return {std::move(of)};
}

}  // namespace question_words
}  // namespace emptor
