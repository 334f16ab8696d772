// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/stats/chi_squared_test.hpp>
#include <emptor/stats/two_rates.hpp>

#include "published.hpp"

namespace chi_squared_test_test {

using Catch::Matchers::WithinAbs;
using emptor::contingency_table;
using emptor::proportion;

TEST_CASE("party by gender: 30.07 with 2 degrees (A. Agresti 2007, Introduction to Categorical Data Analysis, p. 39)") {
    const contingency_table parties{{762, 327, 468}, {484, 239, 477}};
    const auto found = emptor::chi_squared_test(parties).value();
    CHECK_THAT(found.statistic, WithinAbs(30.07, 0.005));
    CHECK(found.degrees == 2);
    CHECK_THAT(found.p, WithinAbs(2.954e-7, 5e-11));
    CHECK(found.cells == 6);
    CHECK(found.cells_expected_below_5 == 0);
    CHECK_THAT(found.smallest_expected, WithinAbs(246.35, 0.01));
}

TEST_CASE("tables agree with R") {
    const auto cases = published("proportions_and_tests.json")["chisq_tables"];
    for (const auto& [name, known] : cases.items()) {
        CAPTURE(name);
        const auto& cells = known["table"];
        contingency_table table{cells.size(), cells[0].size()};
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t column = 0; column < table.columns(); ++column) {
                for (auto n = cells[row][column].get<int>(); n > 0; --n) table.count({row, column});
            }
        }
        const auto found = emptor::chi_squared_test(table).value();
        CHECK_THAT(found.statistic, near(known["chisq"]));
        CHECK(found.degrees == known["df"]);
        CHECK_THAT(found.p, near(known["p"]));
        CHECK_THAT(emptor::g_test(table)->statistic, near(known["G"]));
        CHECK_THAT(emptor::cramers_v(table).value(), near(known["cramers_v"]));
        const auto expected = emptor::expected_counts(table);
        const auto residuals = emptor::residuals(table);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CAPTURE(i);
            CHECK_THAT(expected[i], near(known["expected"][i / table.columns()][i % table.columns()]));
            CHECK_THAT(residuals[i], near(known["residuals"][i / table.columns()][i % table.columns()]));
        }
    }
}

TEST_CASE("two groups, smokers and Mendel's peas agree with R") {
    const auto known = published("proportions_and_tests.json");
    for (const auto& two : known["two_sample"]["cases"]) {
        const proportion groups[]{{two["n1"], two["x1"]}, {two["n2"], two["x2"]}};
        const contingency_table table{groups};
        CAPTURE(groups[0].taken(), groups[1].taken());
        CHECK_THAT(emptor::chi_squared_test(table)->statistic, near(two["chisq"]));
        CHECK_THAT(emptor::chi_squared_test(table)->p, near(two["chisq_p"]));
        CHECK_THAT(emptor::chi_squared_test_corrected(table)->statistic, near(two["chisq_yates"]));
        CHECK_THAT(emptor::chi_squared_test_corrected(table)->p, near(two["chisq_yates_p"]));
        CHECK_THAT(emptor::g_test(table)->statistic, near(two["G"]));
        CHECK_THAT(emptor::g_test(table)->p, near(two["G_p"]));
        const double z = emptor::two_rates_test(groups[0], groups[1])->z;
        CHECK_THAT(emptor::chi_squared_test(table)->statistic, near(z * z, 1e-12));
    }
    const auto& smokers = known["smokers_R_prop_test"];
    const proportion patients[]{{86, 83}, {93, 90}, {136, 129}, {82, 70}};
    CHECK_THAT(emptor::chi_squared_test(contingency_table{patients})->statistic, near(smokers["chisq"]));
    CHECK_THAT(emptor::chi_squared_test(contingency_table{patients})->p, near(smokers["p"]));
    CHECK_THAT(emptor::trend_test(patients)->statistic, near(smokers["trend_chisq"]));
    CHECK_THAT(emptor::trend_test(patients)->p, near(smokers["trend_p"]));
    const auto& peas = known["gof"]["mendel"];
    const auto fit =
        emptor::chi_squared_fit(peas["obs"].get<std::vector<std::uint64_t>>(), peas["p"].get<std::vector<double>>());
    CHECK_THAT(fit->statistic, near(peas["chisq"]));
    CHECK_THAT(fit->p, near(peas["pval"]));
    CHECK(fit->degrees == 3);
}

