// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include <emptor/stats/log_gamma.hpp>

#include "published.hpp"

namespace log_gamma_test {

using emptor::digamma;
using emptor::log_gamma;

TEST_CASE("log gamma of whole and half numbers, by factorials") {
    CHECK(log_gamma(1) == 0);
    CHECK(log_gamma(2) == 0);
    CHECK_THAT(log_gamma(0.5), near(std::log(std::numbers::pi) / 2, 1e-15));
    long double log_factorial = 0;
    for (int n = 2; n < 2'000; ++n) {
        CAPTURE(n);
        log_factorial += std::log(static_cast<long double>(n));
        CHECK_THAT(log_gamma(n + 1), near(static_cast<double>(log_factorial), 2e-15));
    }
}

TEST_CASE("log gamma agrees with the C library's of more digits, over the whole range") {
    const unsigned seed = 5;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-300, 300};
    std::uniform_real_distribution<double> small{0, 20};
    for (int i = 0; i < 20'000; ++i) {
        const double x = i % 2 == 0 ? std::pow(10.0, exponent(random)) : small(random);
        const auto known = static_cast<double>(std::lgamma(static_cast<long double>(x)));
        if (std::abs(log_gamma(x) - known) > 1e-14 * std::abs(known)) {
            CAPTURE(x);
            CHECK_THAT(log_gamma(x), near(known, 1e-14));
        }
    }
    for (double off = 0.5; off > 1e-15; off /= 3) {  // beside its zeros
        for (const double zero : {1.0, 2.0}) {
            CAPTURE(zero, off);
            for (const double x : {zero + off, zero - off}) {
                CHECK_THAT(log_gamma(x), near(static_cast<double>(std::lgamma(static_cast<long double>(x))), 1e-14));
            }
        }
    }
}

TEST_CASE("digamma obeys its recurrence and is the slope of log gamma") {
    CHECK_THAT(digamma(1), near(-0.57721566490153286, 1e-15));  // Euler's constant
    const unsigned seed = 6;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-6, 6};
    for (int i = 0; i < 2'000; ++i) {
        const double x = std::pow(10.0, exponent(random));
        CAPTURE(x);
        CHECK_THAT(digamma(x + 1) - digamma(x), Catch::Matchers::WithinAbs(1 / x, 1e-15 * (20 + 4 / x)));
        const double step = x * 1e-4;
        CHECK_THAT((log_gamma(x + step) - log_gamma(x - step)) / (2 * step),
                   Catch::Matchers::WithinAbs(digamma(x), 1e-6 * (1 + std::abs(digamma(x)))));
    }
}

TEST_CASE("digamma of whole, half and other simple numbers (C. F. Gauss 1813)") {
    const long double euler = 0.577215664901532860606512090082402431L;
    const long double pi = std::numbers::pi_v<long double>;
    long double whole = -euler;
    long double half = -euler - 2 * std::log(2.0L);
    for (int n = 1; n < 2'000; ++n) {
        CAPTURE(n);
        CHECK_THAT(digamma(n), near(static_cast<double>(whole), 1e-14));
        CHECK_THAT(digamma(n - 0.5), near(static_cast<double>(half), 1e-14));
        whole += 1 / static_cast<long double>(n);
        half += 2 / static_cast<long double>(2 * n - 1);
    }
    CHECK_THAT(digamma(0.25), near(static_cast<double>(-euler - pi / 2 - 3 * std::log(2.0L)), 1e-14));
    CHECK_THAT(digamma(0.75), near(static_cast<double>(-euler + pi / 2 - 3 * std::log(2.0L)), 1e-14));
    CHECK_THAT(digamma(1.4616321449683623), Catch::Matchers::WithinAbs(0, 1e-15));  // its zero
}

TEST_CASE("log gamma and digamma agree with R") {
    const auto known = published("proportions_and_tests.json")["special_functions"];
    CHECK_THAT(log_gamma(0.5), near(known["lgamma_.5"]));
    CHECK_THAT(log_gamma(100.25), near(known["lgamma_100.25"]));
    CHECK_THAT(digamma(0.5), near(known["digamma_.5"]));
}

TEST_CASE("log gamma of what is not above 0 is refused") {
    for (const double x : {0.0, -0.5, std::numeric_limits<double>::infinity(), std::nan("")}) {
        CHECK_THROWS_AS(log_gamma(x), std::invalid_argument);
        CHECK_THROWS_AS(digamma(x), std::invalid_argument);
    }
    CHECK(std::isfinite(log_gamma(std::numeric_limits<double>::denorm_min())));
    CHECK(std::isfinite(log_gamma(std::numeric_limits<double>::max() / 1e3)));
}

}  // namespace log_gamma_test
