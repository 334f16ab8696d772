// SPDX-License-Identifier: BSL-1.0

/// @file
/// One journey, ten million events that are known only when the program runs: beside a switch, a table and the shift
/// machine written by hand, and the same with roles. All are checked to refuse as many events and to end in the same
/// stage. The hand-written ones trust their input; those called checked, like the journey, look at every id.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <benchmark/benchmark.h>

#include <emptor/process/journey.hpp>

#include "buying.hpp"

namespace {

using namespace buying_bench;

template <class Run>
void measure(benchmark::State& state, const Run& run, const answer& expected) {
    if (run() != expected) {
        state.SkipWithError("another answer");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(run());
    state.counters["ns_an_event"] =
        benchmark::Counter(static_cast<double>(one_log().size()) / 1e9,
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

answer run_switch() {
    by_switch machine;
    answer a;
    for (const event e : one_log()) a.refused += machine.apply(e) ? 0 : 1;
    a.stage = static_cast<std::uint8_t>(machine.now);
    return a;
}

answer run_table() {
    answer a;
    std::size_t now = 0;
    for (const event e : one_log()) {
        const std::uint8_t next = hand_table[static_cast<std::size_t>(e)][now];
        a.refused += next >> 7;
        now = next & 0x7FU;
    }
    a.stage = static_cast<std::uint8_t>(now);
    return a;
}

answer run_rows() {
    answer a;
    std::uint64_t now = 0;
    for (const event e : one_log()) {
        now = hand_rows[static_cast<std::size_t>(e)] >> (now & 63);
        a.refused += now >> 7 & 1;
    }
    a.stage = static_cast<std::uint8_t>((now & 63) / 8);
    return a;
}

answer run_journey() {
    emptor::journey<buying> anna;
    answer a;
    for (const event e : one_log()) a.refused += anna.apply(e) ? 0 : 1;
    a.stage = static_cast<std::uint8_t>(anna.stage());
    return a;
}

answer run_role_rows() {
    answer a;
    std::uint64_t now = 0;
    const auto& log = one_log();
    const auto& who = one_log_roles();
    for (std::size_t i = 0; i < log.size(); ++i) {
        const std::size_t symbol = static_cast<std::size_t>(log[i]) * (roles + 1) + static_cast<std::size_t>(who[i]);
        now = hand_role_rows[symbol] >> (now & 63);
        a.refused += now >> 7 & 1;
    }
    a.stage = static_cast<std::uint8_t>((now & 63) / 8);
    return a;
}

answer run_role_rows_checked() {
    answer a;
    std::uint64_t now = 0;
    const auto& log = one_log();
    const auto& who = one_log_roles();
    for (std::size_t i = 0; i < log.size(); ++i) {
        const std::size_t e = std::min(static_cast<std::size_t>(log[i]), events);
        const std::size_t r = std::min(static_cast<std::size_t>(who[i]), roles);
        now = hand_role_rows[e * (roles + 1) + r] >> (now & 63);
        a.refused += now >> 7 & 1;
    }
    a.stage = static_cast<std::uint8_t>((now & 63) / 8);
    return a;
}

answer run_role_journey() {
    emptor::journey<authorised> anna;
    answer a;
    const auto& log = one_log();
    const auto& who = one_log_roles();
    for (std::size_t i = 0; i < log.size(); ++i) a.refused += anna.apply(log[i], who[i]) ? 0 : 1;
    a.stage = static_cast<std::uint8_t>(anna.stage());
    return a;
}

void one_by_switch(benchmark::State& state) { measure(state, run_switch, run_rows()); }
void one_by_table(benchmark::State& state) { measure(state, run_table, run_rows()); }
void one_by_rows(benchmark::State& state) { measure(state, run_rows, run_table()); }
void one_by_journey(benchmark::State& state) { measure(state, run_journey, run_rows()); }
void roles_by_rows(benchmark::State& state) { measure(state, run_role_rows, run_role_rows_checked()); }
void roles_by_rows_checked(benchmark::State& state) { measure(state, run_role_rows_checked, run_role_rows()); }
void roles_by_journey(benchmark::State& state) { measure(state, run_role_journey, run_role_rows()); }

BENCHMARK(one_by_switch)->Unit(benchmark::kMillisecond);
BENCHMARK(one_by_table)->Unit(benchmark::kMillisecond);
BENCHMARK(one_by_rows)->Unit(benchmark::kMillisecond);
BENCHMARK(one_by_journey)->Unit(benchmark::kMillisecond);
BENCHMARK(roles_by_rows)->Unit(benchmark::kMillisecond);
BENCHMARK(roles_by_rows_checked)->Unit(benchmark::kMillisecond);
BENCHMARK(roles_by_journey)->Unit(benchmark::kMillisecond);

}  // namespace
