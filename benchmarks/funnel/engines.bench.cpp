// SPDX-License-Identifier: BSL-1.0

/// @file
/// A windowed funnel of five steps by every engine, beside the list and scan one would write by hand: each entity's
/// events are kept, sorted where they must be, and gone through once. All must find the same number of entities at
/// every level.
///
/// The environment variable EMPTOR_BENCHMARK_EVENTS says how many events (1,000,000 if it does not; the figures in
/// README.md are for 10,000,000); there is one entity for each ten of them. Times are those of processors, save those
/// of several threads.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/funnel.hpp>

namespace {

enum class action : std::uint8_t { visit, search, compare, purchase, review, other };
using enum action;

struct event {
    std::uint64_t who;
    std::uint32_t at;  ///< seconds
    action what;
};

constexpr std::uint32_t day = 86'400;
constexpr std::uint32_t window = 7 * day;

/// Entities by level, 0 to 5.
using histogram = std::array<std::uint64_t, 6>;

std::uint64_t scrambled(std::uint64_t bits) {
    bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93U;
    bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93U;
    return bits ^ (bits >> 32);
}

/// Entities drawn at random at each of as many moments of 30 days, which are in order.
const std::vector<event>& by_time() {
    static const std::vector<event> log = [] {
        const char* const wanted = std::getenv("EMPTOR_BENCHMARK_EVENTS");
        const std::uint64_t length = wanted == nullptr ? 1'000'000 : std::strtoull(wanted, nullptr, 10);
        const std::uint64_t entities = std::max<std::uint64_t>(length / 10, 1);
        constexpr std::array<unsigned, 5> up_to{35, 55, 67, 75, 80};  // in a hundred; 20 are no step
        std::mt19937_64 random{2025};
        std::vector<event> events(length);
        for (std::uint64_t i = 0; i < length; ++i) {
            const std::uint64_t dice = random() % 100;
            const auto step = std::upper_bound(up_to.begin(), up_to.end(), dice) - up_to.begin();
            events[i] = {scrambled(random() % entities), static_cast<std::uint32_t>(i * (30 * day) / length),
                         static_cast<action>(step)};
        }
        return events;
    }();
    return log;
}

/// The same, entity by entity.
const std::vector<event>& by_entity() {
    static const std::vector<event> log = [] {
        std::vector<event> events = by_time();
        std::sort(events.begin(), events.end(),
                  [](const event& a, const event& b) { return a.who != b.who ? a.who < b.who : a.at < b.at; });
        return events;
    }();
    return log;
}

/// By hand: the steps an entity took.
struct list {
    std::vector<std::pair<std::uint32_t, std::uint8_t>> taken;
    bool sorted{true};

    void add(const event& each) {
        if (each.what == other) return;
        const std::pair<std::uint32_t, std::uint8_t> step{each.at, static_cast<std::uint8_t>(each.what)};
        if (!taken.empty() && step < taken.back()) sorted = false;
        taken.push_back(step);
    }

    /// The furthest level. Keeps the latest start at each.
    std::size_t scan() {
        if (!sorted) std::sort(taken.begin(), taken.end());
        std::array<std::int64_t, 5> start{-1, -1, -1, -1, -1};
        std::size_t level = 0;
        for (const auto& [at, step] : taken) {
            if (step == 0) {
                start[0] = at;
            } else if (start[step - 1] >= 0 && at - start[step - 1] <= window) {
                start[step] = start[step - 1];
            } else {
                continue;
            }
            level = std::max<std::size_t>(level, step + 1U);
            if (level == 5) break;
        }
        return level;
    }
};

histogram by_hand_grouped() {
    histogram levels{};
    const std::vector<event>& log = by_entity();
    list own;
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (i != 0 && log[i].who != log[i - 1].who) {
            ++levels[own.scan()];
            own.taken.clear();
            own.sorted = true;
        }
        own.add(log[i]);
    }
    ++levels[own.scan()];
    return levels;
}

