// SPDX-License-Identifier: BSL-1.0

/// @file
/// Where a chain of 200 states ends, and a million journeys of 10 events held against a process of 7 stages in a line:
/// the library beside elimination with vectors of vectors, and beside a longest common subsequence for each journey;
/// checked to give the same answer.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/flow/absorption.hpp>
#include <emptor/flow/conformance.hpp>
#include <emptor/flow/first_passage.hpp>
#include <emptor/process/process.hpp>

namespace {

constexpr std::size_t states = 200;

const emptor::markov_chain& chain() {
    static const emptor::markov_chain made = [] {
        std::mt19937_64 random{1906};
        emptor::matrix moves{states, states};
        std::vector<std::string> names;
        for (std::size_t from = 0; from < states; ++from) {
            names.push_back(std::to_string(from));
            if (from + 2 >= states) {
                moves(from, from) = 1;
                continue;
            }
            double sum = 0;
            for (double& each : moves.row(from)) sum += each = static_cast<double>(random() % 1000);
            for (double& each : moves.row(from)) each /= sum;
        }
        return emptor::markov_chain{names, moves};
    }();
    return made;
}

/// The chance to come to the last state but one, by elimination without more ado.
std::vector<double> by_hand() {
    const emptor::matrix& moves = chain().probabilities();
    constexpr std::size_t n = states - 2;
    std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1));
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) rows[i][j] = (i == j ? 1.0 : 0.0) - moves(i, j);
        rows[i][n] = moves(i, n);
    }
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < n; ++i) {
            if (std::abs(rows[i][k]) > std::abs(rows[pivot][k])) pivot = i;
        }
        std::swap(rows[k], rows[pivot]);
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = rows[i][k] / rows[k][k];
            for (std::size_t j = k; j <= n; ++j) rows[i][j] -= factor * rows[k][j];
        }
    }
    std::vector<double> x(n);
    for (std::size_t i = n; i-- > 0;) {
        double sum = rows[i][n];
        for (std::size_t j = i + 1; j < n; ++j) sum -= rows[i][j] * x[j];
        x[i] = sum / rows[i][i];
    }
    return x;
}

void chance_by_hand(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(by_hand());
}
BENCHMARK(chance_by_hand)->Unit(benchmark::kMillisecond);

void chance_by_first_passage(benchmark::State& state) {
    const auto expected = by_hand();
    for (auto _ : state) {
        const emptor::first_passage found{chain(), states - 2};
        if (std::abs(found.chance(0) - expected[0]) > 1e-9) state.SkipWithError("another answer");
    }
}
BENCHMARK(chance_by_first_passage)->Unit(benchmark::kMillisecond);

void all_of_absorption(benchmark::State& state) {
    const auto expected = by_hand();
    for (auto _ : state) {
        const emptor::absorption found{chain()};
        if (std::abs(found.chance(0, states - 2) - expected[0]) > 1e-9) state.SkipWithError("another answer");
    }
}
BENCHMARK(all_of_absorption)->Unit(benchmark::kMillisecond);

enum class stage { need, search, evaluation, choice, purchase, use, done };
enum class event { need_felt, searched, evaluated, chosen, bought, used };

using enum stage;
using enum event;
using namespace emptor::rule_words;

constexpr auto line = emptor::process<stage, event>(need, {
                                                              {in(need), on(need_felt), to(search)},
                                                              {in(search), on(searched), to(evaluation)},
                                                              {in(evaluation), on(evaluated), to(choice)},
                                                              {in(choice), on(chosen), to(purchase)},
                                                              {in(purchase), on(bought), to(use)},
                                                              {in(use), on(used), to(done)},
                                                              ends(done),
                                                          });

/// @param kinds how many different journeys there are at most.
std::vector<std::vector<event>> journeys(std::uint64_t kinds) {
    std::vector<std::vector<event>> all(1'000'000);
    std::mt19937_64 choice{2014};
    for (auto& journey : all) {
        std::mt19937_64::result_type bits = choice() % kinds;
        journey.resize(10);
        for (event& each : journey) {
            bits = bits * 6364136223846793005U + 1442695040888963407U;
            each = static_cast<event>((bits >> 33U) % 6);
        }
    }
    return all;
}

/// length + 6 - 2 LCS, summed.
std::uint64_t cost_by_hand(const std::vector<std::vector<event>>& log) {
    std::uint64_t cost = 0;
    for (const auto& journey : log) {
        unsigned common[7]{};
        for (const event each : journey) {
            unsigned before = 0;
            for (unsigned k = 0; k < 6; ++k) {
                const unsigned above = common[k + 1];
                common[k + 1] = static_cast<unsigned>(each) == k ? before + 1 : std::max(above, common[k]);
                before = above;
            }
        }
        cost += journey.size() + 6 - 2 * common[6];
    }
    return cost;
}

void alignment_by_hand(benchmark::State& state) {
    const auto log = journeys(static_cast<std::uint64_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(cost_by_hand(log));
}
BENCHMARK(alignment_by_hand)->Arg(10'000)->Arg(1'000'000'000)->Unit(benchmark::kMillisecond);

void alignment_by_conformance(benchmark::State& state) {
    const auto log = journeys(static_cast<std::uint64_t>(state.range(0)));
    const auto expected = cost_by_hand(log);
    const emptor::conformance follows{line};
    for (auto _ : state) {
        if (follows(log).cost() != expected) state.SkipWithError("another answer");
    }
}
BENCHMARK(alignment_by_conformance)->Arg(10'000)->Arg(1'000'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
