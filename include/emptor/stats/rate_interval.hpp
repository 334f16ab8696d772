// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Other intervals of a rate than Wilson's: exact, Bayesian, and those that other tools report.
///
/// Without a chance every rate is possible, and each of them is [0, 1]. Each throws `std::invalid_argument` unless the
/// confidence is in (0, 1).

#include <algorithm>
#include <cmath>
#include <string_view>

#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/incomplete_beta.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/normal.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

namespace detail {

/// The normal quantile that leaves half the doubt on either side.
inline double z_of(std::string_view who, double confidence) {
    demand_confidence(who, confidence);
    return -normal_quantile((1 - confidence) / 2);
}

}  // namespace detail

/// The exact interval of C. J. Clopper and E. S. Pearson (1934, Biometrika 26, 404-413): it covers the rate with at
/// least the confidence, whatever the rate, and so is the widest.
[[nodiscard]] inline interval clopper_pearson(const proportion& seen, double confidence = 0.95) {
    detail::demand_confidence("clopper_pearson", confidence);
    const double taken = static_cast<double>(seen.taken());
    const double left = static_cast<double>(seen.chances() - seen.taken());
    const double tail = (1 - confidence) / 2;
    return {.low = taken == 0 ? 0 : detail::beta_place(taken, left + 1, {tail, 1 - tail}).lower,
            .high = left == 0 ? 1 : detail::beta_place(taken + 1, left, {1 - tail, tail}).lower};
}

/// The middle of the posterior under the prior of H. Jeffreys, beta(1/2, 1/2), up to 0 where none was taken and to 1
/// where all were (L. D. Brown, T. T. Cai and A. DasGupta 2001, Statistical Science 16, 101-133, section 4.1.2).
[[nodiscard]] inline interval jeffreys(const proportion& seen, double confidence = 0.95) {
    detail::demand_confidence("jeffreys", confidence);
    const double taken = static_cast<double>(seen.taken());
    const double left = static_cast<double>(seen.chances() - seen.taken());
    const double tail = (1 - confidence) / 2;
    return {.low = taken == 0 ? 0 : detail::beta_place(taken + 0.5, left + 0.5, {tail, 1 - tail}).lower,
            .high = left == 0 ? 1 : detail::beta_place(taken + 0.5, left + 0.5, {1 - tail, tail}).lower};
}

/// Wilson's interval with a correction for continuity (R. G. Newcombe 1998, Statistics in Medicine 17, 857-872,
/// method 4).
[[nodiscard]] inline interval wilson_corrected(const proportion& seen, double confidence = 0.95) {
    const double z = detail::z_of("wilson_corrected", confidence);
    if (seen.chances() == 0) return {0, 1};
    const double n = static_cast<double>(seen.chances());
    const double p = *seen.rate();
    const double q = static_cast<double>(seen.chances() - seen.taken()) / n;
    const double centre = 2 * n * p + z * z;
    const double below = z * std::sqrt(std::max(0.0, z * z - 2 - 1 / n + 4 * p * (n * q + 1))) + 1;
    const double above = z * std::sqrt(std::max(0.0, z * z + 2 - 1 / n + 4 * p * (n * q - 1))) + 1;
    const double scale = 2 * (n + z * z);
    return {.low = seen.taken() == 0 ? 0 : std::max(0.0, (centre - below) / scale),
            .high = seen.taken() == seen.chances() ? 1 : std::min(1.0, (centre + above) / scale)};
}

/// The textbook interval, p +- z sqrt(p (1 - p) / n) (P.-S. Laplace 1812). Here to compare with other tools: for small
/// counts it covers far less than it promises, may leave [0, 1], and shrinks to nothing at 0 and 1.
[[nodiscard]] inline interval wald(const proportion& seen, double confidence = 0.95) {
    const double z = detail::z_of("wald", confidence);
    if (seen.chances() == 0) return {0, 1};
    const double p = *seen.rate();
    const double reach = z * std::sqrt(p * (1 - p) / static_cast<double>(seen.chances()));
    return {.low = p - reach, .high = p + reach};
}

/// The textbook interval after z^2/2 more chances taken and as many left (A. Agresti and B. A. Coull 1998, The American
/// Statistician 52, 119-126). Here to compare with other tools: it may leave [0, 1].
[[nodiscard]] inline interval agresti_coull(const proportion& seen, double confidence = 0.95) {
    const double z = detail::z_of("agresti_coull", confidence);
    if (seen.chances() == 0) return {0, 1};
    const double n = static_cast<double>(seen.chances()) + z * z;
    const double p = (static_cast<double>(seen.taken()) + z * z / 2) / n;
    const double reach = z * std::sqrt(p * (1 - p) / n);
    return {.low = p - reach, .high = p + reach};
}

}  // namespace emptor
