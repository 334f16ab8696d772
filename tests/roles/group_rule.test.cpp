// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <emptor/roles.hpp>

#include "../shared_data.hpp"
#include "groups.hpp"
#include "refusal.hpp"
#include "rounds.hpp"

namespace group_rule_test {

using Catch::Matchers::WithinAbs;
using emptor::group_choice;
using emptor::preferences;

namespace {

void check_near(const group_choice& found, const std::vector<double>& expected, double undecided = 0,
                double tolerance = 1e-13) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CAPTURE(i);
        CHECK_THAT(found[i], WithinAbs(expected[i], tolerance));
    }
    CHECK_THAT(found.undecided(), WithinAbs(undecided, tolerance));
}

/// One for the options that have the most, shared.
std::vector<double> shares_of_most(const std::vector<std::size_t>& numbers) {
    const auto most = *std::max_element(numbers.begin(), numbers.end());
    const auto shared = static_cast<double>(std::count(numbers.begin(), numbers.end(), most));
    std::vector<double> shares;
    for (const std::size_t number : numbers) shares.push_back(number == most ? 1 / shared : 0);
    return shares;
}

void add(std::vector<double>& sum, const std::vector<double>& shares, double probability) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += probability * shares[i];
}

/// Who wins when the weakest is struck out again and again, by lot among several.
std::vector<double> plain_runoff(const std::vector<emptor::order_of_options>& orders, std::vector<bool> struck) {
    std::vector<std::size_t> votes(struck.size(), 0);
    for (const auto& order : orders) {
        ++votes[*std::find_if(order.begin(), order.end(), [&](std::size_t option) { return !struck[option]; })];
    }
    std::vector<double> chances(struck.size(), 0);
    std::size_t least = orders.size() + 1;
    for (std::size_t i = 0; i < struck.size(); ++i) {
        if (2 * votes[i] > orders.size()) {
            chances[i] = 1;
            return chances;
        }
        if (!struck[i]) least = std::min(least, votes[i]);
    }
    std::vector<std::size_t> weakest;
    for (std::size_t i = 0; i < struck.size(); ++i) {
        if (!struck[i] && votes[i] == least) weakest.push_back(i);
    }
    for (const std::size_t option : weakest) {
        auto next = struck;
        next[option] = true;
        add(chances, plain_runoff(orders, next), 1 / static_cast<double>(weakest.size()));
    }
    return chances;
}

/// A researcher's own rule: the first member decides, unless all others agree on another option.
struct first_unless_outvoted {
    [[nodiscard]] group_choice operator()(const preferences& members) const {
        std::vector<double> chances(members.options(), 0);
        double kept = 1;
        for (std::size_t option = 0; option < members.options(); ++option) {
            double agreed = 1;
            for (std::size_t i = 1; i < members.members(); ++i) agreed *= members.chance(i, option);
            chances[option] += agreed;
            kept -= agreed;
        }
        for (std::size_t option = 0; option < members.options(); ++option) {
            chances[option] += kept * members.chance(0, option);
        }
        return group_choice{chances};
    }
};

/// Another, by ballots: a first place counts 3, a second 1.
struct three_and_one {
    [[nodiscard]] std::size_t places(std::size_t options) const { return options; }
    void count(std::span<const std::size_t> best_first, std::span<std::uint64_t> points) const {
        points[best_first[0]] += 3;
        if (best_first.size() > 1) points[best_first[1]] += 1;
    }
    [[nodiscard]] group_choice decide(std::span<const std::uint64_t> points, std::size_t /*options*/) const {
        std::vector<double> shares = shares_of_most({points.begin(), points.end()});
        return group_choice{std::move(shares)};
    }
};

}  // namespace

