// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// When something happened within a span: at what time and, where a window counts events, at which of them.

#include <compare>
#include <cstdint>

#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace emptor::detail {

/// Whether a window of events may be asked for.
template <class Rules>
inline constexpr bool may_count_events = true;
template <matching_rules Rules>
inline constexpr bool may_count_events<fixed_rules<Rules>> = Rules.window == window_kind::events;

/// The number is that of the event among those of its entity within the span that the window counts, from 1; it comes
/// before the time, for where it is asked for it tells events at one time apart. Where it is not, it is 0.
template <class Ticks, bool Numbered>
struct segment_moment {
    std::uint64_t number{};
    Ticks at{};

    constexpr segment_moment() noexcept = default;
    constexpr segment_moment(Ticks time, std::uint64_t event) noexcept : number{event}, at{time} {}

    /// The same in a longer span, which has so many events before this one.
    [[nodiscard]] constexpr segment_moment after(std::uint64_t events) const noexcept { return {at, number + events}; }

    friend constexpr auto operator<=>(const segment_moment&, const segment_moment&) noexcept = default;
};

template <class Ticks>
struct segment_moment<Ticks, false> {
    static constexpr std::uint64_t number = 0;
    Ticks at{};

    constexpr segment_moment() noexcept = default;
    constexpr segment_moment(Ticks time, std::uint64_t) noexcept : at{time} {}

    [[nodiscard]] constexpr segment_moment after(std::uint64_t) const noexcept { return *this; }

    friend constexpr auto operator<=>(const segment_moment&, const segment_moment&) noexcept = default;
};

}  // namespace emptor::detail
