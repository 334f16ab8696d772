// SPDX-License-Identifier: BSL-1.0

/// @file
/// Moves between six states in millions of events, entity by entity or interleaved by time: the library beside the
/// plain loop, a hash map of last states, and an array of them; checked to give the same answer.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/flow/transitions.hpp>

namespace {

enum class state { visit, search, compare, cart, purchase, review };

struct event {
    std::uint32_t who;
    std::int64_t at;
    state what;
};

/// Ten events an entity.
std::vector<event> drawn(std::size_t size) {
    std::mt19937_64 random{1907};
    std::vector<event> events(size);
    const std::uint64_t entities = std::max<std::size_t>(size / 10, 1);
    for (std::size_t i = 0; i < size; ++i) {
        events[i] = {static_cast<std::uint32_t>(random() % entities), static_cast<std::int64_t>(i),
                     static_cast<state>(random() % 6)};
    }
    return events;
}

const std::vector<event>& interleaved(std::size_t size) {
    static std::unordered_map<std::size_t, std::vector<event>> logs;
    auto& log = logs[size];
    if (log.empty()) log = drawn(size);
    return log;
}

const std::vector<event>& grouped_by_who(std::size_t size) {
    static std::unordered_map<std::size_t, std::vector<event>> logs;
    auto& log = logs[size];
    if (log.empty()) {
        log = drawn(size);
        std::ranges::sort(log, {}, [](const event& each) { return std::pair{each.who, each.at}; });
    }
    return log;
}

using table = std::array<std::array<std::uint64_t, 6>, 6>;

/// Of events entity by entity.
table plain_grouped(const std::vector<event>& events) {
    table moves{};
    for (std::size_t i = 1; i < events.size(); ++i) {
        if (events[i].who != events[i - 1].who) continue;
        ++moves[static_cast<std::size_t>(events[i - 1].what)][static_cast<std::size_t>(events[i].what)];
    }
    return moves;
}

/// Of events in order of time.
table plain_map(const std::vector<event>& events) {
    table moves{};
    std::unordered_map<std::uint32_t, state> last;
    for (const event& each : events) {
        const auto [known, is_new] = last.try_emplace(each.who, each.what);
        if (is_new) continue;
        ++moves[static_cast<std::size_t>(known->second)][static_cast<std::size_t>(each.what)];
        known->second = each.what;
    }
    return moves;
}

/// The same where the ids are small numbers.
table plain_array(const std::vector<event>& events) {
    table moves{};
    constexpr std::uint8_t nothing = 6;
    std::vector<std::uint8_t> last(events.size(), nothing);
    for (const event& each : events) {
        const auto to = static_cast<std::uint8_t>(each.what);
        const std::uint8_t from = last[each.who];
        last[each.who] = to;
        if (from != nothing) ++moves[from][to];
    }
    return moves;
}

bool same(const emptor::transition_counts<state>& counts, const table& expected) {
    for (std::size_t from = 0; from < 6; ++from) {
        for (std::size_t to = 0; to < 6; ++to) {
            if (counts.moves(from, to) != expected[from][to]) return false;
        }
    }
    return true;
}

void done(benchmark::State& run) {
    run.SetItemsProcessed(run.iterations() * run.range(0));
    run.counters["ns/event"] = benchmark::Counter(static_cast<double>(run.iterations() * run.range(0)) * 1e-9,
                                                  benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void grouped_by_hand(benchmark::State& run) {
    const auto& events = grouped_by_who(static_cast<std::size_t>(run.range(0)));
    for (auto _ : run) benchmark::DoNotOptimize(plain_grouped(events));
    done(run);
}

void grouped_transitions(benchmark::State& run) {
    const auto& events = grouped_by_who(static_cast<std::size_t>(run.range(0)));
    const table expected = plain_grouped(events);
    for (auto _ : run) {
        const auto found = emptor::transitions(emptor::grouped, events, &event::who, &event::at, &event::what);
        if (!same(found.counts, expected)) run.SkipWithError("another answer");
    }
    done(run);
}

void interleaved_by_hand(benchmark::State& run) {
    const auto& events = interleaved(static_cast<std::size_t>(run.range(0)));
    for (auto _ : run) benchmark::DoNotOptimize(plain_map(events));
    done(run);
}

void interleaved_transitions(benchmark::State& run) {
    const auto& events = interleaved(static_cast<std::size_t>(run.range(0)));
    const table expected = plain_map(events);
    for (auto _ : run) {
        const auto found = emptor::transitions(events, &event::who, &event::at, &event::what);
        if (!same(found.counts, expected)) run.SkipWithError("another answer");
    }
    done(run);
}

void dense_by_hand(benchmark::State& run) {
    const auto& events = interleaved(static_cast<std::size_t>(run.range(0)));
    for (auto _ : run) benchmark::DoNotOptimize(plain_array(events));
    done(run);
}

void dense_transitions(benchmark::State& run) {
    const auto& events = interleaved(static_cast<std::size_t>(run.range(0)));
    const table expected = plain_map(events);
    for (auto _ : run) {
        const auto found =
            emptor::transitions(emptor::dense_ids(events.size()), events, &event::who, &event::at, &event::what);
        if (!same(found.counts, expected)) run.SkipWithError("another answer");
    }
    done(run);
}

constexpr auto in_ms = benchmark::kMillisecond;
BENCHMARK(grouped_by_hand)->Arg(1'000'000)->Arg(10'000'000)->Unit(in_ms);
BENCHMARK(grouped_transitions)->Arg(1'000'000)->Arg(10'000'000)->Unit(in_ms);
BENCHMARK(interleaved_by_hand)->Arg(1'000'000)->Arg(10'000'000)->Unit(in_ms);
BENCHMARK(interleaved_transitions)->Arg(1'000'000)->Arg(10'000'000)->Unit(in_ms);
BENCHMARK(dense_by_hand)->Arg(1'000'000)->Arg(10'000'000)->Unit(in_ms);
BENCHMARK(dense_transitions)->Arg(1'000'000)->Arg(10'000'000)->Unit(in_ms);

}  // namespace
