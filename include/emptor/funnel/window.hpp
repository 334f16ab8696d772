// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long an attempt may take.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <ratio>
#include <stdexcept>
#include <type_traits>

#include <emptor/events/time.hpp>

namespace emptor {

/// The longest time from the start of an attempt to its last step, both ends included.
template <class Length>
struct window {
    Length length;
};

/// Says how long one tick of bare numbers is.
template <class Tick>
struct tick_unit {};

namespace detail {

/// Not `constexpr`, so that its name is what a compiler says where the window of a constant is negative.
[[noreturn]] inline void a_window_must_not_be_negative() {
    throw std::invalid_argument{"emptor::within: the window is negative or no number; it must be at least 0"};
}

}  // namespace detail

inline namespace question_words {

/// An attempt counts only as far as it comes within this time of its start; exactly this time is still within.
///
/// @param length a `std::chrono` duration for times that have a unit, a number for times that have none. Zero is
/// allowed: all steps at one time.
/// @throws std::invalid_argument for a negative length or NaN (in a constant expression it does not compile).
template <class Length>
    requires event_time<Length>
[[nodiscard]] constexpr window<Length> within(Length length) {
    if (!(length >= Length{})) detail::a_window_must_not_be_negative();
    return {length};
}

/// The times are bare numbers that count this `std::chrono` duration, as in `unit<std::chrono::seconds>`.
template <class Tick>
inline constexpr tick_unit<Tick> unit{};

}  // namespace question_words

namespace detail {

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

/// A duration as a number of ticks, rounded down for whole ticks (nothing lies between two of them) and as long as
/// can be where it is longer than any two moments can be apart.
template <class Ticks, class Tick, class Rep, class Period>
[[nodiscard]] constexpr ticks_span<Ticks> in_ticks(std::chrono::duration<Rep, Period> length) {
    using span = ticks_span<Ticks>;
    using ratio = std::ratio_divide<Period, typename Tick::period>;
    if constexpr (std::floating_point<span>) {
        return static_cast<span>(static_cast<long double>(length.count()) * ratio::num / ratio::den);
    } else if constexpr (std::floating_point<Rep>) {
        const long double exact = static_cast<long double>(length.count()) * ratio::num / ratio::den;
        constexpr auto most = static_cast<long double>(std::numeric_limits<span>::max());
        return exact >= most ? std::numeric_limits<span>::max() : static_cast<span>(exact);
    } else {
        const auto count = static_cast<std::uintmax_t>(length.count());
        constexpr auto num = static_cast<std::uintmax_t>(ratio::num);
        constexpr auto den = static_cast<std::uintmax_t>(ratio::den);
        constexpr auto most = static_cast<std::uintmax_t>(std::numeric_limits<span>::max());
        const std::uintmax_t whole = count / den;
        const std::uintmax_t rest = count % den;
        if (whole > most / num) return std::numeric_limits<span>::max();
        const std::uintmax_t part = scaled(rest, num, den);
        return whole * num > most - part ? std::numeric_limits<span>::max() : static_cast<span>(whole * num + part);
    }
}

/// A bare number as a number of ticks.
template <class Ticks, class Number>
[[nodiscard]] constexpr ticks_span<Ticks> in_ticks(Number length) {
    using span = ticks_span<Ticks>;
    if constexpr (std::floating_point<span>) {
        return static_cast<span>(length);
    } else if constexpr (std::floating_point<Number>) {
        const auto exact = static_cast<long double>(length);
        constexpr auto most = static_cast<long double>(std::numeric_limits<span>::max());
        return exact >= most ? std::numeric_limits<span>::max() : static_cast<span>(exact);
    } else {
        const auto count = static_cast<std::uintmax_t>(length);
        constexpr auto most = static_cast<std::uintmax_t>(std::numeric_limits<span>::max());
        return count > most ? std::numeric_limits<span>::max() : static_cast<span>(count);
    }
}

}  // namespace detail
}  // namespace emptor
