// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The parts of which the densities of gamma, beta and binomial are made without losing digits.

#include <cmath>

#include <emptor/stats/log_gamma.hpp>

namespace emptor::detail {

/// u - log(1 + u), for any u above -1.
inline double less_its_log1p(double u) noexcept {
    if (!(std::abs(u) < 0.4)) return u - std::log1p(u);
    const double r = u / (2 + u);  // log(1 + u) = 2 atanh(r), and u - 2 r = r u
    const double square = r * r;
    double sum = 0;
    for (int k = 27; k >= 3; k -= 2) sum = sum * square + 1.0 / k;
    return r * (u - 2 * square * sum);
}

/// e^t - 1 - t.
inline double expm1_less(double t) noexcept {
    if (!(std::abs(t) < 0.25)) return std::expm1(t) - t;
    double sum = 0;
    for (int k = 12; k >= 2; --k) sum = (sum + 1) * t / k;
    return sum * t;
}

/// log gamma(x) less Stirling's formula for it, for any x above 0.
inline double stirling_error(double x) noexcept {
    if (x >= 10) return stirling_series(x);
    return log_gamma_unchecked(x) - ((x - 0.5) * std::log(x) - x + log_of_root_2_pi);
}

/// x log(x / mean) + mean - x, by which a count x differs from its mean (C. Loader 2000, Fast and Accurate Computation
/// of Binomial Probabilities, eq. 3). Both above 0; `difference` is mean - x.
inline double deviance(double x, double mean, double difference) noexcept {
    const double u = difference / x;
    if (std::abs(u) < 0.4) return x * less_its_log1p(u);
    const double ratio = x / mean;
    const double logarithm = ratio > 0 && is_finite(ratio) ? std::log(ratio) : std::log(x) - std::log(mean);
    return x * logarithm + difference;
}

/// x^a e^-x / gamma(a): the density of the logarithm of a gamma variable at log x. For a and x above 0.
inline double gamma_weight(double a, double x) noexcept {
    const double exponent = -stirling_error(a) - deviance(a, x, x - a);
    return std::exp(exponent + 0.5 * std::log(a) - log_of_root_2_pi);
}

/// x^a y^b gamma(a + b) / (gamma(a) gamma(b)): the density of the logit of a beta variable, where it is x and 1 less it
/// is y. For a and b above 0, x and y in (0, 1).
inline double beta_weight(double a, double b, double x, double y) noexcept {
    const double n = a + b;
    const double difference = b * x - a * y;  // n x - a and, negated, n y - b
    const double exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x, difference) -
                            deviance(b, n * y, -difference);
    return std::exp(exponent + 0.5 * (std::log(a) + std::log(b / n)) - log_of_root_2_pi);
}

}  // namespace emptor::detail
