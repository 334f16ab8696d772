// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/chi_squared_test.hpp>
#include <emptor/stats/fisher.hpp>

#include "published.hpp"

namespace fisher_test {

using emptor::fisher_exact;
using emptor::proportion;

namespace {

/// The probabilities of all outcomes from the ratio of one to the next, in long double.
std::vector<long double> plain_outcomes(std::uint64_t n, std::uint64_t m, std::uint64_t taken) {
    std::vector<long double> weights(n + 1, 0);
    long double all = 0;
    for (std::uint64_t k = 0; k <= n; ++k) {
        if (k > taken || taken - k > m) continue;
        const auto choose = [](std::uint64_t of, std::uint64_t some) {
            return std::lgamma(static_cast<long double>(of + 1)) - std::lgamma(static_cast<long double>(some + 1)) -
                   std::lgamma(static_cast<long double>(of - some + 1));
        };
        weights[k] = std::exp(choose(n, k) + choose(m, taken - k) - choose(n + m, taken));
        all += weights[k];
    }
    for (long double& each : weights) each /= all;
    return weights;
}

}  // namespace

TEST_CASE("the lady who tasted tea: 3 of 4 cups, p = 0.486 (R. A. Fisher 1935, The Design of Experiments)") {
    const auto tea = fisher_exact({4, 3}, {4, 1});
    CHECK_THAT(tea.p, near(34.0 / 70, 1e-14));
    CHECK_THAT(tea.p_greater, near(17.0 / 70, 1e-14));
    CHECK_THAT(tea.p_less, near(69.0 / 70, 1e-14));
}

TEST_CASE("Fisher's test agrees with R") {
    const auto cases = published("proportions_and_tests.json")["two_sample"]["cases"];
    for (const auto& known : cases) {
        const auto found = fisher_exact({known["n1"], known["x1"]}, {known["n2"], known["x2"]});
        CAPTURE(known["x1"].get<int>(), known["n1"].get<int>());
        CHECK_THAT(found.p, near(known["fisher_p"]));
        // R looks for odds, or for 1 / odds where they are above 1, up to an error of 1.2e-4; these are exact.
        const auto check = [](double odds, double in_r) {
            CHECK_THAT(odds > 1 ? 1 / odds : odds, Catch::Matchers::WithinAbs(odds > 1 ? 1 / in_r : in_r, 1.3e-4));
        };
        check(found.odds_ratio.value(), known["fisher_or"]);
        check(found.plausible_odds_ratio.low, known["fisher_ci"][0]);
        check(found.plausible_odds_ratio.high, known["fisher_ci"][1]);
    }
}

TEST_CASE("all three p agree with plain sums over all outcomes") {
    const unsigned seed = 41;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 3'000; ++i) {
        const std::uint64_t size = i % 10 == 0 ? 3'000 : 40;
        const proportion one{random() % size, 0};
        const proportion other{random() % size, 0};
        const std::uint64_t x = one.chances() == 0 ? 0 : random() % (one.chances() + 1);
        const std::uint64_t y = other.chances() == 0 ? 0 : random() % (other.chances() + 1);
        CAPTURE(one.chances(), x, other.chances(), y);
        const auto found = fisher_exact({one.chances(), x}, {other.chances(), y});
        const auto outcomes = plain_outcomes(one.chances(), other.chances(), x + y);
        long double less = 0;
        long double greater = 0;
        long double both = 0;
        for (std::size_t k = 0; k < outcomes.size(); ++k) {
            if (k <= x) less += outcomes[k];
            if (k >= x) greater += outcomes[k];
            if (outcomes[k] <= outcomes[x] * (1 + 1e-7L)) both += outcomes[k];
        }
        const auto agree = [](double own, long double plain) {
            return std::abs(static_cast<double>(own - plain)) <= 1e-11 * own + 1e-300;
        };
        CHECK(agree(found.p_less, less));
        CHECK(agree(found.p_greater, greater));
        CHECK(agree(found.p, both));
    }
}

TEST_CASE("the odds ratio makes the outcome its mean, and its bounds the outcome rare") {
    const auto tilted = [](double odds, bool upper) {  // of 9 of 10 and 3 of 10
        const auto outcomes = plain_outcomes(10, 10, 12);
        double all = 0;
        double mean = 0;
        double tail = 0;
        for (std::size_t k = 0; k < outcomes.size(); ++k) {
            const double weight = static_cast<double>(outcomes[k]) * std::pow(odds, static_cast<double>(k));
            all += weight;
            mean += weight * static_cast<double>(k);
            if (upper ? k >= 9 : k <= 9) tail += weight;
        }
        return std::pair{mean / all, tail / all};
    };
    const auto found = fisher_exact({10, 9}, {10, 3}, 0.9);
    CHECK_THAT(tilted(found.odds_ratio.value(), true).first, near(9.0, 1e-12));
    CHECK_THAT(tilted(found.plausible_odds_ratio.low, true).second, near(0.05, 1e-11));
    CHECK_THAT(tilted(found.plausible_odds_ratio.high, false).second, near(0.05, 1e-11));
}

TEST_CASE("large counts are as exact, and close to chi-squared") {
    const proportion one{20'000'000, 2'000'000};
    const proportion other{20'000'000, 2'004'000};
    const auto found = fisher_exact(one, other);
    const proportion groups[]{one, other};
    CHECK_THAT(found.p,
               Catch::Matchers::WithinRel(emptor::chi_squared_test(emptor::contingency_table{groups})->p, 1e-2));
    CHECK_THAT(found.odds_ratio.value(), Catch::Matchers::WithinRel(2e6 * 17.996e6 / (18e6 * 2.004e6), 1e-6));
    CHECK(fisher_exact({1000, 1000}, {1000, 0}).p < 1e-300);
}

TEST_CASE("with nothing to compare chance explains all") {
    for (const auto& [one, other] :
         {std::pair<proportion, proportion>{{}, {}}, {{3, 0}, {}}, {{3, 0}, {4, 0}}, {{3, 3}, {4, 4}}}) {
        const auto found = fisher_exact(one, other);
        CHECK(found.p == 1);
        CHECK(found.p_less == 1);
        CHECK(found.p_greater == 1);
        CHECK_FALSE(found.odds_ratio.has_value());
        CHECK(found.plausible_odds_ratio == emptor::interval{0, std::numeric_limits<double>::infinity()});
    }
    CHECK(fisher_exact({3, 0}, {3, 3}).odds_ratio == 0);
    CHECK(fisher_exact({3, 3}, {3, 0}).odds_ratio == std::numeric_limits<double>::infinity());
    CHECK_THROWS_AS(fisher_exact({3, 3}, {3, 0}, 1), std::invalid_argument);
}

}  // namespace fisher_test
