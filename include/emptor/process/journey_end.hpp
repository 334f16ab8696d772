// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The mark between journeys that stand one after the other.

#include <cstdint>
#include <limits>
#include <type_traits>

#include <emptor/process/enumerators.hpp>

namespace emptor {

/// In a stream of events: a journey is over, and the next begins. It is the first number that is no event.
template <enumerated Event>
inline constexpr Event journey_end = [] {
    static_assert(detail::of_fixed_type<Event>, "the enum of the events must be scoped or have a fixed type");
    static_assert(detail::counts_from_0<Event>, "the events must count up from 0, so that the next number is none");
    static_assert(detail::enumerator_count<Event> <=
                      static_cast<std::uintmax_t>(std::numeric_limits<std::underlying_type_t<Event>>::max()),
                  "the enum of the events must have room for one number more");
    return static_cast<Event>(detail::enumerator_count<Event>);
}();

}  // namespace emptor
