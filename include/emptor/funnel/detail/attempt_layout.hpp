// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is remembered of an entity's attempts, and what its events make of it.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/tick.hpp>

namespace emptor::detail {

/// What the attempts of an entity are remembered by.
enum class remembered {
    first_times,  ///< no window: when each step was first reached
    starts,       ///< a window: also the latest start that reaches each step
    chains,       ///< a window: also the times of every step from that start, and of the best attempt
    levels,       ///< no times and no window: how far it came
    open_starts,  ///< no times, and a window: also the latest start at each level
};

/// No time of a step is asked for (see `bare_attempt`).
[[nodiscard]] constexpr bool remembers_no_times(remembered what) noexcept {
    return what == remembered::levels || what == remembered::open_starts;
}

/// Where an entity stands, besides its cells.
template <class Ticks>
struct attempt_state {
    std::uint64_t pending{};  ///< steps taken at the time of the last event and not settled yet
    Ticks now{};              ///< that time
    std::uint8_t level{};     ///< steps of the best attempt
    bool seen{};              ///< had any event
    bool one_event{};         ///< `pending` is what one event can take
    bool crowded{};           ///< the events of this time are kept one by one, elsewhere
};

/// How the cells of an entity with n steps stand: the first time of each step (n); with a window a cell to work in and,
/// for levels l = 1 to n-1, the start of the latest attempt at that level. With chains, for levels l = 1 to n-1, all l
/// times of the latest attempt at that level; the first times; and the n times of the best attempt: what every event is
/// compared with stands before what is written when an entity gets further. The longer of two attempts never started
/// later.
template <class Ticks, remembered What>
class attempt_layout {
public:
    using state = attempt_state<Ticks>;
    using span_type = ticks_span<Ticks>;
    static constexpr bool windowed = What != remembered::first_times;
    static constexpr bool chained = What == remembered::chains;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    constexpr attempt_layout(std::size_t steps, span_type window) : steps_{steps}, window_{window} {
        require_step_count(steps);
        if constexpr (chained) {
            stride_ = steps + steps * (steps - 1) / 2 + steps;
        } else {
            stride_ = windowed ? steps + steps : steps;
        }
    }

    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
    [[nodiscard]] span_type window() const noexcept { return window_; }
    /// Cells of an entity.
    [[nodiscard]] constexpr std::size_t stride() const noexcept { return stride_; }
    /// How many of them, from the first one on, any event may want.
    [[nodiscard]] std::size_t wanted() const noexcept { return chained ? first_offset() : stride_; }
    /// Where the first times begin.
    [[nodiscard]] std::size_t first_offset() const noexcept { return chained ? steps_ * (steps_ - 1) / 2 : 0; }
    /// Where the times of the best attempt begin.
    [[nodiscard]] std::size_t best_offset() const noexcept { return chained ? first_offset() + steps_ : 0; }

    /// Where the record of level l (1 to n-1) begins; its first number is the start of the attempt.
    [[nodiscard]] std::size_t record_offset(std::size_t l) const noexcept {
        return chained ? l * (l - 1) / 2 : steps_ + l;
    }

    /// The entity has a start, less than complete, that may yet get further after `now`.
    [[nodiscard]] bool open(const state& current, const Ticks* own, Ticks now) const noexcept {
        if (current.level == 0 || current.level == steps_) return false;
        if constexpr (windowed) return elapsed_ticks(own[record_offset(1)], now) <= window_;
        return true;
    }

    /// Counts an event that is in order.
    /// @param crowd gives the list of a time's events, where they must be kept one by one.
    template <class Crowd>
    void count(state& current, Ticks* own, Ticks at, step_set taken, Crowd crowd) const {
        if (current.now == at && current.pending != 0) [[unlikely]] {
            current.now = at;  // the mark of a marked time may be another one now
            if (taken.bits != 0) hold(current, taken.bits, crowd);
            return;
        }
        settle(current, own, crowd);
        current.now = at;
        current.pending = taken.bits;
        current.seen = true;
        current.one_event = true;
    }

    /// Settles what is held back, as if a later event had arrived.
    template <class Crowd>
    void settle(state& current, Ticks* own, Crowd crowd) const {
        if (chained || current.crowded || (current.pending & (current.pending - 1)) != 0) [[unlikely]] {
            settle_several(current, own, crowd);
        } else {
            take(current, own, current.pending);
        }
        current.pending = 0;
    }

private:
    /// Settles several steps, or one with its times.
    template <class Crowd>
    void settle_several(state& current, Ticks* own, Crowd crowd) const {
        if (current.crowded) {
            advance(current, own, matched_tick{crowd(), steps_});
            crowd().clear();
            current.crowded = false;
        } else {
            advance(current, own, plain_tick{current.pending, current.one_event});
        }
    }

