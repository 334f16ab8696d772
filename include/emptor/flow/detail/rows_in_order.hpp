// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events put in order, entity by entity.

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

}  // namespace emptor::detail