TEST_CASE("three members and three options come to the exact choices of each model") {
    // Choffray and Lilien's formulas by exact rational enumeration; no worked example of theirs could be found.
    const preferences centre = three_by_three();
    check_near(emptor::weighted_probability{0.5, 0.3, 0.2}(centre), {37. / 100, 19. / 50, 1. / 4});
    check_near(emptor::weighted_probability{5, 3, 2}(centre), {37. / 100, 19. / 50, 1. / 4});
    check_near(emptor::equiprobability{}(centre), {11. / 30, 1. / 3, 3. / 10});
    check_near(emptor::proportionality{}(centre), {11. / 30, 1. / 3, 3. / 10});
    check_near(emptor::autocracy{}(centre), {0.3, 0.5, 0.2});
    check_near(emptor::autocracy{2}(centre), {0.2, 0.2, 0.6});
    check_near(emptor::plurality{}(centre), {23. / 60, 259. / 750, 407. / 1500});
    CHECK_THAT(emptor::plurality{}.tie(centre), WithinAbs(143. / 500, 1e-14));
    check_near(emptor::minimum_endorsement{2}(centre), {48. / 119, 125. / 357, 88. / 357});
    CHECK_THAT(emptor::minimum_endorsement{2}.one_round(centre).undecided(), WithinAbs(1 - 357. / 500, 1e-14));
    check_near(emptor::minimum_endorsement{3}(centre), {6. / 13, 5. / 13, 2. / 13});
    check_near(emptor::unanimity{}(centre), {6. / 13, 5. / 13, 2. / 13});
    check_near(emptor::preference_perturbation{}(centre),
               {15464498227. / 42194880000., 7498715663. / 21097440000., 11732950447. / 42194880000.});
}

TEST_CASE("every group of the published table is met") {
    std::ifstream in{shared_file("tables/group_decision.json")};
    const auto cases = nlohmann::json::parse(in)["cases"];
    REQUIRE(cases.size() == 3);
    int checked = 0;
    for (const auto& known : cases) {
        preferences group = preferences::over(known["P"][0].size());
        for (const auto& chances : known["P"]) group.add("member", chances.get<std::vector<double>>());
        std::vector<double> weights;
        for (const auto& weight : known["w"]) weights.push_back(weight.is_string() ? 1.0 / 3 : weight.get<double>());
        for (const auto& [model, numbers] : known["result"].items()) {
            CAPTURE(model, group.members());
            const auto value = numbers["value"].get<std::vector<double>>();
            const std::string endorsement = "minimum_endorsement_q";
            if (model == "weighted_probability") {
                check_near(emptor::weighted_probability{weights}(group), value);
            } else if (model == "equiprobability") {
                check_near(emptor::equiprobability{}(group), value);
            } else if (model == "autocracy_member0") {
                check_near(emptor::autocracy{}(group), value);
            } else if (model == "voting_plurality_ties_split") {
                check_near(emptor::plurality{}(group), value);
            } else if (model == "voting_tie_probability") {
                CHECK_THAT(emptor::plurality{}.tie(group), WithinAbs(value[0], 1e-14));
            } else if (model == "unanimity") {
                check_near(emptor::unanimity{}(group), value);
            } else if (model == "preference_perturbation_plackett_luce") {
                check_near(emptor::preference_perturbation{}(group), value);
            } else {
                REQUIRE(model.starts_with(endorsement));
                const emptor::minimum_endorsement rule{std::stoul(model.substr(endorsement.size()))};
                if (model.ends_with("success")) {
                    CHECK_THAT(1 - rule.one_round(group).undecided(), WithinAbs(value[0], 1e-14));
                } else {
                    check_near(rule(group), value);
                }
            }
            ++checked;
        }
    }
    CHECK(checked == 11 + 13 + 11);
}

