// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A question about how many got how far.

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/counter.hpp>
#include <emptor/funnel/grouped_counter.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/window.hpp>

namespace emptor {

/// Asks for the times of every step in the best attempt (see `timed`).
struct timed_word {};

/// Asks for events to be put in order first (see `sort_first`).
struct sort_first_word {};

inline namespace question_words {

/// Asks for the times of every step in the best attempt too. With a window that needs n(n+1)/2 numbers an entity
/// instead of 2n; without one it costs nothing and need not be said.
inline constexpr timed_word timed{};

/// As first argument of a funnel: events may be in any order, and are stably sorted by time if they are not in order.
inline constexpr sort_first_word sort_first{};

}  // namespace question_words

namespace detail {

template <class Word>
struct is_window : std::false_type {};
template <class Length>
struct is_window<window<Length>> : std::true_type {};

template <class Word>
struct is_unit : std::false_type {};
template <class Tick>
struct is_unit<tick_unit<Tick>> : std::true_type {};

template <class Word>
using is_timed = std::is_same<Word, timed_word>;

template <template <class> class Is, class... Words>
inline constexpr std::size_t count_of = (std::size_t{Is<Words>::value} + ... + 0);

/// The word of a kind, or `void`.
template <template <class> class Is, class... Words>
struct find_word {
    using type = void;
};
template <template <class> class Is, class Word, class... Words>
struct find_word<Is, Word, Words...>
    : std::conditional_t<Is<Word>::value, std::type_identity<Word>, find_word<Is, Words...>> {};

template <class Word, class Tick>
struct unit_or {
    using type = Tick;
};
template <class Unit, class Tick>
struct unit_or<tick_unit<Unit>, Tick> {
    using type = Unit;
};

template <class Length>
inline constexpr bool is_duration = false;
template <class Rep, class Period>
inline constexpr bool is_duration<std::chrono::duration<Rep, Period>> = true;

}  // namespace detail

/// A word of a funnel's sentence.
template <class Word>
concept funnel_word = detail::is_window<Word>::value || detail::is_unit<Word>::value || detail::is_timed<Word>::value;

/// A question that is asked of events: how many entities took these steps, in this order?
///
/// An entity took steps 1 to k if it has k distinct events, one for each step, none before the one of the step before
/// it, all within the window from the first one. Events at one time convert in step order. Every event of the first
/// step may start an attempt; an entity counts once, with its best attempt: the one with most steps, of those the one
/// that completes first, of those the one that started last if there is a window, first if there is none. Within it,
/// each step stands at its first possible event.
///
/// Times have one of three clocks. `since_first_start`: from the entity's first start until it first got this far in
/// any attempt. `in_attempt`: from the start of its best attempt. `from_previous`: from the step before, in that
/// attempt. Without a window the attempt that began with the first start is the best one, and the first two are the
/// same. With one, the clocks of the attempt are there if they are asked for (`timed`).
///
/// A question is a value, `const` and safe to share; it may be `constexpr`.
template <class Steps, funnel_word... Words>
class funnel {
    static_assert(detail::count_of<detail::is_window, Words...> <= 1, "emptor::funnel: a question has one window");
    static_assert(detail::count_of<detail::is_unit, Words...> <= 1, "emptor::funnel: a question has one unit of time");
    static_assert(detail::count_of<detail::is_timed, Words...> <= 1, "emptor::funnel: `timed` is said twice");

    using window_word = typename detail::find_word<detail::is_window, Words...>::type;
    using unit_word = typename detail::find_word<detail::is_unit, Words...>::type;
    static constexpr bool windowed = !std::is_void_v<window_word>;

public:
    using steps_type = Steps;

    /// What an entity is remembered by: no more than the question needs.
    static constexpr detail::remembered remembers = !windowed ? detail::remembered::first_times
                                                    : detail::count_of<detail::is_timed, Words...> == 0
                                                        ? detail::remembered::starts
                                                        : detail::remembered::chains;

    constexpr explicit(false) funnel(Steps steps, Words... words)
        : steps_{std::move(steps)}, words_{std::move(words)...} {}

