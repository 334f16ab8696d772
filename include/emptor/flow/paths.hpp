// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A question about the paths that entities took, from their first state to their last.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_border.hpp>
#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/shared_entity.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/flow_types.hpp>
#include <emptor/flow/detail/rows_in_order.hpp>
#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/funnel/engine/grouped.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

struct paths;

/// Counts paths event by event. Of each entity it keeps its first and last time and its place in the tree of paths,
/// O(1) memory; the tree holds what is common to many once.
///
/// Events of different entities may come in any order; those of one entity in order of time, those of one time in the
/// order they have. An event that is older than one before it of the same entity is left out and counted as out of
/// order; one without a state is left out and counted as unknown.
///
/// Counts of different entities add up (`+=`), and so do those of the same entities over consecutive spans of time
/// (`then`): the answer is that of counting all of it.
template <entity_id Who, event_time When, class State>
class path_counter {
public:
    /// Makes room for so many entities at once; more may come.
    void reserve(std::size_t entities) {
        index_.reserve(entities);
        trails_.reserve(entities);
    }

    /// Counts one event.
    /// @param state an enumerator or a text, or a `std::optional` of one.
    /// @throws std::invalid_argument if the time is not finite.
    template <detail::gives_state Given>
        requires std::same_as<detail::kept_state<Given>, State>
    void count(const Who& who, const When& when, const Given& state) {
        count_number(who, when, number(state));
    }

    /// Adds what was counted of other entities.
    /// @throws std::invalid_argument if an entity is in both, and names it. Then nothing has changed.
    path_counter& operator+=(const path_counter& other) {
        path_counter sum{*this};
        const auto places = sum.counts_.add(other.counts_);
        other.for_each([&](const auto& id, const trail& theirs) {
            trail& mine = sum.trail_of(id);
            if (!mine.is_new()) detail::refuse_in_both("emptor::paths", id);
            mine = {.first = theirs.first, .last = theirs.last, .node = places[theirs.node]};
        });
        sum.totals_ += other.totals_;
        *this = std::move(sum);
        return *this;
    }

    /// Adds what was counted of a later span of time, of the same entities or others.
    /// @throws std::invalid_argument if an entity has an event there that is older than its last one here. Then nothing
    /// has changed.
    path_counter& then(const path_counter& later) {
        path_counter sum{*this};
        const auto here = sum.counts_.numbers_of(later.counts_);
        later.for_each([&](const auto& id, const trail& theirs) {
            trail& mine = sum.trail_of(id);
            if (mine.is_new()) {
                mine.first = theirs.first;
            } else if (theirs.first < mine.last) {
                detail::refuse_older("emptor::paths", id);
            } else {
                --sum.totals_.entities;
                ++sum.totals_.moves;
            }
            for (const std::uint32_t state : later.counts_.tree_.path_to(theirs.node)) sum.go(mine, here[state]);
            mine.last = theirs.last;
        });
        sum.totals_ += later.totals_;
        *this = std::move(sum);
        return *this;
    }

    /// The counts so far: a path ends with the last event of its entity.
    [[nodiscard]] const path_counts<State>& counts() const noexcept { return counts_; }
    [[nodiscard]] const flow_totals& totals() const noexcept { return totals_; }

    /// The same counts of the same entities, which took the same paths from and until the same times.
    friend bool operator==(const path_counter& a, const path_counter& b) {
        return a.totals_ == b.totals_ && a.counts_ == b.counts_ && a.is_within(b);  // b has as many entities
    }

private:
    friend struct paths;

    using ticks = detail::ticks_of<When>;
    using id_index = detail::entity_index<detail::kept_id<Who>>;

    /// What is remembered of an entity.
    struct trail {
        ticks first{};
        ticks last{};
        std::uint32_t node{detail::path_tree::root};

        /// Nothing was counted of it, or memory ran out before.
        [[nodiscard]] bool is_new() const noexcept { return node == detail::path_tree::root; }
    };

