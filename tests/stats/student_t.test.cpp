// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include <emptor/stats/normal.hpp>
#include <emptor/stats/student_t.hpp>

#include "published.hpp"

namespace student_t_test {

namespace {

/// The area under the density from t on, by the trapezium rule after the substitution of H. Takahasi and M. Mori (1974)
/// u = t + exp(sinh v pi / 2), with all of `long double`.
long double plain_tail(long double t, long double degrees) {
    const long double pi = std::numbers::pi_v<long double>;
    const long double scale = std::lgamma((degrees + 1) / 2) - std::lgamma(degrees / 2) - std::log(degrees * pi) / 2;
    long double sum = 0;
    for (int i = -320; i < 448; ++i) {
        const long double v = static_cast<long double>(i) / 64;
        const long double beyond = std::exp(std::sinh(v) * pi / 2);
        const long double u = t + beyond;
        const long double density = std::exp(scale - (degrees + 1) / 2 * std::log1p(u * u / degrees));
        sum += density * beyond * std::cosh(v) * (pi / 2) / 64;
    }
    return sum;
}

}  // namespace

TEST_CASE("Student's t agrees with plain areas, also where they are tiny") {
    const unsigned seed = 31;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-1, 6};
    std::uniform_real_distribution<double> far{-3, 4};
    int tiny = 0;
    for (int i = 0; i < 400; ++i) {
        const double degrees = std::pow(10.0, exponent(random));
        const double t = std::pow(10.0, i % 2 == 0 ? far(random) : far(random) / 3);
        CAPTURE(t, degrees);
        const auto plain = static_cast<double>(plain_tail(t, degrees));
        if (plain < 1e-300) continue;
        tiny += plain < 1e-20 ? 1 : 0;
        const auto found = emptor::student_t(t, degrees);
        CHECK_THAT(found.upper, near(plain, 1e-11));
        CHECK_THAT(found.lower, near(1 - plain, 1e-12));
        if (plain < 0.4) CHECK_THAT(emptor::student_t_quantile(plain, degrees), near(-t, 1e-10));
    }
    CHECK(tiny > 20);
}

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
