// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many of the entities that were counted one after the other came how far.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_list.hpp>
#include <emptor/funnel/detail/bare_attempt.hpp>
#include <emptor/funnel/detail/level_tally.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// The same as `attempt_list` without times: nothing is kept of an entity that is done with, but with a window the
/// latest start of one who may yet get further.
template <class Ticks, remembered What>
    requires(remembers_no_times(What))
class attempt_list<Ticks, What> {
    static constexpr bool windowed = What == remembered::open_starts;
    using rule_type = bare_attempt<Ticks, windowed>;

public:
    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    attempt_list(std::size_t steps, ticks_span<Ticks> window)
        : rule_{steps, window}, own_(rule_type::moments(steps)), tally_{steps, window} {
        require_step_count(steps);
    }

    [[nodiscard]] std::size_t steps() const noexcept { return rule_.steps(); }

    void reserve(std::size_t) const noexcept {}

    /// Begins the next entity, whose first event is at this time.
    void next(Ticks at) {
        settle_all();
        begun_ = true;
        own_[0] = at;
    }

    [[nodiscard]] bool in_order(Ticks at) const noexcept { return !(at < own_[0]); }
    [[nodiscard]] bool begun() const noexcept { return begun_; }
    [[nodiscard]] Ticks now() const noexcept { return own_[0]; }

    /// Counts an event of the entity that was begun last.
    void count(Ticks at, step_set taken) {
        rule_.count(current_, own_.data(), at, taken.bits, [this]() -> std::vector<std::uint64_t>& { return crowd_; });
    }

    /// Ends the last entity.
    void settle_all() {
        if (!begun_) return;
        begun_ = false;
        rule_.settle(current_, own_.data(), [this]() -> std::vector<std::uint64_t>& { return crowd_; });
        if (!latest_ || *latest_ < own_[0]) latest_ = own_[0];
        tally_.add(current_.level, windowed && own_.size() > 1 ? own_[1] : Ticks{}, *latest_);
        current_ = {};
    }

    /// Adds the attempts of other entities, which are settled.
    /// @pre the steps and the window are the same.
    void append(const attempt_list& other) {
        settle_all();
        tally_ += other.tally_;
        if (other.latest_ && (!latest_ || *latest_ < *other.latest_)) latest_ = other.latest_;
    }

    /// What has been settled.
    /// @param latest the time of the last event.
    [[nodiscard]] level_counts levels(Ticks latest) const { return tally_.counts(latest); }

private:
    rule_type rule_;
    bare_state<std::uint64_t> current_;
    std::vector<Ticks> own_;            // of the entity that was begun last
    std::vector<std::uint64_t> crowd_;  // its events of one time, where they must be kept
    level_tally<Ticks, windowed> tally_;
    std::optional<Ticks> latest_;
    bool begun_{};
};

}  // namespace emptor::detail
