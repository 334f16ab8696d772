// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether counts differ from those expected by more than chance.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/chi_squared.hpp>
#include <emptor/stats/contingency_table.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// A test whose statistic is about chi-squared if there is nothing to see.
struct chi_squared_result {
    double statistic{};
    std::size_t degrees{};
    double p{};  ///< How often chance alone would bring as much, in the approximation.
    /// The approximation is good where all expected counts are 5 or more, and fair where four in five are, and none is
    /// below 1 (W. G. Cochran 1954, Biometrics 10, 417-451). Otherwise ask `fisher_exact`.
    double smallest_expected{};
    std::size_t cells{};
    std::size_t cells_expected_below_5{};

    friend constexpr bool operator==(const chi_squared_result&, const chi_squared_result&) noexcept = default;
};

/// What is expected in each cell if rows and columns have nothing to do with each other, row by row. 0 in a table
/// without counts.
[[nodiscard]] inline std::vector<double> expected_counts(const contingency_table& table) {
    std::vector<double> of_row(table.rows());
    std::vector<double> of_column(table.columns());
    double all = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            const double here = static_cast<double>(table[{row, column}]);
            of_row[row] += here;
            of_column[column] += here;
            all += here;
        }
    }
    std::vector<double> expected;
    expected.reserve(table.rows() * table.columns());
    for (const double row : of_row) {
        for (const double column : of_column) expected.push_back(all > 0 ? row * (column / all) : 0);
    }
    return expected;
}

/// (observed - expected) / sqrt(expected) of each cell, row by row: which cells make the difference (K. Pearson 1900).
/// 0 where nothing was expected, and so nothing observed.
[[nodiscard]] inline std::vector<double> residuals(const contingency_table& table) {
    std::vector<double> result = expected_counts(table);
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (result[i] == 0) continue;
        const double seen = static_cast<double>(table[{i / table.columns(), i % table.columns()}]);
        result[i] = (seen - result[i]) / std::sqrt(result[i]);
    }
    return result;
}

namespace detail {

/// Sums `term(observed, expected)` over all cells in which something is expected. Rows and columns without counts say
/// nothing, and add no degree of freedom.
template <class Term>
std::optional<chi_squared_result> independence_test(const contingency_table& table, const Term& term) {
    const std::vector<double> expected = expected_counts(table);
    std::vector<bool> in_row(table.rows());
    std::vector<bool> in_column(table.columns());
    chi_squared_result result{.smallest_expected = std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i] == 0) continue;
        const contingency_table::cell at{i / table.columns(), i % table.columns()};
        in_row[at.row] = true;
        in_column[at.column] = true;
        ++result.cells;
        if (expected[i] < 5) ++result.cells_expected_below_5;
        result.smallest_expected = std::min(result.smallest_expected, expected[i]);
        result.statistic += term(static_cast<double>(table[at]), expected[i]);
    }
    const auto rows = static_cast<std::size_t>(std::count(in_row.begin(), in_row.end(), true));
    const auto columns = static_cast<std::size_t>(std::count(in_column.begin(), in_column.end(), true));
    if (rows < 2 || columns < 2) return std::nullopt;
    result.degrees = (rows - 1) * (columns - 1);
    result.statistic = std::max(0.0, result.statistic);
    result.p = chi_squared(result.statistic, static_cast<double>(result.degrees)).upper;
    return result;
}

}  // namespace detail

/// Whether rows and columns depend on each other (K. Pearson 1900, Philosophical Magazine 50, 157-175). Absent with
/// fewer than two rows or two columns that hold counts.
[[nodiscard]] inline std::optional<chi_squared_result> chi_squared_test(const contingency_table& table) {
    return detail::independence_test(
        table, [](double seen, double expected) { return (seen - expected) * ((seen - expected) / expected); });
}

/// The same with each difference from the expected count made smaller by 1/2, but not below 0 (F. Yates 1934,
/// Supplement to the J. R. Stat. Soc. 1, 217-235): meant for tables of two rows and two columns, and too careful.
[[nodiscard]] inline std::optional<chi_squared_result> chi_squared_test_corrected(const contingency_table& table) {
    return detail::independence_test(table, [](double seen, double expected) {
        const double excess = std::max(0.0, std::abs(seen - expected) - 0.5);
        return excess * (excess / expected);
    });
}

