// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events of one entity at one time, and how far they can carry an attempt.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// For each number of steps m, the smallest l such that the events of a tick take steps l+1 to m, one event a step.
/// `from[m] == m` where no event can take step m. Never decreases with m.
using tick_reach = std::array<std::uint8_t, most_steps + 1>;

/// Where each event takes at most one step, or there is one event only.
class plain_tick {
public:
    /// @param taken the steps taken by any event of the tick.
    /// @param one_event the tick has one event, which can take only one of these steps.
    constexpr plain_tick(std::uint64_t taken, bool one_event) noexcept : taken_{taken}, one_event_{one_event} {}

    [[nodiscard]] constexpr std::uint64_t taken() const noexcept { return taken_; }

    /// The smallest l such that steps l+1 to m can be taken, for an m whose step is taken.
    [[nodiscard]] constexpr std::size_t from(std::size_t m) const noexcept {
        if (one_event_) return m - 1;
        const auto before = taken_ << (most_steps - m);  // step m is the highest bit
        return m - static_cast<std::size_t>(std::countl_one(before));
    }

private:
    std::uint64_t taken_;
    bool one_event_;
};

/// Where several events meet of which some can take more than one step: who takes what is a matching of steps to
/// events, found by augmenting paths (H. W. Kuhn 1955), so the answer does not depend on the order of the events.
class matched_tick {
public:
    matched_tick(const std::vector<std::uint64_t>& events, std::size_t steps) : events_{events} {
        for (const std::uint64_t event : events) taken_ |= event;
        step_of_.assign(events.size(), nothing);
        std::size_t first = 0;  // steps first+1 to m are matched
        for (std::size_t m = 1; m <= steps; ++m) {
            while (first < m) {
                visited_.assign(events.size(), 0);
                if (augment(m - 1)) break;
                release(first++);
            }
            from_[m] = static_cast<std::uint8_t>(first);
        }
    }

    [[nodiscard]] std::uint64_t taken() const noexcept { return taken_; }
    [[nodiscard]] std::size_t from(std::size_t m) const noexcept { return from_[m]; }

private:
    static constexpr std::uint8_t nothing = 255;

    bool augment(std::size_t step) {
        for (std::size_t event = 0; event < events_.size(); ++event) {
            if (visited_[event] != 0 || (events_[event] >> step & 1) == 0) continue;
            visited_[event] = 1;
            if (step_of_[event] == nothing || augment(step_of_[event])) {
                step_of_[event] = static_cast<std::uint8_t>(step);
                return true;
            }
        }
        return false;
    }

    void release(std::size_t step) {
        for (std::uint8_t& held : step_of_) {
            if (held == step) held = nothing;
        }
    }

    const std::vector<std::uint64_t>& events_;
    std::uint64_t taken_{};
    std::vector<std::uint8_t> step_of_;
    std::vector<std::uint8_t> visited_;
    tick_reach from_{};
};

/// Adds an event to those of a tick that can matter: no step needs more events to choose from than there are steps,
/// so an event is dropped once each of its steps has as many. The memory of a tick is bounded however many events it
/// holds.
inline void add_to_tick(std::vector<std::uint64_t>& events, std::uint64_t taken, std::size_t steps) {
    for (std::uint64_t rest = taken; rest != 0; rest &= rest - 1) {
        const std::uint64_t step = rest & (~rest + 1);
        std::size_t takers = 0;
        for (const std::uint64_t event : events) takers += (event & step) != 0 ? 1 : 0;
        if (takers < steps) {
            events.push_back(taken);
            return;
        }
    }
}

}  // namespace emptor::detail
