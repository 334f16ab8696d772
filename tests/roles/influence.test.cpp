// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <emptor/roles/borda.hpp>
#include <emptor/roles/endorsement.hpp>
#include <emptor/roles/influence.hpp>
#include <emptor/roles/voting.hpp>
#include <emptor/roles/weighted_probability.hpp>

#include "groups.hpp"
#include "refusal.hpp"

namespace influence_test {

using Catch::Matchers::WithinAbs;

TEST_CASE("where one member prevails by chance, its influence is its weight") {
    const emptor::weighted_probability rule{0.5, 0.3, 0.2};
    for (std::size_t member = 0; member < 3; ++member) {
        for (std::size_t option = 0; option < 3; ++option) {
            const auto found = emptor::influence(rule, three_by_three(), member, option);
            const double weight = rule.weights()[member];
            const double own = three_by_three().chance(member, option);
            CAPTURE(member, option);
            CHECK_THAT(found.slope.value(), WithinAbs(weight, 1e-10));
            CHECK_THAT(found.gain(), WithinAbs(weight * (1 - own), 1e-14));
            CHECK_THAT(found.risk(), WithinAbs(weight * own, 1e-14));
            CHECK(found.member == member);
        }
    }
}

TEST_CASE("where all must agree, who doubts most is to be convinced first") {
    // Cirrus: .2 .1 .6 of three members; unanimity has .012 of .078. If the buyer is sure of it, of itself it is all.
    const auto first = emptor::whom_to_convince(emptor::plurality{}, three_by_three(), 2);
    CHECK(three_by_three().member_name(first.front().member) == "buyer");
    CHECK(first[0].if_won >= first[1].if_won);
    CHECK(first[1].if_won >= first[2].if_won);
    const auto found = emptor::influence(emptor::unanimity{}, three_by_three(), 1, 2);
    CHECK_THAT(found.now, WithinAbs(2. / 13, 1e-14));
    CHECK(found.if_won == 1);
    CHECK(found.if_lost == 0);
    // With chance x of the buyer's, others in proportion: f = .12 x / (.12 x + (1 - x)(.06 * 2 + .1) / 3).
    const double x = 0.1;
    const double rest = (0.06 * 0.6 + 0.1 * 0.3) / 0.9;
    const double sum = 0.12 * x + rest * (1 - x);
    CHECK_THAT(found.slope.value(), WithinAbs(0.12 * rest / (sum * sum), 1e-8));
}

TEST_CASE("a change of one member is on a line between its extremes, where votes are counted once") {
    const std::uint64_t seed = 66;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 200; ++i) {
        const auto group = random_group(random, 5, 4);
        if (group.options() == 1) continue;
        const std::size_t member = random() % group.members();
        const std::size_t option = random() % group.options();
        const auto found = emptor::influence(emptor::plurality{}, group, member, option);
        CAPTURE(i, member, option);
        CHECK(found.gain() > -1e-12);
        CHECK(found.risk() > -1e-12);
        if (!group.ranking(member).empty()) {
            CHECK_FALSE(found.slope.has_value());
            continue;
        }
        const double own = group.chance(member, option);
        CHECK_THAT(found.slope.value(), WithinAbs(found.if_won - found.if_lost, 1e-9));
        // Without a chance of another option, all others are alike; else this is a point on the line.
        if (own > 0 && own < 1) {
            CHECK_THAT(found.now, WithinAbs(own * found.if_won + (1 - own) * found.if_lost, 1e-12));
        }
    }
}

TEST_CASE("who ranks is won by a first place, and lost by a last") {
    emptor::preferences group{"a", "b", "c"};
    group.add_ranking("one", {"a", "b", "c"});
    group.add_ranking("two", {"b", "c", "a"});
    const auto found = emptor::influence(emptor::borda{}, group, 0, 1);
    CHECK(found.now == 1);  // points 2, 3, 1
    CHECK(found.if_won == 1);
    CHECK(found.if_lost == 1. / 3);  // a, c, b by the first: 2 points each
    CHECK_FALSE(found.slope.has_value());
}

TEST_CASE("with one option there is nothing to influence") {
    emptor::preferences group{"only"};
    group.add("one", {1});
    const auto found = emptor::influence(emptor::plurality{}, group, 0, 0);
    CHECK(found.now == 1);
    CHECK(found.gain() == 0);
    CHECK(found.risk() == 0);
    CHECK_FALSE(found.slope.has_value());
}

TEST_CASE("influence of nobody, or on nothing, is refused") {
    CHECK(refusal([] { static_cast<void>(emptor::influence(emptor::plurality{}, three_by_three(), 3, 0)); }) ==
          "emptor::preferences: no member 3; there are 3");
    CHECK(refusal([] { static_cast<void>(emptor::whom_to_convince(emptor::plurality{}, three_by_three(), 4)); }) ==
          "emptor::preferences: no option 4; there are 3");
}

}  // namespace influence_test
