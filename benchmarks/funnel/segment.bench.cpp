// SPDX-License-Identifier: BSL-1.0

/// @file
/// Spans of time counted apart and joined, beside one counter over all of them: what an event costs in a segment, and
/// what an entity costs to join. A million events of 100,000 entities in order of time, five steps.

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/funnel.hpp>

namespace {

using namespace emptor::question_words;

struct event {
    std::uint32_t who;
    std::int64_t at;
    std::uint8_t what;  // 0 to 4 are steps, 5 is none
};

const std::vector<event>& log_of_events() {
    static const std::vector<event> log = [] {
        std::mt19937_64 random{1951};
        std::vector<event> events(1'000'000);
        for (std::size_t i = 0; i < events.size(); ++i) {
            const std::uint64_t roll = random() % 100;
            const int what = roll < 35 ? 0 : roll < 55 ? 1 : roll < 67 ? 2 : roll < 75 ? 3 : roll < 80 ? 4 : 5;
            events[i] = {static_cast<std::uint32_t>(random() % 100'000), static_cast<std::int64_t>(i),
                         static_cast<std::uint8_t>(what)};
        }
        return events;
    }();
    return log;
}

constexpr emptor::funnel plain{steps(0, 1, 2, 3, 4), within(250'000)};
constexpr emptor::funnel breaking{steps(0, 1, 2, 3, 4), within(250'000), breaks_on(back), ties(input)};
constexpr emptor::funnel any_order{steps(0, 1, 2, 3, 4), within(250'000), unordered};

template <class Counter>
Counter count(Counter counter, std::span<const event> events) {
    for (const event& each : events) counter.count(each.who, each.at, each.what);
    return counter;
}

/// The log in two halves, in each of which nearly every entity has events.
template <const auto& Asked>
auto halves() {
    const std::span<const event> log{log_of_events()};
    const auto none = Asked.template segment<std::uint32_t, std::int64_t>();
    return std::pair{count(none, log.first(log.size() / 2)), count(none, log.subspan(log.size() / 2))};
}

template <const auto& Asked>
void counter(benchmark::State& state) {
    const auto& log = log_of_events();
    for (auto _ : state) {
        benchmark::DoNotOptimize(count(Asked.template counter<std::uint32_t, std::int64_t>(), log));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.size()));
}

template <const auto& Asked>
void segment(benchmark::State& state) {
    const auto& log = log_of_events();
    for (auto _ : state) {
        benchmark::DoNotOptimize(count(Asked.template segment<std::uint32_t, std::int64_t>(), log));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.size()));
}

/// An item is an entity of the later span; the copy of the earlier one is part of it.
template <const auto& Asked>
void join(benchmark::State& state) {
    const auto [early, late] = halves<Asked>();
    const auto whole = count(Asked.template counter<std::uint32_t, std::int64_t>(), log_of_events());
    const auto report = early.then(late).report();
    if (!(report == whole.report())) state.SkipWithError("the two disagree");
    for (auto _ : state) benchmark::DoNotOptimize(early.then(late));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(late.report().entities()));
}

BENCHMARK(counter<plain>)->Unit(benchmark::kMillisecond);
BENCHMARK(segment<plain>)->Unit(benchmark::kMillisecond);
BENCHMARK(join<plain>)->Unit(benchmark::kMillisecond);
BENCHMARK(counter<breaking>)->Unit(benchmark::kMillisecond);
BENCHMARK(segment<breaking>)->Unit(benchmark::kMillisecond);
BENCHMARK(join<breaking>)->Unit(benchmark::kMillisecond);
BENCHMARK(counter<any_order>)->Unit(benchmark::kMillisecond);
BENCHMARK(segment<any_order>)->Unit(benchmark::kMillisecond);
BENCHMARK(join<any_order>)->Unit(benchmark::kMillisecond);

}  // namespace
