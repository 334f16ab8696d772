// SPDX-License-Identifier: BSL-1.0

/// @file
/// Power in a vote of 100 weighted members, exact: the library beside what one would write by hand, a table of
/// coalitions by size and weight for each member without it. Both are checked to agree. And a group's choice by votes:
/// the tallies beside all lists of favourites.

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <random>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/roles/power.hpp>
#include <emptor/roles/preferences.hpp>
#include <emptor/roles/voting.hpp>

namespace {

emptor::weighted_game game_of(std::size_t members, std::uint64_t heaviest) {
    std::mt19937_64 random{1954};
    std::vector<std::uint64_t> weights(members);
    for (auto& weight : weights) weight = 1 + random() % heaviest;
    const auto total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    return {total / 2 + 1, weights};
}

/// In double, which is as exact as it gets by hand; a table for each weight that occurs.
std::vector<double> by_hand(const emptor::weighted_game& game) {
    const std::size_t members = game.members();
    const auto quota = static_cast<std::size_t>(game.quota());
    std::vector<double> shares;
    std::vector<double> known(quota + 1, -1);
    for (std::size_t member = 0; member < members; ++member) {
        const auto own = static_cast<std::size_t>(game.weights()[member]);
        if (known[own] < 0) {
            std::vector<double> table(members * quota, 0);
            table[0] = 1;
            for (std::size_t other = 0, done = 0; other < members; ++other) {
                if (other == member) continue;
                const auto weight = static_cast<std::size_t>(game.weights()[other]);
                for (std::size_t size = ++done; size > 0; --size) {
                    double* const to = &table[size * quota];
                    const double* const from = to - quota;
                    for (std::size_t at = weight; at < quota; ++at) to[at] += from[at - weight];
                }
            }
            double share = 0;
            double orders = 1 / static_cast<double>(members);  // size! (n - 1 - size)! / n!
            for (std::size_t size = 0; size < members; ++size) {
                for (std::size_t at = quota - own; at < quota; ++at) share += orders * table[size * quota + at];
                orders *= static_cast<double>(size + 1) / static_cast<double>(members - 1 - size);
            }
            known[own] = share;
        }
        shares.push_back(known[own]);
    }
    return shares;
}

void shapley_shubik_100_members_by_hand(benchmark::State& state) {
    const auto game = game_of(100, static_cast<std::uint64_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(by_hand(game));
}

void shapley_shubik_100_members(benchmark::State& state) {
    const auto game = game_of(100, static_cast<std::uint64_t>(state.range(0)));
    const auto plain = by_hand(game);
    const auto exact = emptor::shapley_shubik(game);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (std::abs(plain[i] - exact[i].value()) > 1e-12) state.SkipWithError("the two disagree");
    }
    for (auto _ : state) benchmark::DoNotOptimize(emptor::shapley_shubik(game));
}

void banzhaf_300_members(benchmark::State& state) {
    const auto game = game_of(300, static_cast<std::uint64_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(emptor::banzhaf(game));
}

void shapley_shubik_any_game_of_24(benchmark::State& state) {
    const emptor::simple_game chambers{
        24, [](emptor::coalition some) { return std::popcount(some & 0xfffU) > 6 && std::popcount(some >> 12) > 6; }};
    for (auto _ : state) benchmark::DoNotOptimize(emptor::shapley_shubik(chambers));
}

emptor::preferences group_of(std::size_t members) {
    auto group = emptor::preferences::over(4);
    for (std::size_t i = 0; i < members; ++i) group.add("member", {0.1, 0.2, 0.3, 0.4});
    return group;
}

/// All lists of favourites, one after the other.
std::vector<double> votes_by_hand(const emptor::preferences& group) {
    std::vector<double> chances(group.options(), 0);
    std::vector<std::size_t> favourites(group.members(), 0);
    while (true) {
        double probability = 1;
        std::array<std::size_t, 4> votes{};
        for (std::size_t i = 0; i < favourites.size(); ++i) {
            probability *= group.chances(i)[favourites[i]];
            ++votes[favourites[i]];
        }
        std::size_t most = 0;
        for (const std::size_t of_option : votes) most = of_option > most ? of_option : most;
        double tied = 0;
        for (const std::size_t of_option : votes) tied += of_option == most ? 1 : 0;
        for (std::size_t i = 0; i < votes.size(); ++i) chances[i] += votes[i] == most ? probability / tied : 0;
        std::size_t i = 0;
        while (i < favourites.size() && ++favourites[i] == votes.size()) favourites[i++] = 0;
        if (i == favourites.size()) return chances;
    }
}

void vote_of_10_by_hand(benchmark::State& state) {
    const auto group = group_of(10);
    for (auto _ : state) benchmark::DoNotOptimize(votes_by_hand(group));
}

void vote(benchmark::State& state) {
    const auto group = group_of(static_cast<std::size_t>(state.range(0)));
    if (state.range(0) == 10) {
        const auto plain = votes_by_hand(group);
        const auto found = emptor::plurality{}(group);
        for (std::size_t i = 0; i < plain.size(); ++i) {
            if (std::abs(plain[i] - found[i]) > 1e-12) state.SkipWithError("the two disagree");
        }
    }
    for (auto _ : state) benchmark::DoNotOptimize(emptor::plurality{}(group));
}

BENCHMARK(shapley_shubik_100_members_by_hand)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(shapley_shubik_100_members)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(banzhaf_300_members)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(shapley_shubik_any_game_of_24)->Unit(benchmark::kMillisecond);
BENCHMARK(vote_of_10_by_hand)->Unit(benchmark::kMicrosecond);
BENCHMARK(vote)->Arg(10)->Arg(40)->Unit(benchmark::kMicrosecond);

}  // namespace