    /// The number of the state that an event gives; `detail::no_state` for none.
    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& state) {
        return detail::state_number(counts_.states_, state);
    }

    void count_number(const Who& who, const When& when, std::uint32_t state) {
        count_of([&]() -> trail& { return trail_of(detail::looked_up(who)); }, detail::to_ticks(when), state);
    }

    /// @param find gives the trail of the event's entity, and is called where the event has a state.
    template <class Find>
    void count_of(const Find& find, ticks at, std::uint32_t state) {
        if (state == detail::no_state) {
            ++totals_.events;
            ++totals_.unknown;
            return;
        }
        trail& known = find();
        if (known.is_new()) {
            go(known, state);
            known.first = at;
            ++totals_.entities;
        } else if (at < known.last) {
            ++totals_.events;
            ++totals_.out_of_order;
            return;
        } else {
            go(known, state);
            ++totals_.moves;
        }
        known.last = at;
        ++totals_.events;
    }

    [[nodiscard]] trail& trail_of(typename id_index::lookup_type id) {
        const std::size_t entity = index_.number(id);
        if (entity >= trails_.size()) trails_.resize(entity + 1);
        return trails_[entity];
    }

    void go(trail& known, std::uint32_t state) {
        const std::uint32_t to = counts_.tree_.child(known.node, state);
        counts_.tree_.move(known.node, to);
        known.node = to;
    }

    template <class Use>
    void for_each(Use use) const {
        for (std::size_t entity = 0; entity < trails_.size(); ++entity) {
            if (!trails_[entity].is_new()) use(index_[entity], trails_[entity]);
        }
    }

    /// Whether each entity here went there the same way from and until the same times.
    [[nodiscard]] bool is_within(const path_counter& other) const {
        const auto there = counts_.numbers_in(other.counts_);
        bool same = true;
        for_each([&](const auto& id, const trail& mine) {
            const auto number = other.index_.find(id);
            same = same && number && *number < other.trails_.size();
            if (!same) return;
            const trail& theirs = other.trails_[*number];
            std::vector<std::uint32_t> path = counts_.tree_.path_to(mine.node);
            for (std::uint32_t& state : path) state = there[state];
            same = mine.first == theirs.first && mine.last == theirs.last &&
                   path == other.counts_.tree_.path_to(theirs.node);
        });
        return same;
    }

    id_index index_;
    std::vector<trail> trails_;
    path_counts<State> counts_;
    flow_totals totals_;
};

/// The paths of all entities, and what became of the events.
template <class State>
struct path_report {
    path_counts<State> counts;
    flow_totals totals;

    friend bool operator==(const path_report&, const path_report&) = default;
};

/// Asks events for the path that each entity took, from its first event to its last, and counts equal ones.
///
/// @code
/// const auto taken = emptor::paths{}(visits, &visit::customer, &visit::at, &visit::page).counts;
/// for (const auto& [states, times] : taken.top(10)) use(states, times);
/// for (const auto& [states, ended] : taken.losses(3, {"purchase"})) use(states, ended);
/// @endcode
///
/// What else stands on paths is read from the same counts: `step_matrix`, `rework`.
struct paths {
    /// Takes one pass. An event that is older than one before it of the same entity is left out and reported as out of
    /// order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,state projections of an event, as in the standard algorithms: member pointers or functions.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        path_counter<typename types::who, typename types::when, typename types::state> counter;
        for (auto&& event : events) {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(state, event));
        }
        return path_report<typename types::state>{counter.counts(), counter.totals()};
    }

    /// The same for events that stand together entity by entity: nobody is looked up. An entity that comes back after
    /// another one counts as two.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(grouped_word, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        path_counter<typename types::who, typename types::when, typename types::state> counter;
        typename decltype(counter)::trail current;
        detail::entity_border<typename types::who> others;
        for (auto&& event : events) {
            if (others.crossed(std::invoke(who, event))) current = {};
            const auto at = detail::to_ticks(std::invoke(when, event));
            counter.count_of([&]() -> auto& { return current; }, at, counter.number(std::invoke(state, event)));
        }
        return path_report<typename types::state>{counter.counts(), counter.totals()};
    }

    /// The same for events in any order: they are kept, and stably sorted by time.
    template <std::ranges::input_range Events, class Who, class When, class State>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, State state) const {
        using types = detail::flow_types<Events, Who, When, State>;
        path_counter<std::uint32_t, typename types::when, typename types::state> counter;
        const auto rows = detail::visit_in_order(
            events, who, when, [&](auto& event) { return counter.number(std::invoke(state, event)); },
            [&](std::uint32_t entity, const auto& at, std::uint32_t number) {
                counter.count_number(entity, at, number);
            });
        return path_report<typename types::state>{counter.counts(), rows.totals(counter.totals())};
    }
};

static_assert(mergeable<path_counter<std::string, int, std::string>>);

}  // namespace emptor
