// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How often something took how long.

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>

#include <emptor/stats/aggregate.hpp>

namespace emptor::detail {

/// Times that have passed, in ticks: how many, their sum, the shortest and the longest.
///
/// Sums of integers are exact (they have 128 bits), so tallies of parts add up to that of the whole in any order. Sums
/// of floating-point ticks do so up to their rounding.
template <class Span>
class span_tally {
public:
    constexpr void count(Span ticks) noexcept {
        ++times_;
        shortest_ = std::min(shortest_, ticks);
        longest_ = std::max(longest_, ticks);
        if constexpr (std::floating_point<Span>) {
            total_ += static_cast<double>(ticks);
        } else {
            add(ticks, 0);
        }
    }

    constexpr span_tally& operator+=(const span_tally& other) noexcept {
        times_ += other.times_;
        shortest_ = std::min(shortest_, other.shortest_);
        longest_ = std::max(longest_, other.longest_);
        total_ += other.total_;
        const std::uint64_t above = other.above_;
        add(other.below_, above);
        return *this;
    }

    [[nodiscard]] constexpr std::uint64_t times() const noexcept { return times_; }

    /// The sum in ticks, to the precision of `double`.
    [[nodiscard]] constexpr double total() const noexcept {
        constexpr double carry = 18446744073709551616.0;  // 2^64
        return total_ + static_cast<double>(above_) * carry + static_cast<double>(below_);
    }

    /// @pre there was one
    [[nodiscard]] constexpr Span shortest() const noexcept { return shortest_; }
    /// @pre there was one
    [[nodiscard]] constexpr Span longest() const noexcept { return longest_; }

    friend constexpr bool operator==(const span_tally&, const span_tally&) noexcept = default;

private:
    constexpr void add(std::uint64_t below, std::uint64_t above) noexcept {
        below_ += below;
        above_ += above + (below_ < below ? 1 : 0);
    }

    std::uint64_t times_{};
    Span shortest_{std::numeric_limits<Span>::max()};
    Span longest_{};
    double total_{};         // of floating-point ticks
    std::uint64_t below_{};  // of integers, the lower half
    std::uint64_t above_{};  // and the upper one
};

static_assert(aggregate_of<span_tally<std::uint64_t>, std::uint64_t>);

}  // namespace emptor::detail
