// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Late events, put right as far as they are not too late.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>

namespace emptor {

/// Holds events back until none that is at most `bound` late can come before them, and gives them on in order of time,
/// those of one time as they came.
///
/// An event is late by as much as the latest time before it is ahead of it. One that is later than the bound is given
/// on at once: whoever counts sees that it is out of order. So nothing is lost, and what is held is what came within
/// the bound.
template <event_time When, std::movable Event>
class reorder_buffer {
public:
    using ticks = detail::ticks_of<When>;

    /// @param bound in ticks of the times.
    explicit reorder_buffer(detail::ticks_span<ticks> bound) : bound_{bound} {}

    /// Takes an event, and calls `give` with each that nothing can come before any more.
    /// @throws std::invalid_argument for a time that is not finite.
    template <class Give>
    void add(const When& when, Event event, Give&& give) {
        const ticks at = detail::to_ticks(when);
        if (latest_ && at < *latest_ && detail::elapsed_ticks(at, *latest_) > bound_) {
            ++late_;
            give(std::move(event));
            return;
        }
        held_.push_back({at, added_++, std::move(event)});
        std::push_heap(held_.begin(), held_.end(), later{});
        if (!latest_ || *latest_ < at) latest_ = at;
        while (!held_.empty() && settled(held_.front().at)) give(next());
    }

    /// Calls `give` with all that are held: no more follow.
    template <class Give>
    void finish(Give&& give) {
        while (!held_.empty()) give(next());
    }

    /// Events that were later than the bound.
    [[nodiscard]] std::uint64_t late() const noexcept { return late_; }
    /// Events that are held.
    [[nodiscard]] std::size_t size() const noexcept { return held_.size(); }

private:
    struct held_event {
        ticks at;
        std::uint64_t place;
        Event event;
    };
    struct later {
        bool operator()(const held_event& a, const held_event& b) const {
            return b.at < a.at || (!(a.at < b.at) && b.place < a.place);
        }
    };

    /// An event just within the bound may still come before one at its own time only by place, which is behind.
    [[nodiscard]] bool settled(ticks at) const { return detail::elapsed_ticks(at, *latest_) >= bound_; }

    [[nodiscard]] Event next() {
        std::pop_heap(held_.begin(), held_.end(), later{});
        Event first = std::move(held_.back().event);
        held_.pop_back();
        return first;
    }

    detail::ticks_span<ticks> bound_;
    std::optional<ticks> latest_;
    std::uint64_t added_{};
    std::uint64_t late_{};
    std::vector<held_event> held_;  // a heap, the earliest in front
};

}  // namespace emptor
