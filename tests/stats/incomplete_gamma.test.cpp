// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include <emptor/stats/chi_squared.hpp>
#include <emptor/stats/incomplete_gamma.hpp>

#include "published.hpp"

namespace incomplete_gamma_test {

using emptor::gamma_quantile;
using emptor::incomplete_gamma;

namespace {

/// The area under the density from x on (or down to 0), by the trapezium rule after the substitution
/// t = exp(v - exp(-v)) of H. Takahasi and M. Mori (1974), with all of `long double`.
long double plain_tail(long double a, long double x, bool upper) {
    const auto density = [=](long double at) { return std::exp((a - 1) * std::log(at) - at - std::lgamma(a)); };
    long double sum = 0;
    if (upper) {
        const long double scale = std::sqrt(a) + 1;
        for (int i = -400; i < 600; ++i) {
            const long double v = static_cast<long double>(i) / 80;
            const long double t = std::exp(v - std::exp(-v));
            sum += density(x + scale * t) * scale * t * (1 + std::exp(-v)) / 80;
        }
        return sum;
    }
    // Below x: the series of all positive terms.
    long double term = 1 / a;
    for (int k = 1; term > sum * 1e-21L; ++k) {
        sum += term;
        term *= x / (a + k);
    }
    return sum * density(x) * x;
}

/// The same for a large whole shape: below its mean the series of all positive terms, above it the finite sum that goes
/// down from the (a - 1)th Poisson probability, from Stirling's formula on (M. Abramowitz and I. A. Stegun 1964,
/// 6.1.37).
long double plain_tail_of_large(long double a, long double x, bool upper) {
    const long double off = (x - a) / a;
    const long double stirling = 1 + 1 / (12 * a) + 1 / (288 * a * a) - 139 / (51'840 * a * a * a);
    const long double weight = std::exp(a * (std::log1p(off) - off)) *
                               std::sqrt(a / (2 * std::numbers::pi_v<long double>)) / stirling;  // x^a e^-x / gamma(a)
    long double term = upper ? 1 / x : 1 / a;
    long double sum = 0;
    for (long double k = 1; term > sum * 1e-21L; ++k) {
        sum += term;
        term *= upper ? (a - k) / x : x / (a + k);
    }
    return sum * weight;
}

}  // namespace

TEST_CASE("both gamma tails agree with plain areas, also where they are tiny") {
    const unsigned seed = 11;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-5, 4};
    std::uniform_real_distribution<double> deviations{-30, 30};
    int tiny = 0;
    for (int i = 0; i < 2'000; ++i) {
        const double a = std::pow(10.0, exponent(random));
        const double x = i % 2 == 0 ? std::pow(10.0, exponent(random)) : a + std::sqrt(a) * deviations(random);
        if (x <= 0) continue;
        const auto [lower, upper] = incomplete_gamma(a, x);
        CAPTURE(a, x);
        const bool high = x > a + 1;
        const long double plain = plain_tail(a, x, high);
        if (plain < 1e-300L) continue;
        tiny += plain < 1e-20L ? 1 : 0;
        CHECK_THAT(high ? upper : lower, near(static_cast<double>(plain), 1e-12));
        CHECK_THAT(high ? lower : upper, near(static_cast<double>(1 - plain), 1e-12));
    }
    CHECK(tiny > 200);
}

TEST_CASE("gamma tails of large shapes agree with plain sums, also where they are tiny") {
    const unsigned seed = 13;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{4, 8.8};
    std::uniform_real_distribution<double> deviations{-35, 35};
    for (int i = 0; i < 80; ++i) {
        const double a = std::round(std::pow(10.0, exponent(random)));
        const double x = a + std::sqrt(a) * deviations(random);
        const auto [lower, upper] = incomplete_gamma(a, x);
        CAPTURE(a, x);
        const bool high = x > a;
        const auto plain = static_cast<double>(plain_tail_of_large(a, x, high));
        const double error = std::max(1e-12, 1e-16 * std::sqrt(a));
        CHECK_THAT(high ? upper : lower, near(plain, error));
        CHECK_THAT(high ? lower : upper, near(1 - plain, error));
    }
}

TEST_CASE("gamma tails of whole shapes are sums of Poisson probabilities") {
    for (int a = 1; a < 120; ++a) {
        for (const long double x : {0.01L, 0.7L, 5.0L, 40.0L, 90.0L, 300.0L}) {
            CAPTURE(a, static_cast<double>(x));
            long double term = std::exp(-x);
            long double upper = 0;
            for (int k = 0; k < a; ++k) {
                upper += term;
                term *= x / (k + 1);
            }
            CHECK_THAT(incomplete_gamma(a, static_cast<double>(x)).upper, near(static_cast<double>(upper), 1e-12));
        }
    }
}

TEST_CASE("large shapes are nearly normal, and small ones keep their upper tail") {
    for (const double a : {1e8, 1e10, 1e12, 1e15}) {
        CAPTURE(a);
        // F. Y. Edgeworth (1905): beyond z deviations is the normal tail and density(z) (z^2 - 1) / (3 sqrt a).
        const double error = 1 / a + 1e-16 * std::sqrt(a);
        for (const double z : {-3.0, 0.0, 3.0}) {
            CAPTURE(z);
            const double normal = 0.5 * std::erfc(z / std::sqrt(2.0));
            const double density = 0.3989422804014327 * std::exp(-z * z / 2);
            CHECK_THAT(incomplete_gamma(a, a + z * std::sqrt(a)).upper,
                       Catch::Matchers::WithinAbs(normal + density * (z * z - 1) / (3 * std::sqrt(a)), error));
        }
    }
    CHECK_THAT(incomplete_gamma(1e-10, 0.5).upper, near(1e-10 * 0.5597735947761608, 1e-9));  // a E1(1/2), nearly
    CHECK(incomplete_gamma(3, 0) == emptor::tails{0, 1});
    CHECK(incomplete_gamma(3, std::numeric_limits<double>::infinity()) == emptor::tails{1, 0});
    CHECK(incomplete_gamma(2, 1e6).upper == 0);
    CHECK(incomplete_gamma(1e6, 1).lower == 0);
}

TEST_CASE("the gamma quantile undoes the distribution") {
    const unsigned seed = 12;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-2, 6};
    std::uniform_real_distribution<double> share{0, 1};
    for (int i = 0; i < 2'000; ++i) {
        const double a = std::pow(10.0, exponent(random));
        const double p = i % 2 == 0 ? share(random) : std::pow(10.0, -20 * share(random));
        const double x = gamma_quantile(a, p);
        if (x == 0) continue;
        CAPTURE(a, p, x);
        CHECK_THAT(incomplete_gamma(a, x).lower, Catch::Matchers::WithinRel(p, 1e-11));
        if (x > 1e-300) CHECK(emptor::chi_squared_quantile(p, 2 * a) == 2 * x);
    }
    CHECK(gamma_quantile(2, 0) == 0);
    CHECK(gamma_quantile(2, 1) == std::numeric_limits<double>::infinity());
    CHECK(gamma_quantile(0.01, 1e-10) == 0);
    CHECK_THAT(gamma_quantile(1, 0.5), near(0.69314718055994531, 1e-15));
}

