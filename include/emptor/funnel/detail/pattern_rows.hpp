// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events put in order, entity by entity.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>

namespace emptor::detail {

/// Keeps events until all are there, then gives them entity by entity and in order of time; those of one time in the
/// order they had.
template <class Who, class When, class Kept>
class pattern_rows {
public:
    struct row {
        When at;
        std::uint32_t entity;
        std::size_t position;
        Kept kept;
    };

    /// The number of an entity, which may have no events.
    [[nodiscard]] std::uint32_t number(const Who& who) {
        const std::uint32_t entity = index_.number(looked_up(who));
        if (entity >= latest_.size()) latest_.resize(entity + std::size_t{1});
        return entity;
    }

    /// Keeps an event of the entity with this number.
    /// @throws std::invalid_argument if the time is not finite.
    void add(std::uint32_t entity, const When& at, Kept kept) {
        static_cast<void>(to_ticks(at));
        newest& last = latest_[entity];
        if (last.begun && at < last.at) {
            ++late_;
        } else {
            last = {at, true};
        }
        rows_.push_back({at, entity, rows_.size(), std::move(kept)});
    }

    /// How many events were older than one that stood before them for the same entity.
    [[nodiscard]] std::uint64_t late() const noexcept { return late_; }

    /// Calls `use(rows)` with the events of each entity.
    template <class Use>
    void for_each_entity(Use use) {
        std::sort(rows_.begin(), rows_.end(), [](const row& a, const row& b) {
            if (a.entity != b.entity) return a.entity < b.entity;
            return a.at < b.at || (!(b.at < a.at) && a.position < b.position);
        });
        std::size_t begin = 0;
        for (std::size_t entity = 0; entity < index_.size(); ++entity) {
            std::size_t end = begin;
            while (end < rows_.size() && rows_[end].entity == entity) ++end;
            use(std::span<const row>{rows_}.subspan(begin, end - begin));
            begin = end;
        }
    }

private:
    struct newest {
        When at{};
        bool begun{};
    };

    entity_index<kept_id<Who>> index_;
    std::vector<newest> latest_;  // of each entity
    std::vector<row> rows_;
    std::uint64_t late_{};
};

}  // namespace emptor::detail
