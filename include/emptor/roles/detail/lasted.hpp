// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether a while has passed, and how long it was.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <ratio>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <emptor/events/time.hpp>
#include <emptor/roles/detail/written.hpp>

namespace emptor::detail {

template <class Length>
inline constexpr bool is_chrono_length = false;
template <class Rep, class Period>
inline constexpr bool is_chrono_length<std::chrono::duration<Rep, Period>> = true;

template <class Length>
concept bare_length = (std::integral<Length> || std::floating_point<Length>) && !std::same_as<Length, bool>;

/// How long a while may be said to be: a duration, or a number for times that are bare numbers.
template <class Length>
concept while_length = is_chrono_length<Length> || bare_length<Length>;

/// Whether a while of this kind can be told between such times.
template <class Length, class Time>
concept length_between = (std::is_void_v<tick_of<Time>> && bare_length<Length>) ||
                         (!std::is_void_v<tick_of<Time>> && is_chrono_length<Length>);

/// @throws std::invalid_argument for a length below 0, or none.
template <while_length Length>
[[nodiscard]] constexpr Length checked_length(const char* whose, Length length) {
    if (!(length >= Length{})) throw std::invalid_argument{std::string{whose} + ": a length of time is below 0"};
    return length;
}

/// a / b >= c / d, without their products. @pre b and d are not 0.
[[nodiscard]] constexpr bool ratio_reaches(std::uint64_t a, std::uint64_t b, std::uint64_t c,
                                           std::uint64_t d) noexcept {
    for (;;) {
        if (a / b != c / d) return a / b > c / d;
        const std::uint64_t left = a % b;
        const std::uint64_t right = c % d;
        if (right == 0) return true;
        if (left == 0) return false;
        a = d;
        d = left;
        c = b;
        b = right;
    }
}

/// Whether at least this long passed from one time to the other.
template <event_time Time, class Length>
    requires length_between<Length, Time>
[[nodiscard]] constexpr bool lasted(const Time& from, const Time& to, const Length& length) {
    const auto first = to_ticks(from);
    const auto last = to_ticks(to);
    if (last < first) return false;
    const auto elapsed = elapsed_ticks(first, last);
    if constexpr (is_chrono_length<Length>) {
        using ratio = std::ratio_divide<typename tick_of<Time>::period, typename Length::period>;
        if constexpr (std::integral<ticks_of<Time>> && std::integral<typename Length::rep>) {
            return ratio_reaches(elapsed, std::uint64_t{ratio::den}, static_cast<std::uint64_t>(length.count()),
                                 std::uint64_t{ratio::num});
        } else {
            return static_cast<long double>(elapsed) * ratio::num / ratio::den >=
                   static_cast<long double>(length.count());
        }
    } else if constexpr (std::integral<ticks_of<Time>> && std::integral<Length>) {
        return std::uint64_t{elapsed} >= static_cast<std::uint64_t>(length);
    } else {
        return static_cast<long double>(elapsed) >= static_cast<long double>(length);
    }
}

/// "36 h": the ticks between two times, with their unit where they have one.
template <event_time Time>
[[nodiscard]] std::string while_text(const Time& from, const Time& to) {
    const auto first = to_ticks(from);
    const auto last = to_ticks(to);
    const auto elapsed = last < first ? elapsed_ticks(last, first) : elapsed_ticks(first, last);
    std::string text;
    if constexpr (std::floating_point<ticks_of<Time>>) {
        text = written(static_cast<double>(elapsed));
    } else {
        text = std::to_string(elapsed);
    }
    if constexpr (!std::is_void_v<tick_of<Time>>) {
        using period = typename tick_of<Time>::period;
        const auto unit = [] {
            if (std::is_same_v<period, std::nano>) return " ns";
            if (std::is_same_v<period, std::micro>) return " us";
            if (std::is_same_v<period, std::milli>) return " ms";
            if (std::is_same_v<period, std::ratio<1>>) return " s";
            if (std::is_same_v<period, std::ratio<60>>) return " min";
            if (std::is_same_v<period, std::ratio<3600>>) return " h";
            if (std::is_same_v<period, std::ratio<86400>>) return " d";
            return " ticks";
        };
        text += unit();
    }
    return text;
}

}  // namespace emptor::detail
