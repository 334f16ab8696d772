// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include <emptor/roles/jury.hpp>

#include "../shared_data.hpp"
#include "refusal.hpp"

namespace jury_test {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using emptor::jury;

TEST_CASE("three who are right six times in ten are right together more often, by Condorcet (1785)") {
    STATIC_REQUIRE(jury{0.5, 0.5, 0.5}.majority() == 0.5);
    CHECK_THAT(jury({0.6, 0.6, 0.6}).majority(), WithinAbs(0.648, 1e-15));
    CHECK_THAT(jury({0.9, 0.8, 0.7, 0.6, 0.55}).majority(), WithinAbs(0.86072, 1e-15));
    CHECK_THAT(jury(std::vector(101, 0.6)).majority(), WithinAbs(0.9791033089952995, 1e-13));
}

TEST_CASE("half of an even number is no majority") {
    STATIC_REQUIRE(jury{0.5, 0.5}.majority() == 0.25);
    STATIC_REQUIRE(jury{0.5, 0.5}.at_least(1) == 0.75);
    STATIC_REQUIRE(jury{1, 1, 0}.members() == 3);
    STATIC_REQUIRE(jury{1, 1, 0}.right()[2] == 1);
    STATIC_REQUIRE(jury{0.25, 1}.at_least(0) == 1);
}

TEST_CASE("every jury of the published table is met, down to chances of 10^-41") {
    std::ifstream in{shared_file("tables/group_decision.json")};
    const auto cases = nlohmann::json::parse(in)["condorcet_jury"];
    REQUIRE(cases.size() == 4);
    for (const auto& known : cases) {
        const jury judges{known["p"].get<std::vector<double>>()};
        CAPTURE(judges.members());
        REQUIRE(judges.right().size() == known["pmf"].size());
        for (std::size_t k = 0; k <= judges.members(); ++k) {
            CHECK_THAT(judges.right()[k], WithinRel(known["pmf"][k].get<double>(), 1e-13));
        }
        CHECK_THAT(judges.at_least(known["majority"]), WithinRel(known["prob"].get<double>(), 1e-13));
        CHECK(judges.at_least(known["majority"]) == judges.majority());
    }
}

TEST_CASE("how many are right is how many are right in each of the 2^members cases") {
    const std::uint64_t seed = 1785;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 300; ++i) {
        std::vector<double> chances(1 + random() % 9);
        for (double& chance : chances) chance = static_cast<double>(random() % 11) / 10;
        std::vector<double> right(chances.size() + 1, 0);
        for (std::size_t some = 0; some < std::size_t{1} << chances.size(); ++some) {
            double probability = 1;
            std::size_t count = 0;
            for (std::size_t member = 0; member < chances.size(); ++member) {
                const bool is_right = (some >> member & 1) != 0;
                probability *= is_right ? chances[member] : 1 - chances[member];
                count += is_right ? 1 : 0;
            }
            right[count] += probability;
        }
        const jury judges{chances};
        for (std::size_t k = 0; k < right.size(); ++k) CHECK_THAT(judges.right()[k], WithinAbs(right[k], 1e-14));
    }
}

TEST_CASE("a jury that is none is refused, and why") {
    CHECK(refusal([] { jury{std::vector<double>{}}; }) == "emptor::jury: no members; there must be 1 or more");
    CHECK(refusal([] { jury{0.5, 1.5}; }) == "emptor::jury: chances[1] is 1.5; a chance is from 0 to 1");
    CHECK(refusal([] { jury{std::numeric_limits<double>::quiet_NaN()}; }) ==
          "emptor::jury: chances[0] is nan; a chance is from 0 to 1");
    CHECK(refusal([] { static_cast<void>(jury{0.5}.at_least(2)); }) ==
          "emptor::jury: 2 right of 1; there are no more than all");
}

}  // namespace jury_test
