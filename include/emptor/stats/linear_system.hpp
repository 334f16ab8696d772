// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// As many linear equations as unknowns.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/stats/detail/written.hpp>
#include <emptor/stats/matrix.hpp>

namespace emptor {

/// A x = b for any number of right sides b: A is split once into triangles, with the largest pivot of each column
/// (G. H. Golub and C. F. Van Loan 2013, Matrix Computations, algorithm 3.4.1). O(n^3) once, O(n^2) a right side.
class linear_system {
public:
    /// @throws std::invalid_argument unless the matrix is square and all its numbers are finite.
    explicit linear_system(matrix coefficients) : factors_{std::move(coefficients)}, order_(factors_.rows()) {
        if (!factors_.square()) {
            throw std::invalid_argument{"emptor::linear_system: " + std::to_string(factors_.rows()) +
                                        " equations with " + std::to_string(factors_.columns()) +
                                        " unknowns; there must be as many"};
        }
        double largest = 0;
        for (std::size_t row = 0; row < size(); ++row) {
            for (std::size_t column = 0; column < size(); ++column) {
                const double number = at(row, column);
                if (!detail::is_finite(number)) {
                    throw std::invalid_argument{"emptor::linear_system: the coefficient in row " + std::to_string(row) +
                                                ", column " + std::to_string(column) + " is " +
                                                detail::written(number) + "; it must be finite"};
                }
                largest = std::max(largest, std::abs(number));
            }
        }
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        // Powers of two keep every digit, and the products of the elimination within the range of `double`.
        if (largest > 0) std::frexp(largest, &exponent_);
        for (double& number : factors_.numbers()) number = std::ldexp(number, -exponent_);
        const double norm = largest_column_sum();
        eliminate();
        reciprocal_condition_ = singular_ ? 0 : 1 / std::max(1.0, norm * inverse_norm());
    }

    /// How many equations there are.
    [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }

    /// Whether the equations have no single solution: an elimination came to a column of zeros.
    [[nodiscard]] bool singular() const noexcept { return singular_; }

    /// 1 / (|A| |A^-1|) in the norm of columns, from 1, as good as can be, to 0, singular. A solution may lose about as
    /// many of its 15 digits as this has zeros behind the point. An estimate, hardly ever by more than three too large
    /// (W. W. Hager 1984, SIAM J. Sci. Stat. Comput. 5, 311-316; N. J. Higham 1988, ACM Trans. Math. Softw. 14,
    /// 381-396).
    [[nodiscard]] double reciprocal_condition() const noexcept { return reciprocal_condition_; }

    /// The x of A x = b.
    /// @throws std::invalid_argument if the system is singular, or b has not a number an equation.
    [[nodiscard]] std::vector<double> solve(std::span<const double> right) const {
        require_solvable(right.size());
        return scaled(forth(right));
    }

    /// The x of A^T x = b.
    /// @throws std::invalid_argument as `solve`.
    [[nodiscard]] std::vector<double> solve_transposed(std::span<const double> right) const {
        require_solvable(right.size());
        return scaled(back(right));
    }

    /// @throws std::invalid_argument if the system is singular.
    [[nodiscard]] matrix inverse() const {
        require_solvable(size());
        matrix result{size(), size()};
        for (std::size_t i = 0; i < size(); ++i) result(i, order_[i]) = 1;
        const auto subtract = [&](std::size_t row, std::size_t other, double factor) {
            if (factor == 0) return;
            const auto from = result.row(row);
            const auto what = result.row(other);
            for (std::size_t i = 0; i < from.size(); ++i) from[i] -= factor * what[i];
        };
        for (std::size_t i = 0; i < size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) subtract(i, k, at(i, k));
        }
        for (std::size_t i = size(); i-- > 0;) {
            for (std::size_t k = i + 1; k < size(); ++k) subtract(i, k, at(i, k));
            for (double& number : result.row(i)) number /= at(i, i);
        }
        for (double& number : result.numbers()) number = std::ldexp(number, -exponent_);
        return result;
    }

private:
    [[nodiscard]] double at(std::size_t row, std::size_t column) const noexcept {
        return factors_.numbers()[row * order_.size() + column];
    }

