// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where entities went from where.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <string>
#include <utility>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/dense_moves.hpp>
#include <emptor/flow/detail/entity_paths.hpp>
#include <emptor/flow/detail/flow_types.hpp>
#include <emptor/flow/detail/grouped_moves.hpp>
#include <emptor/flow/detail/move_tally.hpp>
#include <emptor/flow/detail/ordered_moves.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/funnel/engine/dense_ids.hpp>
#include <emptor/funnel/engine/grouped.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Counts moves event by event, with O(1) memory an entity: its first and its last event.
///
/// Events of different entities may come in any order; those of one entity in order of time, those of one time in the
/// order they have. An event that is older than one before it of the same entity is left out and counted as out of
/// order; one without a state is left out and counted as unknown.
///
/// Counts of different entities add up (`+=`), and so do those of the same entities over consecutive spans of time
/// (`then`): the answer is that of counting all of it.
template <entity_id Who, event_time When, class State>
    requires std::same_as<State, std::string> || enumerated<State>
class transition_counter {
public:
    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) { paths_.reserve(entities); }

    /// Counts one event.
    /// @param state an enumerator or a text, or a `std::optional` of one.
    /// @throws std::invalid_argument if the time is not finite.
    template <detail::gives_state Given>
        requires std::same_as<detail::kept_state<Given>, State>
    void count(const Who& who, const When& when, const Given& state) {
        static_cast<void>(paths_.count(who, when, paths_.number(state)));
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if an entity is in both, and names it. Then nothing has changed.
    transition_counter& operator+=(const transition_counter& other) {
        auto sum = paths_;
        static_cast<void>(sum.add(other.paths_, "emptor::transitions"));
        paths_ = std::move(sum);
        return *this;
    }

    /// Adds what was counted of a later span of time, of the same entities or others.
    /// @throws std::invalid_argument if an entity has an event there that is older than its last one here. Then nothing
    /// has changed.
    transition_counter& then(const transition_counter& later) {
        auto sum = paths_;
        static_cast<void>(sum.add_later(later.paths_, "emptor::transitions", [](const auto&) {}));
        paths_ = std::move(sum);
        return *this;
    }

    /// The counts so far: an entity exits from the state of its last event.
    [[nodiscard]] const transition_counts<State>& counts() const noexcept { return paths_.counts(); }
    [[nodiscard]] const flow_totals& totals() const noexcept { return paths_.totals(); }

    friend bool operator==(const transition_counter&, const transition_counter&) = default;

private:
    detail::entity_paths<Who, When, State> paths_;
};

/// The moves of all entities, and what became of the events.
template <class State>
struct transition_report {
    transition_counts<State> counts;
    flow_totals totals;

    friend bool operator==(const transition_report&, const transition_report&) = default;
};

/// Asks events which state came after which. An entity enters with its first event, and exits with its last.
struct transitions_question {
    /// Takes one pass and O(1) memory an entity: a byte beside its id for a forward range whose events are all in order
    /// of time, whoever they are of. Where one of them is not, the range is read again from its beginning. An event
    /// that is older than one before it of the same entity is left out and reported as out of order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,state projections of an event, as in the standard algorithms: member pointers or functions.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        if constexpr (std::ranges::forward_range<Events>) {
            auto moves = detail::ordered_moves_by_id<typename types::who, typename types::when, typename types::state>(
                events, who, when, state);
            if (moves) return report_of(*std::move(moves));
        }
        detail::entity_paths<typename types::who, typename types::when, typename types::state> paths;
        paths.count_all(std::forward<Events>(events), std::move(who), std::move(when), std::move(state));
        return transition_report<typename types::state>{paths.counts(), paths.totals()};
    }

    /// The same for entities that are integers from 0 to below a limit, which are found without a search.
    /// @throws std::invalid_argument for an id that is not below it.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(dense_ids_word below, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        const auto id = below.ids_of(std::move(who));
        if constexpr (std::ranges::forward_range<Events>) {
            auto moves =
                detail::ordered_dense_moves<typename types::when, typename types::state>(events, id, when, state);
            if (moves) return report_of(*std::move(moves));
        }
        return report_of(detail::dense_moves<typename types::when, typename types::state>(events, id, when, state));
    }

    /// The same for events that stand together entity by entity: nobody is looked up. An entity that comes back after
    /// another one counts as two.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(grouped_word, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        const auto nothing_more = [](const auto&, const auto&) {};
        return report_of(detail::grouped_moves<typename types::who, typename types::when, typename types::state>(
            events, who, when, state, nothing_more));
    }

    /// The same for events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        detail::move_tally<typename types::when, typename types::state> moves;
        typename decltype(moves)::last_type last;
        std::uint32_t before = 0;
        const auto rows = detail::visit_in_order(
            events, who, when, [&](auto& event) { return moves.number(std::invoke(state, event)); },
            [&](std::uint32_t entity, const auto& at, std::uint32_t number) {
                if (entity != before) moves.leave(std::exchange(last, {}));
                before = entity;
                moves.count(last, detail::to_ticks(at), number);
            });
        moves.leave(last);
        transition_report<typename types::state> report = report_of(std::move(moves));
        report.totals = rows.totals(report.totals);
        return report;
    }

private:
    template <class When, class State>
    [[nodiscard]] static transition_report<State> report_of(detail::move_tally<When, State> moves) {
        const flow_totals totals = moves.totals();
        return {std::move(moves).counts(), totals};
    }
};

/// Asks events which state came after which (see `transitions_question`).
inline constexpr transitions_question transitions{};

static_assert(mergeable<transition_counter<std::string, int, std::string>>);

}  // namespace emptor