TEST_CASE("votes decide as they do over all options^members ballots") {
    const std::uint64_t seed = 1978;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(2000); ++i) {
        const preferences group = random_group(random, 5, 4);
        CAPTURE(i, group.members(), group.options());
        const std::size_t quota = group.members() / 2 + 1 + random() % ((group.members() + 1) / 2);
        std::vector<double> most(group.options(), 0);
        std::vector<double> shares(group.options(), 0);
        std::vector<double> enough(group.options(), 0);
        std::vector<double> all(group.options(), 0);
        double tied = 0;
        for_all_favourites(group, [&](const std::vector<std::size_t>& favourites, double probability) {
            std::vector<std::size_t> votes(group.options(), 0);
            for (const std::size_t favourite : favourites) ++votes[favourite];
            const auto winners = shares_of_most(votes);
            add(most, winners, probability);
            if (*std::max_element(winners.begin(), winners.end()) < 1) tied += probability;
            for (std::size_t option = 0; option < votes.size(); ++option) {
                shares[option] +=
                    probability * static_cast<double>(votes[option]) / static_cast<double>(group.members());
                if (votes[option] >= quota) enough[option] += probability;
                if (votes[option] == group.members()) all[option] += probability;
            }
        });
        check_near(emptor::plurality{}(group), most);
        CHECK_THAT(emptor::plurality{}.tie(group), WithinAbs(tied, 1e-13));
        check_near(emptor::proportionality{}(group), shares);
        check_near(emptor::exact_choice(emptor::proportionality{}, group), shares);
        double decided = 0;
        for (const double chance : enough) decided += chance;
        const emptor::minimum_endorsement endorsement{quota};
        check_near(endorsement.one_round(group), enough, 1 - decided);
        for (double& chance : enough) chance /= decided > 0 ? decided : 1;
        check_near(endorsement(group), enough, decided > 0 ? 0 : 1, 1e-11);
        check_near(emptor::exact_choice(endorsement, group), enough, decided > 0 ? 0 : 1, 1e-11);
        double agreed = 0;
        for (const double chance : all) agreed += chance;
        for (double& chance : all) chance /= agreed > 0 ? agreed : 1;
        check_near(emptor::unanimity{}(group), all, agreed > 0 ? 0 : 1);
        check_near(emptor::exact_choice(emptor::unanimity{}, group), all, agreed > 0 ? 0 : 1, 1e-11);
    }
}

TEST_CASE("orders decide as they do over all options!^members ballots") {
    const std::uint64_t seed = 1980;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(1000); ++i) {
        const preferences group = i % 10 == 0 ? random_group(random, 2, 4) : random_group(random, 4, 3);
        CAPTURE(i, group.members(), group.options());
        std::vector<double> points(group.options(), 0);
        std::vector<double> perturbed(group.options(), 0);
        std::vector<double> beating(group.options(), 0);
        std::vector<double> left(group.options(), 0);
        std::vector<double> own(group.options(), 0);
        double circle = 0;
        for_all_orders(group, [&](const std::vector<emptor::order_of_options>& orders, double probability) {
            std::vector<std::size_t> below(group.options(), 0);
            std::vector<std::size_t> three_one(group.options(), 0);
            std::vector<double> moves(group.options(), 0);
            bool beaten_by_all = true;
            for (std::size_t a = 0; a < group.options(); ++a) {
                bool beats_all = true;
                for (std::size_t b = 0; b < group.options(); ++b) {
                    std::size_t preferring = 0;
                    for (const auto& order : orders) preferring += place_of(a, order) < place_of(b, order) ? 1 : 0;
                    beats_all = beats_all && (a == b || 2 * preferring > orders.size());
                }
                for (const auto& order : orders) {
                    const std::size_t place = place_of(a, order);
                    below[a] += group.options() - 1 - place;
                    moves[a] += static_cast<double>(place);
                    three_one[a] += place == 0 ? 3 : place == 1 ? 1 : 0;
                }
                if (beats_all) beating[a] += probability;
                beaten_by_all = beaten_by_all && !beats_all;
            }
            if (beaten_by_all) circle += probability;
            add(points, shares_of_most(below), probability);
            add(own, shares_of_most(three_one), probability);
            add(left, plain_runoff(orders, std::vector<bool>(group.options(), false)), probability);
            const auto first = std::find(moves.begin(), moves.end(), 0.0);
            double sum = 0;
            for (const double move : moves) sum += first == moves.end() ? 1 / move : 0;
            for (std::size_t a = 0; a < moves.size(); ++a) {
                const bool is_first = first == moves.begin() + static_cast<std::ptrdiff_t>(a);
                perturbed[a] += probability * (first != moves.end() ? (is_first ? 1 : 0) : 1 / moves[a] / sum);
            }
        });
        check_near(emptor::borda{}(group), points);
        check_near(emptor::preference_perturbation{}(group), perturbed);
        check_near(emptor::condorcet{}(group), beating, circle);
        check_near(emptor::instant_runoff{}(group), left);
        check_near(emptor::exact_choice(three_and_one{}, group), own);
    }
}

