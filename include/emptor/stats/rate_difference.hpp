// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// By how much two rates differ: as a difference, as a ratio, as a ratio of odds.

#include <algorithm>
#include <cmath>
#include <optional>

#include <emptor/stats/interval.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/rate_interval.hpp>

namespace emptor {

/// A difference with the values that are plausible for it; absent before both have had a chance.
struct difference {
    std::optional<double> value{};
    interval plausible{-1, 1};

    friend constexpr bool operator==(const difference&, const difference&) noexcept = default;
};

/// The rate of `one` less the rate of `other`, with the interval that combines Wilson's of either (R. G. Newcombe 1998,
/// Statistics in Medicine 17, 873-890, method 10), in [-1, 1].
/// @throws std::invalid_argument unless the confidence is in (0, 1).
[[nodiscard]] inline difference rate_difference(const proportion& one, const proportion& other,
                                                double confidence = 0.95) {
    detail::demand_confidence("rate_difference", confidence);
    if (one.chances() == 0 || other.chances() == 0) return {};
    const double p = *one.rate();
    const double q = *other.rate();
    const interval of_p = one.wilson(confidence);
    const interval of_q = other.wilson(confidence);
    return {.value = p - q,
            .plausible = {.low = std::max(-1.0, p - q - std::hypot(p - of_p.low, of_q.high - q)),
                          .high = std::min(1.0, p - q + std::hypot(of_p.high - p, q - of_q.low))}};
}

/// A ratio with the values that are plausible for it.
struct ratio {
    double value{};
    double log_standard_error{};  ///< The standard error of its natural logarithm.
    interval plausible{};

    friend constexpr bool operator==(const ratio&, const ratio&) noexcept = default;
};

namespace detail {

inline ratio ratio_of(double value, double log_standard_error, double z) noexcept {
    const double reach = std::exp(z * log_standard_error);
    return {.value = value, .log_standard_error = log_standard_error, .plausible = {value / reach, value * reach}};
}

}  // namespace detail

/// The rate of `one` over the rate of `other`, the relative risk, with a normal interval of its logarithm (D. Katz,
/// J. Baptista, S. P. Azen and M. C. Pike 1978, Biometrics 34, 469-474). Absent where either took none.
/// @throws std::invalid_argument unless the confidence is in (0, 1).
[[nodiscard]] inline std::optional<ratio> rate_ratio(const proportion& one, const proportion& other,
                                                     double confidence = 0.95) {
    const double z = detail::z_of("rate_ratio", confidence);
    if (one.taken() == 0 || other.taken() == 0) return std::nullopt;
    const auto left_over = [](const proportion& seen) {  // 1 / taken - 1 / chances
        return static_cast<double>(seen.chances() - seen.taken()) / static_cast<double>(seen.chances()) /
               static_cast<double>(seen.taken());
    };
    return detail::ratio_of(*one.rate() / *other.rate(), std::sqrt(left_over(one) + left_over(other)), z);
}

/// The odds of `one` over the odds of `other`, with a normal interval of its logarithm (B. Woolf 1955, Annals of Human
/// Genetics 19, 251-253). Absent where either took none or all.
/// @throws std::invalid_argument unless the confidence is in (0, 1).
[[nodiscard]] inline std::optional<ratio> odds_ratio(const proportion& one, const proportion& other,
                                                     double confidence = 0.95) {
    const double z = detail::z_of("odds_ratio", confidence);
    const double a = static_cast<double>(one.taken());
    const double b = static_cast<double>(one.chances() - one.taken());
    const double c = static_cast<double>(other.taken());
    const double d = static_cast<double>(other.chances() - other.taken());
    if (a == 0 || b == 0 || c == 0 || d == 0) return std::nullopt;
    return detail::ratio_of(a / b / (c / d), std::sqrt(1 / a + 1 / b + 1 / c + 1 / d), z);
}

}  // namespace emptor
