// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Follows entities that are small numbers from state to state.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <emptor/events/detail/dense_index.hpp>
#include <emptor/events/detail/entity_block.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/move_tally.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// Counts the moves of entities by a table of their last events. Events are looked at a few at once, so that entities
/// spread over more memory than the cache holds are not waited for.
/// @param id gives the id of an event.
template <class When, class State, class Events, class Id, class OfWhen, class OfState>
[[nodiscard]] move_tally<When, State> dense_moves(Events& events, const Id& id, OfWhen& when, OfState& state) {
    struct seen {
        std::size_t entity;
        ticks_of<When> at;
        std::uint32_t state;
    };
    move_tally<When, State> moves;
    std::vector<typename move_tally<When, State>::last_type> last;
    std::array<seen, block_size> block;
    std::size_t size = 0;
    const auto count = [&] {
        for (std::size_t i = 0; i < size; ++i) moves.count(last[block[i].entity], block[i].at, block[i].state);
        size = 0;
    };
    for (auto&& event : events) {
        const std::size_t entity = id(event).value;
        if (entity >= last.size()) last.resize(entity + 1);
        prefetch(last.data() + entity);
        block[size++] = {entity, to_ticks<When>(std::invoke(when, event)), moves.number(std::invoke(state, event))};
        if (size == block.size()) count();
    }
    count();
    for (const auto& each : last) moves.leave(each);
    return moves;
}

}  // namespace emptor::detail
