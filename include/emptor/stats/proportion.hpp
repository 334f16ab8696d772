// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many of those who could move on did.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/normal.hpp>

namespace emptor {

/// Counts the chances buyers had to move on, and the chances they took.
///
/// Counts of disjoint sets of events add up, in any order, to the count of all of them: a log may be split across
/// threads or machines and merged without loss.
///
/// @invariant `taken() <= chances()`
class proportion {
public:
    constexpr proportion() noexcept = default;

    /// Restores a proportion from its counts.
    /// @throws std::invalid_argument if more chances were taken than offered.
    constexpr proportion(std::uint64_t chances, std::uint64_t taken) : chances_{chances}, taken_{taken} {
        if (taken > chances) {
            throw std::invalid_argument{"emptor::proportion: " + std::to_string(taken) + " chances taken of " +
                                        std::to_string(chances) + "; no more can be taken than there were"};
        }
    }

    /// Observes one chance. Only a `bool` will do: a price is not a yes.
    constexpr void count(std::same_as<bool> auto taken) noexcept {
        ++chances_;
        taken_ += taken ? 1 : 0;
    }

    /// Adds what `other` observed.
    constexpr proportion& operator+=(const proportion& other) noexcept {
        chances_ += other.chances_;
        taken_ += other.taken_;
        return *this;
    }

    [[nodiscard]] constexpr std::uint64_t chances() const noexcept { return chances_; }
    [[nodiscard]] constexpr std::uint64_t taken() const noexcept { return taken_; }

    /// The share taken, or nothing before the first chance: 0/0 is not a rate.
    [[nodiscard]] constexpr std::optional<double> rate() const noexcept {
        if (chances_ == 0) return std::nullopt;
        return static_cast<double>(taken_) / static_cast<double>(chances_);
    }

    /// Wilson score interval of the rate (E. B. Wilson 1927, J. Am. Stat. Assoc. 22, 209-212), in [0, 1].
    ///
    /// It keeps its promise for small counts and rates near 0 or 1, where the textbook interval collapses. Without
    /// a chance every rate is possible: [0, 1].
    /// @param confidence in (0, 1), e.g. 0.95.
    /// @throws std::invalid_argument for any other confidence.
    [[nodiscard]] interval wilson(double confidence = 0.95) const {
        detail::demand_confidence("proportion::wilson", confidence);
        if (chances_ == 0) return {0, 1};
        const double n = static_cast<double>(chances_);
        const double p = static_cast<double>(taken_) / n;
        const double z = -normal_quantile((1 - confidence) / 2);
        const double centre = p + z * z / (2 * n);
        const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        const double scale = 1 + z * z / n;
        return {.low = taken_ == 0 ? 0 : std::max(0.0, (centre - spread) / scale),
                .high = taken_ == chances_ ? 1 : std::min(1.0, (centre + spread) / scale)};
    }

    friend constexpr bool operator==(const proportion&, const proportion&) noexcept = default;

private:
    std::uint64_t chances_{};
    std::uint64_t taken_{};
};

static_assert(aggregate_of<proportion, bool>);

}  // namespace emptor
