// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Follows entities from state to state, one after the other.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>

namespace emptor::detail {

/// Counts the moves of one entity at a time: nobody is looked up, and a move adds to one number. What follows from the
/// moves is added when all are counted.
template <class When, class State>
class grouped_moves {
public:
    /// The number of the state that an event gives; `no_state` for none.
    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& state) {
        return counts_.number(state);
    }

    /// The events that follow are those of another entity.
    void next_entity() {
        if (last_ != no_state) ++ended(last_).exits;
        last_ = no_state;
    }

    /// Counts one event.
    /// @throws std::invalid_argument if the time is not finite.
    void count(const When& when, std::uint32_t state) {
        const auto at = to_ticks(when);
        ++totals_.events;
        if (state == no_state) [[unlikely]] {
            ++totals_.unknown;
            return;
        }
        if (last_ == no_state) {
            ++ended(state).entries;
            ++totals_.entities;
        } else if (at < latest_) [[unlikely]] {
            ++totals_.out_of_order;
            return;
        } else {
            ++counts_.moves_(last_, state);
        }
        latest_ = at;
        last_ = state;
    }

    [[nodiscard]] flow_totals totals() const noexcept {
        flow_totals totals = totals_;
        totals.moves = totals.events - totals.entities - totals.unknown - totals.out_of_order;
        return totals;
    }

    /// All that was counted.
    [[nodiscard]] transition_counts<State> counts() && {
        next_entity();
        for (std::size_t state = 0; state < ends_.size(); ++state) {
            auto& node = counts_.nodes_[state];
            node = {.entries = ends_[state].entries, .visits = ends_[state].entries, .exits = ends_[state].exits};
            counts_.paths_ += node.entries;
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

    [[nodiscard]] ends& ended(std::uint32_t state) {
        if (state >= ends_.size()) [[unlikely]]
            ends_.resize(counts_.size());
        return ends_[state];
    }

    transition_counts<State> counts_;
    std::vector<ends> ends_;
    flow_totals totals_;
    ticks_of<When> latest_{};
    std::uint32_t last_{no_state};  // of the entity at hand
};

}  // namespace emptor::detail
