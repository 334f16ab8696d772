// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Rules that give credit by the place of a touch on the path.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <emptor/flow/attribution_rule.hpp>
#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// All credit to the channel that was touched first.
struct first_touch {
    constexpr void operator()(std::span<const std::uint32_t> /*path*/, std::span<double> weights) const noexcept {
        weights.front() = 1;
    }
};

/// All credit to the channel that was touched last.
struct last_touch {
    constexpr void operator()(std::span<const std::uint32_t> /*path*/, std::span<double> weights) const noexcept {
        weights.back() = 1;
    }
};

/// The same credit to every touch: a channel touched twice gets twice as much as one touched once.
struct linear {
    constexpr void operator()(std::span<const std::uint32_t> /*path*/, std::span<double> weights) const noexcept {
        std::fill(weights.begin(), weights.end(), 1.0);
    }
};

/// Shares of the first and of the last touch; those between have the rest, each as much as the other. Of two touches
/// the first and the last divide all credit in proportion to their shares, or equally where neither has one; the only
/// touch of a path has it all.
struct position_based {
    double first = 0.4;
    double last = 0.4;

    /// @throws std::invalid_argument unless both shares are in [0, 1], and their sum, too.
    void operator()(std::span<const std::uint32_t> /*path*/, std::span<double> weights) const {
        detail::demand_probability("position_based", "first", first);
        detail::demand_probability("position_based", "last", last);
        detail::demand_probability("position_based", "the sum of first and last", first + last);
        const std::size_t between = weights.size() > 2 ? weights.size() - 2 : 0;
        const double rest = between > 0 ? std::max(0.0, 1 - first - last) / static_cast<double>(between) : 0;
        std::fill(weights.begin(), weights.end(), rest);
        const bool nobody = between == 0 && !(first + last > 0);
        weights.front() = nobody ? 1 : first;
        weights.back() = nobody || weights.size() == 1 ? 1 : last;
    }
};

/// Credit that halves with every so many touches that came after: 2^(-touches after / half_life). It counts touches,
/// not time; a rule that knows of time needs paths that tell it, by channels such as "search, a week before".
struct time_decay {
    double half_life = 1;  ///< in touches

    /// @throws std::invalid_argument unless the half-life is above 0 and finite.
    void operator()(std::span<const std::uint32_t> /*path*/, std::span<double> weights) const {
        detail::demand_positive("time_decay", "half_life", half_life);
        for (std::size_t after = 0; after < weights.size(); ++after) {
            weights[weights.size() - 1 - after] = std::exp2(-static_cast<double>(after) / half_life);
        }
    }
};

static_assert(touch_rule<first_touch> && touch_rule<last_touch> && touch_rule<linear> && touch_rule<position_based> &&
              touch_rule<time_decay>);

}  // namespace emptor
