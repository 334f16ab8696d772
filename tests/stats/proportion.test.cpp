// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <concepts>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>

#include <emptor/stats/proportion.hpp>

#include "../shared_data.hpp"

namespace proportion_test {

using Catch::Matchers::WithinAbs;
using emptor::proportion;

TEST_CASE("a proportion counts chances and what became of them") {
    STATIC_REQUIRE([] {
        proportion moved_on;
        moved_on.count(true);
        moved_on.count(false);
        moved_on.count(true);
        return moved_on == proportion{3, 2};
    }());
    STATIC_REQUIRE(proportion{4, 1}.rate() == 0.25);
}

TEST_CASE("only a bool is a chance taken or not") {
    STATIC_REQUIRE(requires(proportion p) { p.count(true); });
    STATIC_REQUIRE_FALSE([](auto price) { return requires(proportion p) { p.count(price); }; }(9.99));
}

TEST_CASE("nothing of nothing is no rate, and any rate is plausible") {
    STATIC_REQUIRE_FALSE(proportion{}.rate().has_value());
    CHECK(proportion{}.wilson() == emptor::interval{0, 1});
}

TEST_CASE("more taken than offered is refused, with both numbers") {
    try {
        static_cast<void>(proportion{2, 3});
        FAIL("accepted");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string{refused.what()} ==
              "emptor::proportion: 3 chances taken of 2; no more can be taken than there were");
    }
}

TEST_CASE("counts of parts add up to the count of all") {
    const unsigned seed = 7;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 200; ++i) {
        proportion whole, left, right;
        for (auto n = random() % 50; n > 0; --n) {
            const bool taken = random() % 3 == 0;
            whole.count(taken);
            (random() % 2 == 0 ? left : right).count(taken);
        }
        proportion sum = left;
        CHECK((sum += right) == whole);
        sum = right;
        CHECK((sum += left) == whole);
        CHECK((sum += proportion{}) == whole);
    }
}

TEST_CASE("Wilson's interval of 81 in 263, by R. G. Newcombe (1998, Statistics in Medicine 17, 857, table I)") {
    CHECK_THAT(proportion(263, 81).wilson().low, WithinAbs(0.2553, 5e-5));
    CHECK_THAT(proportion(263, 81).wilson().high, WithinAbs(0.3662, 5e-5));
    CHECK(proportion(20, 0).wilson().low == 0);
    CHECK_THAT(proportion(20, 0).wilson().high, WithinAbs(0.1611, 5e-5));
    CHECK(proportion(20, 20).wilson().high == 1);
}

TEST_CASE("Wilson's interval agrees with R on every case of the published table") {
    std::ifstream in{shared_file("tables/proportions_and_tests.json")};
    const auto cases = nlohmann::json::parse(in)["single_ci"]["cases"];
    REQUIRE_FALSE(cases.empty());
    for (const auto& known : cases) {
        const auto interval = proportion{known["n"], known["x"]}.wilson();
        CAPTURE(known["x"].get<int>(), known["n"].get<int>());
        CHECK_THAT(interval.low, WithinAbs(known["wilson"][0].get<double>(), 1e-10));
        CHECK_THAT(interval.high, WithinAbs(known["wilson"][1].get<double>(), 1e-10));
    }
}

TEST_CASE("Wilson's interval holds the rate, lies in [0, 1], and mirrors") {
    for (std::uint64_t n = 1; n < 60; ++n) {
        for (std::uint64_t x = 0; x <= n; ++x) {
            const auto interval = proportion{n, x}.wilson();
            const auto mirrored = proportion{n, n - x}.wilson();
            const double rate = *proportion(n, x).rate();
            CAPTURE(n, x);
            CHECK(interval.low >= 0);
            CHECK(interval.high <= 1);
            CHECK(interval.low <= rate);
            CHECK(rate <= interval.high);
            CHECK_THAT(interval.low, WithinAbs(1 - mirrored.high, 1e-15));
        }
    }
}

TEST_CASE("more confidence is a wider interval; impossible confidence is refused") {
    const proportion half{100, 50};
    CHECK(half.wilson(0.99).low < half.wilson(0.95).low);
    CHECK(half.wilson(0.99).high > half.wilson(0.95).high);
    for (const double confidence : {0.0, 1.0, -0.5, 95.0, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(half.wilson(confidence), std::invalid_argument);
    }
}

}  // namespace proportion_test
