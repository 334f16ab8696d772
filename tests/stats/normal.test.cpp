// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include <emptor/stats/normal.hpp>

#include "published.hpp"

namespace normal_test {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::normal_cdf;
using emptor::normal_quantile;

namespace {

/// The probability of at most z: near 0 by the series of C. F. Gauss and P.-S. Laplace (M. Abramowitz and I. A. Stegun
/// 1964, 26.2.11), far below by Laplace's continued fraction (26.2.14) from its end, with all of `long double`.
long double plain_cdf(long double z) {
    const long double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi_v<long double>);
    if (z > -4) {
        long double sum = 0;
        long double term = z;
        for (int k = 1; std::abs(term) > 1e-25L; k += 2) {
            sum += term;
            term *= z * z / (k + 2);
        }
        return 0.5L + density * sum;
    }
    long double fraction = -z;
    for (int k = 400; k > 0; --k) fraction = -z + k / fraction;
    return density / fraction;
}

}  // namespace

TEST_CASE("the normal distribution agrees with a plain series and fraction, from the least double to 1") {
    for (double z = -37.5; z < 9; z += 0.03125) {
        CAPTURE(z);
        CHECK_THAT(normal_cdf(z), near(static_cast<double>(plain_cdf(z)), 1e-12));
    }
    for (double p = 1e-300; p < 0.5; p *= 2.9) {
        CAPTURE(p);
        CHECK_THAT(static_cast<double>(plain_cdf(normal_quantile(p))), WithinRel(p, 2e-12));
    }
}

TEST_CASE("quantiles of the normal distribution, by M. J. Wichura (1988, Applied Statistics 37, 477, AS 241)") {
    CHECK_THAT(normal_quantile(0.25), WithinRel(-0.6744897501960817, 1e-14));
    CHECK_THAT(normal_quantile(0.001), WithinRel(-3.090232306167814, 1e-14));
    CHECK_THAT(normal_quantile(1e-20), WithinRel(-9.262340089798408, 1e-14));
    CHECK_THAT(normal_quantile(0.975), WithinRel(1.959963984540054, 1e-14));
    CHECK(normal_quantile(0.5) == 0);
}

TEST_CASE("the quantile undoes the distribution, and mirrors") {
    for (double p = 1e-300; p < 0.5; p *= 1.7) {
        CAPTURE(p);
        CHECK_THAT(normal_cdf(normal_quantile(p)), WithinRel(p, 2e-12));
    }
    CHECK(normal_quantile(0.75) == -normal_quantile(0.25));
    CHECK(std::isfinite(normal_quantile(std::numeric_limits<double>::denorm_min())));
}

TEST_CASE("a probability that is none is refused") {
    for (const double p : {0.0, 1.0, -0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(normal_quantile(p), std::invalid_argument);
    }
}

TEST_CASE("the normal distribution agrees with R") {
    const auto known = published("proportions_and_tests.json")["special_functions"];
    CHECK_THAT(normal_quantile(0.975), near(known["qnorm_0.975"]));
    CHECK_THAT(normal_cdf(-3), near(known["pnorm_m3"]));
}

}  // namespace normal_test
