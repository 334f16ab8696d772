// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <emptor/roles/ballots.hpp>
#include <emptor/roles/borda.hpp>
#include <emptor/roles/condorcet.hpp>
#include <emptor/roles/instant_runoff.hpp>
#include <emptor/roles/preference_perturbation.hpp>
#include <emptor/roles/voting.hpp>

#include "../shared_data.hpp"
#include "refusal.hpp"

namespace ballots_test {

using emptor::ballots;
using emptor::group_choice;

namespace {

enum : std::size_t { memphis, nashville, chattanooga, knoxville };

/// Where the capital of Tennessee should be, by where voters live: a well-known example in which rules disagree.
constexpr ballots tennessee() {
    ballots cast;
    cast.count(std::vector<std::size_t>{memphis, nashville, chattanooga, knoxville}, 42);
    cast.count(std::vector<std::size_t>{nashville, chattanooga, knoxville, memphis}, 26);
    cast.count(std::vector<std::size_t>{chattanooga, knoxville, nashville, memphis}, 15);
    cast.count(std::vector<std::size_t>{knoxville, chattanooga, nashville, memphis}, 17);
    return cast;
}

using numbers = std::vector<std::uint64_t>;

ballots random_ballots(std::mt19937_64& random, std::size_t options) {
    ballots cast;
    for (auto more = random() % 12; more > 0; --more) {
        std::vector<std::size_t> order(options);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        cast.count(order, random() % 4);
    }
    return cast;
}

}  // namespace

TEST_CASE("the same ballots elect Memphis, Nashville or Knoxville, by the rule") {
    STATIC_REQUIRE(decide(emptor::plurality{}, tennessee()) == group_choice{1, 0, 0, 0});
    STATIC_REQUIRE(decide(emptor::borda{}, tennessee()) == group_choice{0, 1, 0, 0});
    STATIC_REQUIRE(decide(emptor::condorcet{}, tennessee()) == group_choice{0, 1, 0, 0});
    STATIC_REQUIRE(decide(emptor::instant_runoff{}, tennessee()) == group_choice{0, 0, 0, 1});
    STATIC_REQUIRE(decide(emptor::proportionality{}, tennessee()) == group_choice{0.42, 0.26, 0.15, 0.17});
    CHECK(decide(emptor::preference_perturbation{}, tennessee()).favourite() == nashville);
}

TEST_CASE("Tennessee's tallies and rounds are the published ones") {
    const ballots cast = tennessee();
    CHECK(tally_of(emptor::plurality{}, cast) == numbers{42, 26, 15, 17});
    CHECK(tally_of(emptor::borda{}, cast) == numbers{126, 194, 173, 107});
    CHECK(tally_of(emptor::preference_perturbation{}, cast) == numbers{174, 106, 127, 193});
    const auto preferring = tally_of(emptor::condorcet{}, cast);
    CHECK(preferring[nashville * 4 + memphis] == 58);
    CHECK(preferring[chattanooga * 4 + knoxville] == 83);
    const auto rounds = emptor::instant_runoff{}.rounds(cast);
    REQUIRE(rounds.size() == 3);
    CHECK(rounds[0].votes == std::vector<std::optional<std::uint64_t>>{42, 26, 15, 17});
    CHECK(rounds[0].fewest == std::vector<std::size_t>{chattanooga});
    CHECK(rounds[1].votes == std::vector<std::optional<std::uint64_t>>{42, 26, std::nullopt, 32});
    CHECK(rounds[1].fewest == std::vector<std::size_t>{nashville});
    CHECK(rounds[2].votes == std::vector<std::optional<std::uint64_t>>{42, std::nullopt, std::nullopt, 58});
    CHECK(rounds[2].fewest.empty());
}

TEST_CASE("the table of Tennessee is met in full") {
    std::ifstream in{shared_file("tables/group_decision.json")};
    const auto known = nlohmann::json::parse(in)["social_choice_tennessee"];
    const std::string cities = "MNCK";
    ballots cast;
    for (const auto& alike : known["profile"]) {
        std::vector<std::size_t> order;
        for (const char city : alike[1].get<std::string>()) order.push_back(cities.find(city));
        cast.count(order, alike[0].get<std::uint64_t>());
    }
    CHECK(cast == tennessee());
    const auto votes = tally_of(emptor::plurality{}, cast);
    const auto points = tally_of(emptor::borda{}, cast);
    const auto preferring = tally_of(emptor::condorcet{}, cast);
    for (std::size_t a = 0; a < 4; ++a) {
        CHECK(votes[a] == known["plurality"][cities.substr(a, 1)]);
        CHECK(points[a] == known["borda"][cities.substr(a, 1)]);
        for (std::size_t b = 0; b < 4; ++b) {
            if (a != b) CHECK(preferring[a * 4 + b] == known["pairwise"][cities.substr(a, 1) + cities[b]]);
        }
    }
    const auto rounds = emptor::instant_runoff{}.rounds(cast);
    REQUIRE(rounds.size() == known["irv_rounds"].size());
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        for (std::size_t a = 0; a < 4; ++a) {
            const auto& round = known["irv_rounds"][i];
            const std::string city = cities.substr(a, 1);
            CHECK(rounds[i].votes[a] ==
                  (round.contains(city) ? std::optional{round[city].get<std::uint64_t>()} : std::nullopt));
        }
    }
    CHECK(decide(emptor::instant_runoff{}, cast).favourite() == cities.find(known["irv_winner"].get<std::string>()));
}

