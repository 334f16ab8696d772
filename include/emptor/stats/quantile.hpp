// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The exact quantile of a sample.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// The value below which the given share of the sample lies, interpolated between its two neighbours
/// (R. J. Hyndman and Y. Fan 1996, The American Statistician 50, 361-365, type 7: the default of R, numpy and Excel).
///
/// Takes linear time and reorders the sample. The sample must hold no NaN.
/// @param sample any order; nothing is the answer for an empty one.
/// @param share in [0, 1]: 0.5 is the median.
/// @throws std::invalid_argument for a share outside [0, 1].
[[nodiscard]] inline std::optional<double> quantile(std::span<double> sample, double share) {
    detail::demand_probability("quantile", "share", share);
    if (sample.empty()) return std::nullopt;
    const double position = share * static_cast<double>(sample.size() - 1);
    const auto index = static_cast<std::size_t>(position);
    const auto lower = sample.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(sample.begin(), lower, sample.end());
    const double fraction = position - std::floor(position);
    if (fraction == 0) return *lower;
    const double upper = *std::min_element(lower + 1, sample.end());
    return std::lerp(*lower, upper, fraction);
}

}  // namespace emptor
