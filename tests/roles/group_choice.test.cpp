// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <numeric>
#include <vector>

#include <emptor/roles/group_choice.hpp>

#include "refusal.hpp"

namespace group_choice_test {

using emptor::group_choice;

TEST_CASE("a choice is the chance of each option, and of none") {
    STATIC_REQUIRE(group_choice{0.25, 0.75}[1] == 0.75);
    STATIC_REQUIRE(group_choice{0.25, 0.75}.undecided() == 0);
    STATIC_REQUIRE(group_choice{{0.25, 0.25}, 0.5}.undecided() == 0.5);
    const group_choice choice{0.5, 0.25, 0.25};
    CHECK(std::accumulate(choice.begin(), choice.end(), 0.0) == 1);
    CHECK(choice.size() == 3);
}

TEST_CASE("the favourite is the one most likely, if it is one") {
    STATIC_REQUIRE(group_choice{0.25, 0.75}.favourite() == 1);
    STATIC_REQUIRE_FALSE(group_choice{0.5, 0.5}.favourite().has_value());
    STATIC_REQUIRE_FALSE(group_choice{0.25, 0.375, 0.375}.favourite().has_value());
    STATIC_REQUIRE(group_choice{0.25, 0.25, 0.5}.favourite() == 2);
    STATIC_REQUIRE_FALSE(group_choice{std::vector<double>{0}, 1}.favourite().has_value());
}

TEST_CASE("a group that tries until it chooses, chooses in proportion, or never") {
    STATIC_REQUIRE(group_choice{{0.25, 0.125}, 0.625}.once_decided()->undecided() == 0);
    CHECK(group_choice{{0.25, 0.25}, 0.5}.once_decided() == group_choice{0.5, 0.5});
    CHECK(group_choice{0.25, 0.75}.once_decided() == group_choice{0.25, 0.75});
    CHECK_FALSE(group_choice{{0, 0}, 1}.once_decided().has_value());
}

TEST_CASE("what is no choice is refused, and why") {
    CHECK(refusal([] { group_choice{0.5, 0.25}; }) ==
          "emptor::group_choice: the chances add up to 0.75; they must add up to 1");
    CHECK(refusal([] { group_choice{1.5, -0.5}; }) ==
          "emptor::group_choice: chances[1] is -0.5; a chance is 0 or more");
    CHECK(refusal([] { group_choice{0.5, std::numeric_limits<double>::quiet_NaN()}; }) ==
          "emptor::group_choice: chances[1] is nan; a chance is 0 or more");
    CHECK(refusal([] { group_choice({0.5, 0.5}, -0.5); }) ==
          "emptor::group_choice: undecided is -0.5; a chance is 0 or more");
    CHECK(refusal([] { group_choice{std::vector<double>{}}; }) ==
          "emptor::group_choice: no options; there must be 1 or more");
    CHECK(refusal([] { static_cast<void>(group_choice{1.0}[1]); }) == "emptor::group_choice: no option 1; there are 1");
}

}  // namespace group_choice_test
