// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <emptor/roles/power.hpp>

#include "../shared_data.hpp"
#include "refusal.hpp"
#include "rounds.hpp"

namespace power_test {

using Catch::Matchers::WithinAbs;
using emptor::banzhaf;
using emptor::coalition;
using emptor::exact_ratio;
using emptor::shapley_shubik;
using emptor::simple_game;
using emptor::weighted_game;

namespace {

std::vector<std::string> texts(const std::vector<exact_ratio>& shares) {
    std::vector<std::string> written;
    for (const exact_ratio& share : shares) written.push_back(share.text());
    return written;
}

std::vector<std::string> swings(const std::vector<emptor::banzhaf_power>& power) {
    std::vector<std::string> written;
    for (const auto& member : power) written.push_back(member.swings.text());
    return written;
}

bool wins(const weighted_game& game, coalition some) {
    std::uint64_t weight = 0;
    for (std::size_t i = 0; i < game.members(); ++i) {
        if ((some >> i & 1) != 0) weight += game.weights()[i];
    }
    return weight >= game.quota();
}

/// Goes through all orders of members, and counts whose vote turns the loss into a win.
std::vector<exact_ratio> by_all_orders(const weighted_game& game) {
    std::vector<std::size_t> order(game.members());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::uint64_t> turned(game.members(), 0);
    std::uint64_t orders = 0;
    do {
        std::uint64_t weight = 0;
        for (const std::size_t member : order) {
            weight += game.weights()[member];
            if (weight < game.quota()) continue;
            ++turned[member];
            break;
        }
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    std::vector<exact_ratio> shares;
    for (const std::uint64_t count : turned) shares.emplace_back(count, orders);
    return shares;
}

/// Goes through all coalitions.
std::vector<std::string> swings_by_all_coalitions(const weighted_game& game) {
    std::vector<std::uint64_t> found(game.members(), 0);
    for (coalition some = 0; some < coalition{1} << game.members(); ++some) {
        for (std::size_t i = 0; i < game.members(); ++i) {
            const coalition with = some | coalition{1} << i;
            if (with != some && wins(game, with) && !wins(game, some)) ++found[i];
        }
    }
    std::vector<std::string> written;
    for (const std::uint64_t count : found) written.push_back(std::to_string(count));
    return written;
}

weighted_game random_game(std::mt19937_64& random, std::size_t most_members, std::uint64_t most_weight) {
    std::vector<std::uint64_t> weights(1 + random() % most_members);
    for (auto& weight : weights) weight = random() % (most_weight + 1);
    const auto total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    if (total == 0) return weighted_game{1, {1}};
    return weighted_game{1 + random() % total, weights};
}

const weighted_game security_council{39, {7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};

}  // namespace

TEST_CASE("power in a group of four, by L. S. Shapley and M. Shubik's index, is known when the program is compiled") {
    STATIC_REQUIRE(shapley_shubik(weighted_game{51, {40, 30, 20, 10}})[0] == exact_ratio{5, 12});
    STATIC_REQUIRE(shapley_shubik(weighted_game{51, {40, 30, 20, 10}})[3] == exact_ratio{1, 12});
    STATIC_REQUIRE(banzhaf(weighted_game{51, {40, 30, 20, 10}})[1].swings == exact_ratio{3});
    STATIC_REQUIRE(banzhaf(weighted_game{51, {40, 30, 20, 10}})[1].probability.value() == 0.375);
}

TEST_CASE("a permanent member of the Security Council has a hundred times the power of another") {
    // .1963 and .001865: W. F. Lucas 1983, Measuring Power in Weighted Voting Systems, for the council of fifteen.
    const auto shares = shapley_shubik(security_council);
    const auto power = banzhaf(security_council);
    for (std::size_t i = 0; i < 15; ++i) {
        CAPTURE(i);
        CHECK(shares[i].text() == (i < 5 ? "421/2145" : "4/2145"));
        CHECK_THAT(shares[i].value(), WithinAbs(i < 5 ? .1962703963 : .0018648019, 5e-11));
        CHECK(power[i].swings.text() == (i < 5 ? "848" : "84"));
        CHECK(power[i].probability == exact_ratio{i < 5 ? 848U : 84U, 1U << 14});
        CHECK(power[i].share == exact_ratio{i < 5 ? 848U : 84U, 5 * 848 + 10 * 84});
    }
}

TEST_CASE("Luxembourg had a vote in the community of 1958, and no power") {
    // 14/60, 9/60, 0 and 10/42, 6/42, 0: W. F. Lucas 1983.
    const weighted_game council{12, {4, 4, 4, 2, 2, 1}};
    CHECK(texts(shapley_shubik(council)) == std::vector<std::string>{"7/30", "7/30", "7/30", "3/20", "3/20", "0"});
    CHECK(swings(banzhaf(council)) == std::vector<std::string>{"10", "10", "10", "6", "6", "0"});
    CHECK(banzhaf(council)[0].share == exact_ratio{10, 42});
    CHECK(banzhaf(council)[3].share == exact_ratio{6, 42});
    CHECK(banzhaf(council)[5].share == exact_ratio{0});
}

TEST_CASE("every index of the published table is met exactly") {
    std::ifstream in{shared_file("tables/group_decision.json")};
    const auto games = nlohmann::json::parse(in)["power_indices"];
    int checked = 0;
    for (const auto& [name, known] : games.items()) {
        if (!known.is_object()) continue;
        CAPTURE(name);
        const weighted_game game{known["quota"].get<std::uint64_t>(),
                                 known["weights"].get<std::vector<std::uint64_t>>()};
        const auto shares = shapley_shubik(game);
        const auto power = banzhaf(game);
        CHECK(texts(shares) == known["shapley_shubik_exact"].get<std::vector<std::string>>());
        for (std::size_t i = 0; i < game.members(); ++i) {
            CHECK(shares[i].value() == known["shapley_shubik"][i].get<double>());
            CHECK(power[i].swings.text() == std::to_string(known["banzhaf_swings"][i].get<int>()));
            CHECK(power[i].share.value() == known["banzhaf_normalised"][i].get<double>());
            CHECK(power[i].probability.value() == known["banzhaf_probability"][i].get<double>());
        }
        ++checked;
    }
    CHECK(checked == 4);
}

TEST_CASE("both indices are those of all orders and all coalitions") {
    const std::uint64_t seed = 1954;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(600); ++i) {
        const weighted_game game = random_game(random, 7, i % 2 == 0 ? 6 : 60);
        CAPTURE(i, game.quota(), std::vector(game.weights().begin(), game.weights().end()));
        CHECK(shapley_shubik(game) == by_all_orders(game));
        CHECK(swings(banzhaf(game)) == swings_by_all_coalitions(game));
    }
}

TEST_CASE("votes that add up and any rule that says the same agree, however heavy the votes") {
    const std::uint64_t seed = 1965;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(120); ++i) {
        // Weights to 10^12 are gone through by coalition, small ones by a table.
        const weighted_game game = random_game(random, 12, i % 3 == 0 ? 1'000'000'000'000 : i % 3 == 1 ? 9 : 400);
        const simple_game same{game.members(), [&](coalition some) { return wins(game, some); }};
        CAPTURE(i, game.quota(), std::vector(game.weights().begin(), game.weights().end()));
        CHECK(shapley_shubik(game) == shapley_shubik(same));
        CHECK(swings(banzhaf(game)) == swings(banzhaf(same)));
    }
}

TEST_CASE("equals have equal power, exactly, among hundreds") {
    for (const std::size_t members : {52U, 53U, 101U, 105U, 209U, 300U}) {
        const weighted_game game{members / 3, std::vector<std::uint64_t>(members, 1)};
        CAPTURE(members);
        for (const auto& share : shapley_shubik(game)) CHECK(share == exact_ratio{1, members});
    }
    // C(99, 50), half of the best known central binomial coefficient C(100, 50).
    const weighted_game hundred{51, std::vector<std::uint64_t>(100, 3)};
    CHECK(banzhaf(weighted_game{153, std::vector<std::uint64_t>(100, 3)})[7].swings.text() ==
          "50445672272782096667406248628");
    CHECK(banzhaf(hundred)[0].swings == banzhaf(weighted_game{17, std::vector<std::uint64_t>(100, 1)})[0].swings);
}

TEST_CASE("the exact counts of a large group are those of a table for each member alone") {
    const std::uint64_t seed = 120;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (const std::size_t members : {60U, 107U}) {
        std::vector<std::uint64_t> weights(members);
        for (auto& weight : weights) weight = random() % 6;
        const auto total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
        for (const std::uint64_t quota : {total / 2 + 1, total - total / 5}) {
            const auto power = banzhaf(weighted_game{quota, weights});
            const auto shares = shapley_shubik(weighted_game{quota, weights});
            double sum = 0;
            for (const auto& share : shares) sum += share.value();
            CHECK_THAT(sum, WithinAbs(1, 1e-12));
            for (const std::size_t member : {std::size_t{0}, members - 1}) {
                using emptor::detail::big_unsigned;
                std::vector<std::vector<big_unsigned>> table(members, std::vector<big_unsigned>(quota));
                table[0][0] = 1;
                for (std::size_t other = 0; other < members; ++other) {
                    if (other == member) continue;
                    for (std::size_t size = members - 1; size > 0; --size) {
                        for (std::size_t at = quota; at-- > weights[other];) {
                            table[size][at] += table[size - 1][at - weights[other]];
                        }
                    }
                }
                big_unsigned all;
                big_unsigned weighted;  // by size! (n - 1 - size)!
                big_unsigned factorial = 1;
                for (std::size_t size = 0; size < members; ++size) {
                    big_unsigned orders = factorial;
                    for (std::uint64_t i = 2; i <= members - 1 - size; ++i) orders = orders * big_unsigned{i};
                    big_unsigned of_size;
                    for (std::size_t at = quota - std::min<std::size_t>(quota, weights[member]); at < quota; ++at) {
                        of_size += table[size][at];
                    }
                    all += of_size;
                    weighted.add_product(of_size, orders);
                    factorial = factorial * big_unsigned{size + 1};
                }
                CAPTURE(members, quota, member);
                CHECK(power[member].swings == exact_ratio{all, 1});
                CHECK(shares[member] == exact_ratio{weighted, factorial});
            }
        }
    }
}

TEST_CASE("only ratios of weights matter, and who has none has no power") {
    CHECK(texts(shapley_shubik(weighted_game{50, {40, 30, 20, 0}})) ==
          texts(shapley_shubik(weighted_game{5, {4, 3, 2, 0}})));
    CHECK(texts(shapley_shubik(weighted_game{41, {40, 30, 20}})) == texts(shapley_shubik(weighted_game{5, {4, 3, 2}})));
    CHECK(texts(shapley_shubik(weighted_game{3, {5, 1, 1}})) == std::vector<std::string>{"1", "0", "0"});
    CHECK(texts(shapley_shubik(weighted_game{2, {2, 0}})) == std::vector<std::string>{"1", "0"});
    CHECK(swings(banzhaf(weighted_game{2, {2, 0}})) == std::vector<std::string>{"2", "0"});
}

TEST_CASE("a rule of any kind has its power counted: two keys of three, one of them the owner's") {
    constexpr auto owner_and_another = [](coalition some) { return (some & 1) != 0 && (some & 6) != 0; };
    STATIC_REQUIRE(shapley_shubik(simple_game{3, owner_and_another})[0] == exact_ratio{2, 3});
    STATIC_REQUIRE(banzhaf(simple_game{3, owner_and_another})[0].share == exact_ratio{3, 5});
    CHECK(texts(shapley_shubik(simple_game{1, [](coalition some) { return some == 1; }})) ==
          std::vector<std::string>{"1"});
    // Two chambers of 12 that must both have a majority: all are equals.
    const simple_game chambers{
        24, [](coalition some) { return std::popcount(some & 0xfffU) > 6 && std::popcount(some >> 12) > 6; }};
    for (const auto& share : shapley_shubik(chambers)) CHECK(share == exact_ratio{1, 24});
}

TEST_CASE("a game that is none is refused, and why") {
    CHECK(refusal([] { weighted_game{1, std::vector<std::uint64_t>{}}; }) ==
          "emptor::weighted_game: no weights; one a member is needed");
    CHECK(refusal([] { weighted_game{6, {2, 3}}; }) ==
          "emptor::weighted_game: the quota is 6; it must be from 1 to 5, the sum of the weights");
    CHECK(refusal([] { weighted_game{0, {2, 3}}; }) ==
          "emptor::weighted_game: the quota is 0; it must be from 1 to 5, the sum of the weights");
    CHECK(refusal([] { weighted_game{1, {~std::uint64_t{0} / 2, 1}}; }) ==
          "emptor::weighted_game: with weights[1] = 1 the sum is more than 2^63 - 1");
    CHECK(refusal([] { simple_game{25, [](coalition) { return true; }}; }) ==
          "emptor::simple_game: 25 members; there must be from 1 to 24");
    CHECK(refusal([] { simple_game{2, [](coalition) { return true; }}; }) ==
          "emptor::simple_game: nobody wins; nobody must lose");
    CHECK(refusal([] { simple_game{2, [](coalition) { return false; }}; }) ==
          "emptor::simple_game: all together lose; all must win");
    CHECK(refusal([] { simple_game{3, [](coalition some) { return some == 5 || some == 1 || some == 7; }}; }) ==
          "emptor::simple_game: coalition {0} wins, and loses with member 1; who joins must do no harm");
    CHECK(refusal([] {
              simple_game{8, [](coalition some) { return some == 3 || some == 255; }};
          }).find("{0, 1} wins") != std::string::npos);
    CHECK(refusal([] {
              static_cast<void>(shapley_shubik(weighted_game{1000, std::vector<std::uint64_t>(1025, 1)}));
          }) == "emptor::shapley_shubik: 1025 members; there may be 1024 at most");
    CHECK(refusal([] {
              std::vector<std::uint64_t> weights(25, 1'000'000'000);
              weights[0] = 999'999'999;
              static_cast<void>(shapley_shubik(weighted_game{12'000'000'000, weights}));
          }).find("need more than 1 GiB; give the weights in a larger unit") != std::string::npos);
}

}  // namespace power_test
