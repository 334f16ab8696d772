// SPDX-License-Identifier: BSL-1.0

/// @file
/// Whole logs: a stream of a million journeys of 4 to 16 events, beside the switch and the shift machine written by
/// hand, which trust their input and do not count by reason; and columns of one event for each of 100 thousand journeys
/// (in the cache) or 50 million (not in it), beside the loop over a table, and beside the least there is to do: reading
/// and writing the columns. All are checked to give the same stages and to refuse as many.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/process/run.hpp>

#include "buying.hpp"

namespace {

using namespace buying_bench;

constexpr std::size_t journeys_in_stream = 1'000'000;
constexpr std::size_t most_columns = 50'000'000;

const std::vector<event>& stream() {
    static const auto log = [] {
        std::vector<event> drawn;
        std::mt19937_64 random{20250104};
        for (std::size_t j = 0; j < journeys_in_stream; ++j) {
            std::uint8_t at = 0;
            for (std::uint64_t left = 4 + random() % 13; left > 0; --left) {
                drawn.push_back(static_cast<event>(draw_event(random, at)));
            }
            drawn.push_back(emptor::journey_end<event>);
        }
        return drawn;
    }();
    return log;
}

std::uint64_t stream_by_switch(std::vector<std::uint8_t>& ended) {
    by_switch machine;
    std::uint64_t refused = 0;
    std::size_t done = 0;
    for (const event e : stream()) {
        if (e == emptor::journey_end<event>) {
            ended[done++] = static_cast<std::uint8_t>(machine.now);
            machine = {};
        } else {
            refused += machine.apply(e) ? 0 : 1;
        }
    }
    return refused;
}

/// The rows of the shift machine, and one that begins again.
constexpr auto rows_and_end = [] {
    std::array<std::uint64_t, events + 1> rows{};
    std::ranges::copy(hand_rows, rows.begin());
    return rows;
}();

std::uint64_t stream_by_rows(std::vector<std::uint8_t>& ended) {
    std::uint64_t refused = 0;
    std::uint64_t now = 0;
    std::size_t done = 0;
    for (const event e : stream()) {
        ended[done] = static_cast<std::uint8_t>((now & 63) / 8);
        done += e == emptor::journey_end<event> ? 1 : 0;
        now = rows_and_end[static_cast<std::size_t>(e)] >> (now & 63);
        refused += now >> 7 & 1;
    }
    return refused;
}

void count_journeys(benchmark::State& state) {
    state.counters["journeys"] =
        benchmark::Counter(static_cast<double>(journeys_in_stream), benchmark::Counter::kIsIterationInvariantRate);
    state.counters["ns_an_event"] =
        benchmark::Counter(static_cast<double>(stream().size()) / 1e9,
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

template <std::uint64_t (*Run)(std::vector<std::uint8_t>&)>
void stream_by_hand(benchmark::State& state) {
    std::vector<std::uint8_t> ended(journeys_in_stream + 1);
    Run(ended);  // the first draws the stream
    for (auto _ : state) benchmark::DoNotOptimize(Run(ended));
    count_journeys(state);
}

void stream_by_emptor(benchmark::State& state) {
    std::vector<std::uint8_t> ended(journeys_in_stream + 1);
    std::vector<std::uint8_t> again(journeys_in_stream + 1);
    const std::uint64_t refused = stream_by_switch(ended);
    const auto done = emptor::run<buying>(stream());
    bool same = done.counts.refused() == refused && stream_by_rows(again) == refused &&
                done.journeys.size() == journeys_in_stream;
    for (std::size_t j = 0; same && j < journeys_in_stream; ++j) {
        same = ended[j] == again[j] && ended[j] == static_cast<std::uint8_t>(done.journeys[j].stage());
    }
    if (!same) {
        state.SkipWithError("another answer");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(emptor::run<buying>(stream()));
    count_journeys(state);
}

using journey = emptor::journey<buying>;

const std::vector<event>& column() {
    static const auto events_of_all = [] {
        std::vector<event> drawn(most_columns);
        std::mt19937_64 random{20250105};
        for (auto& e : drawn) e = static_cast<event>(random() % events);
        return drawn;
    }();
    return events_of_all;
}

void count_columns(benchmark::State& state) {
    state.counters["events"] =
        benchmark::Counter(static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
}

std::uint64_t columns_by_table(std::span<std::uint8_t> stages, std::span<const event> events_of_all) {
    std::uint64_t refused = 0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const std::uint8_t next = hand_table[static_cast<std::size_t>(events_of_all[i])][stages[i]];
        refused += next >> 7;
        stages[i] = next & 0x7F;
    }
    return refused;
}

void columns_by_hand(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    std::vector<std::uint8_t> stages_of_all(count);
    const std::span<const event> what{column().data(), count};
    for (auto _ : state) benchmark::DoNotOptimize(columns_by_table(stages_of_all, what));
    count_columns(state);
}

/// The least: each journey and each event read, and each journey written.
void columns_touched(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    std::vector<std::uint8_t> stages_of_all(count);
    std::uint8_t* const now = stages_of_all.data();  // not the vector: a byte written could be a part of it
    const event* const what = column().data();
    for (auto _ : state) {
        for (std::size_t i = 0; i < count; ++i) {
            now[i] = static_cast<std::uint8_t>(now[i] ^ static_cast<std::uint8_t>(what[i]));
        }
        benchmark::ClobberMemory();
    }
    count_columns(state);
}

void columns_by_emptor(benchmark::State& state) {
    const auto count = static_cast<std::size_t>(state.range(0));
    const std::span<const event> what{column().data(), count};
    std::vector<std::uint8_t> expected(count);
    std::vector<journey> journeys(count);
    for (int again = 0; again < 2; ++again) {
        const std::uint64_t refused = columns_by_table(expected, what);
        bool same = emptor::run_columns<buying>(journeys, what).refused() == refused;
        for (std::size_t i = 0; i < count; ++i)
            same = same && static_cast<std::uint8_t>(journeys[i].stage()) == expected[i];
        if (!same) {
            state.SkipWithError("another answer");
            return;
        }
    }
    for (auto _ : state) benchmark::DoNotOptimize(emptor::run_columns<buying>(journeys, what));
    count_columns(state);
}

BENCHMARK(stream_by_hand<stream_by_switch>)->Unit(benchmark::kMillisecond);
BENCHMARK(stream_by_hand<stream_by_rows>)->Unit(benchmark::kMillisecond);
BENCHMARK(stream_by_emptor)->Unit(benchmark::kMillisecond);
BENCHMARK(columns_by_hand)->Arg(100'000)->Arg(most_columns);
BENCHMARK(columns_touched)->Arg(100'000)->Arg(most_columns);
BENCHMARK(columns_by_emptor)->Arg(100'000)->Arg(most_columns);

}  // namespace
