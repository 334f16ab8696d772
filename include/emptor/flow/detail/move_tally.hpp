// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts moves of entities whose last event is at hand.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>

namespace emptor::detail {

/// The last event of an entity, if it had one.
template <class Ticks>
struct last_event {
    Ticks at{};
    std::uint32_t state{no_state};
};

/// Counts the moves of entities that need not be looked up, and adds to one number for each. What follows from the
/// moves is added when all are counted.
template <class When, class State>
class move_tally {
public:
    using last_type = last_event<ticks_of<When>>;

    /// The number of the state that an event gives; `no_state` for none.
    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& state) {
        return counts_.number(state);
    }

    /// Counts one event.
    /// @param last of its entity; becomes this one.
    /// @return whether it is a move from the last one.
    bool count(last_type& last, ticks_of<When> at, std::uint32_t state) {
        if (state == no_state) [[unlikely]] {
            skip();
            return false;
        }
        const bool is_first = last.state == no_state;
        if (is_first) {
            enter(state);
        } else if (at < last.at) [[unlikely]] {
            ++totals_.events;
            ++totals_.out_of_order;
            return false;
        } else {
            move(last.state, state);
        }
        last = {at, state};
        return !is_first;
    }

    /// An entity has no more events.
    void leave(const last_type& last) {
        if (last.state != no_state) leave(last.state);
    }

    /// @name What an event was
    /// @{
    void skip() noexcept {  ///< of no state
        ++totals_.events;
        ++totals_.unknown;
    }
    void enter(std::uint32_t state) {  ///< the first one of its entity
        ++totals_.events;
        ++totals_.entities;
        ++end_of(state).entries;
    }
    void move(std::uint32_t from, std::uint32_t to) {
        ++totals_.events;
        ++counts_.moves_(from, to);
    }
    void leave(std::uint32_t state) { ++end_of(state).exits; }  ///< the last one
    /// @}

    [[nodiscard]] flow_totals totals() const noexcept {
        flow_totals totals = totals_;
        totals.moves = totals.events - totals.entities - totals.unknown - totals.out_of_order;
        return totals;
    }

    /// All that was counted, when every entity has left.
    [[nodiscard]] transition_counts<State> counts() && {
        for (std::size_t state = 0; state < ends_.size(); ++state) {
            counts_.nodes_[state] = {
                .entries = ends_[state].entries, .visits = ends_[state].entries, .exits = ends_[state].exits};
            counts_.paths_ += ends_[state].entries;
        }
        counts_.moves_.for_each(
            [&](std::size_t, std::size_t to, std::uint64_t count) { counts_.nodes_[to].visits += count; });
        return std::move(counts_);
    }

private:
    struct ends {
        std::uint64_t entries{};
        std::uint64_t exits{};
    };

    [[nodiscard]] ends& end_of(std::uint32_t state) {
        if (state >= ends_.size()) [[unlikely]]
            ends_.resize(counts_.size());
        return ends_[state];
    }

    transition_counts<State> counts_;
    std::vector<ends> ends_;  // of each state
    flow_totals totals_;
};

}  // namespace emptor::detail