/// The same question by the ratio of likelihoods, 2 sum of observed log(observed / expected) (S. S. Wilks 1938, Annals
/// of Mathematical Statistics 9, 60-62). Its statistics of nested questions add up.
[[nodiscard]] inline std::optional<chi_squared_result> g_test(const contingency_table& table) {
    return detail::independence_test(
        table, [](double seen, double expected) { return seen > 0 ? 2 * seen * std::log(seen / expected) : 0; });
}

/// How strongly rows and columns depend on each other, whatever the number of observations: from 0, not at all, to 1
/// (H. Cramer 1946, Mathematical Methods of Statistics, section 21.9). Absent where there is no test.
[[nodiscard]] inline std::optional<double> cramers_v(const contingency_table& table) {
    const auto test = chi_squared_test(table);
    if (!test) return std::nullopt;
    double all = 0;
    std::size_t rows = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double before = all;
        for (std::size_t column = 0; column < table.columns(); ++column) {
            all += static_cast<double>(table[{row, column}]);
        }
        if (all > before) ++rows;
    }
    const std::size_t columns = test->degrees / (rows - 1) + 1;
    return std::min(1.0, std::sqrt(test->statistic / all / static_cast<double>(std::min(rows, columns) - 1)));
}

/// Whether counts of categories differ from their expected shares (K. Pearson 1900). Absent without counts or with one
/// category.
/// @throws std::invalid_argument unless there is a share for each count, all are 0 or more and sum to 1 within 1e-9,
///         and nothing was seen where the share is 0.
[[nodiscard]] inline std::optional<chi_squared_result> chi_squared_fit(std::span<const std::uint64_t> seen,
                                                                       std::span<const double> shares) {
    if (seen.size() != shares.size()) {
        throw std::invalid_argument{"emptor::chi_squared_fit: " + std::to_string(seen.size()) + " counts and " +
                                    std::to_string(shares.size()) + " shares; there must be as many"};
    }
    double all = 0;
    double sum_of_shares = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const std::string name = "shares[" + std::to_string(i) + "]";
        detail::demand_probability("chi_squared_fit", name, shares[i]);
        detail::demand(shares[i] > 0 || seen[i] == 0, "chi_squared_fit", name, shares[i], "above 0 for what was seen");
        all += static_cast<double>(seen[i]);
        sum_of_shares += shares[i];
    }
    detail::demand(seen.empty() || std::abs(sum_of_shares - 1) < 1e-9, "chi_squared_fit", "the sum of shares",
                   sum_of_shares, "1");
    chi_squared_result result{.smallest_expected = std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < seen.size() && all > 0; ++i) {
        const double expected = all * shares[i];
        if (expected == 0) continue;
        const double excess = static_cast<double>(seen[i]) - expected;
        ++result.cells;
        if (expected < 5) ++result.cells_expected_below_5;
        result.smallest_expected = std::min(result.smallest_expected, expected);
        result.statistic += excess * (excess / expected);
    }
    if (result.cells < 2) return std::nullopt;
    result.degrees = result.cells - 1;
    result.p = chi_squared(result.statistic, static_cast<double>(result.degrees)).upper;
    return result;
}

/// A statistic with one degree of freedom.
struct trend_result {
    double statistic{};
    double p{};  ///< Two-sided.

    friend constexpr bool operator==(const trend_result&, const trend_result&) noexcept = default;
};

/// Whether rates rise or fall in the order of the groups (W. G. Cochran 1954, Biometrics 10, 417-451, and P. Armitage
/// 1955, Biometrics 11, 375-386), with scores 0, 1, 2... Absent with fewer than two groups that had a chance, or where
/// all together took none or all.
[[nodiscard]] inline std::optional<trend_result> trend_test(std::span<const proportion> groups) {
    double chances = 0;
    double taken = 0;
    double sum_of_scores = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const double here = static_cast<double>(groups[i].chances());
        chances += here;
        taken += static_cast<double>(groups[i].taken());
        sum_of_scores += here * static_cast<double>(i);
    }
    if (taken == 0 || taken == chances) return std::nullopt;
    const double rate = taken / chances;
    const double mean = sum_of_scores / chances;
    double slope = 0;
    double spread = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const double score = static_cast<double>(i) - mean;
        const double here = static_cast<double>(groups[i].chances());
        slope += score * (static_cast<double>(groups[i].taken()) - here * rate);
        spread += here * score * score;
    }
    if (spread == 0) return std::nullopt;
    trend_result result{.statistic = slope * slope / (rate * (1 - rate) * spread)};
    result.p = chi_squared(result.statistic, 1).upper;
    return result;
}

}  // namespace emptor
