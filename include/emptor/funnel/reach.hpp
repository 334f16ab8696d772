// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many attempts reached which steps.

#include <cstddef>
#include <cstdint>
#include <map>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// Counts attempts by the steps they count for. Steps have numbers from 1.
///
/// Memory: one number for each set of steps that was seen, which without steps to skip is one a step.
class funnel_reach {
public:
    /// @param reached bit k stands for step k+1, as in `funnel_attempt::reached_steps`.
    void count(std::uint64_t reached) { ++of_[reached]; }

    /// Adds the count of other attempts.
    funnel_reach& operator+=(const funnel_reach& other) {
        if (this == &other) {
            for (auto& [reached, count] : of_) count *= 2;
            return *this;
        }
        for (const auto& [reached, count] : other.of_) of_[reached] += count;
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

    template <class Want>
    [[nodiscard]] std::uint64_t counted(Want want) const {
        std::uint64_t sum = 0;
        for (const auto& [reached, count] : of_) sum += want(reached) ? count : 0;
        return sum;
    }

    std::map<std::uint64_t, std::uint64_t> of_;
};

static_assert(aggregate_of<funnel_reach, std::uint64_t>);

}  // namespace emptor
