// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long an attempt may take.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <stdexcept>
#include <type_traits>

#include <emptor/events/time.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// Whether the end of a window is within it: `closed`, unless it or a preset says otherwise.
enum class window_end : std::uint8_t { usual, closed, half_open };

/// How far an attempt may reach from its start.
template <class Length, window_kind Kind = window_kind::time, window_end End = window_end::usual>
struct window {
    static constexpr question_option option = question_option::window;
    static constexpr void change(matching_rules& rules) {
        rules.window = Kind;
        if (End != window_end::usual) rules.half_open = End == window_end::half_open;
    }
    static constexpr window_kind kind = Kind;

    Length length;
};

/// The longest pause within a session (see `session`).
template <class Length>
struct session_pause {
    Length length;
};

/// A number of events (see `events`).
struct event_count {
    std::uint64_t number;
};

/// Says how long one tick of bare numbers is.
template <class Tick>
struct tick_unit {
    static constexpr question_option option = question_option::unit;
};

namespace detail {

/// Not `constexpr`, so that its name is what a compiler says where the window of a constant is negative.
[[noreturn]] inline void a_window_must_not_be_negative() {
    throw std::invalid_argument{"emptor::within: the window is negative or no number; it must be at least 0"};
}

[[nodiscard]] constexpr choice<window_end::usual> usual() { return {}; }

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

/// The end of a window is within it.
[[nodiscard]] constexpr detail::choice<window_end::closed> closed() { return {}; }
/// The end of a window is outside it.
[[nodiscard]] constexpr detail::choice<window_end::half_open> half_open() { return {}; }

/// A session of an entity: its events as long as no pause between two of them is longer than this (if the window is
/// half open: nor as long).
/// @throws std::invalid_argument for a negative length or NaN.
template <event_time Length>
[[nodiscard]] constexpr session_pause<Length> session(Length pause) {
    if (!(pause >= Length{})) detail::a_window_must_not_be_negative();
    return {pause};
}

/// So many events of the entity, of whatever kind; those at one time in the order in which they were given.
[[nodiscard]] constexpr event_count events(std::uint64_t number) { return {number}; }

/// The same as `within(length)`, and says whether exactly this time is still within: `within(1h, half_open)`.
template <event_time Length, window_end End>
[[nodiscard]] constexpr window<Length, window_kind::time, End> within(Length length, detail::given_choice<End>) {
    return {within(length).length};
}

/// An attempt counts only as far as it stays in the session it started in: `within(session(30min))`.
template <class Length, window_end End = window_end::usual>
[[nodiscard]] constexpr window<Length, window_kind::session, End> within(session_pause<Length> session,
                                                                         detail::given_choice<End> = detail::usual) {
    return {session.length};
}

/// An attempt counts only as far as its steps are among so many events after its start: `within(events(3))`.
template <window_end End = window_end::usual>
[[nodiscard]] constexpr window<std::uint64_t, window_kind::events, End> within(
    event_count events, detail::given_choice<End> = detail::usual) {
    return {events.number};
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

/// Which whole number of ticks stands for a length between two of them. Times of whole ticks are no longer than a length
/// if they are no longer than it rounded down, and shorter than a length if they are shorter than it rounded up.
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

}  // namespace detail
}  // namespace emptor
