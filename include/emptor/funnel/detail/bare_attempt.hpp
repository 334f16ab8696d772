// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far an entity has come, where no time of a step is asked for.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/tick.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// The smallest set of so many steps.
template <std::size_t Steps>
using step_bits = std::conditional_t<
    Steps <= 8, std::uint8_t,
    std::conditional_t<Steps <= 16, std::uint16_t, std::conditional_t<Steps <= 32, std::uint32_t, std::uint64_t>>>;

/// Where an entity stands, besides its moments.
template <class Bits>
struct bare_state {
    Bits taken{};          ///< the steps its events at this time can take
    std::uint8_t level{};  ///< steps of the best attempt
    bool seen{};           ///< had any event
    bool crowded{};        ///< the events of this time are kept one by one, elsewhere

    friend bool operator==(const bare_state&, const bare_state&) = default;
};

/// What events make of an entity's moments: that of its last event, and with a window the latest start at each level
/// from 1 to n-1. An attempt at level 0 starts now, so the first moment is both.
///
/// Unlike `attempt_layout`, it holds nothing back where events at one time take one step at most each: a step is taken
/// at once, and again after the steps before it were, as long as the time is the same. That changes nothing for those
/// after it: who stands latest at the first of a run of steps stands latest at all of them. Only where one event can
/// take several steps are the events of its time kept until a later one comes.
template <class Moment, bool Windowed>
class bare_attempt {
public:
    using span_type = ticks_span<Moment>;

    constexpr bare_attempt(std::size_t steps, span_type window) noexcept : steps_{steps}, window_{window} {}

    [[nodiscard]] constexpr std::size_t steps() const noexcept { return steps_; }
    [[nodiscard]] constexpr span_type window() const noexcept { return window_; }

    /// Moments of an entity.
    [[nodiscard]] static constexpr std::size_t moments(std::size_t steps) noexcept { return Windowed ? steps : 1; }

    /// Counts an event that is in order.
    /// @param crowd gives the list of a time's events, where they must be kept one by one.
    template <class State, class Crowd>
    void count(State& current, Moment* own, Moment at, std::uint64_t taken, Crowd crowd) const {
        if (current.seen && own[0] == at) [[unlikely]]
            return join(current, own, taken, crowd);
        if (current.crowded) [[unlikely]]
            settle(current, own, crowd);
        own[0] = at;
        current.seen = true;
        current.taken = static_cast<decltype(current.taken)>(taken);
        if ((taken & (taken - 1)) != 0) [[unlikely]]
            return part(current, 0, taken, crowd);
        take(current, own, taken);
    }

    /// Settles what is held back, as if a later event had arrived.
    template <class State, class Crowd>
    void settle(State& current, Moment* own, Crowd crowd) const {
        if (!current.crowded) return;
        current.crowded = false;
        const std::vector<std::uint64_t>& events = crowd();
        if (events.size() == 1) {
            carry(current, own, plain_tick{events.front(), true});
        } else {
            carry(current, own, matched_tick{events, steps_});
        }
        crowd().clear();
    }

    /// An attempt is under way, less than complete, that may yet get further after `now`.
    [[nodiscard]] bool open(std::size_t level, const Moment* own, Moment now) const noexcept {
        if (level == 0 || level == steps_) return false;
        if constexpr (Windowed) return elapsed_ticks(own[1], now) <= window_;
        return true;
    }

private:
    [[nodiscard]] bool reaches(const Moment* own, std::size_t level) const noexcept {
        if constexpr (Windowed) return elapsed_ticks(own[level], own[0]) <= window_;
        return true;
    }

    /// Carries every attempt as far as the events of the time go, the longest first, so that each is carried from where
    /// it stood before.
    template <class State, class Tick>
    void carry(State& current, Moment* own, const Tick& tick) const {
        const std::size_t before = current.level;
        for (std::uint64_t rest = tick.taken(); rest != 0;) {
            const auto m = static_cast<std::size_t>(std::bit_width(rest));
            rest ^= std::uint64_t{1} << (m - 1);
            const std::size_t l = tick.from(m);
            if (l == m || l > before || !reaches(own, l)) continue;
            if (Windowed && m < steps_) own[m] = own[l];
            current.level = std::max(current.level, static_cast<std::uint8_t>(m));
        }
    }

    /// Counts an event at the time of the one before.
    template <class State, class Crowd>
    void join(State& current, Moment* own, std::uint64_t taken, Crowd crowd) const {
        const std::uint64_t before = current.taken;
        current.taken = static_cast<decltype(current.taken)>(before | taken);
        if (current.crowded) return add_to_tick(crowd(), taken, steps_);
        if ((taken & (taken - 1)) != 0) return part(current, before, taken, crowd);
        for (take(current, own, taken); (before & (taken <<= 1)) != 0;) take(current, own, taken);
    }

    /// From here on the events of this time are kept one by one. Those before it took one step each.
    template <class State, class Crowd>
    void part(State& current, std::uint64_t before, std::uint64_t taken, Crowd crowd) const {
        std::vector<std::uint64_t>& events = crowd();
        events.clear();
        for (std::uint64_t rest = before; rest != 0; rest &= rest - 1) events.push_back(rest & (~rest + 1));
        current.crowded = true;
        add_to_tick(events, taken, steps_);
    }

    /// Takes a step, or none. Which step it is and whether it counts is hard to foresee, so there is no branch on
    /// either: a moment is written as it was where nothing changes.
    template <class State>
    void take(State& current, Moment* own, std::uint64_t step) const noexcept {
        const auto some = static_cast<std::size_t>(step != 0);
        const std::size_t m = static_cast<std::size_t>(std::bit_width(step | 1)) - 1 + some;
        const std::size_t level = current.level;
        std::size_t carried = some & static_cast<std::size_t>(level + 1 >= m);
        if constexpr (Windowed) {
            carried &= static_cast<std::size_t>(elapsed_ticks(own[m - some], own[0]) <= window_);
            const std::size_t to = m - static_cast<std::size_t>(m == steps_);  // complete attempts have no start
            own[to] = own[to - (carried & static_cast<std::size_t>(to == m))];
        }
        current.level = static_cast<std::uint8_t>(level + (carried & static_cast<std::size_t>(m > level)));
    }

    std::size_t steps_;
    span_type window_;
};

}  // namespace emptor::detail
