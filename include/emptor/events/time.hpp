// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What counts as the time of an event.

#include <chrono>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace emptor {
namespace detail {

/// How a time is kept: as a count of ticks, and how long a tick is (`void`: the log does not say).
template <class Time>
struct time_traits;

template <class Number>
    requires(std::integral<Number> || std::floating_point<Number>) && (!std::same_as<Number, bool>)
struct time_traits<Number> {
    using ticks = Number;
    using tick = void;
    static constexpr ticks count(Number time) noexcept { return time; }
};

template <class Rep, class Period>
struct time_traits<std::chrono::duration<Rep, Period>> {
    using ticks = Rep;
    using tick = std::chrono::duration<Rep, Period>;
    static constexpr ticks count(const tick& time) { return time.count(); }
};

template <class Clock, class Duration>
struct time_traits<std::chrono::time_point<Clock, Duration>> {
    using ticks = typename Duration::rep;
    using tick = Duration;
    static constexpr ticks count(const std::chrono::time_point<Clock, Duration>& time) {
        return time.time_since_epoch().count();
    }
};

template <class Time>
concept has_time_traits = requires(const Time& time) { time_traits<Time>::count(time); };

}  // namespace detail

/// The time of an event: an integer or floating-point number, a `std::chrono` time point, or a duration since a
/// moment of the caller's.
template <class Time>
concept event_time = detail::has_time_traits<std::remove_cvref_t<Time>> &&
                     std::is_arithmetic_v<typename detail::time_traits<std::remove_cvref_t<Time>>::ticks>;

namespace detail {

template <event_time Time>
using ticks_of = typename time_traits<std::remove_cvref_t<Time>>::ticks;

template <event_time Time>
using tick_of = typename time_traits<std::remove_cvref_t<Time>>::tick;

/// How far apart two moments are, in ticks. Integers never overflow: the span between any two fits its unsigned type.
template <class Ticks>
struct span_between {
    using type = std::make_unsigned_t<Ticks>;
    static constexpr type of(Ticks earlier, Ticks later) noexcept {
        return static_cast<type>(static_cast<type>(later) - static_cast<type>(earlier));
    }
};

template <std::floating_point Ticks>
struct span_between<Ticks> {
    using type = Ticks;
    static constexpr type of(Ticks earlier, Ticks later) noexcept { return later - earlier; }
};

template <class Ticks>
using ticks_span = typename span_between<Ticks>::type;

/// @pre `earlier <= later`
template <class Ticks>
[[nodiscard]] constexpr ticks_span<Ticks> elapsed_ticks(Ticks earlier, Ticks later) noexcept {
    return span_between<Ticks>::of(earlier, later);
}

/// The ticks of an event's time.
/// @throws std::invalid_argument for a time that is not a finite number: it has no place in any order.
template <event_time Time>
[[nodiscard]] constexpr ticks_of<Time> to_ticks(const Time& time) {
    const auto ticks = time_traits<Time>::count(time);
    if constexpr (std::floating_point<ticks_of<Time>>) {
        if (!(ticks - ticks == 0)) {
            throw std::invalid_argument{"emptor: the time of an event is " + std::to_string(ticks) +
                                        "; it must be a finite number"};
        }
    }
    return ticks;
}

}  // namespace detail
}  // namespace emptor