TEST_CASE("gamma and chi-squared agree with R") {
    const auto known = published("proportions_and_tests.json")["special_functions"];
    CHECK_THAT(incomplete_gamma(3, 2.5).lower, near(known["pgamma_2.5_3"]));
    CHECK_THAT(emptor::chi_squared(3.84, 1).lower, near(known["pchisq_3.84_1"]));
    CHECK_THAT(emptor::chi_squared_quantile(0.95, 3), near(known["qchisq_.95_3"]));
}

TEST_CASE("chi-squared with one degree of freedom is a squared normal variable, however far out") {
    for (double z = 0.01; z < 37; z *= 1.3) {
        CAPTURE(z);
        CHECK_THAT(emptor::chi_squared(z * z, 1).upper, near(std::erfc(z / std::sqrt(2.0)), 1e-12));
        CHECK_THAT(emptor::chi_squared(z * z, 2).upper, near(std::exp(-z * z / 2), 1e-12));
    }
}

TEST_CASE("arguments that gamma and chi-squared have no value for are refused") {
    for (const double bad : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(incomplete_gamma(bad, 1), std::invalid_argument);
        CHECK_THROWS_AS(gamma_quantile(bad, 0.5), std::invalid_argument);
        CHECK_THROWS_AS(emptor::chi_squared(1, bad), std::invalid_argument);
        CHECK_THROWS_AS(emptor::chi_squared_quantile(0.5, bad), std::invalid_argument);
    }
    for (const double bad : {-1.0, std::nan("")}) {
        CHECK_THROWS_AS(incomplete_gamma(1, bad), std::invalid_argument);
        CHECK_THROWS_AS(gamma_quantile(1, bad), std::invalid_argument);
        CHECK_THROWS_AS(emptor::chi_squared(bad, 1), std::invalid_argument);
        CHECK_THROWS_AS(emptor::chi_squared_quantile(bad, 1), std::invalid_argument);
    }
}

}  // namespace incomplete_gamma_test
