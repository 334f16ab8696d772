// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts a funnel event by event, for all its views.

#include <cstdint>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/detail/attempt_gatherer.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor {
/// The state of a question while its events pass by, kept for `funnel_attempts` in place of a report alone: the time of
/// every step of every entity's attempt, and by which value of a property it was taken.
///
/// Events of different entities may come in any order; those of one entity in order of time. An event that is older
/// than one before it of the same entity is left out and counted as out of order.
///
/// @tparam Value what `count_split` is given of a property: text, or an id. `void` where nothing is split.
/// @tparam Apart count each value of an entity by itself.
/// @tparam Held the type of a property that the question holds, if it does: `count_held`.
template <class Question, entity_id Who, event_time When, class Value = void, bool Apart = false, class... Held>
class attempt_counter {
    static constexpr bool splits = !std::is_void_v<Value>;
    static constexpr bool holds = sizeof...(Held) > 0;
    static_assert(splits || !Apart, "emptor::attempt_counter: only values of a property can be counted apart");
    static_assert(holds == Question::holds,
                  "emptor::attempt_counter: it has the type of the property that is held, if one is");
    static_assert(!(holds && Apart),
                  "emptor::split_apart_by: what is held and what is counted apart exclude each other");

    using ticks = detail::ticks_of<When>;
    using id_type = detail::kept_id<Who>;
    using gatherer_type = detail::attempt_gatherer<Question, When, Value, Apart, Held...>;
    using labels = detail::attempt_labels;

public:
    using attempts_type = typename gatherer_type::template attempts_type<id_type>;

    explicit attempt_counter(Question question) : gatherer_{std::move(question)} {}

    /// Counts one event.
    /// @param what the event, and for a funnel through a process its role, if there is one.
    /// @throws std::invalid_argument if the time is not finite.
    template <class... What>
    void count(const Who& who, const When& when, const What&... what) {
        static_assert(!splits, "emptor::attempt_counter: count_split(who, when, value, what)");
        static_assert(!holds, "emptor::attempt_counter: count_held(who, when, held, what)");
        add(who, when, [] { return labels{}; }, what...);
    }

    /// Counts one event with its value of the property that attempts are split by.
    template <class Given, class... What>
    void count_split(const Who& who, const When& when, const Given& value, const What&... what)
        requires splits
    {
        static_assert(!holds, "emptor::attempt_counter: count_split_held(who, when, value, held, what)");
        add(who, when, [&] { return labels{gatherer_.value(value), 0}; }, what...);
    }

    /// The same for a question that holds a property.
    template <class HeldValue, class... What>
    void count_held(const Who& who, const When& when, const HeldValue& held, const What&... what)
        requires(holds && !splits)
    {
        add(who, when, [&] { return labels{0, gatherer_.held(held)}; }, what...);
    }
    template <class Given, class HeldValue, class... What>
    void count_split_held(const Who& who, const When& when, const Given& value, const HeldValue& held,
                          const What&... what)
        requires(holds && splits)
    {
        add(who, when, [&] { return labels{gatherer_.value(value), gatherer_.held(held)}; }, what...);
    }

    /// What has been counted so far.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return gatherer_.totals(); }

    /// The attempts of the events so far. More may follow.
    [[nodiscard]] attempts_type attempts() const& { return attempt_counter{*this}.collect(); }
    /// The attempts of all events, without a copy of the state.
    [[nodiscard]] attempts_type attempts() && { return collect(); }

private:
    template <class Labels, class... What>
    void add(const Who& who, const When& when, const Labels& of, const What&... what) {
        const ticks at = detail::to_ticks(when);
        decltype(auto) id = detail::looked_up(who);
        const auto seen = gatherer_.question().seen(what...);
        const labels own = of();
        gatherer_.count(ids_.number(id), at, own, seen);
    }

    [[nodiscard]] attempts_type collect() { return std::move(gatherer_).attempts(std::move(ids_).ids()); }

    gatherer_type gatherer_;
    detail::entity_index<id_type> ids_;
};

}  // namespace emptor
