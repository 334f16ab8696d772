// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <emptor/roles/preferences.hpp>

#include "groups.hpp"
#include "refusal.hpp"

namespace preferences_test {

using emptor::preferences;

TEST_CASE("members and options go by number and by name") {
    preferences centre = three_by_three();
    CHECK(centre.members() == 3);
    CHECK(centre.options() == 3);
    CHECK(centre.option("Cirrus") == 2);
    CHECK(centre.member("buyer") == 1);
    CHECK(centre.option_name(0) == "Aldus");
    CHECK(centre.member_name(2) == "director");
    CHECK(centre.chance(0, 1) == 0.5);
    CHECK(centre.ranking(0).empty());
    CHECK(preferences::over(2).option_name(1) == "option 1");
}

TEST_CASE("a ranking is a sure choice of its first") {
    preferences centre{"Aldus", "Borea", "Cirrus"};
    CHECK(centre.add_ranking("director", {"Cirrus", "Aldus", "Borea"}) == 0);
    CHECK(std::ranges::equal(centre.ranking(0), std::vector<std::size_t>{2, 0, 1}));
    CHECK(std::ranges::equal(centre.chances(0), std::vector<double>{0, 0, 1}));
    CHECK(centre.add_ranking("user", emptor::order_of_options{1, 2, 0}) == 1);
    CHECK(centre.chance(1, 1) == 1);
}

TEST_CASE("another mind of one member leaves the others as they are") {
    const preferences centre = three_by_three();
    const preferences convinced = centre.with(1, {0, 0, 1});
    CHECK(convinced.chance(1, 2) == 1);
    CHECK(convinced.member_name(1) == "buyer");
    CHECK(std::ranges::equal(convinced.chances(0), centre.chances(0)));
    CHECK(centre == three_by_three());
    CHECK_FALSE(convinced == centre);
    CHECK(centre.with_ranking(0, {2, 1, 0}).chance(0, 2) == 1);
    CHECK(centre.with_ranking(0, {2, 1, 0}).with(0, {0.3, 0.5, 0.2}) == centre);
}

TEST_CASE("what rounding leaves missing to 1 is shared out") {
    preferences group = preferences::over(3);
    group.add("thirds", {0.3333333333, 0.3333333333, 0.3333333334});
    group.add("almost", {0.3333333333, 0.3333333333, 0.3333333333});
    CHECK(group.chance(1, 0) == group.chance(1, 2));
    CHECK(group.chance(1, 0) > 0.33333333332);
    CHECK(refusal([&] { group.add("off", {0.333, 0.333, 0.333}); }) ==
          "emptor::preferences: the chances of member \"off\" add up to 0.999; they must add up to 1");
}

TEST_CASE("preferences that are none are refused, with the names of who and what") {
    preferences centre = three_by_three();
    CHECK(refusal([&] { centre.add("user", {0.5, 0.5}); }) ==
          "emptor::preferences: member \"user\" has 2 chances; one is needed for each of 3 options");
    CHECK(refusal([&] { centre.add("user", {0.5, -0.5, 1}); }) ==
          "emptor::preferences: member \"user\" chooses \"Borea\" with chance -0.5; a chance is from 0 to 1");
    CHECK(refusal([&] { centre.add("user", {std::numeric_limits<double>::quiet_NaN(), 0, 1}); }) ==
          "emptor::preferences: member \"user\" chooses \"Aldus\" with chance nan; a chance is from 0 to 1");
    CHECK(refusal([&] { centre.add("user", {std::numeric_limits<double>::infinity(), 0, 1}); }) ==
          "emptor::preferences: member \"user\" chooses \"Aldus\" with chance inf; a chance is from 0 to 1");
    CHECK(refusal([&] { centre.add_ranking("user", {"Aldus", "Aldus", "Borea"}); }) ==
          "emptor::preferences: member \"user\" ranks \"Aldus\" twice; each option is ranked once");
    CHECK(refusal([&] { centre.add_ranking("user", {"Aldus", "Borea"}); }) ==
          "emptor::preferences: member \"user\" does not rank \"Cirrus\"; each option is ranked once");
    CHECK(refusal([&] { centre.add_ranking("user", emptor::order_of_options{0, 1, 3}); }) ==
          "emptor::preferences: member \"user\" ranks option 3 of 3; each option is ranked once");
    CHECK(refusal([&] { centre.add_ranking("user", {"Dorado", "Aldus", "Borea"}); }) ==
          "emptor::preferences: no option \"Dorado\"; there are \"Aldus\", \"Borea\", \"Cirrus\"");
    CHECK(refusal([&] { static_cast<void>(centre.member("seller")); }) ==
          "emptor::preferences: no member \"seller\"; there are \"engineer\", \"buyer\", \"director\"");
    CHECK(refusal([&] { static_cast<void>(preferences{"a"}.member("seller")); }) ==
          "emptor::preferences: no member \"seller\"; there are none");
    CHECK(refusal([&] { static_cast<void>(centre.chance(3, 0)); }) == "emptor::preferences: no member 3; there are 3");
    CHECK(refusal([&] { static_cast<void>(centre.chance(0, 3)); }) == "emptor::preferences: no option 3; there are 3");
    CHECK(refusal([] { static_cast<void>(preferences::over(0)); }) ==
          "emptor::preferences: no options; there must be 1 or more");
    CHECK(refusal([] { preferences{"a", "b", "a"}; }) == "emptor::preferences: two options are named \"a\"");
    CHECK(centre == three_by_three());
}

TEST_CASE("a number in braces is an option's, and never a name") {
    auto alone = emptor::preferences::over(1);
    alone.add_ranking("only", {0});
    CHECK(alone.ranking(0).size() == 1);
    const char* nameless = nullptr;
    CHECK_THROWS_AS((emptor::preferences{"Aldus", nameless}), std::invalid_argument);
}

}  // namespace preferences_test
