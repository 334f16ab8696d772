// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/kemeny.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "generator.hpp"
#include "rounds.hpp"
#include "shared_data.hpp"

namespace kemeny_test {

using emptor::ballots;
using emptor::group_choice;
using emptor::kemeny;

namespace {

constexpr ballots tennessee() {
    ballots cast;
    cast.count({0, 1, 2, 3}, 42);
    cast.count({1, 2, 3, 0}, 26);
    cast.count({2, 3, 1, 0}, 15);
    cast.count({3, 2, 1, 0}, 17);
    return cast;
}

std::vector<std::size_t> numbered(std::size_t options) {
    std::vector<std::size_t> order(options);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

/// How often the voters rank a pair the other way round.
std::uint64_t disagreements(const std::vector<std::size_t>& order, const ballots& cast) {
    std::uint64_t count = 0;
    for (const auto& same : cast.counts()) {
        const auto place = [&](std::size_t option) {
            return std::find(same.best_first.begin(), same.best_first.end(), option) - same.best_first.begin();
        };
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                if (place(order[i]) > place(order[j])) count += same.voters;
            }
        }
    }
    return count;
}

}  // namespace

TEST_CASE("Tennessee's order of least disagreement is the published one") {
    STATIC_REQUIRE(decide(kemeny{}, tennessee()) == group_choice{0, 1, 0, 0});
    std::ifstream in{shared_file("tables/group_decision.json")};
    const auto known = nlohmann::json::parse(in)["social_choice_tennessee"]["kemeny"].get<std::string>();
    std::string found;
    for (const std::size_t option : kemeny{}.order(tennessee())) found += "MNCK"[option];
    CHECK(found == known);
}

TEST_CASE("no order disagrees less, and whoever comes first in one of the best may be chosen") {
    emptor_test::generator random{1959};
    for (int round = 0; round < emptor_test::rounds(2'000); ++round) {
        const std::size_t options = 1 + random.below(6);
        ballots cast;
        for (std::size_t kinds = 1 + random.below(5); kinds > 0; --kinds) {
            auto order = numbered(options);
            for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
            cast.count(order, 1 + random.below(3));
        }
        CAPTURE(round, options);
        auto order = numbered(options);
        auto best = order;
        std::vector<bool> leads(options);
        std::uint64_t least = ~std::uint64_t{};
        do {
            const std::uint64_t count = disagreements(order, cast);
            if (count < least) {
                least = count;
                best = order;
                leads.assign(options, false);
            }
            if (count == least) leads[order.front()] = true;
        } while (std::next_permutation(order.begin(), order.end()));
        REQUIRE(kemeny{}.order(cast) == best);  // the first of the best, as permutations come in order
        const group_choice chosen = decide(kemeny{}, cast);
        const auto leaders = static_cast<double>(std::count(leads.begin(), leads.end(), true));
        for (std::size_t option = 0; option < options; ++option) {
            REQUIRE(chosen[option] == (leads[option] ? 1 / leaders : 0));
        }
        const group_choice in_pairs = decide(emptor::condorcet{}, cast);
        if (in_pairs.undecided() == 0) REQUIRE(chosen == in_pairs);
    }
}

TEST_CASE("a circle of majorities is shared") {
    ballots circle;
    circle.count({0, 1, 2});
    circle.count({1, 2, 0});
    circle.count({2, 0, 1});
    CHECK(decide(kemeny{}, circle) == group_choice{1.0 / 3, 1.0 / 3, 1.0 / 3});
    CHECK(kemeny{}.order(circle) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("more than sixteen options, or no ballots, are refused") {
    ballots cast;
    cast.count(numbered(17));
    CHECK_THROWS_AS(decide(kemeny{}, cast), std::invalid_argument);
    CHECK_THROWS_AS(kemeny{}.order(ballots{}), std::invalid_argument);
    ballots sixteen;
    sixteen.count(numbered(16));
    CHECK(kemeny{}.order(sixteen) == numbered(16));
}

}  // namespace kemeny_test