TEST_CASE("a group of many is computed, not gone through: 40 members and 4 options are 12341 tallies, not 10^24") {
    preferences group = preferences::over(4);
    for (int i = 0; i < 40; ++i) group.add("member", {0.25, 0.25, 0.25, 0.25});
    check_near(emptor::plurality{}(group), {0.25, 0.25, 0.25, 0.25}, 0, 1e-12);
    CHECK(emptor::detail::all_tallies(emptor::plurality{}, group).size() == 12341);
    preferences pair = preferences::over(2);
    for (int i = 0; i < 101; ++i) pair.add("member", {0.6, 0.4});
    // The jury of 101 (M. J. A. N. de Condorcet 1785) is a vote between right and wrong.
    CHECK_THAT(emptor::plurality{}(pair)[0], WithinAbs(emptor::jury{std::vector(101, 0.6)}.majority(), 1e-13));
    CHECK_THAT(emptor::condorcet{}(pair)[0], WithinAbs(0.9791033089952995, 1e-13));
}

TEST_CASE("a rule of one's own is a rule like any other") {
    STATIC_REQUIRE(emptor::group_rule<first_unless_outvoted>);
    STATIC_REQUIRE(emptor::tally_rule<three_and_one>);
    STATIC_REQUIRE_FALSE(emptor::group_rule<three_and_one>);
    STATIC_REQUIRE_FALSE(emptor::tally_rule<first_unless_outvoted>);
    STATIC_REQUIRE_FALSE(emptor::group_rule<int>);
    STATIC_REQUIRE(emptor::tally_rule<emptor::minimum_endorsement>);
    const auto found = emptor::influence(first_unless_outvoted{}, three_by_three(), 0, 1);
    CHECK_THAT(found.now, WithinAbs(0.06 + 0.5 * (1 - 0.12 - 0.06 - 0.06), 1e-14));
    CHECK_THAT(found.if_won, WithinAbs(0.06 + 1 - 0.24, 1e-14));
    emptor::ballots cast;
    cast.count(std::vector<std::size_t>{0, 1, 2}, 2);
    cast.count(std::vector<std::size_t>{1, 2, 0}, 2);
    CHECK(decide(three_and_one{}, cast) == group_choice{0, 1, 0});
}

TEST_CASE("members who cannot agree stay undecided, and say so") {
    preferences stubborn{"red", "blue"};
    stubborn.add("one", {1, 0});
    stubborn.add("other", {0, 1});
    CHECK(emptor::unanimity{}(stubborn) == group_choice{{0, 0}, 1});
    CHECK(emptor::minimum_endorsement{2}(stubborn) == group_choice{{0, 0}, 1});
    CHECK(emptor::plurality{}(stubborn) == group_choice{0.5, 0.5});
    CHECK(emptor::plurality{}.tie(stubborn) == 1);
    CHECK(emptor::condorcet{}(stubborn).undecided() == 1);
    CHECK_FALSE(emptor::unanimity{}(stubborn).once_decided().has_value());
}

TEST_CASE("agreement among a thousand is not lost to rounding") {
    preferences crowd{"red", "blue"};
    for (int i = 0; i < 2000; ++i) crowd.add("member", {0.5, 0.5});
    check_near(emptor::unanimity{}(crowd), {0.5, 0.5});
}

