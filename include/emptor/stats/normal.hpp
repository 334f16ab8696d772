// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The standard normal distribution.

#include <cmath>
#include <limits>
#include <numbers>

#include <emptor/stats/detail/demand.hpp>

namespace emptor {

/// The probability that a standard normal variable is at most `z`. Accurate in both tails.
[[nodiscard]] inline double normal_cdf(double z) noexcept { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The value that a standard normal variable stays below with the given probability.
///
/// A rational start (P. J. Acklam 2003, relative error 1.2e-9) is refined by two steps of Halley's method on
/// `normal_cdf` to the precision of `double`. The upper half mirrors the lower one, so `normal_quantile(1 - p) ==
/// -normal_quantile(p)` wherever `1 - p` is exact.
/// @param probability in (0, 1).
/// @throws std::invalid_argument for any other value.
[[nodiscard]] inline double normal_quantile(double probability) {
    detail::demand_open_probability("normal_quantile", "probability", probability);
    if (probability > 0.5) return -normal_quantile(1 - probability);
    if (probability < std::numeric_limits<double>::min()) probability = std::numeric_limits<double>::min();

    double z{};
    // clang-format off
    if (probability < 0.02425) {  // the tail
        const double q = std::sqrt(-2 * std::log(probability));
        z = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q -
               2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00) /
            ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q +
              3.754408661907416e+00) * q + 1);
    } else {
        const double q = probability - 0.5;
        const double r = q * q;
        z = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r +
               1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00) * q /
            (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r +
               6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }
    // clang-format on
    for (int refinement = 0; refinement < 2; ++refinement) {
        const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
        if (!(density > 0)) break;
        const double step = (normal_cdf(z) - probability) / density;
        z -= step / (1 + z * step / 2);
    }
    return z;
}

}  // namespace emptor
