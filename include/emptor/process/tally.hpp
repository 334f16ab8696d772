// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many events moved their journey, and why the others did not.

#include <array>
#include <cstddef>
#include <cstdint>

#include <emptor/process/enumerators.hpp>
#include <emptor/process/outcome.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// What became of many events.
///
/// @invariant `moved() + refused() == events()`
class tally {
public:
    constexpr tally() noexcept = default;

    /// Counts events with this answer; `refusal::none` moved its journey. What is no enumerator is not counted.
    constexpr void count(refusal answer, std::uint64_t times = 1) noexcept {
        const std::size_t index = detail::index_of(answer);
        if (index < counts_.size()) counts_[index] += times;
    }

    /// Adds what `other` counted.
    constexpr tally& operator+=(const tally& other) noexcept {
        for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
        return *this;
    }

    [[nodiscard]] constexpr std::uint64_t events() const noexcept {
        std::uint64_t sum = 0;
        for (const std::uint64_t each : counts_) sum += each;
        return sum;
    }
    /// Events that moved their journey, if only back into the same stage.
    [[nodiscard]] constexpr std::uint64_t moved() const noexcept { return counts_[0]; }
    [[nodiscard]] constexpr std::uint64_t refused() const noexcept { return events() - moved(); }
    /// Events refused for this reason; for `refusal::none`, those that were not.
    [[nodiscard]] constexpr std::uint64_t refused(refusal reason) const noexcept {
        const std::size_t index = detail::index_of(reason);
        return index < counts_.size() ? counts_[index] : 0;
    }

    friend constexpr bool operator==(const tally&, const tally&) noexcept = default;

private:
    std::array<std::uint64_t, detail::enumerator_count<refusal>> counts_{};
};

static_assert(aggregate_of<tally, refusal>);

}  // namespace emptor
