// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The gamma distribution function.

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

/// From the larger parameter on, tails are areas under the density of log x; below, series and fractions are shorter.
inline constexpr double large_shape = 40;

/// P(a, x) for x below a + 1: its power series (M. Abramowitz and I. A. Stegun 1964, 6.5.29).
inline double gamma_series(double a, double x) noexcept {
    double term = 1 / a;
    double sum = term;
    for (double k = 1; term > sum * 1e-17; ++k) {
        term *= x / (a + k);
        sum += term;
    }
    return sum * gamma_weight(a, x);
}

/// Q(a, x) for x above 1 and a: the continued fraction (M. Abramowitz and I. A. Stegun 1964, 6.5.31) in its even form,
/// by the method of W. J. Lentz (1976, Applied Optics 15, 668-671).
inline double gamma_fraction(double a, double x) noexcept {
    constexpr double tiny = std::numeric_limits<double>::min();
    double b = x + 1 - a;
    double c = 1 / tiny;
    double d = 1 / b;
    double value = d;
    for (double k = 1; k < 10'000; ++k) {
        const double numerator = -k * (k - a);
        b += 2;
        d = numerator * d + b;
        if (d == 0) d = tiny;
        d = 1 / d;
        c = b + numerator / c;
        if (c == 0) c = tiny;
        const double factor = c * d;
        value *= factor;
        if (std::abs(factor - 1) < 1e-16) break;
    }
    return value * gamma_weight(a, x);
}

/// Q(a, x) for small a and x, where 1 - P has no digits left (W. Gautschi 1979, ACM Trans. Math. Softw. 5, 466-481,
/// section 4.1).
inline double gamma_upper_of_small(double a, double x) noexcept {
    const double exponent = a * std::log(x) - (a < 0.5 ? log_gamma_of_1_and(a) : log_gamma_unchecked(1 + a));
    double term = 1;
    double sum = 0;
    for (double k = 1; std::abs(term) > 1e-18; ++k) {
        term *= -x / k;
        sum += term / (a + k);
    }
    return -std::expm1(exponent) - std::exp(exponent) * a * sum;
}

inline tails incomplete_gamma_unchecked(double a, double x) noexcept {
    if (x == 0) return {0, 1};
    if (x == std::numeric_limits<double>::infinity()) return {1, 0};
    if (a < 1 && x < 1.1) {
        const double upper = gamma_upper_of_small(a, x);
        return {upper < 0.5 ? 1 - upper : gamma_series(a, x), upper};
    }
    const bool low = x < a;
    double tail{};
    if (a >= large_shape) {
        // With x' = x e^-t below and x e^t above, log weight(x') - log weight(x) is concave in t.
        const auto fall = [=](double t) {
            return low ? (x - a) * t - x * expm1_less(-t) : (a - x) * t - x * expm1_less(t);
        };
        const double weight = gamma_weight(a, x);
        tail = weight > 0 ? weight * area_of_fall(fall, 8 / std::sqrt(a)) : 0;
    } else if (x < a + 1) {
        tail = gamma_series(a, x);
        return {tail, 1 - tail};
    } else {
        tail = gamma_fraction(a, x);
    }
    return low ? tails{tail, 1 - tail} : tails{1 - tail, tail};
}

}  // namespace detail

/// The regularised incomplete gamma functions P(a, x) and Q(a, x): the probabilities that a gamma variable of shape a
/// is at most x, and above it.
///
/// Either has a relative error below 1e-12 for a up to 1e8, and below 1e-16 sqrt(a) for larger; far tails fall to 0
/// only where no `double` is so small.
/// @throws std::invalid_argument unless a is above 0 and finite, and x is 0 or more (it may be infinite).
[[nodiscard]] inline tails incomplete_gamma(double a, double x) {
    detail::demand_positive("incomplete_gamma", "a", a);
    detail::demand(x >= 0, "incomplete_gamma", "x", x, "0 or more");
    return detail::incomplete_gamma_unchecked(a, x);
}

/// The x with P(a, x) = `share`: the quantile of the gamma distribution of shape a. 0 where it is below the least
/// normal `double`, infinite for a share of 1.
/// @throws std::invalid_argument unless a is above 0 and finite, and the share is in [0, 1].
[[nodiscard]] inline double gamma_quantile(double a, double share) {
    detail::demand_positive("gamma_quantile", "a", a);
    detail::demand_probability("gamma_quantile", "share", share);
    constexpr double least = std::numeric_limits<double>::min();
    if (share == 1) return std::numeric_limits<double>::infinity();
    const auto tails_at = [=](double x) { return detail::incomplete_gamma_unchecked(a, x); };
    if (share == 0 || tails_at(least).lower >= share) return 0;
    return detail::quantile_search({share, 1 - share}, least, std::numeric_limits<double>::max(), std::max(a, 0.1),
                                   tails_at, [=](double x) { return detail::gamma_weight(a, x); });
}

}  // namespace emptor
