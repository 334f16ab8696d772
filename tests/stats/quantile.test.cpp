// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/quantile.hpp>

namespace quantile_test {

using Catch::Matchers::WithinAbs;

TEST_CASE("a quantile is interpolated between its neighbours, as R, numpy and Excel do by default") {
    std::vector<double> sample{4, 1, 3, 2};
    CHECK(emptor::quantile(sample, 0.5) == 2.5);
    CHECK(emptor::quantile(sample, 0.0) == 1);
    CHECK(emptor::quantile(sample, 1.0) == 4);
    CHECK_THAT(emptor::quantile(sample, 0.9).value(), WithinAbs(3.7, 1e-15));  // R: quantile(1:4, 0.9)
}

TEST_CASE("nobody has no quantile, one is every quantile of itself") {
    std::vector<double> nobody;
    CHECK_FALSE(emptor::quantile(nobody, 0.5).has_value());
    std::vector<double> one{7};
    CHECK(emptor::quantile(one, 0.9) == 7);
}

TEST_CASE("selection agrees with sorting") {
    const unsigned seed = 3;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 3'000; ++i) {
        std::vector<double> sample(1 + random() % 40);
        for (double& value : sample) value = static_cast<double>(random() % 100) - 50;
        const double share = static_cast<double>(random() % 101) / 100;
        std::vector<double> sorted = sample;
        std::sort(sorted.begin(), sorted.end());
        const double position = share * static_cast<double>(sorted.size() - 1);
        const double below = sorted[static_cast<std::size_t>(std::floor(position))];
        const double above = sorted[static_cast<std::size_t>(std::ceil(position))];
        CHECK_THAT(emptor::quantile(sample, share).value(),
                   WithinAbs(below + (above - below) * (position - std::floor(position)), 1e-12));
    }
}

TEST_CASE("a share outside [0, 1] is refused") {
    std::vector<double> sample{1};
    for (const double share : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(emptor::quantile(sample, share), std::invalid_argument);
    }
}

}  // namespace quantile_test
