// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many attempts reached which steps.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// Counts attempts by the steps they count for. Steps have numbers from 1.
///
/// Memory: one number for each set of steps that was seen, which without steps to skip is one a step.
class funnel_reach {
public:
    /// @param reached bit k stands for step k+1, as in `funnel_attempt::reached_steps`.
    void count(std::uint64_t reached) {
        const auto level = static_cast<std::size_t>(std::bit_width(reached));
        if (reached != first_steps(level)) {
            ++others_[reached];
            return;
        }
        if (level >= levels_.size()) levels_.resize(level + 1);
        ++levels_[level];
    }

    /// Adds the count of other attempts.
    funnel_reach& operator+=(const funnel_reach& other) {
        if (levels_.size() < other.levels_.size()) levels_.resize(other.levels_.size());
        for (std::size_t level = 0; level < other.levels_.size(); ++level) levels_[level] += other.levels_[level];
        for (const auto& [reached, count] : other.others_) others_[reached] += count;
        return *this;
    }

    /// All attempts.
    [[nodiscard]] std::uint64_t attempts() const noexcept {
        return counted([](std::uint64_t) { return true; });
    }
    /// Those that count for a step.
    [[nodiscard]] std::uint64_t reached(std::size_t step) const noexcept {
        return counted([&](std::uint64_t reached) { return has(reached, step); });
    }
    /// Of those that count for one step, the ones that count for another, too; its Wilson interval is `wilson()`.
    [[nodiscard]] proportion share(std::size_t from, std::size_t to) const {
        return {reached(from), counted([&](std::uint64_t reached) { return has(reached, from) && has(reached, to); })};
    }

    friend bool operator==(const funnel_reach&, const funnel_reach&) = default;

private:
    [[nodiscard]] static constexpr bool has(std::uint64_t reached, std::size_t step) noexcept {
        return step >= 1 && step <= 64 && (reached >> (step - 1) & 1) != 0;
    }

    [[nodiscard]] static constexpr std::uint64_t first_steps(std::size_t level) noexcept {
        return level == 0 ? 0 : ~std::uint64_t{} >> (64 - level);
    }

    template <class Want>
    [[nodiscard]] std::uint64_t counted(Want want) const {
        std::uint64_t sum = 0;
        for (std::size_t level = 0; level < levels_.size(); ++level)
            sum += want(first_steps(level)) ? levels_[level] : 0;
        for (const auto& [reached, count] : others_) sum += want(reached) ? count : 0;
        return sum;
    }

    std::vector<std::uint64_t> levels_;              // by how many steps, where these are the first ones
    std::map<std::uint64_t, std::uint64_t> others_;  // by the steps
};

static_assert(aggregate_of<funnel_reach, std::uint64_t>);

}  // namespace emptor
