// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far the entity came whose events pass by.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// The same as `attempt_table`, of one entity after the other.
template <class Ticks, remembered What>
class current_attempt {
    using layout_type = attempt_layout<Ticks, What>;

public:
    static constexpr bool windowed = layout_type::windowed;
    static constexpr bool chained = layout_type::chained;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    current_attempt(std::size_t steps, ticks_span<Ticks> window) : layout_{steps, window}, cells_(layout_.stride()) {}

    [[nodiscard]] std::size_t steps() const noexcept { return layout_.steps(); }
    [[nodiscard]] ticks_span<Ticks> window() const noexcept { return layout_.window(); }

    /// Begins the next entity, whose first event is at this time.
    void next(Ticks at) {
        state_ = {};
        state_.now = at;
    }

    [[nodiscard]] bool in_order(Ticks at) const noexcept { return !(at < state_.now); }
    [[nodiscard]] const attempt_state<Ticks>& state() const noexcept { return state_; }

    /// Counts an event that is in order.
    void count(Ticks at, step_set taken) {
        layout_.count(state_, cells_.data(), at, taken, [this]() -> std::vector<std::uint64_t>& { return crowd_; });
    }

    /// Settles what is held back: the entity has no more events.
    void settle() {
        layout_.settle(state_, cells_.data(), [this]() -> std::vector<std::uint64_t>& { return crowd_; });
    }

    /// @name What has been settled
    /// @{
    [[nodiscard]] std::size_t level() const noexcept { return state_.level; }
    [[nodiscard]] std::span<const Ticks> first_times() const noexcept {
        return {cells_.data() + layout_.first_offset(), level()};
    }
    [[nodiscard]] std::span<const Ticks> best_times() const noexcept
        requires(What != remembered::starts)
    {
        return {cells_.data() + layout_.best_offset(), level()};
    }
    /// When its last attempt started, if it has two steps or more.
    [[nodiscard]] Ticks latest_start() const noexcept
        requires windowed
    {
        return steps() > 1 ? cells_[layout_.record_offset(1)] : Ticks{};
    }
    /// @}

private:
    layout_type layout_;
    attempt_state<Ticks> state_{};
    std::vector<Ticks> cells_;
    std::vector<std::uint64_t> crowd_;  // events of one time, where they must be kept
};

}  // namespace emptor::detail
