// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The beta distribution function and its inverse.

#include <algorithm>
#include <cmath>
#include <limits>

#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/detail/quadrature.hpp>
#include <emptor/stats/detail/quantile_search.hpp>
#include <emptor/stats/detail/saddle_point.hpp>
#include <emptor/stats/tails.hpp>

namespace emptor {

namespace detail {

/// The lower tail for x up to about a / (a + b): the continued fraction of A. R. DiDonato and A. H. Morris (1992, ACM
/// Trans. Math. Softw. 18, 360-373, eq. 9), by the method of W. J. Lentz (1976, Applied Optics 15, 668-671).
inline double beta_fraction(double a, double b, double x, double y) noexcept {
    constexpr double tiny = std::numeric_limits<double>::min();
    const double below_mean = a * y - b * x;
    const auto denominator = [=](double k) {
        return k + k * (b - k) * x / (a + 2 * k - 1) + (a + k) / (a + 2 * k + 1) * (below_mean + 1 + k * (1 + y));
    };
    double value = a / (a + 1) * (below_mean + 1);
    if (value == 0) value = tiny;
    double c = value;
    double d = 0;
    for (double k = 1; k < 100'000; ++k) {
        const double between = a + 2 * k - 1;
        const double numerator = (a + k - 1) / between * ((a + b + k - 1) / between) * k * (b - k) * x * x;
        const double step = denominator(k);
        d = step + numerator * d;
        if (d == 0) d = tiny;
        d = 1 / d;
        c = step + numerator / c;
        if (c == 0) c = tiny;
        const double factor = c * d;
        value *= factor;
        if (std::abs(factor - 1) < 1e-16) break;
    }
    return beta_weight(a, b, x, y) / value;
}

/// The lower tail for x below a / (a + b), as the area under the density of the logit. With x' and y' where the logit
/// is less by t, log weight(x', y') - log weight(x, y) is concave in t: it is -a t - n log(1 + x (e^-t - 1)), which is
/// b t - n log(1 + y (e^t - 1)).
inline double beta_area(double a, double b, double x, double y) noexcept {
    const double n = a + b;
    const double slope = b * x - a * y;
    const double small = std::min(x, y);
    const double side = x <= y ? -1 : 1;
    const auto fall = [=](double t) {
        return slope * t - n * small * expm1_less(side * t) + n * less_its_log1p(small * std::expm1(side * t));
    };
    const double weight = beta_weight(a, b, x, y);
    return weight > 0 ? weight * area_of_fall(fall, 8 * std::sqrt(1 / a + 1 / b)) : 0;
}

/// Both tails at x, where y is 1 - x; each may be far smaller than the other.
inline tails incomplete_beta_unchecked(double a, double b, double x, double y) noexcept {
    if (x <= 0) return {0, 1};
    if (y <= 0) return {1, 0};
    if (std::min(a, b) >= 20) {
        const bool low = b * x < a * y;
        const double tail = low ? beta_area(a, b, x, y) : beta_area(b, a, y, x);
        return low ? tails{tail, 1 - tail} : tails{1 - tail, tail};
    }
    if (x * (a + b + 2) < a + 1) {
        const double lower = beta_fraction(a, b, x, y);
        return {lower, 1 - lower};
    }
    const double upper = beta_fraction(b, a, y, x);
    return {1 - upper, upper};
}

/// The x whose tails are `wanted`, if it is at most 1/2. What is below the least normal `double` is 0.
inline double beta_quantile_below_half(double a, double b, tails wanted) noexcept {
    constexpr double least = std::numeric_limits<double>::min();
    const auto tails_at = [=](double x) { return incomplete_beta_unchecked(a, b, x, 1 - x); };
    if (tails_at(least).lower >= wanted.lower) return 0;
    return quantile_search(wanted, least, 0.5, std::clamp(a / (a + b), 1e-3, 0.499), tails_at,
                           [=](double x) { return beta_weight(a, b, x, 1 - x) / (1 - x); });
}

/// x and 1 - x where the beta distribution has these tails, which sum to 1 and are above 0.
inline tails beta_place(double a, double b, tails wanted) noexcept {
    const tails half = incomplete_beta_unchecked(a, b, 0.5, 0.5);
    if (wanted.lower <= wanted.upper ? half.lower >= wanted.lower : half.upper <= wanted.upper) {
        const double x = beta_quantile_below_half(a, b, wanted);
        return {x, 1 - x};
    }
    const double y = beta_quantile_below_half(b, a, {wanted.upper, wanted.lower});
    return {1 - y, y};
}

}  // namespace detail

/// The regularised incomplete beta function I_x(a, b) and 1 - I_x(a, b): the probabilities that a beta variable is at
/// most x, and above it.
///
/// For parameters from 1/2 to 1e8 either has a relative error below 1e-12, however small; for smaller or larger ones
/// the smaller tail has one below 1e-10. (A larger parameter asks for more digits of x than a `double` has.)
/// @throws std::invalid_argument unless a and b are above 0 and at most 1e15, and x is in [0, 1].
[[nodiscard]] inline tails incomplete_beta(double a, double b, double x) {
    detail::demand(a > 0 && a <= 1e15, "incomplete_beta", "a", a, "above 0 and at most 1e15");
    detail::demand(b > 0 && b <= 1e15, "incomplete_beta", "b", b, "above 0 and at most 1e15");
    detail::demand_probability("incomplete_beta", "x", x);
    return detail::incomplete_beta_unchecked(a, b, x, 1 - x);
}

/// The x with I_x(a, b) = `share`: the quantile of the beta distribution. 0 where it is below the least normal
/// `double`.
/// @throws std::invalid_argument unless a and b are above 0 and at most 1e15, and the share is in [0, 1].
[[nodiscard]] inline double beta_quantile(double a, double b, double share) {
    detail::demand(a > 0 && a <= 1e15, "beta_quantile", "a", a, "above 0 and at most 1e15");
    detail::demand(b > 0 && b <= 1e15, "beta_quantile", "b", b, "above 0 and at most 1e15");
    detail::demand_probability("beta_quantile", "share", share);
    if (share == 0 || share == 1) return share;
    return detail::beta_place(a, b, {share, 1 - share}).lower;
}

}  // namespace emptor
