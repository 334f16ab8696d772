// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events that are looked at several at once.

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <emptor/events/detail/entity_block.hpp>
#include <emptor/events/detail/entity_index.hpp>

namespace emptor::detail {

/// A few events: whose they are, when they were, and what was seen of them.
template <class Id, class Ticks, class Seen>
class event_block {
    using index = entity_index<Id>;

public:
    [[nodiscard]] bool full() const noexcept { return size_ == block_size; }

    void add(const index& numbers, typename index::lookup_type id, Ticks at, const Seen& seen) {
        entities_.set(size_, numbers, id);
        at_[size_] = at;
        seen_[size_] = seen;
        ++size_;
    }

    /// Takes all of them out, in the order in which they were added. If `count` throws, those after it are gone.
    /// @param ask see `entity_block::look_up`.
    /// @param count is called with a function that gives the number of the event's entity, its time, and what was seen.
    template <class Ask, class Count>
    void take(index& numbers, const Ask& ask, const Count& count) {
        const std::size_t size = std::exchange(size_, 0);
        entities_.look_up(size, numbers, ask);
        for (std::size_t i = 0; i < size; ++i) {
            count([&] { return entities_.number(i, numbers); }, at_[i], seen_[i]);
        }
    }

private:
    entity_block<Id> entities_;
    std::array<Ticks, block_size> at_;
    std::array<Seen, block_size> seen_;
    std::size_t size_{};
};

/// Goes through events, a few at once: they are looked at before the first of them is counted. If looking at one
/// throws, those before it have been counted, and no other.
/// @param look adds an event to a block.
/// @param ask,count see `event_block::take`.
template <class Id, class Ticks, class Seen, class Events, class Look, class Ask, class Count>
void each_block(Events&& events, entity_index<Id>& numbers, const Look& look, const Ask& ask, const Count& count) {
    event_block<Id, Ticks, Seen> block;
    try {
        for (auto&& event : events) {
            if (block.full()) block.take(numbers, ask, count);
            look(block, event);
        }
    } catch (...) {
        block.take(numbers, ask, count);
        throw;
    }
    block.take(numbers, ask, count);
}

}  // namespace emptor::detail
