// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which stages lead where, and what is wrong with that.

#include <bit>
#include <cstddef>
#include <cstdint>

#include <emptor/process/detail/defects.hpp>

namespace emptor::detail {

inline constexpr std::size_t stages_at_most = 127;

/// Some of the stages, by index.
struct stage_bits {
    std::uint64_t low{};
    std::uint64_t high{};

    constexpr void insert(std::size_t stage) noexcept { (stage < 64 ? low : high) |= std::uint64_t{1} << stage % 64; }
    [[nodiscard]] constexpr bool contains(std::size_t stage) const noexcept {
        return ((stage < 64 ? low : high) >> stage % 64 & 1U) != 0;
    }
};

/// The ways between the stages of a process, whatever the event. At most 127 stages.
struct process_shape {
    std::size_t stages{};
    std::size_t start{};
    stage_bits finals{};
    stage_bits endless{};
    stage_bits after[stages_at_most]{};   ///< where one event leads
    stage_bits before[stages_at_most]{};  ///< from where one event leads here

    constexpr void connect(std::size_t from, std::size_t to) noexcept {
        after[from].insert(to);
        before[to].insert(from);
    }
};

/// All that can be reached from some stages by the ways `next`, they themselves among it.
[[nodiscard]] constexpr stage_bits reached_by(const stage_bits (&next)[stages_at_most], stage_bits from) noexcept {
    stage_bits reached = from;
    stage_bits waiting = from;
    while ((waiting.low | waiting.high) != 0) {
        std::size_t stage = 0;
        if (waiting.low != 0) {
            stage = static_cast<std::size_t>(std::countr_zero(waiting.low));
            waiting.low &= waiting.low - 1;
        } else {
            stage = 64 + static_cast<std::size_t>(std::countr_zero(waiting.high));
            waiting.high &= waiting.high - 1;
        }
        waiting.low |= next[stage].low & ~reached.low;
        waiting.high |= next[stage].high & ~reached.high;
        reached.low |= waiting.low;
        reached.high |= waiting.high;
    }
    return reached;
}

/// Finds the first stage with no way to another, one never reached, and one that leads to no final or endless stage.
///
/// A way from a stage back to itself is a way out only of an endless one.
/// @return the number of stages as the stage of the defect where there is none.
[[nodiscard]] constexpr defect first_defect(const process_shape& shape) noexcept {
    for (std::size_t s = 0; s < shape.stages; ++s) {
        if (shape.finals.contains(s)) continue;
        stage_bits out = shape.after[s];
        if (!shape.endless.contains(s)) (s < 64 ? out.low : out.high) &= ~(std::uint64_t{1} << s % 64);
        if ((out.low | out.high) == 0) return {defect_kind::dead_end, s};
    }
    stage_bits start;
    start.insert(shape.start);
    const stage_bits reached = reached_by(shape.after, start);
    for (std::size_t s = 0; s < shape.stages; ++s) {
        if (!reached.contains(s)) return {defect_kind::never_reached, s};
    }
    stage_bits rest = shape.finals;
    rest.low |= shape.endless.low;
    rest.high |= shape.endless.high;
    const stage_bits leading = reached_by(shape.before, rest);
    for (std::size_t s = 0; s < shape.stages; ++s) {
        if (!leading.contains(s)) return {defect_kind::no_way_to_a_final_stage, s};
    }
    return {defect_kind::dead_end, shape.stages};
}

}  // namespace emptor::detail
