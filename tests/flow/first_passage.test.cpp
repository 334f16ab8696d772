// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/first_passage.hpp>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "chains.hpp"

namespace first_passage_test {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::first_passage;
using emptor::markov_chain;
using emptor::matrix;

TEST_CASE("a purchase has a chance also where only loss is final") {
    // Whoever bought needs again, or is lost.
    const markov_chain chain{{"need", "bought", "lost"}, {{0.25, 0.5, 0.25}, {0.75, 0, 0.25}, {0, 0, 1}}};
    const first_passage bought{chain, "bought"};
    CHECK_THAT(bought.chance("need"), WithinRel(2.0 / 3, 1e-15));
    CHECK(bought.chance("bought") == 1);
    CHECK(bought.chance("lost") == 0);
    CHECK_THAT(bought.expected_steps("need").value(), WithinRel(4.0 / 3, 1e-15));
    CHECK(bought.expected_steps("bought") == 0.0);
    CHECK_FALSE(bought.expected_steps("lost"));
    CHECK(first_passage{chain, "lost"}.chance("need") == 1);
    CHECK_THROWS_AS((first_passage{chain, "sold"}), std::invalid_argument);
    CHECK_THROWS_MATCHES(
        bought.chance(), std::invalid_argument,
        Message("emptor::first_passage: the chain was given by its probabilities and does not know where "
                "paths begin; name the state to begin with"));
    CHECK_THROWS_MATCHES(
        bought.visits(std::vector<double>{1}), std::invalid_argument,
        Message("emptor::first_passage: a start of 1 numbers; there must be one for each of 3 states"));
}

TEST_CASE("without loss the steps are the mean first passage times of the Land of Oz") {
    const auto oz = chain_test::published()["land_of_oz"];
    const markov_chain weather{{"rain", "nice", "snow"}, chain_test::matrix_of(oz["P"])};
    for (std::size_t to = 0; to < 3; ++to) {
        const first_passage there{weather, to};
        double back = 1;
        for (std::size_t from = 0; from < 3; ++from) {
            CHECK_THAT(there.chance(from), WithinRel(1.0, 1e-15));
            const double expected = oz["mean_first_passage"][from][to].get<double>();
            CHECK_THAT(there.expected_steps(from).value(), WithinAbs(expected, 1e-12));
            back += weather.probability(to, from) * there.expected_steps(from).value();
        }
        CHECK_THAT(back, WithinAbs(oz["mean_recurrence"][to].get<double>(), 1e-12));
    }
}

TEST_CASE("the published chances of buying are those of first passage") {
    const auto funnel = chain_test::published()["buying_funnel_example"];
    const first_passage won{markov_chain{chain_test::letters(7), chain_test::matrix_of(funnel["P"])}, 5};
    for (std::size_t from = 0; from < 5; ++from) {
        CHECK_THAT(won.chance(from), WithinAbs(funnel["B"][from][0].get<double>(), 1e-12));
    }
}

TEST_CASE("chances and what they depend on agree with repeated multiplication of changed chains") {
    const std::uint64_t seed = 12;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int effects = 0;
    int losses = 0;
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(i);
        const matrix moves = chain_test::random_moves(random);
        const std::size_t size = moves.rows();
        const std::size_t goal = random() % size;
        const std::size_t start = random() % size;
        const first_passage passage{markov_chain{chain_test::letters(size), moves}, goal};
        const auto expected = chain_test::chances(moves, goal);
        for (std::size_t from = 0; from < size; ++from) {
            CHECK_THAT(passage.chance(from), WithinAbs(expected[from], 1e-9));
            CHECK((passage.chance(from) > 0) == (expected[from] > 1e-12));
        }
        double last = 1e300;
        for (const auto& each : passage.effects(start)) {
            CHECK(each.gain <= last);
            last = each.gain;
            CHECK(each.probability == moves(each.from, each.to));
            // The difference quotient, on both sides, of the same change.
            const double step = 1e-5;
            double at[2];
            for (const int side : {0, 1}) {
                matrix changed = moves;
                const double to = each.probability + (side == 0 ? -step : step);
                for (double& other : changed.row(each.from)) other *= (1 - to) / (1 - each.probability);
                changed(each.from, each.to) = to;
                at[side] = chain_test::chances(changed, goal)[start];
            }
            CHECK_THAT(each.gain, WithinAbs((at[1] - at[0]) / (2 * step), 1e-4 * (1 + std::abs(each.gain))));
            ++effects;
        }
        for (const auto& each : passage.bottlenecks(start)) {
            matrix mended = moves;
            double lost = 0;
            for (std::size_t to = 0; to < size; ++to) {
                if (expected[to] > 1e-12) continue;
                lost += mended(each.state, to);
                mended(each.state, to) = 0;
            }
            for (double& other : mended.row(each.state)) other /= 1 - lost;
            CHECK_THAT(each.lost, WithinRel(each.visits * lost, 1e-12));
            CHECK_THAT(expected[start] + each.gain, WithinAbs(chain_test::chances(mended, goal)[start], 1e-9));
            ++losses;
        }
    }
    CHECK(effects > 1000);
    CHECK(losses > 100);
}

