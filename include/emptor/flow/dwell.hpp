// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long entities stay in a state before they go on.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/entity_paths.hpp>
#include <emptor/flow/detail/flow_types.hpp>
#include <emptor/flow/detail/grouped_moves.hpp>
#include <emptor/flow/detail/path_times.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/engine/grouped.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace emptor {

struct dwell;

/// How long it took from an event to the next one of the same entity, by the states of the two: number, least,
/// greatest, sum and mean exactly, quantiles within `quantile_sketch::relative_error`. In seconds where the events'
/// times have a unit, else in the log's own.
///
/// A move from a state to itself ends one stay and begins another. The stay in the state of an entity's last event has
/// no end yet: it is in no sketch, `open` counts it.
template <class State>
class dwell_times {
public:
    using lookup_type = typename transition_counts<State>::lookup_type;

    dwell_times(transition_counts<State> counts, detail::path_times times, flow_totals totals, bool has_unit)
        : counts_{std::move(counts)}, times_{std::move(times)}, totals_{totals}, has_unit_{has_unit} {}

    /// Whether the times are seconds; else they are in the log's own unit.
    [[nodiscard]] bool has_unit() const noexcept { return has_unit_; }

    /// The times from an event of `from` to the next event, where that is of `to`.
    [[nodiscard]] quantile_sketch between(lookup_type from, lookup_type to) const {
        const auto first = counts_.find(from), second = counts_.find(to);
        return first && second ? between(*first, *second) : quantile_sketch{};
    }
    /// The same by their numbers.
    [[nodiscard]] quantile_sketch between(std::size_t from, std::size_t to) const { return times_.between(from, to); }

    /// The times from an event of this state to the next event, whatever that is.
    [[nodiscard]] quantile_sketch in(lookup_type state) const {
        const auto number = counts_.find(state);
        return number ? in(*number) : quantile_sketch{};
    }
    /// The same by its number.
    [[nodiscard]] quantile_sketch in(std::size_t state) const { return times_.from(state, counts_.size()); }

    /// How many entities are in this state with their last event.
    [[nodiscard]] std::uint64_t open(lookup_type state) const { return counts_.exits(state); }
    [[nodiscard]] std::uint64_t open(std::size_t state) const { return counts_.exits(state); }

    /// The moves that the times are of. A pair of states has as many times as moves.
    [[nodiscard]] const transition_counts<State>& counts() const noexcept { return counts_; }
    [[nodiscard]] const flow_totals& totals() const noexcept { return totals_; }

    friend bool operator==(const dwell_times& a, const dwell_times& b) {
        return a.has_unit_ == b.has_unit_ && a.totals_ == b.totals_ && a.counts_ == b.counts_ &&
               detail::same_times(a.counts_, a.times_, b.counts_, b.times_);
    }

private:
    transition_counts<State> counts_;
    detail::path_times times_;
    flow_totals totals_;
    bool has_unit_;
};

