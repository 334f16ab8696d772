// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far entities came that were counted one after the other.

#include <cstddef>
#include <span>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/current_attempt.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// The same as `attempt_table`, of entities whose events stand together: one entity's state is enough, and of those
/// before it only what a report needs is kept, a fraction of the state.
///
/// Kept of an entity: the first times of the steps it took; with chains the times of its best attempt; with a window
/// its latest start.
template <class Ticks, remembered What>
class attempt_list {
    using current_type = current_attempt<Ticks, What>;

public:
    static constexpr bool windowed = current_type::windowed;
    static constexpr bool chained = current_type::chained;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    attempt_list(std::size_t steps, ticks_span<Ticks> window) : current_{steps, window} {}

    [[nodiscard]] std::size_t steps() const noexcept { return current_.steps(); }

    /// Takes the memory for so many entities; that for their times grows as they come.
    void reserve(std::size_t entities) { ends_.reserve(entities); }

    /// Begins the next entity, whose first event is at this time.
    void next(Ticks at) {
        settle_all();
        begun_ = true;
        current_.next(at);
    }

    [[nodiscard]] bool in_order(Ticks at) const noexcept { return current_.in_order(at); }

    /// There is an entity that was begun and not settled.
    [[nodiscard]] bool begun() const noexcept { return begun_; }

    /// The time of its last event.
    [[nodiscard]] Ticks now() const noexcept { return current_.state().now; }

    /// Counts an event of the entity that was begun last.
    void count(Ticks at, step_set taken) { current_.count(at, taken); }

    /// Ends the last entity.
    void settle_all() {
        if (!begun_) return;
        begun_ = false;
        current_.settle();
        const auto keep = [this](std::span<const Ticks> times) {
            for (const Ticks time : times) times_.push_back(time);
        };
        keep(current_.first_times());
        if constexpr (chained) keep(current_.best_times());
        if constexpr (windowed) times_.push_back(current_.latest_start());
        ends_.push_back(times_.size());
    }

    /// Adds the attempts of other entities, which are settled.
    /// @pre the steps and the window are the same.
    void append(const attempt_list& other) {
        settle_all();
        const std::size_t before = times_.size();
        times_.insert(times_.end(), other.times_.begin(), other.times_.end());
        ends_.reserve(ends_.size() + other.ends_.size());
        for (const std::size_t end : other.ends_) ends_.push_back(before + end);
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

    current_type current_;
    std::vector<Ticks> times_;
    std::vector<std::size_t> ends_;  // of each entity's times
    bool begun_{};
};

}  // namespace emptor::detail
