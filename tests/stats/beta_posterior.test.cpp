// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include <emptor/stats/beta_posterior.hpp>

#include "published.hpp"

namespace beta_posterior_test {

using Catch::Matchers::WithinAbs;
using emptor::beta_posterior;
using emptor::chance_above;
using emptor::proportion;

namespace {

/// P(one > other) for whole parameters, a sum of positive terms: sum over i below a of
/// B(c + i, b + d) / ((b + i) B(1 + i, b) B(c, d)) for one ~ beta(a, b) and other ~ beta(c, d) (E. Miller 2015).
double plain_chance_above(const beta_posterior& one, const beta_posterior& other) {
    const auto log_beta = [](long double a, long double b) {
        return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
    };
    const long double b = one.left();
    const long double c = other.taken();
    const long double d = other.left();
    long double sum = 0;
    for (int i = 0; i < static_cast<int>(one.taken()); ++i) {
        sum += std::exp(log_beta(c + i, b + d) - std::log(b + i) - log_beta(1 + i, b) - log_beta(c, d));
    }
    return static_cast<double>(sum);
}

}  // namespace

TEST_CASE("a belief about a rate is a beta distribution") {
    const beta_posterior seen{proportion{10, 3}};
    CHECK(seen.taken() == 4);
    CHECK(seen.left() == 8);
    CHECK_THAT(seen.mean(), near(1.0 / 3, 1e-15));
    CHECK_THAT(seen.variance(), near(32.0 / (144 * 13), 1e-15));
    CHECK_THAT(seen.at(seen.quantile(0.2)).lower, near(0.2, 1e-13));
    const auto middle = seen.credible(0.9);
    CHECK_THAT(seen.at(middle.low).lower, near(0.05, 1e-13));
    CHECK_THAT(seen.at(middle.high).upper, near(0.05, 1e-13));
    CHECK_THAT(beta_posterior{proportion{}}.credible(0.5).low, near(0.25, 1e-14));
    CHECK_THAT(beta_posterior{proportion{}}.credible(0.5).high, near(0.75, 1e-14));
    CHECK(beta_posterior(proportion{10, 3}, 2, 3) == beta_posterior{proportion{13, 4}});
}

TEST_CASE("the chance to be better agrees with the published integrals") {
    const auto cases = published("proportions_and_tests.json")["bayes_ab"]["cases"];
    for (const auto& known : cases) {
        const beta_posterior a{proportion{known["A"][1], known["A"][0]}};
        const beta_posterior b{proportion{known["B"][1], known["B"][0]}};
        CHECK_THAT(chance_above(b, a), near(known["p"]));
        CHECK_THAT(chance_above(a, b), near(1 - known["p"].get<double>(), 1e-9));
    }
}

TEST_CASE("the chance to be better agrees with the plain sum") {
    const unsigned seed = 51;
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 300; ++i) {
        const std::uint64_t n = random() % (i % 3 == 0 ? 5'000 : 50);
        const std::uint64_t m = random() % (i % 5 == 0 ? 5'000 : 50);
        const beta_posterior one{proportion{n, random() % (n + 1)}};
        const beta_posterior other{proportion{m, random() % (m + 1)}};
        CAPTURE(one.taken(), one.left(), other.taken(), other.left());
        CHECK_THAT(chance_above(one, other), WithinAbs(plain_chance_above(one, other), 1e-12));
    }
}

TEST_CASE("equal beliefs are equally likely to be best, and the chances sum to 1") {
    for (const double prior : {0.1, 0.5, 1.0, 30.0}) {
        CAPTURE(prior);
        const std::vector<beta_posterior> alike(5, beta_posterior{proportion{20, 7}, prior, prior});
        for (const double chance : emptor::chances_to_be_best(alike)) CHECK_THAT(chance, WithinAbs(0.2, 1e-12));
        const beta_posterior bare{proportion{}, prior, prior};
        CHECK_THAT(chance_above(bare, bare), WithinAbs(0.5, 1e-12));
    }
    const std::vector<beta_posterior> mixed{
        beta_posterior{proportion{10, 2}}, beta_posterior{proportion{1'000'000, 260'000}},
        beta_posterior{proportion{100, 27}}, beta_posterior{proportion{0, 0}, 0.5, 0.5},
        beta_posterior{proportion{1'000'000'000, 261'000'000}}};
    const auto chances = emptor::chances_to_be_best(mixed);
    CHECK_THAT(std::accumulate(chances.begin(), chances.end(), 0.0), WithinAbs(1, 1e-12));
    CHECK(emptor::chances_to_be_best(std::vector{mixed[0]}) == std::vector{1.0});
    CHECK(emptor::chances_to_be_best({}).empty());
}

TEST_CASE("three at once agree with an integral by hand") {
    // A rate of density 2x beside two uniform ones is best with probability 1/2, the integral of 2x x x from 0 to 1.
    const std::vector<beta_posterior> rates{beta_posterior{proportion{1, 1}}, beta_posterior{proportion{}},
                                            beta_posterior{proportion{}}};
    const auto chances = emptor::chances_to_be_best(rates);
    CHECK_THAT(chances[0], near(0.5, 1e-13));
    CHECK_THAT(chances[1], near(0.25, 1e-13));
}

TEST_CASE("far apart there is no doubt left") {
    const beta_posterior low{proportion{100'000, 1'000}};
    const beta_posterior high{proportion{100'000, 50'000}};
    CHECK_THAT(chance_above(high, low), WithinAbs(1, 1e-12));
    CHECK(chance_above(low, high) < 1e-12);
}

TEST_CASE("a prior that is none is refused") {
    for (const double bad : {0.0, -1.0, 1e13, std::nan("")}) {
        CHECK_THROWS_AS(beta_posterior(proportion{}, bad, 1), std::invalid_argument);
        CHECK_THROWS_AS(beta_posterior(proportion{}, 1, bad), std::invalid_argument);
    }
    CHECK_THROWS_AS(beta_posterior(proportion{1'000'000'000'000'000, 0}), std::invalid_argument);
    const beta_posterior fine{proportion{}};
    CHECK_THROWS_AS(fine.credible(1), std::invalid_argument);
    CHECK_THROWS_AS(fine.quantile(1.1), std::invalid_argument);
    CHECK_THROWS_AS(fine.at(-0.1), std::invalid_argument);
}

}  // namespace beta_posterior_test
