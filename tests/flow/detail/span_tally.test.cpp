// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/detail/span_tally.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace span_tally_test {

using emptor::detail::span_tally;

TEST_CASE("sums of integers are exact beyond 64 bits") {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    constexpr auto sum = [] {
        span_tally<std::uint64_t> tally;
        for (int i = 0; i < 1024; ++i) tally.count(most);
        tally.count(3);
        return tally;
    }();
    STATIC_REQUIRE(sum.times() == 1025);
    STATIC_REQUIRE(sum.total() == 0x1p74);
    STATIC_REQUIRE(sum.shortest() == 3);
    STATIC_REQUIRE(sum.longest() == most);
    auto twice = sum;
    twice += sum;
    CHECK(twice.total() == 0x1p75);
}

TEST_CASE("tallies of parts add up to that of the whole") {
    std::mt19937_64 random{10};
    for (int i = 0; i < 1000; ++i) {
        span_tally<std::uint64_t> parts[3], all;
        for (std::uint64_t k = random() % 20; k > 0; --k) {
            const std::uint64_t ticks = random() >> random() % 64;
            parts[random() % 3].count(ticks);
            all.count(ticks);
        }
        const auto sum = [](auto a, const auto& b) { return a += b; };
        const span_tally<std::uint64_t> none;
        REQUIRE(sum(sum(parts[0], parts[1]), parts[2]) == all);
        REQUIRE(sum(parts[2], sum(parts[1], parts[0])) == all);
        REQUIRE(sum(all, none) == all);
        REQUIRE(sum(none, all) == all);
    }
}

TEST_CASE("floating-point times have a sum, too") {
    span_tally<double> tally;
    tally.count(0.25);
    tally.count(1.5);
    CHECK(tally.total() == 1.75);
    CHECK(tally.shortest() == 0.25);
    CHECK(tally.longest() == 1.5);
}

}  // namespace span_tally_test
