// SPDX-License-Identifier: BSL-1.0

/// @file
/// The laws of everything that counts: parts, merged in any order, are the whole.

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>

#include <emptor/stats.hpp>

namespace aggregate_test {

namespace {

/// What an aggregate counts at random, and how it begins.
template <class Aggregate>
struct sample;

template <>
struct sample<emptor::proportion> {
    static emptor::proportion begin() { return {}; }
    static bool draw(std::mt19937_64& random) { return random() % 3 == 0; }
};

template <>
struct sample<emptor::contingency_table> {
    static emptor::contingency_table begin() { return {3, 4}; }
    static emptor::contingency_table::cell draw(std::mt19937_64& random) { return {random() % 3, random() % 4}; }
};

template <>
struct sample<emptor::survival> {
    static emptor::survival begin() { return {}; }
    static emptor::survival::observation draw(std::mt19937_64& random) {
        return {static_cast<double>(random() % 9),
                random() % 2 == 0 ? emptor::ending::happened : emptor::ending::censored};
    }
};

template <>
struct sample<emptor::competing_risks> {
    static emptor::competing_risks begin() { return emptor::competing_risks{3}; }
    static emptor::competing_risks::observation draw(std::mt19937_64& random) {
        const std::size_t cause = random() % 4;
        return {static_cast<double>(random() % 9), cause < 3 ? std::optional{cause} : std::nullopt};
    }
};

/// Numbers of all sizes, so that no sum in `double` would be the same in another order.
struct numbers {
    static double draw(std::mt19937_64& random) {
        if (random() % 10 == 0) return 0;
        const double size = std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 200) - 150);
        return random() % 2 == 0 ? size : -size;
    }
};

template <>
struct sample<emptor::exact_sum> : numbers {
    static emptor::exact_sum begin() { return {}; }
};

template <>
struct sample<emptor::moments> : numbers {
    static emptor::moments begin() { return {}; }
};

template <>
struct sample<emptor::quantile_sketch> : numbers {
    static emptor::quantile_sketch begin() { return {}; }
};

}  // namespace

TEMPLATE_TEST_CASE("counts of parts add up to the count of the whole", "", emptor::proportion,
                   emptor::contingency_table, emptor::survival, emptor::competing_risks, emptor::exact_sum,
                   emptor::moments, emptor::quantile_sketch) {
    using aggregate = TestType;
    const unsigned seed = 7;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 300; ++i) {
        aggregate whole = sample<aggregate>::begin();
        aggregate parts[]{whole, whole, whole};
        for (auto n = random() % 40; n > 0; --n) {
            const auto seen = sample<aggregate>::draw(random);
            whole.count(seen);
            parts[random() % 3].count(seen);
        }
        const auto sum = [](aggregate left, const aggregate& right) { return left += right; };
        const auto& [a, b, c] = parts;
        CHECK(sum(sum(a, b), c) == whole);
        CHECK(sum(a, sum(b, c)) == whole);
        CHECK(sum(c, sum(b, a)) == whole);
        CHECK(sum(whole, aggregate{}) == whole);
        CHECK(sum(aggregate{}, whole) == whole);
        aggregate twice = whole;
        twice += twice;
        CHECK(twice == sum(whole, whole));
        CHECK((twice == whole) == (whole == sample<aggregate>::begin()));
    }
}

}  // namespace aggregate_test