TEST_CASE("few expected counts are told") {
    const auto small = emptor::chi_squared_test({{1, 8}, {11, 3}}).value();
    CHECK(small.cells_expected_below_5 == 2);
    CHECK_THAT(small.smallest_expected, WithinAbs(99.0 / 23, 1e-12));
}

TEST_CASE("rows and columns without counts say nothing") {
    const auto full = emptor::chi_squared_test({{10, 20}, {30, 5}}).value();
    const auto holed = emptor::chi_squared_test({{10, 0, 20}, {0, 0, 0}, {30, 0, 5}}).value();
    CHECK(full == holed);
    CHECK(emptor::cramers_v({{10, 20}, {30, 5}}) == emptor::cramers_v({{10, 0, 20}, {0, 0, 0}, {30, 0, 5}}));
    CHECK_THAT(emptor::cramers_v({{10, 0}, {0, 5}}).value(), near(1.0, 1e-15));
    for (const contingency_table& nothing :
         {contingency_table{}, contingency_table{2, 2}, contingency_table{{3, 4}}, contingency_table{{3, 0}, {4, 0}}}) {
        CHECK_FALSE(emptor::chi_squared_test(nothing).has_value());
        CHECK_FALSE(emptor::g_test(nothing).has_value());
        CHECK_FALSE(emptor::cramers_v(nothing).has_value());
    }
    CHECK(emptor::residuals(contingency_table{2, 2}) == std::vector<double>(4));
    CHECK_FALSE(emptor::trend_test({}).has_value());
    CHECK_FALSE(emptor::trend_test(std::vector<proportion>{{5, 0}, {5, 0}}).has_value());
    CHECK_FALSE(emptor::trend_test(std::vector<proportion>{{5, 2}, {0, 0}}).has_value());
    CHECK_FALSE(emptor::chi_squared_fit({}, {}).has_value());
}

TEST_CASE("independence leaves nothing to explain") {
    CHECK(emptor::chi_squared_test({{10, 20}, {30, 60}})->statistic == 0);
    CHECK(emptor::g_test({{10, 20}, {30, 60}})->p == 1);
    CHECK(emptor::chi_squared_test_corrected({{10, 20}, {30, 61}})->statistic == 0);
    const std::vector<proportion> level{{10, 1}, {20, 2}, {50, 5}};
    CHECK_THAT(emptor::trend_test(level)->statistic, WithinAbs(0, 1e-20));
}

TEST_CASE("a table refuses what does not fit it") {
    contingency_table table{2, 3};
    CHECK_THROWS_AS(table.count({2, 0}), std::invalid_argument);
    CHECK_THROWS_AS(table.count({0, 3}), std::invalid_argument);
    CHECK_THROWS_AS((contingency_table{{1, 2}, {3}}), std::invalid_argument);
    const std::vector<std::uint64_t> seen{1, 2};
    CHECK_THROWS_AS(emptor::chi_squared_fit(seen, std::vector{0.5, 0.4}), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chi_squared_fit(seen, std::vector{1.0}), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chi_squared_fit(seen, std::vector{0.0, 1.0}), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chi_squared_fit(seen, std::vector{-0.5, 1.5}), std::invalid_argument);
    try {
        table += contingency_table{3, 2};
        FAIL("accepted");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string{refused.what()} ==
              "emptor::contingency_table: 3 x 2 added to 2 x 3; both must have as many rows and columns");
    }
    CHECK(table == contingency_table{2, 3});
}

}  // namespace chi_squared_test_test