    /// Leaves the multipliers below the diagonal, and the upper triangle on and above it.
    void eliminate() {
        for (std::size_t k = 0; k < size(); ++k) {
            std::size_t pivot = k;
            for (std::size_t i = k + 1; i < size(); ++i) {
                if (std::abs(at(i, k)) > std::abs(at(pivot, k))) pivot = i;
            }
            if (!(std::abs(at(pivot, k)) > 0)) {
                singular_ = true;
                return;
            }
            if (pivot != k) {
                std::swap_ranges(factors_.row(k).begin(), factors_.row(k).end(), factors_.row(pivot).begin());
                std::swap(order_[k], order_[pivot]);
            }
            const auto leading = factors_.row(k);
            for (std::size_t i = k + 1; i < size(); ++i) {
                const auto row = factors_.row(i);
                if (row[k] == 0) continue;
                const double factor = row[k] /= leading[k];
                for (std::size_t j = k + 1; j < size(); ++j) row[j] -= factor * leading[j];
            }
        }
    }

    [[nodiscard]] std::vector<double> forth(std::span<const double> right) const {
        std::vector<double> x(size());
        for (std::size_t i = 0; i < size(); ++i) {
            double sum = right[order_[i]];
            for (std::size_t k = 0; k < i; ++k) sum -= at(i, k) * x[k];
            x[i] = sum;
        }
        for (std::size_t i = size(); i-- > 0;) {
            for (std::size_t k = i + 1; k < size(); ++k) x[i] -= at(i, k) * x[k];
            x[i] /= at(i, i);
        }
        return x;
    }

    [[nodiscard]] std::vector<double> back(std::span<const double> right) const {
        std::vector<double> y{right.begin(), right.end()};
        for (std::size_t i = 0; i < size(); ++i) {
            y[i] /= at(i, i);
            for (std::size_t k = i + 1; k < size(); ++k) y[k] -= at(i, k) * y[i];
        }
        for (std::size_t i = size(); i-- > 0;) {
            for (std::size_t k = 0; k < i; ++k) y[k] -= at(i, k) * y[i];
        }
        std::vector<double> x(size());
        for (std::size_t i = 0; i < size(); ++i) x[order_[i]] = y[i];
        return x;
    }

    [[nodiscard]] std::vector<double> scaled(std::vector<double> x) const {
        for (double& number : x) number = std::ldexp(number, -exponent_);
        return x;
    }

    [[nodiscard]] double largest_column_sum() const {
        std::vector<double> sums(size());
        for (std::size_t row = 0; row < size(); ++row) {
            for (std::size_t column = 0; column < size(); ++column) sums[column] += std::abs(at(row, column));
        }
        return sums.empty() ? 0 : *std::max_element(sums.begin(), sums.end());
    }

    [[nodiscard]] static double sum_of_sizes(std::span<const double> x) {
        return std::accumulate(x.begin(), x.end(), 0.0, [](double sum, double each) { return sum + std::abs(each); });
    }

    /// About the largest column sum of the inverse: climbs from one corner of a cube to a better one.
    [[nodiscard]] double inverse_norm() const {
        const std::size_t n = size();
        if (n == 0) return 0;
        std::vector<double> x(n, 1 / static_cast<double>(n));
        double norm = 0;
        std::size_t corner = n;
        for (int step = 0; step < 5; ++step) {
            const std::vector<double> y = forth(x);
            const double found = sum_of_sizes(y);
            if (step > 0 && !(found > norm)) break;
            norm = found;
            std::vector<double> signs(n);
            for (std::size_t i = 0; i < n; ++i) signs[i] = y[i] < 0 ? -1 : 1;
            const std::vector<double> z = back(signs);
            const auto steepest =
                std::max_element(z.begin(), z.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
            const auto next = static_cast<std::size_t>(steepest - z.begin());
            if (next == corner) break;
            corner = next;
            std::fill(x.begin(), x.end(), 0.0);
            x[corner] = 1;
        }
        for (std::size_t i = 0; i < n; ++i) {  // a vector on which cancellation in the climb has no hold
            const double size_of = n == 1 ? 1 : 1 + static_cast<double>(i) / static_cast<double>(n - 1);
            x[i] = i % 2 == 0 ? size_of : -size_of;
        }
        return std::max(norm, 2 * sum_of_sizes(forth(x)) / (3 * static_cast<double>(n)));
    }

    void require_solvable(std::size_t numbers) const {
        if (singular_) {
            throw std::invalid_argument{"emptor::linear_system: the " + std::to_string(size()) +
                                        " equations are singular; they must not follow from one another"};
        }
        if (numbers != size()) {
            throw std::invalid_argument{"emptor::linear_system: a right side of " + std::to_string(numbers) +
                                        " numbers for " + std::to_string(size()) + " equations; there must be as many"};
        }
    }

    matrix factors_;
    std::vector<std::size_t> order_;  // the row of the matrix that stands in each place
    int exponent_{};                  // the coefficients were divided by 2 to its power
    double reciprocal_condition_{};
    bool singular_{};
};

}  // namespace emptor