    template <class Crowd>
    void hold(state& current, std::uint64_t taken, Crowd crowd) const {
        const bool alone = current.pending == 0;
        const bool one_step = std::has_single_bit(taken);
        if (!alone && !current.crowded && (!one_step || (current.one_event && !std::has_single_bit(current.pending)))) {
            split(current, crowd());
        }
        if (current.crowded) add_to_tick(crowd(), taken, steps_);
        current.one_event = alone;
        current.pending |= taken;
    }

    /// From here on the events of this time are kept one by one.
    static void split(state& current, std::vector<std::uint64_t>& events) {
        events.clear();
        if (current.one_event) {
            events.push_back(current.pending);
        } else {
            for (std::uint64_t rest = current.pending; rest != 0; rest &= rest - 1) {
                events.push_back(rest & (~rest + 1));
            }
        }
        current.crowded = true;
    }

    /// Carries every attempt as far as the events of the tick go. From the longest to the shortest, so that each is
    /// carried from where it stood before the tick.
    template <class Tick>
    void advance(state& current, Ticks* own, const Tick& tick) const {
        const std::size_t before = current.level;
        if (before == steps_) return;
        for (std::uint64_t rest = tick.taken(); rest != 0;) {
            const auto m = static_cast<std::size_t>(std::bit_width(rest));
            rest ^= std::uint64_t{1} << (m - 1);
            const std::size_t l = tick.from(m);
            if (l == m || l > before) continue;
            if constexpr (windowed) {
                carry(current, own, l, m, before);
            } else {
                reach(current, own, m);
            }
        }
    }

    /// What `advance` does where there is one step, or none, and no chains. Which step it is and whether it counts is
    /// hard to foresee, so there is no branch on either: cells are written as they were where nothing changes.
    void take(state& current, Ticks* own, std::uint64_t step) const noexcept {
        const std::size_t level = current.level;
        if (level == steps_) return;
        const auto some = static_cast<std::size_t>(step != 0);
        const std::size_t m = static_cast<std::size_t>(std::bit_width(step | 1)) - 1 + some;
        std::size_t carried = some & static_cast<std::size_t>(level + 1 >= m);
        if constexpr (windowed) {
            Ticks* const starts = own + steps_;  // of each level; an attempt at level 0 starts now
            starts[0] = current.now;
            carried &= static_cast<std::size_t>(elapsed_ticks(starts[m - some], current.now) <= window_);
            const std::size_t to = m - static_cast<std::size_t>(m == steps_);  // complete attempts have no start
            starts[to] = starts[to - (carried & static_cast<std::size_t>(to == m))];
        }
        own[level] = current.now;
        current.level = static_cast<std::uint8_t>(level + (carried & static_cast<std::size_t>(m > level)));
    }

    /// The entity has taken m steps now, and at no time before.
    void reach(state& current, Ticks* own, std::size_t m) const noexcept {
        if (m <= current.level) return;
        Ticks* const first = own + first_offset();
        std::fill(first + current.level, first + m, current.now);
        current.level = static_cast<std::uint8_t>(m);
    }

    /// Carries the attempt that took l steps, or starts one, to m steps.
    /// @param before the level before this tick, up to which there are records.
    void carry(state& current, Ticks* own, std::size_t l, std::size_t m, std::size_t before) const noexcept {
        const Ticks now = current.now;
        const auto start = [&](std::size_t level) { return own[record_offset(level)]; };
        const Ticks begun = l == 0 ? now : start(l);
        if (elapsed_ticks(begun, now) > window_) return;
        // Of the records with this start, the longest took its steps earliest.
        if (l > 0) {
            while (l + 1 < m && l + 1 <= before && start(l + 1) == begun) ++l;
        }
        if (m > current.level) {
            if constexpr (chained) write_chain(own, l, m, now, own + best_offset());
            reach(current, own, m);
        }
        if (m < steps_ && (m > before || start(m) < begun)) {
            if constexpr (chained) {
                write_chain(own, l, m, now, own + record_offset(m));
            } else {
                own[record_offset(m)] = begun;
            }
        }
    }

    /// Writes the times of the record of level l, then `now` for steps l+1 to m.
    void write_chain(const Ticks* own, std::size_t l, std::size_t m, Ticks now, Ticks* to) const noexcept {
        if (l > 0) to = std::copy_n(own + record_offset(l), l, to);
        std::fill_n(to, m - l, now);
    }

    std::size_t steps_;
    span_type window_;
    std::size_t stride_{};
};

}  // namespace emptor::detail