TEST_CASE("majorities that go round in a circle choose nobody") {
    // Condorcet's paradox.
    ballots circle;
    circle.count(std::vector<std::size_t>{0, 1, 2});
    circle.count(std::vector<std::size_t>{1, 2, 0});
    circle.count(std::vector<std::size_t>{2, 0, 1});
    CHECK(decide(emptor::condorcet{}, circle) == group_choice{{0, 0, 0}, 1});
    CHECK_FALSE(decide(emptor::borda{}, circle).favourite().has_value());
    CHECK(emptor::instant_runoff{}.rounds(circle).front().fewest == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("rounds and the tally of a run-off lead to the same choice") {
    const std::uint64_t seed = 1871;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int decided = 0;
    for (int i = 0; i < 500; ++i) {
        const ballots cast = random_ballots(random, 1 + random() % 6);
        if (cast.voters() == 0) continue;
        const auto last = emptor::instant_runoff{}.rounds(cast).back();
        if (!last.fewest.empty()) continue;
        std::size_t winner = 0;
        while (!last.votes[winner] || 2 * *last.votes[winner] <= cast.voters()) ++winner;
        CHECK(decide(emptor::instant_runoff{}, cast)[winner] == 1);
        ++decided;
    }
    CHECK(decided > 200);
}

TEST_CASE("ballots of parts add up to the ballots of all") {
    const std::uint64_t seed = 3;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 300; ++i) {
        const std::size_t options = 1 + random() % 4;
        const ballots a = random_ballots(random, options);
        const ballots b = random_ballots(random, options);
        const ballots c = random_ballots(random, options);
        ballots whole;
        for (const ballots* part : {&c, &a, &b}) {
            for (const auto& alike : part->counts()) {
                for (std::uint64_t n = 0; n < alike.voters; ++n) whole.count(alike.best_first);
            }
        }
        ballots left = a;
        left += b;
        left += c;
        ballots right = b;
        right += c;
        ballots sum = a;
        sum += right;
        CHECK(left == whole);
        CHECK(sum == whole);
        CHECK((sum += ballots{}) == whole);
        CHECK(whole.voters() == a.voters() + b.voters() + c.voters());
        ballots twice = a;
        twice += twice;
        CHECK(twice.voters() == 2 * a.voters());
    }
}

TEST_CASE("a ballot that is none is refused, and why") {
    ballots cast;
    cast.count(std::vector<std::size_t>{1, 0});
    CHECK(refusal([&] { cast.count(std::vector<std::size_t>{0, 1, 2}); }) ==
          "emptor::ballots: a ballot of 3 options; each ballot must rank 2");
    CHECK(refusal([&] { cast.count(std::vector<std::size_t>{1, 1}); }) ==
          "emptor::ballots: a ballot of 2 options has option 1 at place 1; each option from 0 must stand on it once");
    CHECK(refusal([&] { cast.count(std::vector<std::size_t>{0, 2}); }).find("has option 2 at place 1") !=
          std::string::npos);
    CHECK(refusal([] { ballots{}.count(std::vector<std::size_t>{}); }) ==
          "emptor::ballots: a ballot of 0 options; each ballot must rank 1 or more");
    CHECK(refusal([&] { cast += tennessee(); }) == "emptor::ballots: ballots of 4 options added to ballots of 2");
    CHECK(refusal([] { static_cast<void>(decide(emptor::borda{}, ballots{})); }) ==
          "emptor::tally_of: no ballots; there must be 1 or more");
    CHECK(refusal([] {
              ballots many;
              std::vector<std::size_t> order(13);
              std::iota(order.begin(), order.end(), std::size_t{0});
              many.count(order);
              static_cast<void>(decide(emptor::instant_runoff{}, many));
          }) == "emptor::instant_runoff: 13 options; there may be 12 at most");
    CHECK(cast.voters() == 1);
}

}  // namespace ballots_test