TEST_CASE("whoever is lost is lost at one of the bottlenecks") {
    const auto funnel = chain_test::published()["buying_funnel_example"];
    const first_passage won{markov_chain{chain_test::letters(7), chain_test::matrix_of(funnel["P"])}, "f"};
    double lost = 0;
    for (const auto& each : won.bottlenecks("a")) lost += each.lost;
    CHECK_THAT(lost, WithinAbs(1 - won.chance("a"), 1e-14));
    CHECK(won.bottlenecks("a").front().state == 0);
    CHECK(won.bottlenecks("a").size() == 5);
    CHECK(won.bottlenecks("g").empty());
}

TEST_CASE("the derivatives sum to what two opposite changes of one row do") {
    const auto funnel = chain_test::published()["buying_funnel_example"];
    const matrix moves = chain_test::matrix_of(funnel["P"]);
    const first_passage won{markov_chain{chain_test::letters(7), moves}, "f"};
    const std::vector<double> start{0.5, 0.25, 0.25, 0, 0, 0, 0};
    const matrix slopes = won.derivatives(start);
    const double step = 1e-6;
    const auto chance = [&](double shift) {
        matrix changed = moves;
        changed(2, 3) += shift;
        changed(2, 6) -= shift;
        return first_passage{markov_chain{chain_test::letters(7), changed}, "f"}.chance_from(start);
    };
    CHECK_THAT(slopes(2, 3) - slopes(2, 6), WithinRel((chance(step) - chance(-step)) / (2 * step), 1e-8));
}

TEST_CASE("the chance of two steps has the standard error of a product") {
    emptor::transition_counts<std::string> counts;
    const auto count = [&](int times, const std::vector<std::string>& path) {
        for (int i = 0; i < times; ++i) counts.count(path);
    };
    count(30, {"need", "search", "won"});
    count(20, {"need", "search"});
    count(50, {"need"});
    const first_passage won{markov_chain{counts, emptor::ended_as("lost")}, "won"};
    const auto found = won.estimate();
    CHECK_THAT(found.value, WithinRel(0.3, 1e-15));
    // Two shares of 100 and 50: the variance of p q is q^2 p (1 - p) / 100 + p^2 q (1 - q) / 50.
    const double variance = 0.36 * 0.25 / 100 + 0.25 * 0.24 / 50;
    CHECK_THAT(found.standard_error, WithinRel(std::sqrt(variance), 1e-14));
    CHECK(won.estimate("need") == found);
    CHECK(won.chance() == found.value);
    const auto range = found.between();
    REQUIRE(range);
    const double reach = 1.959963984540054 * std::sqrt(variance) / (0.3 * 0.7);
    CHECK_THAT(range->low, WithinRel(1 / (1 + std::exp(-std::log(0.3 / 0.7) + reach)), 1e-12));
    CHECK_THAT(range->high, WithinRel(1 / (1 + std::exp(-std::log(0.3 / 0.7) - reach)), 1e-12));
    CHECK_FALSE(won.estimate("won").between());
    CHECK_THROWS_AS(found.between(1), std::invalid_argument);

    SECTION("beginnings of many kinds are a sample, too") {
        count(100, {"search", "won"});
        const first_passage mixed{markov_chain{counts, emptor::ended_as("lost")}, "won"};
        const double p = 0.5, q = 130.0 / 150, half = p * q / 2 + q / 2;
        const double of_start = 0.5 * (p * q - half) * (p * q - half) + 0.5 * (q - half) * (q - half);
        const double by_p = 0.5 * q, by_q = 0.5 * p + 0.5;
        CHECK_THAT(
            mixed.estimate().standard_error,
            WithinRel(std::sqrt(by_p * by_p * p * (1 - p) / 100 + by_q * by_q * q * (1 - q) / 150 + of_start / 200),
                      1e-13));
    }
}

}  // namespace first_passage_test
