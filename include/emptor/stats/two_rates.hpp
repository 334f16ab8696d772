// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether two rates differ by more than chance, and how many chances it takes to see it.

#include <algorithm>
#include <cmath>
#include <optional>

#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/normal.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// How far a difference is from none, in standard errors, and how often chance alone would bring as much.
struct z_test {
    double z{};
    double p{};  ///< Two-sided: a difference as large either way.

    friend constexpr bool operator==(const z_test&, const z_test&) noexcept = default;
};

/// The difference of two rates over the standard error it would have if they were equal (pooled): K. Pearson's test of
/// 1900 for two groups, z^2 being its statistic. Absent without a chance on either side, or where all together took
/// none or all.
[[nodiscard]] inline std::optional<z_test> two_rates_test(const proportion& one, const proportion& other) {
    if (one.chances() == 0 || other.chances() == 0) return std::nullopt;
    const double n = static_cast<double>(one.chances());
    const double m = static_cast<double>(other.chances());
    const double taken = static_cast<double>(one.taken()) + static_cast<double>(other.taken());
    const double left =
        static_cast<double>(one.chances() - one.taken()) + static_cast<double>(other.chances() - other.taken());
    if (taken == 0 || left == 0) return std::nullopt;
    const double variance = taken / (n + m) * (left / (n + m)) * (1 / n + 1 / m);
    const double z = (*one.rate() - *other.rate()) / std::sqrt(variance);
    return z_test{.z = z, .p = 2 * normal_cdf(-std::abs(z))};
}

namespace detail {

/// Standard deviations of the difference for one chance a group: if the rates were equal, and as they are.
struct unit_deviations {
    double pooled{};
    double apart{};

    unit_deviations(double rate, double changed) noexcept
        : pooled{std::sqrt((rate + changed) * (1 - (rate + changed) / 2))},
          apart{std::sqrt(rate * (1 - rate) + changed * (1 - changed))} {}
};

}  // namespace detail

/// The chances each group needs, so that `two_rates_test` sees a change of the rate with the given power: the normal
/// approximation (J. L. Fleiss, B. Levin and M. C. Paik 2003, Statistical Methods for Rates and Proportions, eq. 4.14),
/// as R's `power.prop.test`. Round it up.
/// @param significance p below which a two-sided test speaks of a difference.
/// @throws std::invalid_argument unless both rates are in [0, 1] and differ, the significance is in (0, 1), and the
///         power is from half of it to 1, 1 excluded.
[[nodiscard]] inline double chances_needed(double rate, double changed, double significance = 0.05,
                                           double power = 0.8) {
    detail::demand_probability("chances_needed", "rate", rate);
    detail::demand_probability("chances_needed", "changed", changed);
    detail::demand(rate != changed, "chances_needed", "changed", changed, "another rate than that it is compared to");
    detail::demand_open_probability("chances_needed", "significance", significance);
    detail::demand(power >= significance / 2 && power < 1, "chances_needed", "power", power,
                   "from half the significance to 1, 1 excluded");
    const detail::unit_deviations deviations{rate, changed};
    const double needed =
        -normal_quantile(significance / 2) * deviations.pooled + normal_quantile(power) * deviations.apart;
    const double root = std::max(0.0, needed) / (changed - rate);
    return root * root;
}

/// The probability that `two_rates_test` sees this change with so many chances in each group, on the side of the change
/// (the formula of `chances_needed`, solved for the power).
/// @throws std::invalid_argument unless there are 0 chances or more, both rates are in [0, 1], and the significance is
///         in (0, 1).
[[nodiscard]] inline double power_of_test(double chances, double rate, double changed, double significance = 0.05) {
    detail::demand(chances >= 0 && detail::is_finite(chances), "power_of_test", "chances", chances,
                   "0 or more, and finite");
    detail::demand_probability("power_of_test", "rate", rate);
    detail::demand_probability("power_of_test", "changed", changed);
    detail::demand_open_probability("power_of_test", "significance", significance);
    const detail::unit_deviations deviations{rate, changed};
    const double excess =
        std::sqrt(chances) * std::abs(changed - rate) + normal_quantile(significance / 2) * deviations.pooled;
    if (deviations.apart == 0) return excess > 0 ? 1 : excess < 0 ? 0 : significance / 2;
    return normal_cdf(excess / deviations.apart);
}

}  // namespace emptor
