// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether some groups wait longer than others by more than chance.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/stats/chi_squared.hpp>
#include <emptor/stats/survival.hpp>

namespace emptor {

/// Which times count for how much.
enum class rank_weight {
    equal,    ///< All alike: the log-rank test.
    waiting,  ///< As the share that still waited just before: early differences count for more (R. Peto and J. Peto).
};

/// A test over groups, in their order.
struct log_rank_result {
    double statistic{};
    std::size_t degrees{};
    double p{};
    std::vector<double> happened{};  ///< Weighted.
    std::vector<double> expected{};  ///< The same if all groups waited alike.
    std::vector<double> variance{};  ///< The covariances of happened less expected, row by row.

    friend bool operator==(const log_rank_result&, const log_rank_result&) = default;
};

namespace detail {

/// x' A^-1 x for a symmetric positive matrix of `size` rows (A.-L. Cholesky), in whatever of it is independent: a row
/// that depends on those before adds nothing. The second is the number of independent rows.
inline std::pair<double, std::size_t> inverse_form(std::vector<double> matrix, std::vector<double> x) {
    const std::size_t size = x.size();
    double sum = 0;
    std::size_t rank = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const double pivot = matrix[i * size + i];
        if (!(pivot > 0)) continue;
        ++rank;
        sum += x[i] * x[i] / pivot;
        for (std::size_t j = i + 1; j < size; ++j) {
            const double factor = matrix[j * size + i] / pivot;
            x[j] -= factor * x[i];
            const double original = matrix[j * size + j];
            for (std::size_t k = i + 1; k < size; ++k) matrix[j * size + k] -= factor * matrix[i * size + k];
            if (matrix[j * size + j] < original * 1e-12) matrix[j * size + j] = 0;  // dependent, but for rounding
        }
    }
    return {sum, rank};
}

}  // namespace detail

/// Tests whether all groups wait alike (N. Mantel 1966, Cancer Chemotherapy Reports 50, 163-170; R. Peto and J. Peto
/// 1972, J. R. Stat. Soc. A 135, 185-207; weights: D. P. Harrington and T. R. Fleming 1982, Biometrika 69, 553-566).
///
/// The groups are disjoint. Absent where fewer than two groups ever waited while it happened to somebody.
[[nodiscard]] inline std::optional<log_rank_result> log_rank_test(std::span<const survival> groups,
                                                                  rank_weight weight = rank_weight::equal) {
    const std::size_t size = groups.size();
    survival all;
    std::vector<double> waiting(size);
    std::vector<std::map<double, survival::endings>::const_iterator> next(size);
    for (std::size_t i = 0; i < size; ++i) {
        all += groups[i];
        const survival::endings total = groups[i].total();
        waiting[i] = static_cast<double>(total.happened + total.censored);
        next[i] = groups[i].times().begin();
    }
    log_rank_result result{.happened = std::vector<double>(size),
                           .expected = std::vector<double>(size),
                           .variance = std::vector<double>(size * size)};
    double share = 1;
    const survival_curve curve = all.curve();
    for (const survival_step& step : curve.steps()) {
        const double n = static_cast<double>(step.at_risk);
        const double d = static_cast<double>(step.happened);
        const double own = weight == rank_weight::equal ? 1 : share;
        // Of n waiting it happens to d: the hypergeometric covariance of how many of them are in each group.
        const double spread = n > 1 ? own * own * d * ((n - d) / (n - 1)) : 0;
        share = step.share;
        for (std::size_t i = 0; i < size; ++i) {
            const double part = waiting[i] / n;
            result.expected[i] += own * d * part;
            for (std::size_t j = 0; j < size; ++j) {
                result.variance[i * size + j] += spread * part * ((i == j ? 1 : 0) - waiting[j] / n);
            }
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (next[i] == groups[i].times().end() || next[i]->first != step.time) continue;
            const auto [happened, censored] = next[i]->second;
            result.happened[i] += own * static_cast<double>(happened);
            waiting[i] -= static_cast<double>(happened + censored);
            ++next[i];
        }
    }
    std::vector<double> excess(size);
    for (std::size_t i = 0; i < size; ++i) excess[i] = result.happened[i] - result.expected[i];
    std::tie(result.statistic, result.degrees) = detail::inverse_form(result.variance, std::move(excess));
    if (result.degrees == 0) return std::nullopt;
    result.p = chi_squared(result.statistic, static_cast<double>(result.degrees)).upper;
    return result;
}

}  // namespace emptor
