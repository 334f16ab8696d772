// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Follows entities from state to state where the whole log is in order of time.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <emptor/events/detail/dense_index.hpp>
#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/detail/move_tally.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/funnel/detail/event_block.hpp>
#include <emptor/process/detail/prefetch.hpp>

namespace emptor::detail {

/// Counts moves of events in order of time, whoever they are of. Then nobody's last time needs to be kept: what is
/// remembered of an entity is the state of its last event, in a byte.
template <class When, class State>
class ordered_moves {
public:
    /// The number of the state that an event gives; `no_state` for none.
    template <class Given>
    [[nodiscard]] std::uint32_t number(const Given& state) {
        return moves_.number(state);
    }

    /// Asks for the memory of an entity.
    void ask(std::size_t entity) const noexcept {
        if (entity < last_.size()) prefetch(last_.data() + entity);
    }

    /// Counts one event, or finds that it is older than one before it, or that there are too many states. From then on
    /// nothing can be counted.
    [[nodiscard]] bool count(std::size_t entity, ticks_of<When> at, std::uint32_t state) {
        if (state == no_state) [[unlikely]] {
            moves_.skip();
            return true;
        }
        if (state >= none || (begun_ && at < latest_)) [[unlikely]]
            return false;
        latest_ = at;
        begun_ = true;
        if (entity >= last_.size()) [[unlikely]]
            last_.resize(entity + 1, none);
        const std::uint8_t from = std::exchange(last_[entity], static_cast<std::uint8_t>(state));
        if (from == none) {
            moves_.enter(state);
        } else {
            moves_.move(from, state);
        }
        return true;
    }

    /// The moves of all events, after which every entity has left.
    [[nodiscard]] move_tally<When, State> moves() && {
        for (const std::uint8_t each : last_) {
            if (each != none) moves_.leave(each);
        }
        return std::move(moves_);
    }

private:
    static constexpr std::uint8_t none = std::numeric_limits<std::uint8_t>::max();

    move_tally<When, State> moves_;
    std::vector<std::uint8_t> last_;
    ticks_of<When> latest_{};
    bool begun_{};
};

/// The moves of a log, entities being small numbers; nothing if it is not in order of time.
/// @param id gives the number of an event's entity.
template <class When, class State, class Events, class Id, class OfWhen, class OfState>
[[nodiscard]] std::optional<move_tally<When, State>> ordered_dense_moves(Events& events, const Id& id, OfWhen& when,
                                                                         OfState& state) {
    ordered_moves<When, State> moves;
    for (auto&& event : events) {
        const std::size_t entity = id(event).value;
        const ticks_of<When> at = to_ticks<When>(std::invoke(when, event));
        if (!moves.count(entity, at, moves.number(std::invoke(state, event)))) return std::nullopt;
    }
    return std::move(moves).moves();
}

/// The same of entities that are looked up, a few at once.
template <class Who, class When, class State, class Events, class OfWho, class OfWhen, class OfState>
[[nodiscard]] std::optional<move_tally<When, State>> ordered_moves_by_id(Events& events, OfWho& who, OfWhen& when,
                                                                         OfState& state) {
    ordered_moves<When, State> moves;
    entity_index<kept_id<Who>> index;
    event_block<kept_id<Who>, ticks_of<When>, std::uint32_t> block;
    bool in_order = true;
    const auto count = [&] {
        block.take(
            index, [&](std::size_t entity) { moves.ask(entity); },
            [&](auto entity, ticks_of<When> at, std::uint32_t seen) {
                const std::size_t number = seen == no_state ? 0 : entity();
                in_order = in_order && moves.count(number, at, seen);
            });
        return in_order;
    };
    for (auto&& event : events) {
        if (block.full() && !count()) return std::nullopt;
        const auto& own = std::invoke(who, event);
        const ticks_of<When> at = to_ticks<When>(std::invoke(when, event));
        const std::uint32_t seen = moves.number(std::invoke(state, event));
        block.add(index, looked_up<Who>(own), at, seen);
    }
    if (!count()) return std::nullopt;
    return std::move(moves).moves();
}

}  // namespace emptor::detail
