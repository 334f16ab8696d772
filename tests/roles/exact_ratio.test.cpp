// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>

#include <emptor/roles/exact_ratio.hpp>

#include "refusal.hpp"

namespace exact_ratio_test {

using emptor::exact_ratio;
using emptor::detail::big_unsigned;
using emptor::detail::greatest_common_divisor;

namespace {

big_unsigned random_number(std::mt19937_64& random) {
    big_unsigned number = random() >> random() % 64;
    for (auto more = random() % 4; more > 0; --more) number = (number << 40) * big_unsigned{random() >> random() % 64};
    number += big_unsigned{random() % 3};
    return number;
}

constexpr big_unsigned factorial(std::uint64_t n) {
    big_unsigned product = 1;
    for (std::uint64_t i = 2; i <= n; ++i) product = product * big_unsigned{i};
    return product;
}

}  // namespace

TEST_CASE("whole numbers are as large as they must be") {
    CHECK(factorial(30).text() == "265252859812191058636308480000000");
    CHECK((big_unsigned{1} << 128).text() == "340282366920938463463374607431768211456");
    CHECK(big_unsigned{}.text() == "0");
    CHECK(big_unsigned{1'000'000'000}.text() == "1000000000");
    STATIC_REQUIRE(factorial(25).bit_width() == 84);
    STATIC_REQUIRE(factorial(25).twos() == 22);
}

TEST_CASE("whole numbers obey the laws of arithmetic") {
    const std::uint64_t seed = 12;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 3000; ++i) {
        const big_unsigned a = random_number(random);
        const big_unsigned b = random_number(random);
        CAPTURE(a.text(), b.text());
        big_unsigned sum = a;
        sum += b;
        CHECK(sum >= a);
        big_unsigned back = sum;
        back -= b;
        CHECK(back == a);
        const std::size_t bits = random() % 100;
        big_unsigned shifted = a << bits;
        CHECK(shifted == a * big_unsigned::power_of_two(bits));
        shifted >>= bits;
        CHECK(shifted == a);
        if (b.is_zero()) continue;
        big_unsigned rest = a;
        const big_unsigned quotient = rest.divide(b);
        CHECK(rest < b);
        rest.add_product(quotient, b);
        CHECK(rest == a);
        const big_unsigned shared = greatest_common_divisor(a, b);
        rest = a;
        static_cast<void>(rest.divide(shared));
        CHECK(rest.is_zero());
        rest = b;
        static_cast<void>(rest.divide(shared));
        CHECK(rest.is_zero());
        CHECK(greatest_common_divisor(a * big_unsigned{6}, b * big_unsigned{6}) == shared * big_unsigned{6});
    }
    for (int i = 0; i < 1000; ++i) {
        const std::uint64_t a = random() >> random() % 64;
        const std::uint64_t b = random() >> random() % 64;
        CHECK(greatest_common_divisor(a, b).text() == std::to_string(std::gcd(a, b)));
        CHECK(big_unsigned{a}.low() == a);
        CHECK((big_unsigned{a} < big_unsigned{b}) == (a < b));
    }
}

TEST_CASE("a ratio is written in lowest terms, and equal to itself in others") {
    STATIC_REQUIRE(exact_ratio{2, 4} == exact_ratio{1, 2});
    STATIC_REQUIRE_FALSE(exact_ratio{2, 4} == exact_ratio{1, 3});
    CHECK(exact_ratio{842, 4290}.text() == "421/2145");
    CHECK(exact_ratio{12, 4}.text() == "3");
    CHECK(exact_ratio{0, 7}.text() == "0");
    CHECK(exact_ratio{}.text() == "0");
    CHECK(refusal([] { exact_ratio{1, 0}; }) == "emptor::exact_ratio: the denominator is 0; it must be 1 or more");
}

TEST_CASE("the value of a ratio is the nearest double") {
    STATIC_REQUIRE(exact_ratio{1, 4}.value() == 0.25);
    STATIC_REQUIRE(exact_ratio{0, 3}.value() == 0);
    const std::uint64_t seed = 53;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 3000; ++i) {
        // Both exact in a double, so that its division is the nearest, too.
        const std::uint64_t a = random() >> (11 + random() % 53);
        const std::uint64_t b = (random() >> (11 + random() % 53)) + 1;
        CAPTURE(a, b);
        CHECK(exact_ratio{a, b}.value() == static_cast<double>(a) / static_cast<double>(b));
        CHECK(exact_ratio{big_unsigned{a} * factorial(60), big_unsigned{b} * factorial(60)}.value() ==
              static_cast<double>(a) / static_cast<double>(b));
    }
    // Half way between two doubles, and just beside it.
    CHECK(exact_ratio{(std::uint64_t{1} << 53) + 1}.value() == 0x1p53);
    CHECK(exact_ratio{(std::uint64_t{1} << 54) + 3, 2}.value() == 0x1p53 + 2);
    CHECK(exact_ratio{(std::uint64_t{1} << 53) + 3}.value() == 0x1p53 + 4);
}

}  // namespace exact_ratio_test
