// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long each move along a path took.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include <emptor/flow/state.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace emptor::detail {

/// A sketch of the times of each pair of states, by their numbers, that follow each other.
class path_times {
public:
    /// @throws std::invalid_argument for a time that is not finite.
    void count(std::uint32_t from, std::uint32_t to, double time) {
        demand(is_finite(time), "dwell", "the time between two events", time, "finite");
        times_[key(from, to)].count(time);
    }

    /// Adds other times.
    /// @param here the number here of each of their states.
    void add(const path_times& other, std::span<const std::uint32_t> here) {
        for (const auto& [pair, times] : other.times_) {
            times_[key(here[static_cast<std::size_t>(pair >> 32U)], here[static_cast<std::size_t>(pair & lower)])] +=
                times;
        }
    }

    [[nodiscard]] quantile_sketch between(std::size_t from, std::size_t to) const {
        const auto* const found = find(from, to);
        return found == nullptr ? quantile_sketch{} : *found;
    }

    /// To any of so many states.
    [[nodiscard]] quantile_sketch from(std::size_t state, std::size_t states) const {
        quantile_sketch all;
        for (std::size_t to = 0; to < states; ++to) {
            if (const auto* const found = find(state, to)) all += *found;
        }
        return all;
    }

private:
    static constexpr std::uint64_t lower = 0xFFFF'FFFF;

    [[nodiscard]] static std::uint64_t key(std::size_t from, std::size_t to) noexcept {
        return std::uint64_t{from} << 32U | to;
    }

    [[nodiscard]] const quantile_sketch* find(std::size_t from, std::size_t to) const {
        if (from > lower || to > lower) return nullptr;
        const auto found = times_.find(key(from, to));
        return found == times_.end() ? nullptr : &found->second;
    }

    std::unordered_map<std::uint64_t, quantile_sketch> times_;
};

/// Whether the times of all moves are the same, whatever numbers the states have.
/// @pre the moves themselves are
template <class State>
[[nodiscard]] bool same_times(const transition_counts<State>& moves, const path_times& times,
                              const transition_counts<State>& other_moves, const path_times& other_times) {
    const auto there = [&](std::size_t state) -> std::size_t {
        if constexpr (enumerated<State>) {
            return state;
        } else {
            return other_moves.find(moves.name(state)).value_or(no_state);
        }
    };
    bool same = true;
    moves.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t) {
        same = same && times.between(from, to) == other_times.between(there(from), there(to));
    });
    return same;
}

}  // namespace emptor::detail
