// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/what_if.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "chains.hpp"

namespace what_if_test {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::chain_change;
using emptor::first_passage;
using emptor::markov_chain;
using emptor::matrix;
using emptor::what_if;

namespace {

emptor::transition_counts<std::string> two_steps() {
    emptor::transition_counts<std::string> counts;
    for (int i = 0; i < 30; ++i) counts.count(std::vector<std::string>{"need", "search", "won"});
    for (int i = 0; i < 20; ++i) counts.count(std::vector<std::string>{"need", "search"});
    for (int i = 0; i < 50; ++i) counts.count(std::vector<std::string>{"need"});
    return counts;
}

}  // namespace

TEST_CASE("a change of one move changes the chance, and leaves open what was estimated elsewhere") {
    const first_passage won{markov_chain{two_steps(), emptor::ended_as("lost")}, "won"};
    const auto answer = what_if(won, {{"need", "search", 0.75}});
    CHECK_THAT(answer.before.value, WithinRel(0.3, 1e-14));
    CHECK_THAT(answer.after.value, WithinRel(0.45, 1e-14));
    CHECK_THAT(answer.change.value, WithinRel(0.15, 1e-13));
    CHECK(answer.changed.probability("need", "lost") == 0.25);
    CHECK(answer.before == won.estimate());
    // p is set to 0.75, q = 0.6 of 50 stays open; the difference (0.75 - p) q depends on p of 100, too.
    CHECK_THAT(answer.after.standard_error, WithinRel(0.75 * std::sqrt(0.24 / 50), 1e-13));
    CHECK_THAT(answer.change.standard_error, WithinRel(std::sqrt(0.25 * 0.25 * 0.24 / 50 + 0.36 * 0.25 / 100), 1e-13));
    const auto range = answer.change.between();
    REQUIRE(range);
    CHECK_THAT(range->high - range->low, WithinRel(2 * 1.959963984540054 * answer.change.standard_error, 1e-12));
    CHECK(what_if(won, "need", {{"need", "search", 0.75}}).after == answer.after);
    const std::vector<chain_change> listed{{"need", "search", 0.75}};  // as many as are known at run time only
    CHECK(what_if(won, listed).change == answer.change);
    CHECK(what_if(won, "need", listed).after == answer.after);
}

TEST_CASE("a whole row can change, and several states at once") {
    const first_passage won{markov_chain{two_steps(), emptor::ended_as("lost")}, "won"};
    const auto answer = what_if(won, {{"need", {0, 1, 0, 0}}, {"search", "won", 0.9}});
    CHECK_THAT(answer.after.value, WithinRel(0.9, 1e-14));
    CHECK(answer.after.standard_error == 0);
    CHECK_FALSE(answer.after.between());
    CHECK(answer.change.standard_error == answer.before.standard_error);
}

TEST_CASE("what is no change is refused") {
    const first_passage won{markov_chain{two_steps(), emptor::still_open}, "won"};
    CHECK_THROWS_MATCHES((chain_change{"need", "won", 1.5}), std::invalid_argument,
                         Message("emptor::chain_change: the probability from \"need\" to \"won\" is 1.5; it must be in "
                                 "[0, 1]"));
    CHECK_THROWS_MATCHES(what_if(won, {{"need", "search", 0.5}}), std::invalid_argument,
                         Message("emptor::chain_change: \"need\" is left for \"search\" only; with another probability "
                                 "than 1 it needs a whole row"));
    CHECK(what_if(won, {{"need", "search", 1}}).change.value == 0);
    CHECK_THROWS_MATCHES(what_if(won, {{"need", "won", 0.5}, {"need", "search", 0.5}}), std::invalid_argument,
                         Message("emptor::what_if: two changes of how \"need\" is left; give its whole row"));
    CHECK_THROWS_AS(what_if(won, {{"nobody", "won", 0.5}}), std::invalid_argument);
    CHECK_THROWS_AS(what_if(won, {{"need", {0.5}}}), std::invalid_argument);
}

TEST_CASE("the standard errors of random changes are those of difference quotients") {
    const std::uint64_t seed = 13;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int tried = 0;
    for (int i = 0; i < 400; ++i) {
        CAPTURE(i);
        const std::size_t size = 3 + random() % 3;
        emptor::transition_counts<std::string> counts;
        const auto names = chain_test::letters(size);
        for (int k = 0; k < 40; ++k) {
            std::vector<std::string> path(1 + random() % 6);
            for (auto& each : path) each = names[random() % size];
            counts.count(path);
        }
        const markov_chain chain{counts, emptor::still_open};
        const std::size_t from = random() % chain.size(), to = random() % chain.size(), start = random() % chain.size();
        const double share = static_cast<double>(random() % 9) / 8;
        if (chain.probability(from, to) == 1) continue;
        const first_passage passage{chain, 0};
        const auto answer = what_if(passage, start, {{chain.name(from), chain.name(to), share}});
        ++tried;

        // Before and after as functions of all probabilities, which need not sum to 1: by fixed point, not by a solve.
        const auto both = [&](const matrix& moves) {
            matrix changed = moves;
            const auto row = changed.row(from);
            double others = 0;
            for (std::size_t k = 0; k < row.size(); ++k) others += k == to ? 0 : row[k];
            for (double& each : row) each *= (1 - share) / others;
            row[to] = share;
            const double before = chain_test::chances(moves, 0)[start];
            return std::pair{before, chain_test::chances(changed, 0)[start]};
        };
        double of_after = 0;
        double of_change = 0;
        for (std::size_t row = 0; row < chain.size(); ++row) {
            // Along the differences of two shares: the variance of a multinomial is the sum over pairs of
            // p q (slope - slope)^2 / n (Agresti 2013, chapter 16, by pairs).
            for (std::size_t a = 0; a < chain.size(); ++a) {
                for (std::size_t b = a + 1; b < chain.size(); ++b) {
                    const double p = chain.probability(row, a), q = chain.probability(row, b);
                    if (p == 0 || q == 0) continue;
                    const double step = 1e-5;
                    matrix up = chain.probabilities(), down = up;
                    up(row, a) += step;
                    up(row, b) -= step;
                    down(row, a) -= step;
                    down(row, b) += step;
                    const auto [before_up, after_up] = both(up);
                    const auto [before_down, after_down] = both(down);
                    const double after_slope = (after_up - after_down) / (2 * step);
                    const double slope = after_slope - (before_up - before_down) / (2 * step);
                    of_after += p * q * after_slope * after_slope / chain.weights()[row];
                    of_change += p * q * slope * slope / chain.weights()[row];
                }
            }
        }
        CHECK_THAT(answer.after.standard_error, WithinAbs(std::sqrt(of_after), 1e-6));
        CHECK_THAT(answer.change.standard_error, WithinAbs(std::sqrt(of_change), 1e-6));
        CHECK_THAT(answer.after.value, WithinAbs(both(chain.probabilities()).second, 1e-9));
    }
    CHECK(tried > 300);
}

}  // namespace what_if_test
