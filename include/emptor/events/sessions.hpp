// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which events belong to one visit.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/session_state.hpp>
#include <emptor/events/detail/ticks_of_length.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/session_counter.hpp>
#include <emptor/events/session_report.hpp>
#include <emptor/events/session_words.hpp>
#include <emptor/events/sort_first.hpp>
#include <emptor/events/time.hpp>
#include <emptor/events/unit.hpp>

namespace emptor {

namespace detail {

template <class Word>
concept session_word = requires {
    { Word::about } -> std::convertible_to<session_option>;
};

template <class Word>
inline constexpr bool is_unit = false;
template <class Tick>
inline constexpr bool is_unit<tick_unit<Tick>> = true;

template <class Word>
[[nodiscard]] constexpr bool is_about(session_option option) {
    if constexpr (session_word<Word>) {
        return Word::about == option;
    } else {
        return false;
    }
}

/// The one word for which this is true, or `void`.
template <template <class> class Fits, class... Words>
struct the_word {
    using type = void;
};
template <template <class> class Fits, class Word, class... Words>
struct the_word<Fits, Word, Words...>
    : std::conditional_t<Fits<Word>::value, std::type_identity<Word>, the_word<Fits, Words...>> {};

template <class Word>
using names_events = std::bool_constant<is_about<Word>(session_option::marks)>;
template <class Word>
using names_unit = std::bool_constant<is_unit<Word>>;

template <class... Words>
inline constexpr bool has_marks = (is_about<Words>(session_option::marks) || ...);

}  // namespace detail

/// Asks events to which session of their entity each belongs, how many sessions there are, and what they are like.
///
/// @code
/// constexpr emptor::sessions asked{gap(30min)};
/// const session_report report = asked(visits, &visit::customer, &visit::at);
/// const auto numbers = asked.numbers(visits, &visit::customer, &visit::at);  // of each event, from 1
/// constexpr emptor::sessions marked{bounded_by("login", "logout"), gap(8h)};
/// @endcode
///
/// What begins and ends a session is said by `gap` or `gap_below`, `lasts_at_most`, and one of `starts_with`,
/// `separated_by` and `bounded_by`, each at most once, in any order. Whichever of them says first that a session is
/// over ends it. A question is a value, `const` and safe to share; it may be `constexpr`.
template <class... Words>
class sessions {
    static constexpr std::size_t said(session_option option) {
        return (std::size_t{detail::is_about<Words>(option)} + ... + 0);
    }
    static_assert(
        ((detail::session_word<Words> || detail::is_unit<Words>) && ...),
        "emptor::sessions: the words are gap, gap_below, lasts_at_most, starts_with, separated_by, bounded_by "
        "and unit");
    static_assert((detail::session_word<Words> || ...),
                  "emptor::sessions: say what ends a session, as in gap(30min) or separated_by(\"login\")");
    static_assert(said(session_option::pause) <= 1, "emptor::sessions: a session has one gap");
    static_assert(said(session_option::length) <= 1, "emptor::sessions: a session has one longest length");
    static_assert(
        said(session_option::marks) <= 1,
        "emptor::sessions: starts_with, separated_by and bounded_by exclude each other; name several events in "
        "one of them");
    static_assert((std::size_t{detail::is_unit<Words>} + ...) <= 1, "emptor::sessions: the times have one unit");

    using unit_word = typename detail::the_word<detail::names_unit, Words...>::type;

public:
    constexpr explicit sessions(Words... words) : words_{std::move(words)...} {}

    /// Whether the events' `what` is asked for.
    static constexpr bool names_events = detail::has_marks<Words...>;

