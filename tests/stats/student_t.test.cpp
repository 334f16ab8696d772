// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <emptor/stats/normal.hpp>
#include <emptor/stats/student_t.hpp>

#include "published.hpp"

namespace student_t_test {

TEST_CASE("Student's t with 1 and 2 degrees of freedom has formulas, with many it is normal") {
    for (double t = 1e-3; t < 1e200; t *= 7) {
        CAPTURE(t);
        CHECK_THAT(emptor::student_t(t, 1).upper, near(std::atan2(1, t) / std::acos(-1.0), 1e-13));
        CHECK(emptor::student_t(-t, 1).lower == emptor::student_t(t, 1).upper);
        if (t < 1e100) {
            const double root = std::sqrt(2 + t * t);
            CHECK_THAT(emptor::student_t(t, 2).upper, near(1 / (root * (root + t)), 1e-13));
        }
    }
    CHECK_THAT(emptor::student_t(-3, 1e12).lower, near(emptor::normal_cdf(-3), 1e-10));
    CHECK(emptor::student_t(0, 5) == emptor::tails{0.5, 0.5});
    CHECK(emptor::student_t(std::numeric_limits<double>::infinity(), 5) == emptor::tails{1, 0});
    for (const double p : {1e-12, 0.01, 0.3, 0.5, 0.9}) {
        for (const double degrees : {0.5, 1.0, 7.0, 1e5}) {
            CAPTURE(p, degrees);
            CHECK_THAT(emptor::student_t(emptor::student_t_quantile(p, degrees), degrees).lower, near(p, 1e-12));
        }
    }
    CHECK(emptor::student_t_quantile(0, 3) == -std::numeric_limits<double>::infinity());
    CHECK(emptor::student_t_quantile(1, 3) == std::numeric_limits<double>::infinity());
}

TEST_CASE("Student's t agrees with R") {
    const auto known = published("proportions_and_tests.json")["special_functions"];
    CHECK_THAT(emptor::student_t_quantile(0.975, 9), near(known["qt_.975_9"]));
}

TEST_CASE("arguments that Student's t has no value for are refused") {
    for (const double bad : {0.0, -1.0, 1e16, std::nan("")}) {
        CHECK_THROWS_AS(emptor::student_t(1, bad), std::invalid_argument);
        CHECK_THROWS_AS(emptor::student_t_quantile(0.5, bad), std::invalid_argument);
    }
    for (const double bad : {-0.1, 1.1, std::nan("")}) {
        CHECK_THROWS_AS(emptor::student_t_quantile(bad, 3), std::invalid_argument);
    }
    CHECK_THROWS_AS(emptor::student_t(std::nan(""), 3), std::invalid_argument);
}

}  // namespace student_t_test
