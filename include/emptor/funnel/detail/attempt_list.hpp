// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far entities came that were counted one after the other.

#include <cstddef>
#include <span>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempts.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// The same as `attempt_table`, of entities whose events stand together: one entity's state is enough, and of those
/// before it only what a report needs is kept, a fraction of the state.
///
/// Kept of an entity: the first times of the steps it took; with chains the times of its best attempt; with a window
/// its latest start.
template <class Ticks, remembered What>
class attempt_list {
    using table = attempt_table<Ticks, What>;

public:
    static constexpr bool windowed = table::windowed;
    static constexpr bool chained = table::chained;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    attempt_list(std::size_t steps, ticks_span<Ticks> window) : current_{steps, window} { current_.admit(0); }

    [[nodiscard]] std::size_t steps() const noexcept { return current_.steps(); }

    /// Takes the memory for so many entities; that for their times grows as they come.
    void reserve(std::size_t entities) { ends_.reserve(entities); }

    /// Begins the next entity.
    void next() {
        settle_all();
        begun_ = true;
    }

    [[nodiscard]] bool in_order(Ticks at) const noexcept { return current_.in_order(0, at); }

    /// Counts an event of the entity that was begun last.
    void count(Ticks at, step_set taken) { current_.count(0, at, taken); }

    /// Ends the last entity.
    void settle_all() {
        if (!begun_) return;
        begun_ = false;
        current_.settle_all();
        const auto keep = [this](std::span<const Ticks> times) {
            for (const Ticks time : times) times_.push_back(time);  // so few that to copy them as a block takes longer
        };
        keep(current_.first_times(0));
        if constexpr (chained) keep(current_.best_times(0));
        if constexpr (windowed) times_.push_back(current_.latest_start(0));
        ends_.push_back(times_.size());
        current_.forget(0);
    }

    /// @name What has been settled
    /// @{
    [[nodiscard]] std::size_t entities() const noexcept { return ends_.size(); }

    [[nodiscard]] std::size_t level(std::size_t entity) const noexcept {
        return (ends_[entity] - begin(entity) - (windowed ? 1 : 0)) / (chained ? 2 : 1);
    }

    [[nodiscard]] std::span<const Ticks> first_times(std::size_t entity) const noexcept {
        return {times_.data() + begin(entity), level(entity)};
    }

    [[nodiscard]] std::span<const Ticks> best_times(std::size_t entity) const noexcept
        requires(What != remembered::starts)
    {
        const std::size_t steps = level(entity);
        return {times_.data() + begin(entity) + (chained ? steps : 0), steps};
    }

    [[nodiscard]] bool open(std::size_t entity, Ticks now) const noexcept {
        if (level(entity) == 0 || level(entity) == steps()) return false;
        if constexpr (windowed) return elapsed_ticks(times_[ends_[entity] - 1], now) <= current_.window();
        return true;
    }
    /// @}

private:
    [[nodiscard]] std::size_t begin(std::size_t entity) const noexcept { return entity == 0 ? 0 : ends_[entity - 1]; }

    table current_;
    std::vector<Ticks> times_;
    std::vector<std::size_t> ends_;  // of each entity's times
    bool begun_{};
};

}  // namespace emptor::detail