histogram by_hand_interleaved() {
    std::unordered_map<std::uint64_t, list> lists;
    for (const event& each : by_time()) lists[each.who].add(each);
    histogram levels{};
    for (auto& [who, own] : lists) ++levels[own.scan()];
    return levels;
}

using emptor::steps, emptor::untimed, emptor::within;
constexpr emptor::funnel asked{steps(visit, search, compare, purchase, review), within(window)};
constexpr emptor::funnel asked_timed{steps(visit, search, compare, purchase, review), within(window), emptor::timed};
constexpr emptor::funnel asked_untimed{steps(visit, search, compare, purchase, review), within(window), untimed};
constexpr emptor::funnel asked_without_window{steps(visit, search, compare, purchase, review)};
constexpr emptor::funnel asked_levels{steps(visit, search, compare, purchase, review), untimed};

template <class Report>
histogram levels_of(const Report& report) {
    histogram levels{};
    std::uint64_t further = report.entities();
    for (std::size_t k = 0; k < 5; ++k) {
        levels[k] = further - report.steps()[k].entities;
        further = report.steps()[k].entities;
    }
    levels[5] = further;
    return levels;
}

/// Every way must find what is expected.
template <class Count>
void measure(benchmark::State& state, const Count& count, const histogram& expected) {
    for (auto _ : state) {
        if (count() != expected) {
            state.SkipWithError("another answer");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(by_time().size()));
}

const histogram& expected_levels() {
    static const histogram levels = by_hand_grouped();
    return levels;
}

void engines_grouped_by_hand(benchmark::State& state) { measure(state, by_hand_grouped, expected_levels()); }
BENCHMARK(engines_grouped_by_hand)->Unit(benchmark::kMillisecond);

void engines_grouped(benchmark::State& state) {
    const auto& log = by_entity();
    measure(
        state, [&] { return levels_of(asked(emptor::grouped, log, &event::who, &event::at, &event::what)); },
        expected_levels());
}
BENCHMARK(engines_grouped)->Unit(benchmark::kMillisecond);

void engines_grouped_untimed(benchmark::State& state) {
    const auto& log = by_entity();
    measure(
        state, [&] { return levels_of(asked_untimed(emptor::grouped, log, &event::who, &event::at, &event::what)); },
        expected_levels());
}
BENCHMARK(engines_grouped_untimed)->Unit(benchmark::kMillisecond);

void engines_grouped_with_step_times(benchmark::State& state) {
    const auto& log = by_entity();
    measure(
        state, [&] { return levels_of(asked_timed(emptor::grouped, log, &event::who, &event::at, &event::what)); },
        expected_levels());
}
BENCHMARK(engines_grouped_with_step_times)->Unit(benchmark::kMillisecond);

void engines_grouped_columns(benchmark::State& state) {
    std::vector<std::uint64_t> who;
    std::vector<std::uint32_t> at;
    std::vector<action> what;
    for (const event& each : by_entity()) {
        who.push_back(each.who);
        at.push_back(each.at);
        what.push_back(each.what);
    }
    measure(
        state, [&] { return levels_of(asked(emptor::grouped, emptor::columns(who, at, what))); }, expected_levels());
}
BENCHMARK(engines_grouped_columns)->Unit(benchmark::kMillisecond);

void engines_interleaved_by_hand(benchmark::State& state) { measure(state, by_hand_interleaved, expected_levels()); }
BENCHMARK(engines_interleaved_by_hand)->Unit(benchmark::kMillisecond);

/// The events in order of time, by an engine's word or none.
template <class Question, class... Words>
void interleaved(benchmark::State& state, const Question& question, Words... words) {
    const auto& log = by_time();
    measure(
        state, [&] { return levels_of(question(words..., log, &event::who, &event::at, &event::what)); },
        expected_levels());
}

void engines_interleaved(benchmark::State& state) { interleaved(state, asked); }
BENCHMARK(engines_interleaved)->Unit(benchmark::kMillisecond);

void engines_interleaved_untimed(benchmark::State& state) { interleaved(state, asked_untimed); }
BENCHMARK(engines_interleaved_untimed)->Unit(benchmark::kMillisecond);

void engines_partitioned(benchmark::State& state) { interleaved(state, asked, emptor::partitioned); }
BENCHMARK(engines_partitioned)->Unit(benchmark::kMillisecond);

void engines_partitioned_untimed(benchmark::State& state) { interleaved(state, asked_untimed, emptor::partitioned); }
BENCHMARK(engines_partitioned_untimed)->Unit(benchmark::kMillisecond);

void engines_parallel(benchmark::State& state) {
    interleaved(state, asked, emptor::parallel(static_cast<unsigned>(state.range(0))));
}
BENCHMARK(engines_parallel)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void engines_late_by_a_minute(benchmark::State& state) {
    interleaved(state, asked, emptor::late_by(60U), emptor::partitioned);
}
BENCHMARK(engines_late_by_a_minute)->Unit(benchmark::kMillisecond);

/// A last step that nobody takes, and 3600 events of one entity in each window: an algorithm that starts again from
/// every first step goes through all of them each time.
template <class Question>
void never_completed(benchmark::State& state, const Question& question) {
    std::vector<event> log;
    for (std::uint32_t at = 0; at < by_time().size(); ++at) log.push_back({1, at, static_cast<action>(at % 4)});
    for (auto _ : state) {
        const auto report = question(emptor::grouped, log, &event::who, &event::at, &event::what);
        if (report.steps()[3].entities != 1 || report.steps()[4].entities != 0) state.SkipWithError("another answer");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.size()));
}