TEST_CASE("tallies are kept once each, and no more of them than allowed") {
    emptor::detail::tally_states states{3, 1'000'000};
    std::vector<std::uint64_t> vectors;
    for (const auto& vote : {std::vector<std::uint64_t>{1'000, 0, 0}, {0, 500'000, 0}, {0, 0, 1}}) {
        const auto words = states.packed(vote);
        vectors.insert(vectors.end(), words.begin(), words.end());
    }
    const std::vector<double> chances{0.5, 0.25, 0.25};
    CHECK(states.add(vectors, chances, 3));
    CHECK(states.size() == 3);
    emptor::detail::tally_states crowded = states;
    CHECK_FALSE(crowded.add(vectors, chances, 5));
    CHECK(states.add(vectors, chances, 6));
    double all = 0;
    states.for_each([&](std::span<const std::uint64_t> tally, double probability) {
        all += probability;
        if (tally[0] == 1'000 && tally[1] == 500'000) CHECK(probability == 0.25);
        if (tally[2] == 2) CHECK(probability == 0.0625);
    });
    CHECK(all == 1);
    // Numbers of a whole word, and more places than a word has bits.
    emptor::detail::tally_states wide{2, ~std::uint64_t{0}};
    CHECK(wide.add(wide.packed(std::vector<std::uint64_t>{~std::uint64_t{0}, 7}), std::vector<double>{1}, 1));
    wide.for_each([](std::span<const std::uint64_t> tally, double probability) {
        CHECK(tally[0] == ~std::uint64_t{0});
        CHECK(tally[1] == 7);
        CHECK(probability == 1);
    });
}

TEST_CASE("what a rule cannot use is refused, and why") {
    const preferences nobody{"a", "b"};
    const preferences three = three_by_three();
    CHECK(refusal([&] { static_cast<void>(emptor::plurality{}(nobody)); }) ==
          "emptor::exact_choice: no members; there must be 1 or more");
    CHECK(refusal([&] { static_cast<void>(emptor::equiprobability{}(nobody)); }) ==
          "emptor::equiprobability: no members; there must be 1 or more");
    CHECK(refusal([&] { static_cast<void>(emptor::unanimity{}(nobody)); }) ==
          "emptor::unanimity: no members; there must be 1 or more");
    CHECK(refusal([&] { static_cast<void>(emptor::minimum_endorsement{1}(three)); }) ==
          "emptor::minimum_endorsement: a quota of 1 of 3 votes; it must be from 2 to 3");
    CHECK(refusal([&] { static_cast<void>(emptor::minimum_endorsement{4}(three)); }) ==
          "emptor::minimum_endorsement: a quota of 4 of 3 votes; it must be from 2 to 3");
    CHECK(refusal([] { emptor::minimum_endorsement{0}; }) ==
          "emptor::minimum_endorsement: the quota is 0; it must be 1 or more");
    CHECK(refusal([&] { static_cast<void>(emptor::weighted_probability{1, 2}(three)); }) ==
          "emptor::weighted_probability: 2 weights for 3 members");
    CHECK(refusal([] { emptor::weighted_probability{1, -0.5}; }) ==
          "emptor::weighted_probability: weights[1] is -0.5; a weight is 0 or more");
    CHECK(refusal([] { emptor::weighted_probability{std::numeric_limits<double>::quiet_NaN()}; }) ==
          "emptor::weighted_probability: weights[0] is nan; a weight is 0 or more");
    CHECK(refusal([] { emptor::weighted_probability{0, 0}; }) ==
          "emptor::weighted_probability: the weights add up to 0; one at least must be more than 0, and their sum "
          "finite");
    CHECK(refusal([&] { static_cast<void>(emptor::autocracy{3}(three)); }) ==
          "emptor::preferences: no member 3; there are 3");
    CHECK(refusal([] {
              preferences two = preferences::over(8);
              for (int i = 0; i < 2; ++i) two.add("member", std::vector<double>(8, 1.0 / 8));
              static_cast<void>(emptor::borda{}(two));
          }) ==
          "emptor::exact_choice: 2 members and 8 options can come to more than 1000000 tallies, or take more than "
          "100000000 steps; simulated_choice estimates them");
    CHECK(refusal([] {
              preferences many = preferences::over(3);
              for (int i = 0; i < 1000; ++i) many.add("member", {0.2, 0.3, 0.5});
              static_cast<void>(emptor::plurality{}(many));
          }) ==
          "emptor::exact_choice: 1000 members and 3 options can come to more than 1000000 tallies, or take more than "
          "100000000 steps; simulated_choice estimates them");
    CHECK(refusal([] {
              preferences one = preferences::over(9);
              one.add("member", std::vector<double>(9, 1.0 / 9));
              static_cast<void>(emptor::borda{}(one));
          }).find("simulated_choice estimates them") != std::string::npos);
}

}  // namespace group_rule_test
