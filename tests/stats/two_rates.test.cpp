// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <stdexcept>
#include <string>

#include <emptor/stats/rate_difference.hpp>
#include <emptor/stats/two_rates.hpp>

#include "published.hpp"

namespace two_rates_test {

using Catch::Matchers::WithinAbs;
using emptor::proportion;

TEST_CASE("Newcombe's interval of 56 in 70 less 48 in 80 (R. G. Newcombe 1998, Stat. Med. 17, 873, table II a)") {
    const auto found = emptor::rate_difference({70, 56}, {80, 48});
    CHECK_THAT(found.value.value(), WithinAbs(0.2, 1e-15));
    CHECK_THAT(found.plausible.low, WithinAbs(0.0524, 5e-5));
    CHECK_THAT(found.plausible.high, WithinAbs(0.3339, 5e-5));
}

TEST_CASE("two rates agree with R in difference, ratio, odds and test") {
    const auto cases = published("proportions_and_tests.json")["two_sample"]["cases"];
    for (const auto& known : cases) {
        const proportion one{known["n1"], known["x1"]};
        const proportion other{known["n2"], known["x2"]};
        CAPTURE(one.taken(), other.taken());
        const auto apart = emptor::rate_difference(one, other);
        CHECK_THAT(apart.value.value(), near(known["diff"]));
        CHECK_THAT(apart.plausible.low, near(known["newcombe_hybrid_score"][0]));
        CHECK_THAT(apart.plausible.high, near(known["newcombe_hybrid_score"][1]));
        const auto test = emptor::two_rates_test(one, other).value();
        CHECK_THAT(test.z, near(known["z_pooled"]));
        CHECK_THAT(test.p, near(known["p_two_sided"]));
        const auto times = emptor::rate_ratio(one, other).value();
        CHECK_THAT(times.value, near(known["relative_risk"]));
        CHECK_THAT(times.log_standard_error, near(known["log_rr_se"]));
        const auto odds = emptor::odds_ratio(one, other).value();
        CHECK_THAT(odds.value, near(known["odds_ratio"]));
        CHECK_THAT(odds.log_standard_error, near(known["log_or_se"]));
        // The textbook test and interval, which the table has too, follow from the parts.
        const double error = std::sqrt(*one.rate() * (1 - *one.rate()) / static_cast<double>(one.chances()) +
                                       *other.rate() * (1 - *other.rate()) / static_cast<double>(other.chances()));
        CHECK_THAT(*apart.value / error, near(known["z_unpooled"]));
        CHECK_THAT(*apart.value - emptor::normal_quantile(0.975) * error, near(known["wald_ci"][0]));
        CHECK_THAT(*apart.value + emptor::normal_quantile(0.975) * error, near(known["wald_ci"][1]));
    }
}

TEST_CASE("differences and ratios mirror, and hold their value") {
    for (std::uint64_t n = 1; n < 9; ++n) {
        for (std::uint64_t x = 0; x <= n; ++x) {
            for (std::uint64_t y = 0; y <= 7; ++y) {
                CAPTURE(n, x, y);
                const proportion one{n, x};
                const proportion other{7, y};
                const auto there = emptor::rate_difference(one, other);
                const auto back = emptor::rate_difference(other, one);
                CHECK_THAT(there.plausible.low, WithinAbs(-back.plausible.high, 1e-14));
                CHECK((-1 <= there.plausible.low && there.plausible.low <= *there.value));
                CHECK((*there.value <= there.plausible.high && there.plausible.high <= 1));
                if (const auto times = emptor::rate_ratio(one, other)) {
                    CHECK_THAT(times->plausible.low * emptor::rate_ratio(other, one)->plausible.high, near(1.0, 1e-13));
                    CHECK((times->plausible.low <= times->value && times->value <= times->plausible.high));
                } else {
                    CHECK((x == 0 || y == 0));
                }
                CHECK(emptor::odds_ratio(one, other).has_value() == (x != 0 && x != n && y != 0 && y != 7));
            }
        }
    }
}

TEST_CASE("what cannot be compared has no difference and no test") {
    CHECK(emptor::rate_difference({}, {3, 1}) == emptor::difference{});
    CHECK(emptor::rate_difference({3, 1}, {}).plausible == emptor::interval{-1, 1});
    CHECK_FALSE(emptor::two_rates_test({}, {3, 1}).has_value());
    CHECK_FALSE(emptor::two_rates_test({3, 0}, {5, 0}).has_value());
    CHECK_FALSE(emptor::two_rates_test({3, 3}, {5, 5}).has_value());
    CHECK(emptor::two_rates_test({3, 0}, {5, 5}).has_value());
    CHECK_FALSE(emptor::rate_ratio({}, {3, 1}).has_value());
    CHECK_FALSE(emptor::odds_ratio({3, 1}, {}).has_value());
    CHECK_THROWS_AS(emptor::rate_difference({3, 1}, {3, 1}, 1), std::invalid_argument);
    CHECK_THROWS_AS(emptor::rate_ratio({3, 1}, {3, 1}, 0), std::invalid_argument);
    CHECK_THROWS_AS(emptor::odds_ratio({3, 1}, {3, 1}, 95), std::invalid_argument);
}

TEST_CASE("76.7 chances a group see 50 % become 75 % with power 0.9 (R, help of power.prop.test)") {
    CHECK_THAT(emptor::chances_needed(0.5, 0.75, 0.05, 0.9), WithinAbs(76.7, 0.05));
}

TEST_CASE("planning agrees with R") {
    const auto known = published("proportions_and_tests.json")["power"];
    for (const auto& plan : known["cases"]) {
        CHECK_THAT(emptor::chances_needed(plan["p1"], plan["p2"], plan["sig.level"], plan["power"]), near(plan["n"]));
    }
    const auto& given = known["power_given_n"];
    CHECK_THAT(emptor::power_of_test(given["n"], given["p1"], given["p2"], given["sig.level"]), near(given["power"]));
}

TEST_CASE("chances needed and power undo each other, and mirror") {
    for (const double rate : {0.01, 0.2, 0.5, 0.97}) {
        for (const double changed : {0.02, 0.3, 0.55, 1.0}) {
            for (const double power : {0.025, 0.5, 0.8, 0.999}) {
                CAPTURE(rate, changed, power);
                const double chances = emptor::chances_needed(rate, changed, 0.05, power);
                CHECK_THAT(emptor::power_of_test(chances, rate, changed), near(power, 1e-9));
                CHECK_THAT(emptor::chances_needed(1 - rate, 1 - changed, 0.05, power), near(chances, 1e-12));
                CHECK_THAT(emptor::chances_needed(changed, rate, 0.05, power), near(chances, 1e-12));
            }
        }
    }
    CHECK_THAT(emptor::power_of_test(0, 0.1, 0.2),
               near(emptor::normal_cdf(-1.959963984540054 * std::sqrt(0.255 / 0.25)), 1e-12));
    CHECK(emptor::power_of_test(1e9, 0, 1) == 1);
    CHECK(emptor::power_of_test(1, 0, 1) == 0);
}

TEST_CASE("a plan that cannot be is refused, with what is wrong with it") {
    CHECK_THROWS_AS(emptor::chances_needed(-0.1, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chances_needed(0.1, 1.5), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chances_needed(0.1, 0.2, 0), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chances_needed(0.1, 0.2, 0.05, 1), std::invalid_argument);
    CHECK_THROWS_AS(emptor::chances_needed(0.1, 0.2, 0.05, 0.01), std::invalid_argument);
    CHECK_THROWS_AS(emptor::power_of_test(-1, 0.1, 0.2), std::invalid_argument);
    CHECK_THROWS_AS(emptor::power_of_test(std::nan(""), 0.1, 0.2), std::invalid_argument);
    try {
        static_cast<void>(emptor::chances_needed(0.1, 0.1));
        FAIL("accepted");
    } catch (const std::invalid_argument& refused) {
        CHECK(std::string{refused.what()} ==
              "emptor::chances_needed: changed is 0.1; it must be another rate than that it is compared to");
    }
}

}  // namespace two_rates_test
