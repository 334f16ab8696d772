// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <emptor/stats/normal.hpp>

#include "published.hpp"

namespace normal_test {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::normal_cdf;
using emptor::normal_quantile;

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