/// Counts times between events, event by event. It keeps the first and the last event of each entity and a sketch of
/// each pair of states that follow each other.
///
/// Events of different entities may come in any order; those of one entity in order of time. An event that is older
/// than one before it of the same entity is left out and counted as out of order; one without a state is left out and
/// counted as unknown.
///
/// Counts of different entities add up (`+=`), and so do those of the same entities over consecutive spans of time
/// (`then`): the answer is that of counting all of it.
template <entity_id Who, event_time When, class State>
class dwell_counter {
public:
    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) { paths_.reserve(entities); }

    /// Counts one event.
    /// @param state an enumerator or a text, or a `std::optional` of one.
    /// @throws std::invalid_argument if the time is not finite, or so far from that before that their distance is not.
    template <detail::gives_state Given>
        requires std::same_as<detail::kept_state<Given>, State>
    void count(const Who& who, const When& when, const Given& state) {
        count_number(who, when, paths_.number(state));
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if an entity is in both, and names it. Then nothing has changed.
    dwell_counter& operator+=(const dwell_counter& other) {
        dwell_counter sum{*this};
        const auto here = sum.paths_.add(other.paths_, "emptor::dwell");
        sum.times_.add(other.times_, here);
        *this = std::move(sum);
        return *this;
    }

    /// Adds what was counted of a later span of time, of the same entities or others.
    /// @throws std::invalid_argument if an entity has an event there that is older than its last one here. Then nothing
    /// has changed.
    dwell_counter& then(const dwell_counter& later) {
        dwell_counter sum{*this};
        const auto here =
            sum.paths_.add_later(later.paths_, "emptor::dwell", [&](const auto& moved) { sum.keep(moved); });
        sum.times_.add(later.times_, here);
        *this = std::move(sum);
        return *this;
    }

    /// The times so far. More may follow.
    [[nodiscard]] dwell_times<State> report() const { return {paths_.counts(), times_, paths_.totals(), has_unit}; }
    [[nodiscard]] const flow_totals& totals() const noexcept { return paths_.totals(); }

    friend bool operator==(const dwell_counter& a, const dwell_counter& b) {
        return a.paths_ == b.paths_ && detail::same_times(a.paths_.counts(), a.times_, b.paths_.counts(), b.times_);
    }

private:
    friend struct dwell;

    static constexpr bool has_unit = !std::is_void_v<detail::tick_of<When>>;

    using arrival = typename detail::entity_paths<Who, When, State>::arrival;

    void count_number(const Who& who, const When& when, std::uint32_t state) {
        const arrival moved = paths_.count(who, when, state);
        if (moved.from != detail::no_state) keep(moved);
    }

    void keep(const arrival& moved) {
        times_.count(moved.from, moved.to, detail::in_units<detail::tick_of<When>>(moved.waited));
    }

    detail::entity_paths<Who, When, State> paths_;
    detail::path_times times_;
};

/// Asks events how long entities stay in each state, and how long each move takes.
///
/// @code
/// const auto times = emptor::dwell{}(visits, &visit::customer, &visit::at, &visit::page);
/// use(times.in("cart").quantile(0.5), times.between("cart", "purchase").quantile(0.9));
/// @endcode
struct dwell {
    /// Takes one pass. An event that is older than one before it of the same entity is left out and reported as out of
    /// order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,state projections of an event, as in the standard algorithms: member pointers or functions.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        dwell_counter<typename types::who, typename types::when, typename types::state> counter;
        for (auto&& event : events) {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(state, event));
        }
        return counter.report();
    }

    /// The same for events that stand together entity by entity: nobody is looked up. An entity that comes back after
    /// another one counts as two.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(grouped_word, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        using when_type = typename types::when;
        detail::path_times times;
        auto moves = detail::grouped_moves<typename types::who, when_type, typename types::state>(
            events, who, when, state, [&](const auto& from, const auto& to) {
                const auto waited = detail::elapsed_ticks(from.at, to.at);
                times.count(from.state, to.state, detail::in_units<detail::tick_of<when_type>>(waited));
            });
        const flow_totals totals = moves.totals();
        return dwell_times<typename types::state>{std::move(moves).counts(), std::move(times), totals,
                                                  !std::is_void_v<detail::tick_of<when_type>>};
    }

    /// The same for events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        dwell_counter<std::uint32_t, typename types::when, typename types::state> counter;
        const auto rows = detail::visit_in_order(
            events, who, when, [&](auto& event) { return counter.paths_.number(std::invoke(state, event)); },
            [&](std::uint32_t entity, const auto& at, std::uint32_t number) {
                counter.count_number(entity, at, number);
            });
        return dwell_times<typename types::state>{counter.paths_.counts(), counter.times_,
                                                  rows.totals(counter.totals()), counter.has_unit};
    }
};

static_assert(mergeable<dwell_counter<std::string, int, std::string>>);

}  // namespace emptor