    /// Counts the sessions of events that are in order of time for each entity, in one pass. An event that is older
    /// than one before it of the same entity is left out and reported as out of order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when projections of an event, as in the standard algorithms: member pointers or functions.
    /// @param what the same, where the question names events.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] session_report operator()(Events&& events, Who who, When when, What... what) const {
        auto counter = counter_of<Events, Who, When>();
        for (auto&& event : events) {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event)...);
        }
        return counter.report();
    }

    /// The same for events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] session_report operator()(sort_first_word, Events&& events, Who who, When when, What... what) const {
        return sorted(events, who, when, what...).first;
    }

    /// The session of each event, in the order of the events: the number of the session among those of its entity, from
    /// 1, or nothing for an event that is in none or out of order.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] std::vector<std::optional<std::uint64_t>> numbers(Events&& events, Who who, When when,
                                                                    What... what) const {
        std::vector<std::optional<std::uint64_t>> given;
        auto counter = counter_of<Events, Who, When>();
        for (auto&& event : events) {
            given.push_back(
                counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event)...));
        }
        return given;
    }

    /// The same for events in any order: sessions are those of the events in order of time, and the numbers stand in
    /// the order in which the events were given.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] std::vector<std::optional<std::uint64_t>> numbers(sort_first_word, Events&& events, Who who,
                                                                    When when, What... what) const {
        return sorted(events, who, when, what...).second;
    }

    /// Counts event by event: `count(who, when)` or `count(who, when, what)`, then `report()` at any time.
    template <entity_id Who, event_time When>
    [[nodiscard]] auto counter() const {
        return session_counter<sessions, Who, When>{*this};
    }

    /// How long a tick of these times is; `void` if nothing says so.
    template <event_time When>
    using tick_for = typename detail::unit_or<unit_word, detail::tick_of<When>>::type;

    /// When sessions begin and end, as the counter reads it.
    template <event_time When>
    [[nodiscard]] constexpr auto plan() const {
        using ticks = detail::ticks_of<When>;
        using tick = tick_for<When>;
        static_assert(std::is_void_v<unit_word> || std::is_void_v<detail::tick_of<When>>,
                      "emptor::unit: these times have a unit of their own");
        detail::session_plan<ticks> plan;
        std::apply([&](const Words&... word) { (add_to<ticks, tick>(plan, word), ...); }, words_);
        return plan;
    }

    /// What this event is to sessions. One that has been looked at already is given as a `session_mark`.
    template <class... What>
    [[nodiscard]] constexpr detail::session_mark mark(const What&... what) const {
        if constexpr ((std::same_as<What, detail::session_mark> || ...)) {
            return (what, ...);
        } else if constexpr (!names_events) {
            static_assert(sizeof...(What) == 0, "emptor::sessions: this question names no events; leave out `what`");
            return {};
        } else {
            static_assert(sizeof...(What) == 1, "emptor::sessions: this question names events: add `what` they are");
            return (mark_of(what), ...);
        }
    }

    /// Whether another question of the same words names the same events; those without == are the same where they are
    /// of one type.
    [[nodiscard]] constexpr bool same_marks(const sessions& other) const {
        if constexpr (names_events) {
            using marks = typename detail::the_word<detail::names_events, Words...>::type;
            const auto same = [](const auto& one, const auto& another) {
                if constexpr (requires {
                                  { one == another } -> std::convertible_to<bool>;
                              }) {
                    return static_cast<bool>(one == another);
                } else {
                    return true;
                }
            };
            const marks& mine = std::get<marks>(words_);
            const marks& theirs = std::get<marks>(other.words_);
            return same(mine.start, theirs.start) && same(mine.end, theirs.end);
        } else {
            return true;
        }
    }

