// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include <emptor/stats/incomplete_beta.hpp>
#include <emptor/stats/incomplete_gamma.hpp>

#include "published.hpp"

namespace incomplete_beta_test {

using emptor::beta_quantile;
using emptor::incomplete_beta;

namespace {

/// The series of positive terms x^a y^b / (a B(a, b)) sum (a + b)_k / (a + 1)_k x^k (M. Abramowitz and I. A. Stegun
/// 1964, 26.5.4), with all of `long double`.
long double plain_lower(long double a, long double b, long double x, long double y) {
    long double term = 1;
    long double sum = 0;
    for (int k = 0; term > sum * 1e-21L || k < 3; ++k) {
        sum += term;
        term *= (a + b + k) / (a + 1 + k) * x;
    }
    return sum / a * std::exp(a * std::log(x) + b * std::log(y) + std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b));
}

}  // namespace

TEST_CASE("both beta tails agree with plain series, also where they are tiny") {
    const unsigned seed = 21;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-0.3, 3.5};
    std::uniform_real_distribution<double> deviations{-30, 30};
    std::uniform_real_distribution<double> unit{0, 1};
    int tiny = 0;
    for (int i = 0; i < 2'000; ++i) {
        const double a = std::pow(10.0, exponent(random));
        const double b = std::pow(10.0, exponent(random));
        const double mean = a / (a + b);
        const double near_mean = mean + deviations(random) * std::sqrt(mean * (1 - mean) / (a + b));
        const double x = i % 2 == 0 && near_mean > 0 && near_mean < 1 ? near_mean : unit(random);
        const auto [lower, upper] = incomplete_beta(a, b, x);
        CAPTURE(a, b, x);
        const bool low = x < mean;
        const auto plain = static_cast<double>(low ? plain_lower(a, b, x, 1 - static_cast<long double>(x))
                                                   : plain_lower(b, a, 1 - static_cast<long double>(x), x));
        if (plain < 1e-300) continue;
        tiny += plain < 1e-20 ? 1 : 0;
        CHECK_THAT(low ? lower : upper, near(plain, 1e-12));
        CHECK_THAT(low ? upper : lower, near(1 - plain, 1e-12));
    }
    CHECK(tiny > 200);
}

TEST_CASE("beta tails of whole parameters are sums of binomial probabilities") {
    for (int n = 1; n < 60; n += 3) {
        for (int k = 1; k <= n; ++k) {
            for (const double x : {0.001, 0.125, 0.5, 0.8125, 0.9990234375}) {
                CAPTURE(n, k, x);
                long double lower = 0;
                for (int i = k; i <= n; ++i) {
                    long double term = 1;
                    for (int j = 1; j <= i; ++j) term *= static_cast<long double>(n - i + j) / j * x;
                    for (int j = 0; j < n - i; ++j) term *= 1 - static_cast<long double>(x);
                    lower += term;
                }
                CHECK_THAT(incomplete_beta(k, n - k + 1, x).lower, near(static_cast<double>(lower), 1e-13));
            }
        }
    }
}

TEST_CASE("a beta tail with one parameter far above the other is a gamma tail") {
    for (const double a : {0.5, 3.0, 19.0, 21.0, 400.0}) {
        for (const double deviations : {-3.0, -1.0, 0.0, 1.0, 3.0}) {
            const double x = std::max(0.01, a + deviations * std::sqrt(a));
            CAPTURE(a, x);
            CHECK_THAT(incomplete_beta(a, 1e15, x / 1e15).upper, near(emptor::incomplete_gamma(a, x).upper, 1e-9));
        }
    }
}

TEST_CASE("beta mirrors, and ends at 0 and 1") {
    CHECK(incomplete_beta(2, 3, 0) == emptor::tails{0, 1});
    CHECK(incomplete_beta(2, 3, 1) == emptor::tails{1, 0});
    CHECK_THAT(incomplete_beta(1e15, 1e15, 0.5).lower, near(0.5, 1e-12));
    CHECK_THAT(incomplete_beta(0.5, 0.5, 0.25).lower, near(1.0 / 3, 1e-14));  // the arcsine law
    for (const double a : {0.5, 2.0, 30.0, 5000.0}) {
        for (const double b : {0.5, 3.0, 40.0}) {
            for (const double x : {0.0625, 0.25, 0.5, 0.875}) {
                CAPTURE(a, b, x);
                CHECK_THAT(incomplete_beta(a, b, x).lower, near(incomplete_beta(b, a, 1 - x).upper, 1e-14));
            }
        }
    }
}

TEST_CASE("the beta quantile undoes the distribution") {
    const unsigned seed = 22;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-0.3, 6};
    std::uniform_real_distribution<double> unit{0, 1};
    for (int i = 0; i < 2'000; ++i) {
        const double a = std::pow(10.0, exponent(random));
        const double b = std::pow(10.0, exponent(random));
        const double p = i % 2 == 0 ? unit(random) : std::pow(10.0, -20 * unit(random));
        const double x = beta_quantile(a, b, p);
        CAPTURE(a, b, p, x);
        if (x < 0.5) {
            CHECK_THAT(incomplete_beta(a, b, x).lower, Catch::Matchers::WithinRel(p, 1e-10));
        } else {  // the place is as exact as a `double` can hold it: the next ones lie on either side
            CHECK(incomplete_beta(a, b, std::nextafter(x, 0) - 1e-15).lower <= p * (1 + 1e-12));
            CHECK(incomplete_beta(a, b, std::min(1.0, x + 1e-15)).lower >= p * (1 - 1e-12));
        }
    }
    CHECK(beta_quantile(2, 3, 0) == 0);
    CHECK(beta_quantile(2, 3, 1) == 1);
    CHECK(beta_quantile(0.5, 0.5, 1e-300) == 0);
    CHECK_THAT(beta_quantile(1, 1, 0.3), near(0.3, 1e-15));
}

TEST_CASE("beta agrees with R") {
    const auto known = published("proportions_and_tests.json")["special_functions"];
    CHECK_THAT(incomplete_beta(2, 5, 0.3).lower, near(known["pbeta_.3_2_5"]));
    CHECK_THAT(beta_quantile(8, 4, 0.975), near(known["qbeta_.975_8_4"]));
}

TEST_CASE("arguments that beta has no value for are refused") {
    for (const double bad : {0.0, -1.0, 1e16, std::nan("")}) {
        CHECK_THROWS_AS(incomplete_beta(bad, 1, 0.5), std::invalid_argument);
        CHECK_THROWS_AS(incomplete_beta(1, bad, 0.5), std::invalid_argument);
        CHECK_THROWS_AS(beta_quantile(bad, 1, 0.5), std::invalid_argument);
        CHECK_THROWS_AS(beta_quantile(1, bad, 0.5), std::invalid_argument);
    }
    for (const double bad : {-0.1, 1.1, std::nan("")}) {
        CHECK_THROWS_AS(incomplete_beta(1, 1, bad), std::invalid_argument);
        CHECK_THROWS_AS(beta_quantile(1, 1, bad), std::invalid_argument);
    }
}

}  // namespace incomplete_beta_test
