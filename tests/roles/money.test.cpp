// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/money.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>

namespace money_test {

using eur = emptor::money<"EUR">;
using jpy = emptor::money<"JPY">;
using kwd = emptor::money<"KWD">;

namespace {

template <class A, class B>
concept addable = requires(A a, B b) { a + b; };
template <class A, class B>
concept comparable = requires(A a, B b) { a < b; };
template <class Number>
concept worth = requires(Number number) { eur{number}; };
template <class Number>
concept whole = requires(Number number) { eur::of(number); };
template <class Number>
concept fraction = requires(Number number) { eur::of(1, number); };
template <eur Amount>
struct holding {
    static constexpr eur amount = Amount;
};

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

template <class Act>
std::string overflow(Act act) {
    try {
        static_cast<void>(act());
    } catch (const std::overflow_error& refused) {
        return refused.what();
    }
    return "";
}

}  // namespace

TEST_CASE("money is counted in the minor unit of its currency", "[roles]") {
    STATIC_REQUIRE(eur::of(12, 34) == eur{1234});
    STATIC_REQUIRE(eur::of(-1, 50) == eur{-150});
    STATIC_REQUIRE(jpy::of(1000) == jpy{1000});
    STATIC_REQUIRE(kwd::of(1, 1) == kwd{1001});
    STATIC_REQUIRE(emptor::money<"CLF">::scale == 10000);
    STATIC_REQUIRE(eur{3} * 4 - eur{2} == 2 * eur{5});
    STATIC_REQUIRE(-eur{3} < eur{});
    STATIC_REQUIRE(holding<eur::of(50'000)>::amount == eur{5'000'000});
}

TEST_CASE("money comes neither from floating point nor from truth, and currencies do not mix", "[roles]") {
    STATIC_REQUIRE(worth<int>);
    STATIC_REQUIRE(worth<std::uint64_t>);
    STATIC_REQUIRE_FALSE(worth<double>);
    STATIC_REQUIRE_FALSE(worth<bool>);
    STATIC_REQUIRE((whole<int> && whole<std::uint64_t> && fraction<unsigned>));
    STATIC_REQUIRE_FALSE((whole<double> || whole<bool> || fraction<double> || fraction<bool>));
    STATIC_REQUIRE(addable<eur, eur>);
    STATIC_REQUIRE_FALSE(addable<eur, jpy>);
    STATIC_REQUIRE_FALSE(addable<eur, int>);
    STATIC_REQUIRE(comparable<eur, eur>);
    STATIC_REQUIRE_FALSE(comparable<eur, jpy>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<int, eur>);
}

TEST_CASE("money is written with its decimals and its currency", "[roles]") {
    CHECK(eur::of(12'345).text() == "12,345.00 EUR");
    CHECK(eur{-50}.text() == "-0.50 EUR");
    CHECK(eur{}.text() == "0.00 EUR");
    CHECK(eur{99'999}.text() == "999.99 EUR");
    CHECK(jpy{1'234'567}.text() == "1,234,567 JPY");
    CHECK(jpy{0}.text() == "0 JPY");
    CHECK(kwd{12'345}.text() == "12.345 KWD");
    CHECK(eur{most}.text() == "92,233,720,368,547,758.07 EUR");
    CHECK(eur{least}.text() == "-92,233,720,368,547,758.08 EUR");
}

TEST_CASE("what does not fit is refused, with both sides", "[roles]") {
    CHECK(overflow([] { return eur{most} + eur{1}; }) ==
          "emptor::money: 92,233,720,368,547,758.07 EUR and 0.01 EUR do not fit 64 bits");
    CHECK(overflow([] { return eur{least} - eur{1}; }) ==
          "emptor::money: -92,233,720,368,547,758.08 EUR less 0.01 EUR do not fit 64 bits");
    CHECK_FALSE(overflow([] { return eur::of(std::numeric_limits<std::uint64_t>::max()); }).empty());
    CHECK(overflow([] { return eur{most} * 2; }) ==
          "emptor::money: 92,233,720,368,547,758.07 EUR times 2 do not fit 64 bits");
    CHECK_FALSE(overflow([] { return eur{least} + eur{-1}; }).empty());
    CHECK_FALSE(overflow([] { return eur{most} - eur{-1}; }).empty());
    CHECK_FALSE(overflow([] { return -eur{least}; }).empty());
    CHECK_FALSE(overflow([] { return eur{least} * -1; }).empty());
    CHECK_FALSE(overflow([] { return eur{-1} * least; }).empty());
    CHECK_FALSE(overflow([] { return eur{2} * std::numeric_limits<std::uint64_t>::max(); }).empty());
    CHECK_FALSE(overflow([] { return eur{std::numeric_limits<std::uint64_t>::max()}; }).empty());
    CHECK_FALSE(overflow([] { return eur::of(most); }).empty());
    CHECK(overflow([] { return eur{least} + eur{most}; }).empty());
    CHECK(overflow([] { return eur{least} * 1; }).empty());
    CHECK(eur{} * std::numeric_limits<std::uint64_t>::max() == eur{});
    CHECK(eur::of(-92'233'720'368'547'758, 8) == eur{least});
    CHECK_THROWS_AS(eur::of(1, 100), std::invalid_argument);
    CHECK_THROWS_AS(eur::of(1, -1), std::invalid_argument);
    CHECK_THROWS_AS(jpy::of(1, 1), std::invalid_argument);
}

TEST_CASE("sums and products are those of wider numbers, or refused where those do not fit", "[roles]") {
    std::uint64_t state = 42;
    CAPTURE(state);
    const auto next = [&] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::int64_t>(state) >> (state >> 32) % 64;
    };
    for (int round = 0; round < 20000; ++round) {
        const std::int64_t a = next();
        const std::int64_t b = next();
        const auto agrees = [&](long double wide, auto act, std::uint64_t wrapped) {
            constexpr long double bound = 9223372036854775808.0L;  // exact: a long double here has 64 bits and more
            const bool fits = wide >= -bound && wide < bound;
            try {
                const eur found = act();
                return fits && static_cast<std::uint64_t>(found.minor) == wrapped;
            } catch (const std::overflow_error&) {
                return !fits;
            }
        };
        const auto ua = static_cast<std::uint64_t>(a);
        const auto ub = static_cast<std::uint64_t>(b);
        CAPTURE(a, b);
        REQUIRE(agrees(
            static_cast<long double>(a) + static_cast<long double>(b), [&] { return eur{a} + eur{b}; }, ua + ub));
        REQUIRE(agrees(
            static_cast<long double>(a) - static_cast<long double>(b), [&] { return eur{a} - eur{b}; }, ua - ub));
        const long double product = static_cast<long double>(a) * static_cast<long double>(b);
        if (product < 9.2e18L && product > -9.2e18L) REQUIRE(agrees(product, [&] { return eur{a} * b; }, ua * ub));
        if (product > 9.3e18L || product < -9.3e18L) REQUIRE(agrees(product, [&] { return eur{a} * b; }, 0));
    }
}

}  // namespace money_test
