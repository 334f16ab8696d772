// SPDX-License-Identifier: BSL-1.0
#include <emptor/stats/matrix.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace matrix_test {

using Catch::Matchers::Message;
using emptor::matrix;

TEST_CASE("a matrix keeps its numbers row by row") {
    matrix numbers{{1, 2, 3}, {4, 5, 6}};
    CHECK(numbers.rows() == 2);
    CHECK(numbers.columns() == 3);
    CHECK_FALSE(numbers.square());
    CHECK(numbers(1, 0) == 4);
    numbers(1, 0) = 7;
    CHECK(numbers.row(1)[0] == 7);
    CHECK(std::vector<double>(numbers.numbers().begin(), numbers.numbers().end()) ==
          std::vector<double>{1, 2, 3, 7, 5, 6});
    CHECK(matrix{}.rows() == 0);
    CHECK(matrix{0, 3} == matrix{});
}

TEST_CASE("matrices are multiplied rows by columns") {
    CHECK(matrix{{1, 2}, {3, 4}} * matrix{{5}, {6}} == matrix{{17}, {39}});
    CHECK(matrix{{1, 2}, {3, 4}} * matrix::identity(2) == matrix{{1, 2}, {3, 4}});
    CHECK_THROWS_MATCHES(
        (matrix{{1, 2}} * matrix{{1, 2}}), std::invalid_argument,
        Message("emptor::matrix: 1 x 2 times 1 x 2; the left must have as many columns as the right has "
                "rows"));
}

TEST_CASE("a place that a matrix lacks is refused, and so are rows of different lengths") {
    const matrix numbers{{1, 2}};
    CHECK_THROWS_MATCHES(numbers(1, 0), std::invalid_argument,
                         Message("emptor::matrix: no place (1, 0) in one of 1 x 2"));
    CHECK_THROWS_AS(numbers.row(1), std::invalid_argument);
    CHECK_THROWS_MATCHES((matrix{{1, 2}, {3}}), std::invalid_argument,
                         Message("emptor::matrix: a row of 1 below one of 2; all must be equally long"));
    CHECK_THROWS_AS((matrix{static_cast<std::size_t>(-1), 3}), std::length_error);
}

}  // namespace matrix_test
