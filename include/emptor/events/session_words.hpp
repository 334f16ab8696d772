// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What begins and ends a session.

#include <cstdint>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <emptor/events/detail/meant_event.hpp>
#include <emptor/events/time.hpp>

namespace emptor {

/// What a word about sessions says something about.
enum class session_option : std::uint8_t { pause, length, marks };

/// How long a session may be without an event.
template <class Length, bool Shorter>
struct session_gap {
    static constexpr session_option about = session_option::pause;
    static constexpr bool shorter = Shorter;  ///< a pause of just this length ends it too
    Length length;
};

/// How long a session may be.
template <class Length>
struct session_limit {
    static constexpr session_option about = session_option::length;
    Length length;
};

/// Events between which sessions lie.
template <class Start, class End, bool Within>
struct session_marks {
    static constexpr session_option about = session_option::marks;
    static constexpr bool within = Within;  ///< a start belongs to the session that it begins
    [[no_unique_address]] Start start;
    [[no_unique_address]] End end;
};

namespace detail {

/// Any of several events.
template <class... Each>
struct any_of_events {
    [[no_unique_address]] std::tuple<Each...> each;

    template <class What>
    static constexpr bool readable = (recognises<Each, What> && ...);

    template <class What>
    [[nodiscard]] constexpr bool has(const What& what) const {
        return std::apply([&](const Each&... one) { return (is_meant(one, what) || ...); }, each);
    }

    friend constexpr bool operator==(const any_of_events&, const any_of_events&) = default;
};

template <class... Given>
[[nodiscard]] constexpr auto any_of(Given... given) {
    return any_of_events<kept_step<Given>...>{{kept_step<Given>(std::move(given))...}};
}

/// Not `constexpr`, so that its name is what a compiler says where the length of a constant is negative.
[[noreturn]] inline void a_session_must_not_have_a_negative_length() {
    throw std::invalid_argument{"emptor::sessions: a length of time is negative or no number; it must be at least 0"};
}

template <class Length>
[[nodiscard]] constexpr Length session_length(Length length) {
    if (!(length >= Length{})) a_session_must_not_have_a_negative_length();
    return length;
}

}  // namespace detail

inline namespace question_words {

/// A longer pause between two events of an entity ends its session, and the next event begins another; after exactly
/// this time the session goes on. Google Analytics and most others take 30 minutes. With 0 the events of one time are a
/// session.
/// @param longest a `std::chrono` duration for times that have a unit, a number for times that have none.
/// @throws std::invalid_argument for a negative length or NaN (in a constant expression it does not compile).
template <event_time Length>
[[nodiscard]] constexpr session_gap<Length, false> gap(Length longest) {
    return {detail::session_length(longest)};
}

/// The same, but after exactly this time another session begins, too. With 0 every event is a session of its own.
template <event_time Length>
[[nodiscard]] constexpr session_gap<Length, true> gap_below(Length limit) {
    return {detail::session_length(limit)};
}

/// An event that comes later than this after the first one of its session begins another; exactly this time is still
/// within. Mixpanel takes 24 hours, beside a gap.
/// @throws std::invalid_argument for a negative length or NaN.
template <event_time Length>
[[nodiscard]] constexpr session_limit<Length> lasts_at_most(Length longest) {
    return {detail::session_length(longest)};
}

/// Each of these events begins a session, and belongs to it. Events of an entity before the first of them are in no
/// session, unless a gap or a longest length is given: then the first event, and the first one after a session that
/// took too long, begins one, too.
/// @param events enumerators, integers, texts, or predicates over an event's `what`. Text is not copied; a literal
/// lives long enough.
template <class... Events>
    requires(sizeof...(Events) > 0)
[[nodiscard]] constexpr auto starts_with(Events... events) {
    using start = decltype(detail::any_of(std::move(events)...));
    return session_marks<start, detail::any_of_events<>, true>{detail::any_of(std::move(events)...), {}};
}

/// The same, but the event that begins a session is itself in none: the next one is the session's first. Two such
/// events with nothing between them have no session between them.
template <class... Events>
    requires(sizeof...(Events) > 0)
[[nodiscard]] constexpr auto separated_by(Events... events) {
    using start = decltype(detail::any_of(std::move(events)...));
    return session_marks<start, detail::any_of_events<>, false>{detail::any_of(std::move(events)...), {}};
}

/// A session is what lies between `start` and `end`; these two, and all that lies outside, are in no session. A second
/// `start` ends a session and begins another. A session that has no `end` yet goes on; a longer pause than the gap that
/// may be given, or a greater length, ends it as `end` does.
template <class Start, class End>
[[nodiscard]] constexpr auto bounded_by(Start start, End end) {
    using first = decltype(detail::any_of(std::move(start)));
    using last = decltype(detail::any_of(std::move(end)));
    return session_marks<first, last, false>{detail::any_of(std::move(start)), detail::any_of(std::move(end))};
}

}  // namespace question_words
}  // namespace emptor
