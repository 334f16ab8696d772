// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/absorption.hpp>

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

namespace absorption_test {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::absorption;
using emptor::markov_chain;
using emptor::matrix;

namespace {

/// As close as the tables are written.
bool close(double found, const nlohmann::json& expected) {
    return std::abs(found - expected.get<double>()) <= 1e-12 * std::max(1.0, std::abs(expected.get<double>()));
}

}  // namespace

TEST_CASE("absorbing chains agree with published tables") {
    const auto tables = chain_test::published();
    for (const std::string name : {"drunkards_walk", "tennis_p06", "buying_funnel_example", "credit_rating"}) {
        CAPTURE(name);
        const auto& table = name == "credit_rating" ? tables[name]["fundamental"] : tables[name];
        // The transient states first, then the final ones: by Q and R, as the table has them.
        const std::size_t transient = table["Q"].size(), final = table["R"][0].size();
        matrix moves = matrix::identity(transient + final);
        for (std::size_t from = 0; from < transient; ++from) {
            for (std::size_t to = 0; to < transient; ++to) moves(from, to) = table["Q"][from][to].get<double>();
            for (std::size_t to = 0; to < final; ++to) moves(from, transient + to) = table["R"][from][to].get<double>();
        }
        const absorption ends{markov_chain{chain_test::letters(transient + final), moves}};
        REQUIRE(ends.transients().size() == transient);
        REQUIRE(ends.finals().size() == final);
        CHECK(ends.endless().empty());
        for (std::size_t from = 0; from < transient; ++from) {
            CAPTURE(from);
            CHECK(close(ends.expected_steps(from).value(), table["expected_steps"][from]));
            CHECK(close(ends.variance_steps(from).value(), table["variance_steps"][from]));
            CHECK(ends.never_ends(from) == 0);
            for (std::size_t to = 0; to < transient; ++to) {
                CHECK(close(ends.visits(from, to), table["N"][from][to]));
                CHECK(close(ends.fundamental()(from, to), table["N"][from][to]));
                CHECK(close(ends.visits_variance(from, to), table["visits_variance"][from][to]));
                if (table.contains("ever_visit_prob")) {
                    CHECK(close(ends.visit_chance(from, to), table["ever_visit_prob"][from][to]));
                }
            }
            for (std::size_t to = 0; to < final; ++to) {
                const double expected = table.contains("B") ? table["B"][from][to].get<double>() : 1;
                CHECK_THAT(ends.chance(from, transient + to), WithinAbs(expected, 1e-12));
            }
        }
    }
}

TEST_CASE("random chains end as repeated multiplication says") {
    const std::uint64_t seed = 11;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int with_endless = 0;
    for (int i = 0; i < 2000; ++i) {
        CAPTURE(i);
        const matrix moves = chain_test::random_moves(random);
        const std::size_t size = moves.rows();
        const std::size_t made_final = random() % size;
        const absorption ends{markov_chain{chain_test::letters(size), moves}, std::vector<std::size_t>{made_final}};
        std::vector<bool> finals(size);
        for (const std::size_t each : ends.finals()) finals[each] = true;
        REQUIRE(finals[made_final]);
        const matrix last = chain_test::in_the_long_run(moves, finals, 24);
        const auto& transients = ends.transients();
        matrix within{transients.size(), transients.size()};
        for (std::size_t a = 0; a < transients.size(); ++a) {
            for (std::size_t b = 0; b < transients.size(); ++b) within(a, b) = moves(transients[a], transients[b]);
        }
        const matrix often = chain_test::sum_of_powers(within, 24);
        if (!ends.endless().empty()) ++with_endless;
        REQUIRE(ends.finals().size() + transients.size() + ends.endless().size() == size);
        for (std::size_t from = 0; from < size; ++from) {
            double somewhere = 0;
            for (const std::size_t to : ends.finals()) {
                CHECK_THAT(ends.chance(from, to), WithinAbs(last(from, to), 1e-9));
                somewhere += last(from, to);
            }
            CHECK_THAT(ends.never_ends(from), WithinAbs(1 - somewhere, 1e-9));
            const bool has_end = ends.never_ends(from) == 0;
            CHECK(ends.expected_steps(from).has_value() == has_end);
            CHECK(ends.variance_steps(from).has_value() == has_end);
        }
        for (std::size_t a = 0; a < transients.size(); ++a) {
            double steps = 0;
            double squares = 0;
            for (std::size_t b = 0; b < transients.size(); ++b) {
                CHECK_THAT(ends.visits(transients[a], transients[b]), WithinRel(often(a, b), 1e-8));
                steps += often(a, b);
                for (std::size_t c = 0; c < transients.size(); ++c) squares += often(a, b) * often(b, c);
            }
            if (ends.never_ends(transients[a]) > 0) continue;
            CHECK_THAT(ends.expected_steps(transients[a]).value(), WithinRel(steps, 1e-8));
            CHECK_THAT(ends.variance_steps(transients[a]).value(),
                       WithinRel(2 * squares - steps - steps * steps, 1e-7) || WithinAbs(0, 1e-7));
        }
    }
    CHECK(with_endless > 80);
}

TEST_CASE("time is the visits of each state, times how long each takes") {
    // From a one goes to b after 2 days, or is done after 10; from b always after 4.
    const markov_chain chain{{"a", "b", "done"}, {{0, 0.5, 0.5}, {0, 0, 1}, {0, 0, 1}}};
    const absorption ends{chain};
    matrix mean{3, 3};
    mean(0, 1) = 2;
    mean(0, 2) = 10;
    mean(1, 2) = 4;
    CHECK(ends.expected_time("a", std::vector<double>{6, 4, 99}) == 8.0);
    CHECK(ends.expected_time("a", mean) == 8.0);
    CHECK(ends.expected_time("done", mean) == 0.0);
    CHECK(ends.variance_time("a", mean, matrix{3, 3}) == 4.0);  // 6 or 10 days
    matrix variance{3, 3};
    variance(0, 1) = 3;
    variance(1, 2) = 5;
    variance(0, 2) = 7;
    CHECK(ends.variance_time("a", mean, variance) == 4.0 + 0.5 * (3 + 5) + 0.5 * 7);
    CHECK(ends.variance_time("done", mean, variance) == 0.0);

    mean(0, 1) = -1;
    CHECK_THROWS_MATCHES(ends.expected_time("a", mean), std::invalid_argument,
                         Message("emptor::absorption: a time is -1; it must be 0 or more, and finite"));
    CHECK_THROWS_MATCHES(ends.expected_time("a", std::vector<double>{1}), std::invalid_argument,
                         Message("emptor::absorption: times for 1 states; the chain has 3"));
    CHECK_THROWS_AS(ends.expected_time("a", matrix{2, 3}), std::invalid_argument);
}

TEST_CASE("final states are named by number or by text") {
    const markov_chain chain{{"a", "b", "done"}, {{0, 0.5, 0.5}, {0.5, 0, 0.5}, {0, 0, 1}}};
    CHECK(std::ranges::equal(absorption{chain, {0}}.finals(), std::vector<std::size_t>{0, 2}));
    CHECK(std::ranges::equal(absorption{chain, {"b"}}.finals(), std::vector<std::size_t>{1, 2}));
    CHECK(std::ranges::equal(absorption{chain, {"a", "b"}}.finals(), std::vector<std::size_t>{0, 1, 2}));
}

TEST_CASE("a state is left for good however seldom it is left, and the answer keeps its digits") {
    const double seldom = 0x1p-45;
    const markov_chain chain{{"a", "b", "won", "lost"},
                             {{1 - seldom, seldom, 0, 0}, {0.25, 0, 0.5, 0.25}, {0, 0, 1, 0}, {0, 0, 0, 1}}};
    const absorption ends{chain};
    CHECK_THAT(ends.chance("a", "won"), WithinRel(2.0 / 3, 1e-15));
    CHECK_THAT(ends.visits("a", "a"), WithinRel(0x1p45 * 4 / 3, 1e-15));
}

TEST_CASE("what may go on for ever has no end") {
    const markov_chain chain{{"a", "b", "c", "won"}, {{0, 0.5, 0, 0.5}, {0, 0, 1, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}}};
    const absorption ends{chain};
    CHECK(ends.endless() == std::vector<std::size_t>{1, 2});
    CHECK(ends.chance("a", "won") == 0.5);
    CHECK(ends.chance("b", "won") == 0);
    CHECK(ends.chance("won", "won") == 1);
    CHECK(ends.never_ends("a") == 0.5);
    CHECK(ends.never_ends("b") == 1);
    CHECK(ends.never_ends("won") == 0);
    CHECK_FALSE(ends.expected_steps("a"));
    CHECK_FALSE(ends.expected_steps("b"));
    CHECK(ends.expected_steps("won") == 0.0);
    CHECK(ends.visits("b", "a") == 0);
    CHECK(ends.visits("won", "a") == 0);
    CHECK_THROWS_MATCHES(
        ends.visits("a", "b"), std::invalid_argument,
        Message("emptor::absorption: \"b\" is not transient: it is final, or leads to no final state"));
    CHECK_THROWS_MATCHES(ends.chance("a", "b"), std::invalid_argument,
                         Message("emptor::absorption: \"b\" is not final; ask for its visit_chance"));
}

TEST_CASE("a chain that never ends asks where it should") {
    const markov_chain chain{{"a", "b"}, {{0, 1}, {1, 0}}};
    CHECK_THROWS_MATCHES(
        absorption{chain}, std::invalid_argument,
        Message("emptor::absorption: each of the 2 states is left again; name those in which the chain "
                "ends"));
    CHECK(absorption(chain, {"b"}).expected_steps("a") == 1.0);
    CHECK_THROWS_AS(absorption(chain, {"c"}), std::invalid_argument);
    CHECK_THROWS_AS(absorption(chain, std::vector<std::size_t>{2}), std::invalid_argument);
}

}  // namespace absorption_test
