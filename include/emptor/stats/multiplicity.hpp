// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Many tests at once: p-values adjusted for all that were made.
///
/// Each function returns the adjusted p-values in the order of those given; a test speaks where its own is below the
/// significance. Each throws `std::invalid_argument` if a p-value is not in [0, 1].

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/stats/detail/demand.hpp>

namespace emptor {

namespace detail {

/// p-values times a factor of their rank (1 is the smallest), made monotone in it: no smaller than those of lower ranks
/// where `from_the_smallest`, no larger than those of higher ranks otherwise.
template <class Factor>
std::vector<double> adjusted(std::string_view who, std::span<const double> p, bool from_the_smallest,
                             const Factor& factor) {
    for (std::size_t i = 0; i < p.size(); ++i) demand_probability(who, "p[" + std::to_string(i) + "]", p[i]);
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> result(p.size());
    double bound = from_the_smallest ? 0 : 1;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::size_t rank = from_the_smallest ? i + 1 : p.size() - i;
        const double own = std::min(1.0, p[order[rank - 1]] * factor(static_cast<double>(rank)));
        bound = from_the_smallest ? std::max(bound, own) : std::min(bound, own);
        result[order[rank - 1]] = bound;
    }
    return result;
}

}  // namespace detail

/// Keeps the chance of any false alarm below the significance, whatever the tests depend on: each times their number
/// (C. E. Bonferroni 1936). Holm's is never worse.
[[nodiscard]] inline std::vector<double> bonferroni(std::span<const double> p) {
    const double n = static_cast<double>(p.size());
    return detail::adjusted("bonferroni", p, true, [=](double) { return n; });
}

/// Keeps the chance of any false alarm below the significance, whatever the tests depend on (S. Holm 1979, Scandinavian
/// Journal of Statistics 6, 65-70).
[[nodiscard]] inline std::vector<double> holm(std::span<const double> p) {
    const double n = static_cast<double>(p.size());
    return detail::adjusted("holm", p, true, [=](double rank) { return n - rank + 1; });
}

/// Keeps the chance of any false alarm below the significance for independent tests (Y. Hochberg 1988, Biometrika 75,
/// 800-802).
[[nodiscard]] inline std::vector<double> hochberg(std::span<const double> p) {
    const double n = static_cast<double>(p.size());
    return detail::adjusted("hochberg", p, false, [=](double rank) { return n - rank + 1; });
}

/// Keeps the expected share of false alarms among all alarms below the significance, for independent tests
/// (Y. Benjamini and Y. Hochberg 1995, J. R. Stat. Soc. B 57, 289-300).
[[nodiscard]] inline std::vector<double> benjamini_hochberg(std::span<const double> p) {
    const double n = static_cast<double>(p.size());
    return detail::adjusted("benjamini_hochberg", p, false, [=](double rank) { return n / rank; });
}

/// The same whatever the tests depend on (Y. Benjamini and D. Yekutieli 2001, Annals of Statistics 29, 1165-1188).
[[nodiscard]] inline std::vector<double> benjamini_yekutieli(std::span<const double> p) {
    const double n = static_cast<double>(p.size());
    double harmonic = 0;
    for (std::size_t i = p.size(); i > 0; --i) harmonic += 1 / static_cast<double>(i);
    return detail::adjusted("benjamini_yekutieli", p, false, [=](double rank) { return n * harmonic / rank; });
}

}  // namespace emptor
