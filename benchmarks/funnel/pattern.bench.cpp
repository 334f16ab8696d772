// SPDX-License-Identifier: BSL-1.0

/// @file
/// Sequence patterns over four conditions: the library's automaton beside the search with going back that one would
/// write by hand, checked to give the same counts. A million events, of 100,000 entities and of one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/funnel/pattern.hpp>

namespace {

struct event {
    std::uint32_t who;
    std::int64_t at;
    std::uint8_t what;  // 0 to 3 meet a condition each, 4 meets none
};

/// In order of time.
const std::vector<event>& log_of_events() {
    static const std::vector<event> log = [] {
        std::mt19937_64 random{1964};
        std::vector<event> events(1'000'000);
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i] = {static_cast<std::uint32_t>(random() % 100'000), static_cast<std::int64_t>(i),
                         static_cast<std::uint8_t>(random() % 5)};
        }
        return events;
    }();
    return log;
}

/// Entity by entity.
const std::vector<event>& grouped_log() {
    static const std::vector<event> log = [] {
        std::vector<event> events = log_of_events();
        std::sort(events.begin(), events.end(),
                  [](const event& a, const event& b) { return a.who != b.who ? a.who < b.who : a.at < b.at; });
        return events;
    }();
    return log;
}

constexpr auto waiting = emptor::pattern("(?1).*(?2).*(?3).*(?4)", 0, 1, 2, 3);
constexpr auto limited = emptor::pattern("(?1).*(?2)(?t<=300000)(?3).*(?4)", 0, 1, 2, 3);
constexpr auto limited_when = emptor::pattern("(?1).*(?2)(?t<=300000)(?3).*(?4)", 0, 1, 2, 3, emptor::timed);
constexpr auto next_to = emptor::pattern("(?1)(?2).(?4)", 0, 1, 2, 3);

/// `limited` by hand: tries each way, and goes back where it gets stuck. Events that meet no condition are left out.
class by_hand {
public:
    explicit by_hand(std::span<const event> events) : events_{events} {}

    std::uint64_t count() {
        std::uint64_t matches = 0;
        for (std::size_t begin = 0; begin < events_.size();) {
            if (events_[begin].what != 0 || !from(1, begin + 1)) {
                ++begin;
                continue;
            }
            ++matches;
            begin = end_;
        }
        return matches;
    }

private:
    bool from(std::uint8_t next, std::size_t at) {
        if (next == 4) {
            end_ = at;
            return true;
        }
        const std::int64_t latest = next == 2 ? events_[at - 1].at + 300'000 : INT64_MAX;
        for (; at < events_.size() && events_[at].at <= latest; ++at) {
            if (events_[at].what == next && from(static_cast<std::uint8_t>(next + 1), at + 1)) return true;
        }
        return false;
    }

    std::span<const event> events_;
    std::size_t end_{};
};

std::uint64_t count_by_hand() {
    const auto& log = grouped_log();
    std::vector<event> own;
    std::uint64_t matches = 0;
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (i != 0 && log[i].who != log[i - 1].who) {
            matches += by_hand{own}.count();
            own.clear();
        }
        if (log[i].what < 4) own.push_back(log[i]);
    }
    return matches + by_hand{own}.count();
}

template <class Pattern>
emptor::pattern_report grouped(const Pattern& pattern) {
    auto counter = pattern.template grouped_counter<std::int64_t>();
    const event* before = nullptr;
    for (const event& each : grouped_log()) {
        if (before != nullptr && before->who != each.who) counter.next_entity();
        before = &each;
        counter.count(each.at, each.what);
    }
    return counter.report();
}

template <class Pattern>
emptor::pattern_report interleaved(const Pattern& pattern) {
    return pattern(log_of_events(), &event::who, &event::at, &event::what);
}

void set_rate(benchmark::State& state) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log_of_events().size()));
}

void pattern_by_hand_grouped(benchmark::State& state) {
    if (count_by_hand() != grouped(limited).count) state.SkipWithError("the two disagree");
    for (auto _ : state) benchmark::DoNotOptimize(count_by_hand());
    set_rate(state);
}

template <const auto& Pattern>
void pattern_grouped(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(grouped(Pattern));
    set_rate(state);
}

template <const auto& Pattern>
void pattern_interleaved(benchmark::State& state) {
    if (interleaved(Pattern).count != grouped(Pattern).count) state.SkipWithError("the two disagree");
    for (auto _ : state) benchmark::DoNotOptimize(interleaved(Pattern));
    set_rate(state);
}

/// One entity with a hundred thousand events, of which a search by hand would try 10^10 pairs.
template <const auto& Pattern>
void pattern_of_one_entity(benchmark::State& state) {
    std::vector<event> events = log_of_events();
    std::erase_if(events, [](const event& each) { return each.what == 3; });
    for (auto _ : state) benchmark::DoNotOptimize(Pattern.in(events, &event::at, &event::what));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.size()));
}

BENCHMARK(pattern_by_hand_grouped)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_grouped<limited>)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_grouped<waiting>)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_grouped<next_to>)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_grouped<limited_when>)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_interleaved<limited>)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_interleaved<waiting>)->Unit(benchmark::kMillisecond);
BENCHMARK(pattern_of_one_entity<limited>)->Unit(benchmark::kMillisecond);

}  // namespace
