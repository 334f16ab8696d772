// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/markov_chain.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/process/role.hpp>

#include "chains.hpp"

namespace markov_chain_test {

using Catch::Matchers::Message;
using Catch::Matchers::WithinAbs;
using emptor::ended_as;
using emptor::markov_chain;
using emptor::matrix;
using emptor::still_open;
using path = std::vector<std::string>;

namespace {

emptor::transition_counts<std::string> counts_of(const std::vector<path>& paths) {
    emptor::transition_counts<std::string> counts;
    for (const path& each : paths) counts.count(each);
    return counts;
}

const std::vector<path> bought{{"need", "search", "won"}, {"need", "search"}, {"search", "need", "search", "won"}};

}  // namespace

TEST_CASE("a path that is still open says nothing of its next move") {
    const markov_chain chain{counts_of(bought), still_open};
    CHECK(chain.size() == 3);
    CHECK(chain.probability("need", "search") == 1);
    CHECK(chain.probability("search", "won") == 2.0 / 3);
    CHECK(chain.probability("search", "need") == 1.0 / 3);
    CHECK(chain.is_final("won"));
    CHECK_FALSE(chain.is_final("search"));
    CHECK(std::vector<double>(chain.starts().begin(), chain.starts().end()) ==
          std::vector<double>{2.0 / 3, 1.0 / 3, 0});
    CHECK(chain.paths() == 3);
}

TEST_CASE("a path that ended moved to where ends lead, but not from a state that nobody leaves") {
    const markov_chain chain{counts_of(bought), ended_as("lost")};
    CHECK(chain.size() == 4);
    CHECK(chain.name(3) == "lost");
    CHECK(chain.probability("search", "won") == 2.0 / 4);
    CHECK(chain.probability("search", "need") == 1.0 / 4);
    CHECK(chain.probability("search", "lost") == 1.0 / 4);
    CHECK(chain.probability("won", "lost") == 0);
    CHECK(chain.is_final("won"));
    CHECK(chain.is_final("lost"));
    CHECK(chain.starts()[3] == 0);

    SECTION("a state of that name is the very one") {
        const markov_chain known{counts_of({{"a", "lost"}, {"a"}, {"lost", "a", "lost"}}), ended_as("lost")};
        CHECK(known.size() == 2);
        CHECK(known.probability("a", "lost") == 1);
        CHECK(known.probability("lost", "a") == 1);  // its own ends are none
        CHECK(*known.standard_error("lost", "a") == 0);
        CHECK(known.weights()[1] == 1);
    }
}

TEST_CASE("the standard error of a probability is that of a multinomial share") {
    const markov_chain chain{counts_of(bought), ended_as("lost")};
    CHECK(chain.weights()[1] == 4);
    CHECK(chain.standard_error("search", "won") == std::sqrt(0.5 * 0.5 / 4));
    CHECK(chain.standard_error("need", "search") == 0.0);
    CHECK_FALSE(chain.standard_error("won", "need"));
    const markov_chain given{{"a", "b"}, {{0.5, 0.5}, {0, 1}}};
    CHECK_FALSE(given.standard_error("a", "b"));
}

TEST_CASE("moves are smoothed by so many of each kind, but a state that nobody leaves is not left") {
    const auto counts = counts_of(bought);
    const markov_chain chain{counts, still_open, emptor::laplace};
    CHECK(chain.probability("need", "won") == 1.0 / 6);
    CHECK(chain.probability("need", "search") == 4.0 / 6);
    CHECK(chain.probability("search", "won") == 3.0 / 6);
    CHECK(chain.is_final("won"));
    // The standard deviation of a beta distribution with parameters 3 and 3.
    CHECK_THAT(chain.standard_error("search", "won").value(), WithinAbs(std::sqrt(9 / (36.0 * 7)), 1e-15));
    CHECK(markov_chain{counts, still_open, emptor::dirichlet(1)} == chain);
    CHECK(markov_chain{counts, still_open, emptor::dirichlet(0)} == markov_chain{counts, still_open});
    CHECK_FALSE(chain == markov_chain{counts, still_open});
    CHECK_THROWS_MATCHES(emptor::dirichlet(-1), std::invalid_argument,
                         Message("emptor::dirichlet: the number of moves is -1; it must be 0 or more, and finite"));
}

TEST_CASE("states of a chain are found by number, name and enumerator") {
    emptor::transition_counts<emptor::role> counts;
    counts.count(std::vector{emptor::role::user, emptor::role::buyer});
    const markov_chain chain{counts, still_open};
    CHECK(chain.probability(emptor::role::user, "buyer") == 1);
    CHECK(chain.number(emptor::role::buyer) == chain.number(std::string{"buyer"}));
    CHECK(chain.find(3) == std::size_t{3});
    CHECK_FALSE(chain.find(-1));
    CHECK_FALSE(chain.find(chain.size()));
    CHECK_FALSE(chain.find(static_cast<emptor::role>(200)));
    CHECK_THROWS_MATCHES(chain.number("nobody"), std::invalid_argument,
                         Message("emptor::markov_chain: no state \"nobody\" among 8"));
    CHECK_THROWS_MATCHES(chain.number(-1), std::invalid_argument,
                         Message("emptor::markov_chain: no state number -1 among 8"));
}

TEST_CASE("what is no chain is refused by name and value") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_MATCHES((markov_chain{{"a", "b"}, {{0.5, 0.4}, {0, 1}}}), std::invalid_argument,
                         Message("emptor::markov_chain: the sum of probabilities from \"a\" is 0.9; it must be 1"));
    CHECK_THROWS_MATCHES((markov_chain{{"a", "b"}, {{1.5, -0.5}, {0, 1}}}), std::invalid_argument,
                         Message("emptor::markov_chain: the probability from \"a\" to \"a\" is 1.5; it must be in [0, "
                                 "1]"));
    CHECK_THROWS_AS((markov_chain{{"a", "b"}, {{nan, 1}, {0, 1}}}), std::invalid_argument);
    CHECK_THROWS_MATCHES((markov_chain{{"a", "a"}, matrix::identity(2)}), std::invalid_argument,
                         Message("emptor::markov_chain: two states are called \"a\"; each must have its own name"));
    CHECK_THROWS_MATCHES((markov_chain{{"a", ""}, matrix::identity(2)}), std::invalid_argument,
                         Message("emptor::markov_chain: a state has no name; name it"));
    CHECK_THROWS_MATCHES((markov_chain{{"a"}, matrix::identity(2)}), std::invalid_argument,
                         Message("emptor::markov_chain: 2 x 2 probabilities of 1 states; there must be a row and a "
                                 "column a state"));
    CHECK_THROWS_MATCHES((markov_chain{{}, matrix{}}), std::invalid_argument,
                         Message("emptor::markov_chain: no states; there must be one at least"));
    CHECK_THROWS_MATCHES((markov_chain{counts_of({}), still_open}), std::invalid_argument,
                         Message("emptor::markov_chain: no path was counted; there must be one at least"));
    CHECK_THROWS_MATCHES(ended_as(""), std::invalid_argument,
                         Message("emptor::ended_as: the state has no name; name it"));
}

