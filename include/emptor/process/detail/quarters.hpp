// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counting the reasons of steps without a branch.

#include <cstddef>
#include <cstdint>

#include <emptor/process/tally.hpp>

namespace emptor::detail {

/// Counts reasons of steps in the four quarters of a word; moves are what is left.
class quarters {
public:
    /// How many steps may be counted before the sum is taken.
    static constexpr std::size_t at_most = 0xFFFF;

    constexpr void count(std::uint64_t reason) noexcept { sum_ += std::uint64_t{1} << reason * 16; }

    /// @param steps how many were counted.
    constexpr void add_to(tally& counts, std::size_t steps) const noexcept {
        std::uint64_t refused = 0;
        for (std::uint64_t reason = 1; reason < 4; ++reason) {
            const std::uint64_t number = sum_ >> reason * 16 & 0xFFFF;
            counts.count(static_cast<refusal>(reason), number);
            refused += number;
        }
        counts.count(refusal::none, steps - refused);
    }

private:
    std::uint64_t sum_{};
};

/// The same where the only reason is that a step is not possible.
class refusals {
public:
    constexpr void count(std::uint64_t reason) noexcept { sum_ += reason != 0 ? 1 : 0; }

    /// @param steps how many were counted.
    constexpr void add_to(tally& counts, std::size_t steps) const noexcept {
        counts.count(refusal::not_possible, sum_);
        counts.count(refusal::none, steps - sum_);
    }

private:
    std::uint64_t sum_{};
};

}  // namespace emptor::detail
