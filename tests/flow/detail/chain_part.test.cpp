// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/detail/chain_part.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <emptor/stats/linear_system.hpp>

#include "../chains.hpp"

namespace chain_part_test {

using Catch::Matchers::WithinRel;
using emptor::matrix;
using emptor::detail::chain_part;

TEST_CASE("a state reaches a goal if moves lead there, or it is one") {
    const matrix moves{{0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 1, 0, 0}};
    CHECK(emptor::detail::reaching(moves, {false, false, true, false}) == std::vector<bool>(4, true));
    CHECK(emptor::detail::reaching(moves, {true, false, false, false}) == std::vector<bool>{true, false, false, false});
}

TEST_CASE("taking states out solves what elimination with pivots solves") {
    const std::uint64_t seed = 16;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 2000; ++i) {
        CAPTURE(i);
        const matrix moves = chain_test::random_moves(random);
        std::vector<bool> goals(moves.rows());
        goals[random() % moves.rows()] = true;
        auto members = emptor::detail::reaching(moves, goals);
        for (std::size_t k = 0; k < goals.size(); ++k) members[k] = members[k] && !goals[k];
        const chain_part part{moves, members};
        matrix coefficients = matrix::identity(part.size());
        std::vector<double> right(part.size());
        for (std::size_t a = 0; a < part.size(); ++a) {
            CHECK(part.place(part.states()[a]) == a);
            right[a] = static_cast<double>(random() % 5);
            for (std::size_t b = 0; b < part.size(); ++b)
                coefficients(a, b) -= moves(part.states()[a], part.states()[b]);
        }
        const emptor::linear_system system{coefficients};
        REQUIRE_FALSE(system.singular());
        const auto x = part.solve(right), expected = system.solve(right);
        const auto y = part.solve_transposed(right), expected_transposed = system.solve_transposed(right);
        const matrix all = part.inverse(), expected_all = system.inverse();
        const auto same = [](double found, double wanted) { return std::abs(found - wanted) <= 1e-10 * (1 + found); };
        for (std::size_t a = 0; a < part.size(); ++a) {
            CHECK(same(x[a], expected[a]));
            CHECK(same(y[a], expected_transposed[a]));
            for (std::size_t b = 0; b < part.size(); ++b) CHECK(same(all(a, b), expected_all(a, b)));
        }
    }
}

TEST_CASE("states that are hardly ever left cost no digits") {
    // Exactly: from each of two one goes to the other, or out, with these probabilities.
    const double other = 0x1p-60, out = 0x1p-90;
    const chain_part part{{{1 - other - out, other, out}, {other, 1 - other - out, out}, {0, 0, 1}},
                          {true, true, false}};
    CHECK_THAT(part.solve({1, 1})[0], WithinRel(0x1p90, 1e-15));
    const matrix all = part.inverse();
    CHECK_THAT(all(0, 0) / all(0, 1), WithinRel(1 + 0x1p-30, 1e-15));
}

}  // namespace chain_part_test
