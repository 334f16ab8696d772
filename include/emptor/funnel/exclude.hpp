// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events that may not happen on the way.

#include <utility>

#include <emptor/funnel/place.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// An event that ends an attempt between two steps.
template <class Event, class Between>
struct exclusion {
    static constexpr question_option option = question_option::exclusions;
    [[no_unique_address]] Event event;
    [[no_unique_address]] Between between;
};

inline namespace question_words {

/// An attempt in which this event happens between these steps ends there, and keeps the steps it took.
/// @param event an enumerator, a text or a predicate, as a step is.
/// @param between from one step to another: `between(a, b)`; everywhere if it is not given.
template <class Event, class Between = between_any>
[[nodiscard]] constexpr auto exclude(Event event, Between between = {}) {
    return exclusion<detail::kept_step<Event>, Between>{detail::kept_step<Event>(std::move(event)), between};
}

}  // namespace question_words
}  // namespace emptor
