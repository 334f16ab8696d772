// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long an attempt may take.

#include <cstdint>
#include <stdexcept>

#include <emptor/events/detail/ticks_of_length.hpp>
#include <emptor/events/time.hpp>
#include <emptor/events/unit.hpp>
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

}  // namespace question_words

static_assert(tick_unit<void>::option == question_option::unit);

}  // namespace emptor
