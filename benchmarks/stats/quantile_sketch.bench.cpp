// SPDX-License-Identifier: BSL-1.0

/// @file
/// Quantiles of ten million times: the sketch, beside what one would write by hand, a bucket by the logarithm of the
/// time (the mapping of DDSketch) in a hash table, and beside keeping and selecting. All are checked to agree.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <unordered_map>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/stats/quantile.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace {

/// Seconds from a minute to a month, log-uniform.
const std::vector<double>& times() {
    static const std::vector<double> made = [] {
        std::mt19937_64 random{2019};
        std::vector<double> result(10'000'000);
        for (double& time : result) {
            time = 60 * std::exp(static_cast<double>(random() >> 11) / 9007199254740992.0 * std::log(43'200.0));
        }
        return result;
    }();
    return made;
}

void check(double found) {
    static const double exact = [] {
        std::vector<double> kept = times();
        return emptor::quantile(kept, 0.9).value();
    }();
    if (std::abs(found / exact - 1) > 0.01) std::abort();
}

void by_sketch(benchmark::State& state) {
    const auto& seen = times();
    for (auto _ : state) {
        emptor::quantile_sketch sketch;
        for (const double time : seen) sketch.count(time);
        check(sketch.quantile(0.9).value());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(seen.size()));
}

void by_logarithm(benchmark::State& state) {
    const auto& seen = times();
    const double growth = 1.01 / 0.99;
    for (auto _ : state) {
        std::unordered_map<int, std::uint64_t> counts;
        const double scale = 1 / std::log(growth);
        for (const double time : seen) ++counts[static_cast<int>(std::ceil(std::log(time) * scale))];
        std::vector<std::pair<int, std::uint64_t>> sorted(counts.begin(), counts.end());
        std::sort(sorted.begin(), sorted.end());
        auto rank = static_cast<std::uint64_t>(0.9 * static_cast<double>(seen.size() - 1));
        std::size_t at = 0;
        while (rank >= sorted[at].second) rank -= sorted[at++].second;
        check(2 * std::pow(growth, sorted[at].first) / (growth + 1));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(seen.size()));
}

void by_keeping(benchmark::State& state) {
    const auto& seen = times();
    for (auto _ : state) {
        std::vector<double> kept;
        for (const double time : seen) kept.push_back(time);
        check(emptor::quantile(kept, 0.9).value());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(seen.size()));
}

BENCHMARK(by_sketch)->Name("quantiles/sketch")->Unit(benchmark::kMillisecond);
BENCHMARK(by_logarithm)->Name("quantiles/logarithms in a hash table")->Unit(benchmark::kMillisecond);
BENCHMARK(by_keeping)->Name("quantiles/keep and select")->Unit(benchmark::kMillisecond);

}  // namespace