constexpr auto an_hour = within(std::uint32_t{3600});
void engines_never_completed(benchmark::State& state) {
    never_completed(state, emptor::funnel{steps(visit, search, compare, purchase, review), an_hour});
}
BENCHMARK(engines_never_completed)->Unit(benchmark::kMillisecond);

void engines_never_completed_untimed(benchmark::State& state) {
    never_completed(state, emptor::funnel{steps(visit, search, compare, purchase, review), an_hour, untimed});
}
BENCHMARK(engines_never_completed_untimed)->Unit(benchmark::kMillisecond);

/// Without a window, and with ids that count up from 0.
struct numbered {
    std::uint32_t who, at;
    action what;
};

struct numbered_log {
    std::vector<numbered> events;
    std::size_t entities;
};

const numbered_log& by_number() {
    static const numbered_log log = [] {
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        numbered_log made{};
        for (const event& each : by_time()) {
            const auto number = static_cast<std::uint32_t>(numbers.size());
            made.events.push_back({numbers.try_emplace(each.who, number).first->second, each.at, each.what});
        }
        made.entities = numbers.size();
        return made;
    }();
    return log;
}

const histogram& expected_without_window() {
    static const histogram levels = levels_of(asked_without_window(by_time(), &event::who, &event::at, &event::what));
    return levels;
}

template <class Question>
void dense(benchmark::State& state, const Question& question) {
    const auto& [log, entities] = by_number();
    measure(
        state,
        [&] {
            return levels_of(
                question(emptor::dense_ids(entities), log, &numbered::who, &numbered::at, &numbered::what));
        },
        expected_without_window());
}

/// By hand: the next level of a byte, if the event is that step. Steps at one time in the wrong order are lost, so it
/// may find a few less.
void engines_dense_by_hand(benchmark::State& state) {
    const auto& [log, entities] = by_number();
    for (auto _ : state) {
        std::vector<std::uint8_t> levels(entities);
        for (const auto& [who, at, what] : log) {
            std::uint8_t& level = levels[who];
            level = static_cast<std::uint8_t>(level + (static_cast<unsigned>(what) == level ? 1U : 0U));
        }
        benchmark::DoNotOptimize(levels.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.size()));
}
BENCHMARK(engines_dense_by_hand)->Unit(benchmark::kMillisecond);

void engines_dense_without_window(benchmark::State& state) { dense(state, asked_without_window); }
BENCHMARK(engines_dense_without_window)->Unit(benchmark::kMillisecond);

void engines_dense_untimed(benchmark::State& state) { dense(state, asked_levels); }
BENCHMARK(engines_dense_untimed)->Unit(benchmark::kMillisecond);

}  // namespace
