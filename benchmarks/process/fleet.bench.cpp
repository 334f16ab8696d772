// SPDX-License-Identifier: BSL-1.0

/// @file
/// A fleet of journeys, random ids: beside the loop over a byte a journey that one would write by hand with shift rows,
/// which neither looks at ids nor counts by reason. All are checked to leave every journey in the same stage, and to
/// refuse as many. Each of 1, 10 and 100 million journeys takes 10 million events, drawn from all, equally often.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/process/fleet.hpp>

#include "buying.hpp"

namespace {

using namespace buying_bench;

constexpr std::size_t batch = 10'000'000;

struct log {
    std::vector<std::uint32_t> ids;
    std::vector<event> what;
};

const log& log_for(std::size_t journeys) {
    static std::map<std::size_t, log> logs;
    auto& found = logs[journeys];
    if (found.ids.empty()) {
        std::mt19937_64 random{20250103};
        std::vector<std::uint8_t> at(journeys);
        found.ids.reserve(batch);
        found.what.reserve(batch);
        for (std::size_t i = 0; i < batch; ++i) {
            const auto id = static_cast<std::uint32_t>(random() % journeys);
            found.ids.push_back(id);
            found.what.push_back(static_cast<event>(draw_event(random, at[id])));
        }
    }
    return found;
}

template <std::size_t Ahead>
std::uint64_t by_hand(std::vector<std::uint8_t>& fleet, const log& events) {
    std::uint64_t refused = 0;
    for (std::size_t i = 0; i < batch; ++i) {
        if constexpr (Ahead > 0) {
            if (i + Ahead < batch) __builtin_prefetch(&fleet[events.ids[i + Ahead]], 1);
        }
        std::uint8_t& journey = fleet[events.ids[i]];
        const std::uint64_t next = hand_rows[static_cast<std::size_t>(events.what[i])] >> (journey & 63);
        refused += next >> 7 & 1;
        journey = static_cast<std::uint8_t>(next & 63);
    }
    return refused;
}

std::vector<std::uint8_t> stages_by_hand(const log& events, std::size_t journeys, std::uint64_t& refused) {
    std::vector<std::uint8_t> fleet(journeys);
    refused = by_hand<0>(fleet, events);
    for (auto& code : fleet) code = static_cast<std::uint8_t>((code & 63) / 8);
    return fleet;
}

void count_events(benchmark::State& state) {
    state.counters["ns_an_event"] = benchmark::Counter(
        static_cast<double>(batch) / 1e9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

template <std::size_t Ahead>
void fleet_by_hand(benchmark::State& state) {
    const auto journeys = static_cast<std::size_t>(state.range(0));
    const log& events = log_for(journeys);
    std::vector<std::uint8_t> fleet(journeys);
    for (auto _ : state) benchmark::DoNotOptimize(by_hand<Ahead>(fleet, events));
    count_events(state);
}

template <unsigned Threads, emptor::batching Order>
void fleet_by_emptor(benchmark::State& state) {
    const auto journeys = static_cast<std::size_t>(state.range(0));
    const log& events = log_for(journeys);
    emptor::fleet<buying> fleet{journeys};
    fleet.use(emptor::threads{Threads}).use(Order);
    std::uint64_t refused = 0;
    const auto expected = stages_by_hand(events, journeys, refused);
    const emptor::tally done = fleet.apply(events.ids, events.what);
    bool same = done.refused() == refused && done.events() == batch;
    for (std::size_t id = 0; id < journeys; ++id)
        same = same && expected[id] == static_cast<std::uint8_t>(fleet.stage(id));
    if (!same) {
        state.SkipWithError("another answer");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(fleet.apply(events.ids, events.what));
    count_events(state);
}

using enum emptor::batching;

#define EMPTOR_SIZES ->Arg(1'000'000)->Arg(10'000'000)->Arg(100'000'000)->Unit(benchmark::kMillisecond)->UseRealTime()

BENCHMARK(fleet_by_hand<0>) EMPTOR_SIZES;
BENCHMARK(fleet_by_hand<32>) EMPTOR_SIZES;
BENCHMARK(fleet_by_emptor<1, automatic>) EMPTOR_SIZES;
BENCHMARK(fleet_by_emptor<1, as_given>) EMPTOR_SIZES;
BENCHMARK(fleet_by_emptor<1, by_id>) EMPTOR_SIZES;
BENCHMARK(fleet_by_emptor<2, automatic>) EMPTOR_SIZES;

}  // namespace
