// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Follows every entity from state to state.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/detail/shared_entity.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/funnel/detail/event_block.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// What is remembered of each entity: its first and its last event. That is enough to count its moves, and to join them
/// to those of a later span.
template <class Who, class When, class State>
class entity_paths {
public:
    using ticks = ticks_of<When>;
    using span = ticks_span<ticks>;

    /// What an event was for its entity.
    struct arrival {
        std::uint32_t from{no_state};  ///< none for its first event
        std::uint32_t to{no_state};    ///< none where the event was left out
        span waited{};                 ///< since the event before
    };

    void reserve(std::size_t entities) {
        index_.reserve(entities);
        ends_.reserve(entities);
    }

    /// The number of the state that an event gives; `no_state` for none.
    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& state) {
        return counts_.number(state);
    }

    /// Counts one event.
    /// @param state a number that `number` gave.
    /// @throws std::invalid_argument if the time is not finite.
    arrival count(const Who& who, const When& when, std::uint32_t state) {
        return count_of([&] { return index_.number(looked_up(who)); }, to_ticks(when), state);
    }

    /// Counts events in the order in which they come, as `count` does one by one, but looks up a few of them at once,
    /// so that entities spread over more memory than the cache holds are not waited for. If a projection throws, or a
    /// time is not finite, the events before it have been counted.
    template <class Events, class OfWho, class OfWhen, class OfState>
    void count_all(Events&& events, OfWho who, OfWhen when, OfState state) {
        each_block<kept_id<Who>, ticks, std::uint32_t>(
            events, index_,
            [&](auto& block, auto&& event) {
                const auto& own = std::invoke(who, event);
                const ticks at = to_ticks<When>(std::invoke(when, event));
                const std::uint32_t seen = number(std::invoke(state, event));
                block.add(index_, looked_up<Who>(own), at, seen);
            },
            [&](std::size_t entity) {
                if (entity < ends_.size()) prefetch(ends_.data() + entity);
            },
            [&](auto entity, ticks at, std::uint32_t seen) { static_cast<void>(count_of(entity, at, seen)); });
    }

    [[nodiscard]] const transition_counts<State>& counts() const noexcept { return counts_; }
    [[nodiscard]] const flow_totals& totals() const noexcept { return totals_; }

    /// Adds what was counted of other entities.
    /// @param name of what is counted, for messages.
    /// @return the number here of each of the other's states.
    /// @throws std::invalid_argument if an entity is in both; then nothing has changed.
    std::vector<std::uint32_t> add(const entity_paths& other, const std::string& name) {
        other.for_each([&](const auto& id, const ends&) {
            if (find(id) != nullptr) refuse_in_both(name, id);
        });
        const std::vector<std::uint32_t> here = counts_.add(other.counts_);
        other.for_each([&](const auto& id, const ends& theirs) { put(id, theirs, here); });
        totals_ += other.totals_;
        return here;
    }

    /// Adds what was counted of a later span of time, by other paths than these.
    /// @param moved is called with the arrival at the first later event of each entity that is in both.
    /// @return the number here of each of the other's states.
    /// @throws std::invalid_argument if an entity's first later event is older than its last one here; then nothing has
    /// changed.
    template <class Moved>
    std::vector<std::uint32_t> add_later(const entity_paths& later, const std::string& name, Moved moved) {
        later.for_each([&](const auto& id, const ends& theirs) {
            const ends* const mine = find(id);
            if (mine != nullptr && theirs.first < mine->last) refuse_older(name, id);
        });
        const std::vector<std::uint32_t> here = counts_.add(later.counts_);
        later.for_each([&](const auto& id, const ends& theirs) {
            ends* const mine = find(id);
            if (mine == nullptr) {
                put(id, theirs, here);
                return;
            }
            const std::uint32_t to = here[theirs.first_state];
            counts_.join(mine->last_state, to);
            --totals_.entities;
            ++totals_.moves;
            moved(arrival{mine->last_state, to, elapsed_ticks(mine->last, theirs.first)});
            mine->last = theirs.last;
            mine->last_state = here[theirs.last_state];
        });
        totals_ += later.totals_;
        return here;
    }

    /// The same counts of the same entities, which began and ended in the same states at the same times.
    friend bool operator==(const entity_paths& a, const entity_paths& b) {
        if (a.totals_ != b.totals_ || !(a.counts_ == b.counts_)) return false;
        bool same = true;
        a.for_each([&](const auto& id, const ends& mine) {
            const ends* const theirs = b.find(id);
            same = same && theirs != nullptr && mine.first == theirs->first && mine.last == theirs->last &&
                   a.counts_.name(mine.first_state) == b.counts_.name(theirs->first_state) &&
                   a.counts_.name(mine.last_state) == b.counts_.name(theirs->last_state);
        });
        return same;  // and b has no other entities, for it has as many
    }

private:
    struct ends {
        ticks first{};
        ticks last{};
        std::uint32_t first_state{no_state};
        std::uint32_t last_state{no_state};  ///< none where memory ran out before its first event was counted
    };

    using id_index = entity_index<kept_id<Who>>;
    using lookup_type = typename id_index::lookup_type;

    /// @param number_of gives the number of the entity, and is called where the event has a state.
    template <class NumberOf>
    arrival count_of(NumberOf number_of, ticks at, std::uint32_t state) {
        if (state == no_state) {
            ++totals_.events;
            ++totals_.unknown;
            return {};
        }
        const std::size_t entity = number_of();
        if (entity >= ends_.size()) ends_.resize(entity + 1);
        ends& known = ends_[entity];
        if (known.last_state == no_state) {
            counts_.enter(state);
            known = {.first = at, .last = at, .first_state = state, .last_state = state};
            ++totals_.events;
            ++totals_.entities;
            return {.from = no_state, .to = state, .waited = {}};
        }
        if (at < known.last) {
            ++totals_.events;
            ++totals_.out_of_order;
            return {};
        }
        counts_.move(known.last_state, state);
        const arrival moved{.from = known.last_state, .to = state, .waited = elapsed_ticks(known.last, at)};
        known.last = at;
        known.last_state = state;
        ++totals_.events;
        ++totals_.moves;
        return moved;
    }

    template <class Use>
    void for_each(Use use) const {
        for (std::size_t entity = 0; entity < ends_.size(); ++entity) {
            if (ends_[entity].last_state != no_state) use(index_[entity], ends_[entity]);
        }
    }

    [[nodiscard]] const ends* find(lookup_type id) const {
        const auto number = index_.find(id);
        if (!number || *number >= ends_.size() || ends_[*number].last_state == no_state) return nullptr;
        return &ends_[*number];
    }
    [[nodiscard]] ends* find(lookup_type id) { return const_cast<ends*>(std::as_const(*this).find(id)); }

    void put(lookup_type id, const ends& theirs, const std::vector<std::uint32_t>& here) {
        const std::size_t entity = index_.number(id);
        if (entity >= ends_.size()) ends_.resize(entity + 1);
        ends_[entity] = {theirs.first, theirs.last, here[theirs.first_state], here[theirs.last_state]};
    }

    id_index index_;
    std::vector<ends> ends_;
    transition_counts<State> counts_;
    flow_totals totals_;
};

}  // namespace emptor::detail
