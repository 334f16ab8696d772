// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/quantile.hpp>

#include "rounds.hpp"

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

TEST_CASE("large samples of any shape agree with sorting") {
    const unsigned seed = 4;
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto unit = [&] { return static_cast<double>(random() % 1'000'003) / 1'000'003; };
    const double most = std::numeric_limits<double>::max();
    const double least = std::numeric_limits<double>::denorm_min();
    const double endless = std::numeric_limits<double>::infinity();
    for (int i = 0; i < emptor_test::rounds(800); ++i) {
        CAPTURE(i);
        std::vector<double> sample(1000 + random() % 9000);
        for (double& value : sample) {
            const double draw = unit();
            switch (i % 8) {
                case 0:
                    value = draw;
                    break;
                case 1:
                    value = std::floor(draw * 5);
                    break;  // few values, often
                case 2:
                    value = std::exp(60 * (draw - 0.5));
                    break;  // over many magnitudes
                case 3:
                    value = random() % 100 == 0 ? 1e12 * draw : draw;
                    break;  // nearly all in one bucket
                case 4:
                    value = 7;
                    break;
                case 5:
                    value = random() % 50 == 0 ? -endless : random() % 50 == 0 ? endless : draw;
                    break;
                case 6:
                    value = (draw - 0.5) * 2 * most;
                    break;  // the extremes are further apart than any number
                default:
                    value = std::floor(draw * 100) * least;
                    break;
            }
        }
        std::vector<double> shares{0, unit(), unit(), 0.5, 0.9, 0.9, 1};
        std::sort(shares.begin(), shares.end());
        std::vector<double> sorted = sample;
        std::sort(sorted.begin(), sorted.end());
        std::vector<double> expected;
        for (const double share : shares) {
            const double position = share * static_cast<double>(sorted.size() - 1);
            const double below = sorted[static_cast<std::size_t>(position)];
            const double above = sorted[static_cast<std::size_t>(std::ceil(position))];
            const double beyond = position - std::floor(position);
            expected.push_back(beyond == 0 ? below : std::lerp(below, above, beyond));
        }
        const std::vector<double> found = emptor::quantiles(sample, shares);
        REQUIRE(found.size() == expected.size());
        for (std::size_t k = 0; k < found.size(); ++k) {
            CAPTURE(shares[k]);
            REQUIRE((found[k] == expected[k] || (std::isnan(found[k]) && std::isnan(expected[k]))));
        }
        REQUIRE(emptor::quantile(sample, shares[1]) == found[1]);
    }
}

TEST_CASE("a share outside [0, 1] is refused, and one after a larger one") {
    std::vector<double> sample{1};
    for (const double share : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(emptor::quantile(sample, share), std::invalid_argument);
        CHECK_THROWS_AS(emptor::quantiles(sample, std::vector{0.5, share}), std::invalid_argument);
    }
    const std::vector falling{0.9, 0.5};
    CHECK_THROWS_WITH(emptor::quantiles(sample, falling),
                      "emptor::quantiles: the shares must rise, but 0.5 stands after 0.9");
    CHECK(emptor::quantiles(sample, {}).empty());
    CHECK(emptor::quantiles({}, std::vector{0.5}).empty());
}

}  // namespace quantile_test
