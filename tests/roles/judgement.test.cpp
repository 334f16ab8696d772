// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <emptor/roles/alternatives.hpp>
#include <emptor/roles/judgement.hpp>
#include <emptor/roles/preferences.hpp>
#include <emptor/roles/voting.hpp>

#include "refusal.hpp"

namespace judgement_test {

using Catch::Matchers::WithinAbs;
using emptor::alternatives;
using emptor::better;

namespace {

alternatives vendors() {
    alternatives three{{"price", better::less}, {"quality"}, {"service"}};
    three.add("Aldus", {100, 3, 5});
    three.add("Borea", {150, 5, 3});
    three.add("Cirrus", {200, 4, 1});
    return three;
}

using weights = std::vector<double>;

}  // namespace

TEST_CASE("a score is how near an option comes to the best in all that matters") {
    // Price: 1, 1/2, 0. Quality: 0, 1, 1/2. Service: 1, 1/2, 0.
    CHECK(weighted_scores(vendors(), weights{1, 0, 0}) == weights{1, 0.5, 0});
    CHECK(weighted_scores(vendors(), weights{0, 2, 0}) == weights{0, 1, 0.5});
    CHECK(weighted_scores(vendors(), weights{1, 2, 1}) == weights{0.5, 0.75, 0.25});
    CHECK(ranking_by_score(vendors(), weights{1, 2, 1}) == emptor::order_of_options{1, 0, 2});
    CHECK(ranking_by_score(vendors(), weights{0.75, 0.75, 0}) == emptor::order_of_options{1, 0, 2});
    const auto chances = chances_by_score(vendors(), weights{1, 2, 1});
    CHECK_THAT(chances[0], WithinAbs(1. / 3, 1e-15));
    CHECK_THAT(chances[1], WithinAbs(1. / 2, 1e-15));
    CHECK_THAT(chances[2], WithinAbs(1. / 6, 1e-15));
}

TEST_CASE("where all are alike all are best, and the first listed is first") {
    alternatives twins{{"price", better::less}};
    twins.add("one", {5});
    twins.add("other", {5});
    CHECK(weighted_scores(twins, weights{1}) == weights{1, 1});
    CHECK(ranking_by_score(twins, weights{1}) == emptor::order_of_options{0, 1});
    alternatives apart{{"any"}};
    apart.add("low", {-std::numeric_limits<double>::max()});
    apart.add("high", {std::numeric_limits<double>::max()});
    CHECK(weighted_scores(apart, weights{1}) == weights{0, 1});
}

TEST_CASE("the logit of utilities, however large they are, by McFadden (1974)") {
    const auto chances = chances_by_logit(vendors(), weights{-0.01, 1, 0.5});
    // Utilities 4.5, 5, 2.5.
    const double sum = std::exp(-0.5) + 1 + std::exp(-2.5);
    CHECK_THAT(chances[0], WithinAbs(std::exp(-0.5) / sum, 1e-15));
    CHECK_THAT(chances[1], WithinAbs(1 / sum, 1e-15));
    CHECK_THAT(chances[2], WithinAbs(std::exp(-2.5) / sum, 1e-15));
    CHECK(chances_by_logit(vendors(), weights{-1000, 0, 0})[0] == 1);
    CHECK_THAT(chances_by_logit(vendors(), weights{0, 0, 0})[2], WithinAbs(1. / 3, 1e-15));
}

TEST_CASE("what an organisation finds feasible is left, and what the others fail is said") {
    const auto result = vendors().screen({emptor::at_most("price", 150), emptor::at_least("service", 3)});
    CHECK(result.feasible.names() == std::vector<std::string>{"Aldus", "Borea"});
    REQUIRE(result.rejected.size() == 1);
    CHECK(result.rejected[0].option == 2);
    CHECK(result.rejected[0].failed == std::vector<std::string>{"price", "service"});
    CHECK(vendors().screen({}).feasible == vendors());
    CHECK(vendors().screen({emptor::at_most("price", 1)}).feasible.size() == 0);
    CHECK(result.feasible.size() + result.rejected.size() == vendors().size());
}

TEST_CASE("from factors to a group's choice") {
    const auto feasible = vendors().screen({emptor::at_most("price", 180)}).feasible;
    emptor::preferences centre{feasible.names()};
    centre.add("user", chances_by_score(feasible, weights{0, 1, 1}));
    centre.add_ranking("buyer", ranking_by_score(feasible, weights{1, 0, 0}));
    centre.add("director", chances_by_logit(feasible, weights{-0.02, 1, 0}));
    CHECK(centre.options() == 2);
    CHECK(centre.chance(1, 0) == 1);
    // The user is torn; with the buyer sure of Aldus, it is chosen unless both others prefer Borea.
    CHECK_THAT(emptor::plurality{}(centre)[0], WithinAbs(1 - 0.5 / (1 + std::exp(-1.0)), 1e-14));
}

TEST_CASE("what cannot be judged is refused, and why") {
    alternatives three = vendors();
    CHECK(refusal([&] { three.add("Dorado", {1, 2}); }) ==
          "emptor::alternatives: \"Dorado\" has 2 values; one is needed for each of 3 criteria");
    CHECK(refusal([&] { three.add("Dorado", {1, std::numeric_limits<double>::quiet_NaN(), 2}); }) ==
          "emptor::alternatives: quality of \"Dorado\" is nan; it must be a finite number");
    CHECK(refusal([&] { three.add("Aldus", {1, 2, 3}); }) == "emptor::alternatives: two options are named \"Aldus\"");
    CHECK(refusal([&] { static_cast<void>(three.name(3)); }) == "emptor::alternatives: no option 3; there are 3");
    CHECK(refusal([] { alternatives{{"price"}, {"price"}}; }) ==
          "emptor::alternatives: two criteria are named \"price\"");
    CHECK(refusal([] { alternatives{std::vector<emptor::criterion>{}}; }) ==
          "emptor::alternatives: no criteria; there must be 1 or more");
    CHECK(refusal([&] { static_cast<void>(three.screen({emptor::at_most("colour", 1)})); }) ==
          "emptor::alternatives: no criterion \"colour\"; there are \"price\", \"quality\", \"service\"");
    CHECK(refusal([&] { static_cast<void>(three.screen({{.criterion = "price", .least = 2, .most = 1}})); }) ==
          "emptor::alternatives: price from 2 to 1 is required; no option can meet that");
    CHECK(refusal([&] { static_cast<void>(weighted_scores(three, weights{1, 2})); }) ==
          "emptor::weighted_scores: 2 weights; one is needed for each of 3 criteria");
    CHECK(refusal([&] { static_cast<void>(weighted_scores(three, weights{1, -2, 1})); }) ==
          "emptor::weighted_scores: the weight of quality is -2; it must be 0 or more");
    CHECK(refusal([&] { static_cast<void>(chances_by_score(three, weights{0, 0, 0})); }) ==
          "emptor::weighted_scores: the weights add up to 0; one at least must be more than 0, and their sum finite");
    CHECK(refusal([&] { static_cast<void>(chances_by_logit(three, weights{1, std::nan(""), 1})); }) ==
          "emptor::chances_by_logit: the coefficient of quality is nan; it must be a finite number");
    CHECK(refusal([&] { static_cast<void>(chances_by_logit(three, weights{1e308, 0, 0})); }) ==
          "emptor::chances_by_logit: the utility of \"Aldus\" is inf; it must be finite");
    CHECK(refusal([] { static_cast<void>(weighted_scores(alternatives{{"price"}}, weights{1})); }) ==
          "emptor::weighted_scores: no options; there must be 1 or more");
}

}  // namespace judgement_test
