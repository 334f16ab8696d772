// SPDX-License-Identifier: BSL-1.0
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>

#include <emptor/stats/exact_sum.hpp>

namespace exact_sum_test {

using emptor::exact_sum;

TEST_CASE("nothing is lost between the large and the small") {
    STATIC_REQUIRE([] {
        exact_sum sum;
        for (const double value : {1e300, 1.0, -1e300, 1e-300, -1.0}) sum.count(value);
        return sum.value();
    }() == 1e-300);
    exact_sum sum;
    for (int i = 0; i < 10; ++i) sum.count(0.1);
    CHECK(sum.value() == 1.0);  // ten times the double 0.1 is 1 + 5.6e-17, and the nearest double 1
    sum.count(-1);
    CHECK(sum.value() == 10 * static_cast<long double>(0.1) - 1);
}

TEST_CASE("a single number comes back, whatever it is") {
    const unsigned seed = 81;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 20'000; ++i) {
        const double value = std::bit_cast<double>(random() >> (i % 3 == 0 ? random() % 64 : 0));
        if (!std::isfinite(value)) continue;
        exact_sum sum;
        sum.count(value);
        if (sum.value() != value) FAIL("lost " << value);
    }
    constexpr double most = std::numeric_limits<double>::max();
    exact_sum sum;
    sum.count(most);
    sum.count(most);
    CHECK(sum.value() == std::numeric_limits<double>::infinity());
    sum.count(-most);
    CHECK(sum.value() == most);
    sum.count(-most);
    CHECK(sum == exact_sum{});
    sum.count(-std::numeric_limits<double>::denorm_min());
    CHECK(sum.value() == -std::numeric_limits<double>::denorm_min());
}

TEST_CASE("sums are rounded as the processor rounds them, and those of whole numbers are whole") {
    const unsigned seed = 82;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 20'000; ++i) {
        // Two numbers of which one sum is rounded once: by the processor, to the nearest, ties to even.
        const int apart = static_cast<int>(random() % 120) - 60;
        const double a = std::ldexp(static_cast<double>(random() >> 11), apart);
        const double b = static_cast<double>(random() >> 11) * (random() % 2 == 0 ? 1 : -1);
        exact_sum sum;
        sum.count(a);
        sum.count(b);
        if (sum.value() != a + b) FAIL(a << " and " << b);
    }
    std::int64_t plain = 0;
    exact_sum sum;
    for (int i = 0; i < 10'000; ++i) {
        const auto value = static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000;
        plain += value;
        sum.count(static_cast<double>(value));
        CHECK(sum.value() == static_cast<double>(plain));
    }
}

TEST_CASE("what is no number has no sum") {
    exact_sum sum;
    CHECK_THROWS_AS(sum.count(std::nan("")), std::invalid_argument);
    CHECK_THROWS_AS(sum.count(-std::numeric_limits<double>::infinity()), std::invalid_argument);
    CHECK(sum == exact_sum{});
}

}  // namespace exact_sum_test
