// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events put in order, entity by entity.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <type_traits>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>

namespace emptor::detail {

/// Keeps events until all are there, then gives them entity by entity and in order of time; those of one time in the
/// order they had.
template <class Who, class When, class Seen>
class rows_in_order {
public:
    /// @param state of the event, if it has one; else the event is left out and counted.
    /// @throws std::invalid_argument if the time is not finite.
    void add(const Who& who, const When& when, std::uint32_t state, const Seen& seen = {}) {
        const auto at = to_ticks(when);
        if (state == no_state) {
            ++unknown_;
            return;
        }
        const std::uint32_t entity = index_.number(looked_up(who));
        if (entity >= latest_.size()) latest_.resize(entity + 1, at);
        if (at < latest_[entity]) {
            ++late_;
        } else {
            latest_[entity] = at;
        }
        rows_.push_back({.when = when, .entity = entity, .position = rows_.size(), .state = state, .seen = seen});
    }

    /// Calls `use(entity, when, state, seen)` for each event, with the number of its entity.
    template <class Use>
    void for_each(Use use) {
        std::sort(rows_.begin(), rows_.end(), [](const row& a, const row& b) {
            if (a.entity != b.entity) return a.entity < b.entity;
            return a.when < b.when || (!(b.when < a.when) && a.position < b.position);
        });
        for (const row& each : rows_) use(each.entity, each.when, each.state, each.seen);
    }

    /// The totals of the events that were given out, with what is known of the others and of the order they had.
    [[nodiscard]] flow_totals totals(flow_totals counted) const noexcept {
        counted.events += unknown_;
        counted.unknown += unknown_;
        counted.out_of_order = late_;
        counted.sorted = true;
        return counted;
    }

private:
    struct row {
        When when;
        std::uint32_t entity;
        std::size_t position;
        std::uint32_t state;
        [[no_unique_address]] Seen seen;
    };

    entity_index<kept_id<Who>> index_;
    std::vector<ticks_of<When>> latest_;  // of each entity
    std::vector<row> rows_;
    std::uint64_t late_{};  // events older than one that stood before them for the same entity
    std::uint64_t unknown_{};
};

/// Calls `use(entity, when, state)` for each event, entity by entity and in order of time.
/// @param number gives the number of an event's state.
/// @return the rows, which know the totals.
template <class Events, class Who, class When, class Number, class Use>
[[nodiscard]] auto visit_in_order(Events& events, Who& who, When& when, Number number, Use use) {
    using event = std::ranges::range_reference_t<Events>&;
    struct nothing_else {};
    rows_in_order<std::decay_t<std::invoke_result_t<Who&, event>>,
                  std::remove_cvref_t<std::invoke_result_t<When&, event>>, nothing_else>
        rows;
    for (auto&& each : events) rows.add(std::invoke(who, each), std::invoke(when, each), number(each));
    rows.for_each([&](std::uint32_t entity, const auto& at, std::uint32_t state, const nothing_else&) {
        use(entity, at, state);
    });
    return rows;
}

}  // namespace emptor::detail