TEST_CASE("a row can be replaced by probabilities that are known") {
    const markov_chain chain{counts_of(bought), ended_as("lost")};
    const auto changed = chain.with_row("search", std::vector<double>{0, 0, 0.75, 0.25});
    CHECK(changed.probability("search", "won") == 0.75);
    CHECK_FALSE(changed.standard_error("search", "won"));
    CHECK(changed.standard_error("need", "search"));
    CHECK_THROWS_AS(chain.with_row("search", std::vector<double>{1}), std::invalid_argument);
    CHECK_THROWS_AS(chain.with_row("search", std::vector<double>{1, 1, 0, 0}), std::invalid_argument);
}

TEST_CASE("where a chain is after some moves agrees with published tables") {
    const auto tables = chain_test::published();
    const auto& funnel = tables["buying_funnel_example"];
    const markov_chain chain{chain_test::letters(7), chain_test::matrix_of(funnel["P"])};
    std::vector<double> start(7);
    start[0] = 1;
    for (const auto& [moves, expected] : funnel["distribution_from_awareness"].items()) {
        CAPTURE(moves);
        const auto found = chain.after(std::stoull(moves.substr(2)), start);
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK_THAT(found[i], WithinAbs(expected[i].get<double>(), 1e-12));
    }
    const auto& oz = tables["land_of_oz"];
    const markov_chain weather{{"rain", "nice", "snow"}, chain_test::matrix_of(oz["P"])};
    for (std::size_t from = 0; from < 3; ++from) {
        std::vector<double> only(3);
        only[from] = 1;
        CHECK(weather.after(0, only) == only);
        const auto six = weather.after(6, only);
        const auto many = weather.after(std::numeric_limits<std::uint64_t>::max(), only);
        for (std::size_t to = 0; to < 3; ++to) {
            CHECK_THAT(six[to], WithinAbs(oz["P_power_6"][from][to].get<double>(), 1e-12));
            CHECK_THAT(many[to], WithinAbs(oz["stationary"][to].get<double>(), 1e-12));
        }
    }
    CHECK_THROWS_AS(weather.after(1, std::vector<double>{1}), std::invalid_argument);
}

}  // namespace markov_chain_test
