// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The time conditions of a pattern in the ticks of a log.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <ratio>
#include <type_traits>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/pattern_plan.hpp>
#include <emptor/funnel/window.hpp>

namespace emptor::detail {

/// A time of a pattern's text in ticks: the whole ticks in it, and whether that is all of it.
template <class Span>
struct pattern_time {
    Span ticks{};
    bool exact{true};
    bool beyond{};  ///< longer than any two moments can be apart
};

/// @tparam Tick how long a tick is, for which the text counts seconds; `void` where it counts what the log counts.
template <class Span, class Tick>
[[nodiscard]] constexpr pattern_time<Span> to_pattern_time(std::uint64_t time) noexcept {
    if constexpr (std::floating_point<Span>) {
        if constexpr (std::is_void_v<Tick>) {
            return {static_cast<Span>(time)};
        } else {
            using ratio = std::ratio_divide<std::ratio<1>, typename Tick::period>;
            return {static_cast<Span>(static_cast<long double>(time) * ratio::num / ratio::den)};
        }
    } else {
        constexpr std::uint64_t most = std::numeric_limits<Span>::max();
        if constexpr (std::is_void_v<Tick>) {
            if (time > most) return {std::numeric_limits<Span>::max(), true, true};
            return {static_cast<Span>(time)};
        } else {
            using ratio = std::ratio_divide<std::ratio<1>, typename Tick::period>;
            constexpr auto num = static_cast<std::uint64_t>(ratio::num);
            constexpr auto den = static_cast<std::uint64_t>(ratio::den);
            const std::uint64_t whole = time / den;
            const std::uint64_t rest = time % den;
            const std::uint64_t part = scaled(rest, num, den);
            if (whole > most / num || part > most || whole * num > most - part) {
                return {std::numeric_limits<Span>::max(), true, true};
            }
            return {static_cast<Span>(whole * num + part), rest == 0, false};
        }
    }
}

/// The times that a condition lets pass, in ticks. Whole ticks have closed ends.
template <class Span>
struct pattern_range {
    Span low{};
    Span high{std::numeric_limits<Span>::max()};
    bool above{};
    bool below{};
    bool bounded{};
    bool unequal{};  ///< any time but `low`
    bool never{};

    [[nodiscard]] constexpr bool too_short(Span time) const noexcept {
        if constexpr (std::floating_point<Span>) {
            if (above && time == low) return true;
        }
        return time < low;
    }
    [[nodiscard]] constexpr bool too_long(Span time) const noexcept {
        if constexpr (std::floating_point<Span>) {
            if (below && time == high) return true;
        }
        return bounded && time > high;
    }
    [[nodiscard]] constexpr bool holds(Span time) const noexcept {
        if (never) return false;
        return unequal ? time != low : !too_short(time) && !too_long(time);
    }
};

template <class Ticks, class Tick>
[[nodiscard]] constexpr pattern_range<ticks_span<Ticks>> to_pattern_range(const pattern_limits& limits) noexcept {
    using span = ticks_span<Ticks>;
    const pattern_time<span> low = to_pattern_time<span, Tick>(limits.low);
    pattern_range<span> range;
    range.low = low.ticks;
    if (limits.unequal) {
        range.unequal = low.exact && !low.beyond;
        if (!range.unequal) range.low = span{};
        return range;
    }
    range.never = low.beyond;
    if constexpr (std::floating_point<span>) {
        range.above = limits.above;
    } else if (limits.above || !low.exact) {
        if (range.low == std::numeric_limits<span>::max()) {
            range.never = true;
        } else {
            ++range.low;
        }
    }
    const pattern_time<span> high = to_pattern_time<span, Tick>(limits.high);
    if (!limits.bounded || high.beyond) return range;
    range.bounded = true;
    range.high = high.ticks;
    if constexpr (std::floating_point<span>) {
        range.below = limits.below;
    } else if (limits.below && high.exact) {
        if (range.high == 0) {
            range.never = true;
        } else {
            --range.high;
        }
    }
    if (range.low > range.high || (range.low == range.high && (range.above || range.below))) range.never = true;
    return range;
}

}  // namespace emptor::detail
