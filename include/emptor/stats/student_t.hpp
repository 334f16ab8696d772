// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Student's t distribution.

#include <cmath>
#include <limits>
#include <numbers>

#include <emptor/stats/incomplete_beta.hpp>

namespace emptor {

/// The probabilities that a variable with Student's t distribution is at most `t`, and above it (M. Abramowitz and
/// I. A. Stegun 1964, 26.7.1).
/// @throws std::invalid_argument if t is NaN, or unless the degrees of freedom are above 0 and at most 1e15.
[[nodiscard]] inline tails student_t(double t, double degrees) {
    detail::demand(t == t, "student_t", "t", t, "a number");
    detail::demand(degrees > 0 && degrees <= 1e15, "student_t", "degrees", degrees, "above 0 and at most 1e15");
    const double a = degrees / 2;
    const double r = std::abs(t) / std::sqrt(degrees);
    double far{};
    if (r < 1e100) {
        const double x = 1 / (1 + r * r);
        far = detail::incomplete_beta_unchecked(a, 0.5, x, r * r * x).lower / 2;
    } else {  // x = r^-2 may be no double, though x^a / (a B(a, 1/2)) is one
        const double beta =
            detail::log_gamma_unchecked(a + 1) - detail::log_gamma_unchecked(a + 0.5) + std::log(std::numbers::pi) / 2;
        far = std::exp(-degrees * std::log(r) - beta) / 2;
    }
    return t > 0 ? tails{1 - far, far} : tails{far, 1 - far};
}

/// The value that a variable with Student's t distribution stays below with probability `share`.
/// @throws std::invalid_argument unless the share is in [0, 1], and the degrees of freedom are above 0 and at most
///         1e15.
[[nodiscard]] inline double student_t_quantile(double share, double degrees) {
    detail::demand_probability("student_t_quantile", "share", share);
    detail::demand(degrees > 0 && degrees <= 1e15, "student_t_quantile", "degrees", degrees,
                   "above 0 and at most 1e15");
    if (share == 0.5) return 0;
    const double side = share < 0.5 ? -1 : 1;
    const double tail = share < 0.5 ? share : 1 - share;
    if (tail == 0) return side * std::numeric_limits<double>::infinity();
    const auto [x, y] = detail::beta_place(degrees / 2, 0.5, {2 * tail, 1 - 2 * tail});
    return side * std::sqrt(degrees) * std::sqrt(y) / std::sqrt(x);
}

}  // namespace emptor