    /// Asks the question of events that are in order of time for each entity.
    ///
    /// Takes one pass, O(1) amortised an event and O(steps) memory an entity. An event that is older than one before
    /// it of the same entity is left out and reported as out of order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,what projections of an event, as in the standard algorithms: member pointers or functions.
    /// @param role for a funnel through a process: the projection that gives the role, if the events have one.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What... what) const {
        auto counter = counter_of<Events, Who, When>();
        for (auto&& event : events) {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event)...);
        }
        return std::move(counter).report();
    }

    /// Asks the question of events in any order: they are stably sorted by time first, if they are not in order, and
    /// those that were found out of order are reported.
    ///
    /// Forward ranges are read once, and once more if they are not in order; then, and for input ranges, (who, when,
    /// what) is copied.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, What... what) const {
        using range_type = std::remove_reference_t<Events>;
        if constexpr (std::ranges::forward_range<range_type>) {
            auto counter = counter_of<Events, Who, When>();
            for (auto&& event : events) {
                counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event)...);
            }
            if (counter.totals().out_of_order == 0) return std::move(counter).report_sorted(0);
            return sorted(std::ranges::begin(events), std::ranges::end(events), counter.totals().out_of_order, who,
                          when, what...);
        } else {
            return sorted(std::ranges::begin(events), std::ranges::end(events), std::nullopt, who, when, what...);
        }
    }

    /// Counts event by event: `count(who, when, what)`, then `report()` at any time.
    template <entity_id Who, event_time When>
    [[nodiscard]] auto counter() const {
        return funnel_counter<funnel, Who, When>{*this};
    }

    /// Counts entity by entity: `next_entity()`, `count(when, what)` for each of its events, and `report()` in the end.
    template <event_time When>
    [[nodiscard]] auto grouped_counter() const {
        return funnel_grouped_counter<funnel, When>{*this};
    }

    [[nodiscard]] constexpr const Steps& steps() const noexcept { return steps_; }

    /// How long a tick of these times is; `void` if nothing says so.
    template <event_time When>
    using tick_for = typename detail::unit_or<unit_word, detail::tick_of<When>>::type;

    /// The window as the engine compares it. Without one, 0.
    template <event_time When>
    [[nodiscard]] constexpr auto window_ticks() const {
        using ticks = detail::ticks_of<When>;
        using tick = tick_for<When>;
        static_assert(std::is_void_v<unit_word> || std::is_void_v<detail::tick_of<When>>,
                      "emptor::unit: these times have a unit of their own");
        if constexpr (!windowed) {
            return detail::ticks_span<ticks>{};
        } else {
            constexpr bool is_duration = detail::is_duration<decltype(window_word::length)>;
            static_assert(is_duration || std::is_void_v<tick>,
                          "emptor::within: these times have a unit, so the window needs one: give it a duration");
            static_assert(!is_duration || !std::is_void_v<tick>,
                          "emptor::within: these times are bare numbers: say what they count, as in "
                          "unit<std::chrono::seconds>, or give the window as a number");
            if constexpr (is_duration == !std::is_void_v<tick>) {
                const auto length = std::get<window_word>(words_).length;
                if constexpr (is_duration) {
                    return detail::in_ticks<ticks, tick>(length);
                } else {
                    return detail::in_ticks<ticks>(length);
                }
            }
        }
    }

    /// The window as the report shows it.
    template <event_time When>
    [[nodiscard]] constexpr std::optional<detail::elapsed_of<tick_for<When>>> window_length() const {
        using elapsed = detail::elapsed_of<tick_for<When>>;
        if constexpr (!windowed) {
            return std::nullopt;
        } else if constexpr (!std::is_convertible_v<decltype(window_word::length), elapsed>) {
            return std::nullopt;  // refused in words by `window_ticks`
        } else {
            return static_cast<elapsed>(std::get<window_word>(words_).length);
        }
    }

private:
    template <class Events, class Projection>
    using projected = std::remove_cvref_t<std::invoke_result_t<Projection&, std::ranges::range_reference_t<Events>&>>;

    template <class Events, class Who, class When>
    [[nodiscard]] auto counter_of() const {
        using who_type = std::decay_t<std::invoke_result_t<Who&, std::ranges::range_reference_t<Events>&>>;
        using when_type = projected<Events, When>;
        static_assert(entity_id<who_type>,
                      "emptor::funnel: `who` must give text, or a copyable value with std::hash and ==");
        static_assert(event_time<when_type>, "emptor::funnel: `when` must give a number or a std::chrono time");
        return counter<who_type, when_type>();
    }

    template <class Iterator, class Sentinel, class Who, class When, class... What>
    [[nodiscard]] auto sorted(Iterator first, Sentinel last, std::optional<std::uint64_t> out_of_order, Who& who,
                              When& when, What&... what) const {
        using event = std::iter_reference_t<Iterator>&;
        using when_type = std::remove_cvref_t<std::invoke_result_t<When&, event>>;
        using who_type = std::decay_t<std::invoke_result_t<Who&, event>>;
        struct row {
            when_type at;
            std::uint32_t entity;
            std::size_t position;
            typename Steps::seen_type seen;
        };
        detail::entity_index<detail::kept_id<who_type>> index;
        std::vector<row> rows;
        for (; first != last; ++first) {
            auto&& seen = *first;
            rows.push_back({.at = std::invoke(when, seen),
                            .entity = index.number(detail::looked_up<who_type>(std::invoke(who, seen))),
                            .position = rows.size(),
                            .seen = steps_.seen(std::invoke(what, seen)...)});
        }
        const auto count = [&] {
            auto counted = counter<std::uint32_t, when_type>();
            for (const row& each : rows) counted.count_seen(each.entity, each.at, each.seen);
            return counted;
        };
        if (!out_of_order) {
            auto counted = count();
            out_of_order = counted.totals().out_of_order;
            if (*out_of_order == 0) return std::move(counted).report_sorted(0);
        }
        std::sort(rows.begin(), rows.end(), [](const row& a, const row& b) {
            return a.at < b.at || (!(b.at < a.at) && a.position < b.position);
        });
        return count().report_sorted(*out_of_order);
    }

    [[no_unique_address]] Steps steps_;
    [[no_unique_address]] std::tuple<Words...> words_;
};

template <class Steps, class... Words>
funnel(Steps, Words...) -> funnel<Steps, Words...>;

}  // namespace emptor
