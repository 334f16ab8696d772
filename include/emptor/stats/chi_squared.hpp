// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The chi-squared distribution.

#include <emptor/stats/incomplete_gamma.hpp>

namespace emptor {

/// The probabilities that a chi-squared variable is at most `x`, and above it.
/// @throws std::invalid_argument unless x is 0 or more, and the degrees of freedom are above 0 and finite.
[[nodiscard]] inline tails chi_squared(double x, double degrees) {
    detail::demand(x >= 0, "chi_squared", "x", x, "0 or more");
    detail::demand_positive("chi_squared", "degrees", degrees);
    return detail::incomplete_gamma_unchecked(degrees / 2, x / 2);
}

/// The value that a chi-squared variable stays below with probability `share`.
/// @throws std::invalid_argument unless the share is in [0, 1], and the degrees of freedom are above 0 and finite.
[[nodiscard]] inline double chi_squared_quantile(double share, double degrees) {
    detail::demand_probability("chi_squared_quantile", "share", share);
    detail::demand_positive("chi_squared_quantile", "degrees", degrees);
    return 2 * gamma_quantile(degrees / 2, share);
}

}  // namespace emptor
