// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From lengths of time to numbers of ticks, and back.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <type_traits>

#include <emptor/events/time.hpp>

namespace emptor::detail {

template <class Length>
inline constexpr bool is_duration = false;
template <class Rep, class Period>
inline constexpr bool is_duration<std::chrono::duration<Rep, Period>> = true;

/// `value * num / den`, rounded down, by long multiplication: no product has to fit.
/// @pre `value < den`, and `den` is below half of what fits.
[[nodiscard]] constexpr std::uintmax_t scaled(std::uintmax_t value, std::uintmax_t num, std::uintmax_t den) noexcept {
    std::uintmax_t quotient = 0;
    std::uintmax_t remainder = 0;
    for (int bit = std::numeric_limits<std::uintmax_t>::digits - 1; bit >= 0; --bit) {
        quotient *= 2;
        remainder *= 2;
        if ((num >> bit & 1U) != 0) remainder += value;
        quotient += remainder / den;
        remainder %= den;
    }
    return quotient;
}

/// Which whole number of ticks stands for a length between two of them. Times of whole ticks are no longer than a
/// length if they are no longer than it rounded down, and shorter than a length if they are shorter than it rounded up.
enum class whole_ticks : std::uint8_t { down, up };

/// @pre `length` is at least 0.
template <class Span>
[[nodiscard]] constexpr std::optional<Span> to_whole_ticks(long double length, whole_ticks rounded) noexcept {
    constexpr long double too_many = 2.0L * (std::uintmax_t{1} << (std::numeric_limits<Span>::digits - 1));
    if (!(length < too_many)) return std::nullopt;
    const auto whole = static_cast<Span>(length);
    if (rounded == whole_ticks::down || static_cast<long double>(whole) == length) return whole;
    if (whole == std::numeric_limits<Span>::max()) return std::nullopt;
    return static_cast<Span>(whole + 1);
}

/// A floating-point length as one of another type; infinite where that has no number as large.
template <std::floating_point Span>
[[nodiscard]] constexpr Span to_fractional_ticks(long double length) noexcept {
    if (length > static_cast<long double>(std::numeric_limits<Span>::max())) {
        return std::numeric_limits<Span>::infinity();
    }
    return static_cast<Span>(length);
}

/// A duration as a number of ticks; nothing where it is longer than any two moments can be apart.
/// @pre `length` is at least 0.
template <class Ticks, class Tick, class Rep, class Period>
[[nodiscard]] constexpr std::optional<ticks_span<Ticks>> in_ticks(std::chrono::duration<Rep, Period> length,
                                                                  whole_ticks rounded) {
    using span = ticks_span<Ticks>;
    using ratio = std::ratio_divide<Period, typename Tick::period>;
    if constexpr (std::floating_point<span>) {
        return to_fractional_ticks<span>(static_cast<long double>(length.count()) * ratio::num / ratio::den);
    } else if constexpr (std::floating_point<Rep>) {
        return to_whole_ticks<span>(static_cast<long double>(length.count()) * ratio::num / ratio::den, rounded);
    } else {
        const auto count = static_cast<std::uintmax_t>(length.count());
        constexpr auto num = static_cast<std::uintmax_t>(ratio::num);
        constexpr auto den = static_cast<std::uintmax_t>(ratio::den);
        constexpr auto most = static_cast<std::uintmax_t>(std::numeric_limits<span>::max());
        const std::uintmax_t whole = count / den;
        const std::uintmax_t rest = count % den;
        if (whole > most / num) return std::nullopt;
        const std::uintmax_t more = rest != 0 && rounded == whole_ticks::up ? 1 : 0;
        const std::uintmax_t part = scaled(rest, num, den) + more;
        if (part > most || whole * num > most - part) return std::nullopt;
        return static_cast<span>(whole * num + part);
    }
}

/// A bare number as a number of ticks; nothing where it is more than any two moments can be apart.
/// @pre `length` is at least 0.
template <class Ticks, class Number>
[[nodiscard]] constexpr std::optional<ticks_span<Ticks>> in_ticks(Number length, whole_ticks rounded) {
    using span = ticks_span<Ticks>;
    if constexpr (std::floating_point<span>) {
        return to_fractional_ticks<span>(static_cast<long double>(length));
    } else if constexpr (std::floating_point<Number>) {
        return to_whole_ticks<span>(static_cast<long double>(length), rounded);
    } else {
        const auto count = static_cast<std::uintmax_t>(length);
        constexpr auto most = static_cast<std::uintmax_t>(std::numeric_limits<span>::max());
        if (count > most) return std::nullopt;
        return static_cast<span>(count);
    }
}

/// The type of a time that has passed: a duration in seconds where a tick has a length, else a number.
template <class Tick>
using elapsed_of = std::conditional_t<std::is_void_v<Tick>, double, std::chrono::duration<double>>;

/// A span of ticks as a number of seconds, or of the log's own unit.
template <class Tick, class Span>
[[nodiscard]] constexpr double in_units(Span ticks) {
    if constexpr (std::is_void_v<Tick>) {
        return static_cast<double>(ticks);
    } else {
        return std::chrono::duration<double>{std::chrono::duration<Span, typename Tick::period>{ticks}}.count();
    }
}

}  // namespace emptor::detail
