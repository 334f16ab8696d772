// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/moments.hpp>

#include "published.hpp"

namespace moments_test {

using emptor::moments;

TEST_CASE("moments agree with plain sums in two passes") {
    const unsigned seed = 83;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::normal_distribution<long double> normal;
    for (const double centre : {0.0, 1.0, -1e6, 1e12}) {
        std::vector<double> values(2 + random() % 500);
        moments found;
        long double mean = 0;
        for (double& value : values) {
            value = static_cast<double>(centre + normal(random));
            found.count(value);
            mean += value / static_cast<long double>(values.size());
        }
        long double squares = 0;
        for (const double value : values) squares += (value - mean) * (value - mean);
        CAPTURE(centre);
        CHECK(found.counted() == values.size());
        CHECK_THAT(found.mean().value(),
                   Catch::Matchers::WithinAbs(static_cast<double>(mean), 1e-15 * (1 + std::abs(centre))));
        CHECK_THAT(found.variance().value(),
                   near(static_cast<double>(squares / static_cast<long double>(values.size() - 1)), 1e-10));
        CHECK(found.least() == *std::min_element(values.begin(), values.end()));
        CHECK(found.greatest() == *std::max_element(values.begin(), values.end()));
    }
}

TEST_CASE("a large mean takes nothing from the variance") {
    moments found;
    for (const double value : {4.0, 7.0, 13.0, 16.0}) found.count(value + 1e15);
    CHECK(found.variance() == 30);
    CHECK(found.deviation() == std::sqrt(30));
    moments alike;
    for (int i = 0; i < 1'000; ++i) alike.count(0.1);
    CHECK_THAT(alike.variance().value(), Catch::Matchers::WithinAbs(0, 1e-33));
}

TEST_CASE("of nothing there is no mean, of one no variance, of the endless nothing at all") {
    moments none;
    CHECK_FALSE(none.mean().has_value());
    CHECK_FALSE(none.least().has_value());
    CHECK_FALSE(none.greatest().has_value());
    none.count(3);
    CHECK(none.mean() == 3);
    CHECK_FALSE(none.variance().has_value());
    CHECK_FALSE(none.deviation().has_value());
    moments before = none;
    for (const double bad : {1e141, -1e300, std::nan(""), std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(none.count(bad), std::invalid_argument);
    }
    CHECK(none == before);
    moments wide;
    wide.count(1e140);
    wide.count(-1e140);
    CHECK_THAT(wide.variance().value(), near(2e280, 1e-14));
}

}  // namespace moments_test
