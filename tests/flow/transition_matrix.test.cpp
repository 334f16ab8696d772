// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/transition_matrix.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/process/role.hpp>

#include "flow/plain_paths.hpp"

namespace transition_matrix_test {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using Catch::Matchers::WithinAbs;
using emptor::matrix_form;
using flow_test::path;
using counts_type = emptor::transition_counts<std::string>;

TEST_CASE("rows add up to 1 by row, columns by column, and every path ends once by path") {
    std::mt19937_64 random{16};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        const auto counts = flow_test::counted(counts_type{}, flow_test::draw_paths(random, 10, 6, 4));
        if (counts.paths() == 0) continue;
        const emptor::transition_matrix<std::string> moves{counts};
        const auto number = moves.table(matrix_form::counts), row = moves.table(matrix_form::by_row);
        const auto column = moves.table(matrix_form::by_column), per_path = moves.table(matrix_form::by_path);
        double all = 0;
        for (std::size_t a = 0; a < moves.size(); ++a) {
            double of_row = 0, of_column = 0;
            for (std::size_t b = 0; b < moves.size(); ++b) {
                of_row += row(a, b);
                of_column += column(b, a);
                all += number(a, b);
                REQUIRE(number(a, b) == static_cast<double>(moves.count(a, b)));
                REQUIRE_THAT(per_path(a, b) * static_cast<double>(counts.paths()), WithinAbs(number(a, b), 1e-9));
            }
            REQUIRE_THAT(of_row, WithinAbs(a == moves.end() ? 0 : 1, 1e-12));
            REQUIRE_THAT(of_column, WithinAbs(a == moves.start() ? 0 : 1, 1e-12));
        }
        std::uint64_t events = 0;
        for (std::size_t state = 0; state < counts.size(); ++state) events += counts.visits(state);
        REQUIRE(all == static_cast<double>(events + counts.paths()));
    }
}

TEST_CASE("a share of nothing is absent, and 0 in the table") {
    emptor::transition_counts<emptor::role> counts;
    const emptor::transition_matrix<emptor::role> none{counts};
    CHECK_FALSE(none.per_path(0, 1));
    CHECK_FALSE(none.of_row(0, 1).rate());
    counts.count(std::vector{emptor::role::user});
    const emptor::transition_matrix<emptor::role> one{counts};
    const std::size_t user = one.find(emptor::role::user).value(), buyer = one.find(emptor::role::buyer).value();
    CHECK(one.of_row(one.start(), user) == emptor::proportion{1, 1});
    CHECK(one.of_column(user, one.end()) == emptor::proportion{1, 1});
    CHECK_FALSE(one.of_row(buyer, user).rate());
    CHECK_FALSE(one.of_row(one.end(), user).rate());
    CHECK_FALSE(one.of_column(user, one.start()).rate());
    CHECK(one.table(matrix_form::by_row)(buyer, user) == 0);
    CHECK(one.name(user) == "user");
    CHECK_FALSE(one.name(one.start()));
    CHECK_FALSE(one.name(one.end()));
    CHECK_THROWS_MATCHES(one.count(0, one.size()), std::invalid_argument,
                         MessageMatches(ContainsSubstring("it must be below " + std::to_string(one.size()))));
    CHECK_THROWS_MATCHES(one.table(static_cast<matrix_form>(9)), std::invalid_argument,
                         MessageMatches(ContainsSubstring("form is 9")));
}

}  // namespace transition_matrix_test