private:
    template <class Ticks, class Tick, class Length>
    [[nodiscard]] static constexpr auto in_ticks(const Length& length, detail::whole_ticks rounded) {
        constexpr bool duration = detail::is_duration<Length>;
        static_assert(
            duration || std::is_void_v<Tick>,
            "emptor::sessions: these times have a unit, so a length of time needs one: give it as a duration");
        static_assert(!duration || !std::is_void_v<Tick>,
                      "emptor::sessions: these times are bare numbers: say what they count, as in "
                      "unit<std::chrono::seconds>, or give a length of time as a number");
        if constexpr (duration != !std::is_void_v<Tick>) {
            return std::optional<detail::ticks_span<Ticks>>{};  // refused above
        } else if constexpr (duration) {
            return detail::in_ticks<Ticks, Tick>(length, rounded);
        } else {
            return detail::in_ticks<Ticks>(length, rounded);
        }
    }

    template <class Ticks, class Tick, class Word>
    static constexpr void add_to(detail::session_plan<Ticks>& plan, const Word& word) {
        constexpr bool marked = said(session_option::marks) != 0;
        if constexpr (detail::is_about<Word>(session_option::pause)) {
            plan.pause =
                in_ticks<Ticks, Tick>(word.length, Word::shorter ? detail::whole_ticks::up : detail::whole_ticks::down);
            plan.pause_ends = Word::shorter;
            if constexpr (!marked) plan.begins_itself = true;
        } else if constexpr (detail::is_about<Word>(session_option::length)) {
            plan.longest = in_ticks<Ticks, Tick>(word.length, detail::whole_ticks::down);
            if constexpr (!marked) plan.begins_itself = true;
        } else if constexpr (detail::is_about<Word>(session_option::marks)) {
            constexpr bool has_end = !std::same_as<decltype(word.end), detail::any_of_events<>>;
            constexpr bool limited = said(session_option::pause) + said(session_option::length) != 0;
            plan.within = Word::within;
            plan.begins_itself = limited && !has_end;
        }
    }

    template <class What>
    [[nodiscard]] constexpr detail::session_mark mark_of(const What& what) const {
        using marks = typename detail::the_word<detail::names_events, Words...>::type;
        static_assert(
            decltype(marks::start)::template readable<What> && decltype(marks::end)::template readable<What>,
            "emptor::sessions: `what` must be comparable with the events that are named, or be taken by their "
            "predicates");
        if constexpr (std::is_convertible_v<const What&, const char*> && !std::is_array_v<What>) {
            if (static_cast<const char*>(what) == nullptr) {
                throw std::invalid_argument{"emptor: the `what` of an event is a null pointer"};
            }
        }
        const marks& named = std::get<marks>(words_);
        return {.start = named.start.has(what), .end = named.end.has(what)};
    }

    template <class Events, class Who, class When>
    [[nodiscard]] auto counter_of() const {
        using who_type = std::decay_t<std::invoke_result_t<Who&, std::ranges::range_reference_t<Events>&>>;
        using when_type = std::remove_cvref_t<std::invoke_result_t<When&, std::ranges::range_reference_t<Events>&>>;
        static_assert(entity_id<who_type>,
                      "emptor::sessions: `who` must give text, or a copyable value with std::hash and ==");
        static_assert(event_time<when_type>, "emptor::sessions: `when` must give a number or a std::chrono time");
        return counter<who_type, when_type>();
    }

    /// The report and the numbers, for events in any order.
    template <class Events, class Who, class When, class... What>
    [[nodiscard]] auto sorted(Events& events, Who& who, When& when, What&... what) const {
        using who_type = std::decay_t<std::invoke_result_t<Who&, std::ranges::range_reference_t<Events>&>>;
        using when_type = std::remove_cvref_t<std::invoke_result_t<When&, std::ranges::range_reference_t<Events>&>>;
        struct row {
            when_type at;
            std::uint32_t entity;
            std::size_t place;
            detail::session_mark mark;
        };
        detail::entity_index<detail::kept_id<who_type>> index;
        std::vector<when_type> latest;  // of each entity
        std::vector<row> rows;
        std::uint64_t late = 0;
        for (auto&& event : events) {
            const when_type at = std::invoke(when, event);
            static_cast<void>(detail::to_ticks(at));  // refuses what has no place in the order
            const detail::session_mark seen = mark(std::invoke(what, event)...);
            const std::uint32_t entity = index.number(detail::looked_up<who_type>(std::invoke(who, event)));
            if (entity == latest.size()) latest.push_back(at);
            if (at < latest[entity]) {
                ++late;
            } else {
                latest[entity] = at;
            }
            rows.push_back({.at = at, .entity = entity, .place = rows.size(), .mark = seen});
        }
        std::sort(rows.begin(), rows.end(), [](const row& a, const row& b) {
            if (a.entity != b.entity) return a.entity < b.entity;
            return a.at < b.at || (!(b.at < a.at) && a.place < b.place);
        });
        auto counter = this->template counter<std::uint32_t, when_type>();
        std::vector<std::optional<std::uint64_t>> given(rows.size());
        for (const row& each : rows) given[each.place] = counter.count(each.entity, each.at, each.mark);
        session_report report = counter.report();
        report.out_of_order = late;
        report.sorted = true;
        return std::pair{std::move(report), std::move(given)};
    }

    [[no_unique_address]] std::tuple<Words...> words_;
};

template <class... Words>
sessions(Words...) -> sessions<Words...>;

}  // namespace emptor
