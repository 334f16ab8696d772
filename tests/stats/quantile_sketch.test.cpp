// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/quantile.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace quantile_sketch_test {

using emptor::quantile_sketch;

namespace {

/// Every quantile asked for is within the promised distance of the exact one.
void check_against_sorting(std::vector<double> sample) {
    quantile_sketch sketch;
    for (const double value : sample) sketch.count(value);
    std::vector<double> sorted = sample;
    std::sort(sorted.begin(), sorted.end());
    CHECK(sketch.counted() == sample.size());
    CHECK(sketch.least() == sorted.front());
    CHECK(sketch.greatest() == sorted.back());
    for (const double share : {0.0, 0.001, 0.01, 0.1, 0.25, 1.0 / 3, 0.5, 0.75, 0.9, 0.99, 0.999, 1.0}) {
        const double exact = emptor::quantile(sample, share).value();
        const double found = sketch.quantile(share).value();
        const double position = share * static_cast<double>(sorted.size() - 1);
        const double below = sorted[static_cast<std::size_t>(std::floor(position))];
        const double above = sorted[static_cast<std::size_t>(std::ceil(position))];
        const double size = (below < 0) == (above < 0) ? std::abs(exact) : std::max(std::abs(below), std::abs(above));
        CAPTURE(share, exact, found, sample.size());
        CHECK(std::abs(found - exact) <= quantile_sketch::relative_error * size * (1 + 1e-12));
        CHECK((share != 0 || found == sorted.front()));
        CHECK((share != 1 || found == sorted.back()));
    }
}

}  // namespace

TEST_CASE("quantiles are within 1 % of the exact ones") {
    STATIC_REQUIRE(quantile_sketch::relative_error < 0.01);
    const unsigned seed = 91;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> unit{0, 1};
    for (int i = 0; i < 400; ++i) {
        std::vector<double> sample(1 + random() % (i % 20 == 0 ? 20'000 : 60));
        const int kind = i % 6;
        for (double& value : sample) {
            const double u = unit(random);
            if (kind == 0) value = -std::log(1 - u);                                               // times
            if (kind == 1) value = std::pow(1 - u, -3.0);                                          // heavy tails
            if (kind == 2) value = u - 0.5;                                                        // both signs
            if (kind == 3) value = static_cast<double>(random() % 5) - 2;                          // ties and zeros
            if (kind == 4) value = std::ldexp(1 + u, static_cast<int>(random() % 2'000) - 1'000);  // all sizes
            if (kind == 5) value = std::ldexp(1.0, static_cast<int>(random() % 40)) * (1 - 1e-16 * (u > 0.5));  // edges
        }
        check_against_sorting(sample);
    }
}

TEST_CASE("samples made to defeat a sketch do not") {
    std::vector<double> spread;
    for (int i = -1074; i < 1024; ++i) {
        spread.push_back(std::ldexp(1.0, i));
        spread.push_back(-std::ldexp(1.0, i));
    }
    check_against_sorting(spread);
    check_against_sorting({std::numeric_limits<double>::max(), std::numeric_limits<double>::max()});
    check_against_sorting({-std::numeric_limits<double>::max(), 1, 2, std::numeric_limits<double>::max(),
                           std::numeric_limits<double>::max(), std::numeric_limits<double>::max()});
    check_against_sorting(std::vector<double>(1'000, 0.0));
    check_against_sorting({-1, -0.0, 0, 0, 5});
    std::vector<double> falling;
    for (double value = 1e300; value > 1e-300; value /= 1.1) falling.push_back(value);
    check_against_sorting(falling);
    std::vector<double> subnormal;
    for (std::uint64_t bits = 1; bits < std::uint64_t{1} << 53; bits = bits * 5 / 4 + 1) {
        subnormal.push_back(std::bit_cast<double>(bits));
    }
    check_against_sorting(subnormal);
}

TEST_CASE("buckets lie in order, apart, and hold every number within the promised width") {
    quantile_sketch sketch;
    const std::vector<double> sample{-5, -4.99, -1e-310, 0, 0, 1e-310, 0.3, 7, 7.0000001, 1e9};
    for (const double value : sample) sketch.count(value);
    std::uint64_t numbers = 0;
    double end = -std::numeric_limits<double>::infinity();
    for (const auto& bucket : sketch.buckets()) {
        CHECK(end <= bucket.low);
        CHECK(bucket.low <= bucket.high);
        CHECK(bucket.high - bucket.low <=
              2 * quantile_sketch::relative_error * std::abs(bucket.high + bucket.low) / 2 * (1 + 1e-12));
        const auto within = std::count_if(sample.begin(), sample.end(), [&](double value) {
            if (value < 0) return bucket.low < value && value <= bucket.high;
            return value == 0 ? bucket.low == 0 && bucket.high == 0 : bucket.low <= value && value < bucket.high;
        });
        CHECK(bucket.numbers == static_cast<std::uint64_t>(within));
        numbers += bucket.numbers;
        end = bucket.high;
    }
    CHECK(numbers == sample.size());
}

TEST_CASE("the order of numbers does not matter, and sums are exact") {
    quantile_sketch up;
    quantile_sketch down;
    for (int i = -300; i <= 300; ++i) up.count(std::pow(1.5, i) * (i % 2 == 0 ? 1 : -1));
    for (int i = 300; i >= -300; --i) down.count(std::pow(1.5, i) * (i % 2 == 0 ? 1 : -1));
    CHECK(up == down);
    quantile_sketch small;
    for (const double value : {1e16, 1.0, -1e16}) small.count(value);
    CHECK(small.sum() == 1);
    CHECK(small.mean() == 1.0 / 3);
    down.count(3);
    CHECK_FALSE(up == down);
}

TEST_CASE("of nothing there is no quantile; no number, no bucket") {
    quantile_sketch sketch;
    CHECK_FALSE(sketch.quantile(0.5).has_value());
    CHECK_FALSE(sketch.mean().has_value());
    CHECK_FALSE(sketch.least().has_value());
    CHECK_FALSE(sketch.greatest().has_value());
    CHECK(sketch.buckets().empty());
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(sketch.count(bad), std::invalid_argument);
    }
    CHECK(sketch == quantile_sketch{});
    for (const double bad : {-0.1, 1.1, std::nan("")}) CHECK_THROWS_AS(sketch.quantile(bad), std::invalid_argument);
}

}  // namespace quantile_sketch_test
