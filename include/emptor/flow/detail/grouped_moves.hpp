// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts moves of events that stand together entity by entity.

#include <functional>
#include <utility>

#include <emptor/events/detail/entity_border.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/move_tally.hpp>

namespace emptor::detail {

/// The moves of events that stand together entity by entity: nobody is looked up.
/// @param moved is called for each move, with the two events.
/// @return the count; every entity has left.
/// @throws std::invalid_argument for a time that is not finite.
template <class Who, class When, class State, class Events, class OfWho, class OfWhen, class OfState, class Moved>
[[nodiscard]] move_tally<When, State> grouped_moves(Events&& events, OfWho who, OfWhen when, OfState state,
                                                    Moved moved) {
    move_tally<When, State> moves;
    typename move_tally<When, State>::last_type last;
    entity_border<Who> others;
    for (auto&& event : events) {
        if (others.crossed(std::invoke(who, event))) moves.leave(std::exchange(last, {}));
        const auto before = last;
        const auto at = to_ticks<When>(std::invoke(when, event));
        if (moves.count(last, at, moves.number(std::invoke(state, event)))) moved(before, last);
    }
    moves.leave(last);
    return moves;
}

}  // namespace emptor::detail
