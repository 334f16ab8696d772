// SPDX-License-Identifier: BSL-1.0
#include <emptor/stats/linear_system.hpp>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include "rounds.hpp"

namespace linear_system_test {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::linear_system;
using emptor::matrix;

namespace {

double column_norm(const matrix& numbers) {
    double largest = 0;
    for (std::size_t column = 0; column < numbers.columns(); ++column) {
        double sum = 0;
        for (std::size_t row = 0; row < numbers.rows(); ++row) sum += std::abs(numbers(row, column));
        largest = std::max(largest, sum);
    }
    return largest;
}

matrix hilbert(std::size_t size) {
    matrix numbers{size, size};
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) numbers(i, j) = 1 / static_cast<double>(i + j + 1);
    }
    return numbers;
}

/// By minors (P. S. Laplace), in integers: exact.
std::int64_t determinant(const std::vector<std::vector<std::int64_t>>& numbers) {
    if (numbers.empty()) return 1;
    std::int64_t sum = 0;
    for (std::size_t column = 0; column < numbers.size(); ++column) {
        std::vector<std::vector<std::int64_t>> rest;
        for (std::size_t row = 1; row < numbers.size(); ++row) {
            rest.push_back(numbers[row]);
            rest.back().erase(rest.back().begin() + static_cast<std::ptrdiff_t>(column));
        }
        sum += (column % 2 == 0 ? 1 : -1) * numbers[0][column] * determinant(rest);
    }
    return sum;
}

}  // namespace

TEST_CASE("equations that need a pivot are solved") {
    const linear_system system{{{0, 2}, {3, 4}}};
    CHECK_FALSE(system.singular());
    CHECK(system.solve(std::vector<double>{2, 10}) == std::vector<double>{2, 1});
    CHECK(system.solve_transposed(std::vector<double>{3, 6}) == std::vector<double>{1, 1});
    CHECK(system.inverse() * matrix{{0, 2}, {3, 4}} == matrix::identity(2));
}

TEST_CASE("random equations in integers are solved as Cramer's rule solves them exactly") {
    const std::uint64_t seed = 7;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int singular = 0;
    for (int i = 0; i < emptor_test::rounds(2000); ++i) {
        CAPTURE(i);
        const std::size_t size = 1 + random() % 5;
        std::vector<std::vector<std::int64_t>> numbers(size, std::vector<std::int64_t>(size));
        std::vector<std::int64_t> right(size);
        matrix coefficients{size, size};
        for (std::size_t row = 0; row < size; ++row) {
            for (std::size_t column = 0; column < size; ++column) {
                numbers[row][column] = static_cast<std::int64_t>(random() % 7) - 3;
                coefficients(row, column) = static_cast<double>(numbers[row][column]);
            }
            right[row] = static_cast<std::int64_t>(random() % 19) - 9;
        }
        const linear_system system{coefficients};
        const std::int64_t whole = determinant(numbers);
        if (whole == 0) {
            ++singular;
            CHECK(system.reciprocal_condition() < 1e-14);
            continue;
        }
        REQUIRE_FALSE(system.singular());
        const auto x = system.solve(std::vector<double>(right.begin(), right.end()));
        const auto transposed = system.solve_transposed(std::vector<double>(right.begin(), right.end()));
        const matrix inverse = system.inverse();
        for (std::size_t k = 0; k < size; ++k) {
            auto column = numbers;
            auto row = numbers;
            for (std::size_t j = 0; j < size; ++j) column[j][k] = right[j];
            row[k] = right;
            const auto divided = [&](std::int64_t part) {
                return static_cast<double>(part) / static_cast<double>(whole);
            };
            CHECK_THAT(x[k], WithinAbs(divided(determinant(column)), 1e-10));
            CHECK_THAT(transposed[k], WithinAbs(divided(determinant(row)), 1e-10));
        }
        const matrix product = coefficients * inverse;
        for (std::size_t k = 0; k < size * size; ++k) {
            CHECK_THAT(product.numbers()[k], WithinAbs(k % (size + 1) == 0 ? 1 : 0, 1e-10));
        }
        // Known from the inverse: the estimate is never too small, and here never too large by more than four.
        const double condition = 1 / (column_norm(coefficients) * column_norm(inverse));
        CHECK(system.reciprocal_condition() > condition * (1 - 1e-9));
        CHECK(system.reciprocal_condition() < condition * 4);
    }
    CHECK(singular > emptor_test::rounds(50));
}

TEST_CASE("ill-conditioned equations say so") {
    // D. Hilbert's matrices, whose inverses are integers: 408 and 413280 are their largest column sums, and 11/6 and
    // 137/60 those of the matrices.
    CHECK_THAT(linear_system{hilbert(3)}.reciprocal_condition(), WithinRel(1 / 748.0, 1e-9));
    CHECK_THAT(linear_system{hilbert(5)}.reciprocal_condition(), WithinRel(1 / 943656.0, 1e-9));
    CHECK(linear_system{hilbert(12)}.reciprocal_condition() < 1e-15);
    CHECK(linear_system{matrix::identity(4)}.reciprocal_condition() == 1);
}

TEST_CASE("the scale of equations takes no digits") {
    for (const double scale : {0x1p-1000, 1.0, 0x1p1000}) {
        CAPTURE(scale);
        const linear_system system{{{0, 2 * scale}, {3 * scale, 4 * scale}}};
        CHECK_FALSE(system.singular());
        CHECK(system.solve(std::vector<double>{2 * scale, 10 * scale}) == std::vector<double>{2, 1});
        CHECK(system.reciprocal_condition() > 0.1);
    }
}

TEST_CASE("singular equations are told apart, and not solved") {
    const linear_system system{{{1, 2}, {2, 4}}};
    CHECK(system.singular());
    CHECK(system.reciprocal_condition() == 0);
    CHECK_THROWS_MATCHES(system.solve(std::vector<double>{1, 2}), std::invalid_argument,
                         Message("emptor::linear_system: the 2 equations are singular; they must not follow from one "
                                 "another"));
    CHECK_THROWS_AS(system.inverse(), std::invalid_argument);
    CHECK(linear_system{matrix{3, 3}}.singular());
    CHECK_FALSE(linear_system{matrix{}}.singular());
    CHECK(linear_system{matrix{}}.solve({}).empty());
}

TEST_CASE("what is no system of equations is refused") {
    CHECK_THROWS_MATCHES((linear_system{{{1, 2}}}), std::invalid_argument,
                         Message("emptor::linear_system: 1 equations with 2 unknowns; there must be as many"));
    CHECK_THROWS_MATCHES(
        (linear_system{{{1, std::numeric_limits<double>::infinity()}, {0, 1}}}), std::invalid_argument,
        Message("emptor::linear_system: the coefficient in row 0, column 1 is inf; it must be finite"));
    CHECK_THROWS_MATCHES(linear_system{matrix::identity(2)}.solve(std::vector<double>{1}), std::invalid_argument,
                         Message("emptor::linear_system: a right side of 1 numbers for 2 equations; there must be as "
                                 "many"));
}

}  // namespace linear_system_test
