// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The exact quantiles of a sample.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/order_statistics.hpp>
#include <emptor/stats/detail/written.hpp>

namespace emptor {

namespace detail {

/// Where a quantile of a sample stands: between a rank and the next one.
struct quantile_place {
    std::size_t rank{};
    double beyond{};  ///< the share of the way to the next one

    /// @param size of the sample, at least 1.
    quantile_place(std::size_t size, double share) {
        const double position = share * static_cast<double>(size - 1);
        rank = static_cast<std::size_t>(position);
        beyond = position - std::floor(position);
    }

    /// The rank above, which is asked for where the quantile stands on the way to it.
    [[nodiscard]] std::size_t above() const noexcept { return rank + (beyond > 0 ? 1U : 0U); }
    [[nodiscard]] double between(double lower, double upper) const noexcept {
        return beyond == 0 ? lower : std::lerp(lower, upper, beyond);
    }
};

}  // namespace detail

/// The values below which the given shares of the sample lie, each interpolated between its two neighbours
/// (R. J. Hyndman and Y. Fan 1996, The American Statistician 50, 361-365, type 7: the default of R, numpy and Excel).
///
/// Takes linear time for all of them together. The sample must hold no NaN.
/// @param sample any order; an empty one has no quantiles.
/// @param shares rising, in [0, 1]: 0.5 is the median.
/// @returns a value for each share, or none.
/// @throws std::invalid_argument for a share outside [0, 1], or less than the one before.
[[nodiscard]] inline std::vector<double> quantiles(std::span<const double> sample, std::span<const double> shares) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
        detail::demand_probability("quantiles", "share", shares[i]);
        if (i > 0 && shares[i] < shares[i - 1]) {
            throw std::invalid_argument{"emptor::quantiles: the shares must rise, but " + detail::written(shares[i]) +
                                        " stands after " + detail::written(shares[i - 1])};
        }
    }
    if (sample.empty()) return {};
    std::vector<std::size_t> ranks;
    for (const double share : shares) {
        const detail::quantile_place place{sample.size(), share};
        ranks.push_back(place.rank);
        ranks.push_back(place.above());
    }
    std::sort(ranks.begin(), ranks.end());  // neighbours of close shares may cross
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    std::vector<double> at(ranks.size());
    detail::select_ranks(sample, ranks, at);
    const auto value = [&](std::size_t rank) {
        return at[static_cast<std::size_t>(std::lower_bound(ranks.begin(), ranks.end(), rank) - ranks.begin())];
    };
    std::vector<double> found;
    for (const double share : shares) {
        const detail::quantile_place place{sample.size(), share};
        found.push_back(place.between(value(place.rank), value(place.above())));
    }
    return found;
}

/// The same for one share: nothing is the answer for an empty sample.
/// @throws std::invalid_argument for a share outside [0, 1].
[[nodiscard]] inline std::optional<double> quantile(std::span<const double> sample, double share) {
    detail::demand_probability("quantile", "share", share);
    const std::vector<double> found = quantiles(sample, std::span{&share, 1});
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

}  // namespace emptor
