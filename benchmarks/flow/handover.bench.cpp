// SPDX-License-Identifier: BSL-1.0

/// @file
/// Hand-overs between roles and the time each keeps the others waiting: the library's counter beside the maps that one
/// would write by hand, checked to give the same answer. A million events of 100,000 cases, interleaved by time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/flow/handover.hpp>
#include <emptor/process/role.hpp>

namespace {

using emptor::role;

struct event {
    std::uint32_t who;
    std::int64_t at;
    role by;
};

const std::vector<event>& log_of_events() {
    static const std::vector<event> log = [] {
        std::mt19937_64 random{1972};
        std::vector<event> events(1'000'000);
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i] = {static_cast<std::uint32_t>(random() % 100'000), static_cast<std::int64_t>(i),
                         static_cast<role>(random() % 6)};
        }
        return events;
    }();
    return log;
}

struct waiting {
    std::uint64_t times{};
    std::int64_t total{};
    std::int64_t longest{};
};

struct answer {
    std::map<std::pair<role, role>, std::uint64_t> moves;
    std::map<role, waiting> kept_waiting;
};

template <class Cases>
answer by_hand(const std::vector<event>& events) {
    Cases last;
    answer found;
    for (const event& each : events) {
        const auto [known, is_new] = last.try_emplace(each.who, &each);
        if (is_new) continue;
        const event& before = *std::exchange(known->second, &each);
        ++found.moves[{before.by, each.by}];
        if (before.by == each.by) continue;
        waiting& of = found.kept_waiting[each.by];
        ++of.times;
        of.total += each.at - before.at;
        of.longest = std::max(of.longest, each.at - before.at);
    }
    return found;
}

auto counted(const std::vector<event>& events) {
    auto counter = emptor::handover{}.counter<std::uint32_t, std::int64_t, role>();
    for (const event& each : events) counter.count(each.who, each.at, each.by);
    return counter.report();
}

bool agree() {
    const answer plain = by_hand<std::map<std::uint32_t, const event*>>(log_of_events());
    const auto report = counted(log_of_events());
    bool same = report.moves().size() == plain.moves.size();
    for (const auto& [move, count] : plain.moves) {
        same =
            same && report.moves(static_cast<std::size_t>(move.first), static_cast<std::size_t>(move.second)) == count;
    }
    for (const auto& [by, times] : plain.kept_waiting) {
        const auto& found = report.roles()[static_cast<std::size_t>(by)].kept_waiting;
        same = same && found.times == times.times && found.total == static_cast<double>(times.total) &&
               found.longest == static_cast<double>(times.longest);
    }
    return same;
}

void set_rate(benchmark::State& state) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log_of_events().size()));
}

void handover_by_hand_with_map(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(by_hand<std::map<std::uint32_t, const event*>>(log_of_events()));
    set_rate(state);
}

void handover_by_hand_with_hash(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(by_hand<std::unordered_map<std::uint32_t, const event*>>(log_of_events()));
    }
    set_rate(state);
}

void handover_counter(benchmark::State& state) {
    if (!agree()) state.SkipWithError("the two disagree");
    for (auto _ : state) benchmark::DoNotOptimize(counted(log_of_events()));
    set_rate(state);
}

void handover_with_quantiles(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(emptor::handover{}(log_of_events(), &event::who, &event::at, &event::by));
    }
    set_rate(state);
}

BENCHMARK(handover_by_hand_with_map)->Unit(benchmark::kMillisecond);
BENCHMARK(handover_by_hand_with_hash)->Unit(benchmark::kMillisecond);
BENCHMARK(handover_counter)->Unit(benchmark::kMillisecond);
BENCHMARK(handover_with_quantiles)->Unit(benchmark::kMillisecond);

}  // namespace
