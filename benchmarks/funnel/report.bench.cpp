// SPDX-License-Identifier: BSL-1.0

/// @file
/// The full report of a funnel of five steps, beside its bare count: times of every clock with their quantiles, the
/// trend by week, and the breakdown by ten channels; of events that stand together entity by entity, and of events that
/// are interleaved by time. Both must find the same number of entities at every step.
///
/// The environment variable EMPTOR_BENCHMARK_EVENTS says how many events (100,000 if it does not); there is one entity
/// for each ten of them.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <ranges>
#include <tuple>
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
    std::uint8_t channel;
};

constexpr std::uint32_t day = 86'400;
constexpr std::uint32_t end_of_log = 90 * day;

/// Entities drawn at random at each of as many moments of 90 days, which are in order.
const std::vector<event>& interleaved_log() {
    static const std::vector<event> log = [] {
        const char* const wanted = std::getenv("EMPTOR_BENCHMARK_EVENTS");
        const std::uint64_t length = wanted == nullptr ? 100'000 : std::strtoull(wanted, nullptr, 10);
        const std::uint64_t entities = std::max<std::uint64_t>(length / 10, 1);
        constexpr std::array<unsigned, 5> up_to{35, 55, 67, 75, 80};  // in a hundred; 20 are no step
        std::mt19937_64 random{2025};
        std::vector<event> events;
        for (std::uint64_t i = 0; i < length; ++i) {
            const std::uint64_t dice = random() % 100;
            const auto step = std::ranges::upper_bound(up_to, dice) - up_to.begin();
            events.push_back({random() % entities * 0x9E3779B97F4A7C15U,
                              static_cast<std::uint32_t>(i * end_of_log / length), static_cast<action>(step),
                              static_cast<std::uint8_t>(random() % 10)});
        }
        return events;
    }();
    return log;
}

const std::vector<event>& grouped_log() {
    static const std::vector<event> log = [] {
        std::vector<event> events = interleaved_log();
        std::vector<std::size_t> order(events.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::ranges::sort(order, {}, [&](std::size_t i) { return std::tuple{events[i].who, i}; });
        for (std::size_t i = 0; i < order.size(); ++i) events[i] = interleaved_log()[order[i]];
        return events;
    }();
    return log;
}

template <class... Words>
constexpr auto question(Words... words) {
    return emptor::funnel{emptor::steps(visit, search, compare, purchase, review), emptor::within(std::chrono::days{7}),
                          emptor::unit<std::chrono::seconds>, words...};
}
constexpr auto asked = question();
constexpr auto asked_timed = question(emptor::timed);
constexpr auto asked_untimed = question(emptor::untimed);

template <class Report>
std::uint64_t complete(const Report& report) {
    return report.steps().back().entities;
}

template <class Question, class... Words>
std::uint64_t count_of(const Question& question, const std::vector<event>& log, Words... words) {
    return complete(question(words..., log, &event::who, &event::at, &event::what));
}

/// Every view must add up to the report.
template <class... Words>
std::uint64_t full(const std::vector<event>& log, Words... words) {
    const auto attempts = emptor::attempts_of(asked, words..., log, &event::who, &event::at, &event::what,
                                              emptor::split_by(&event::channel));
    emptor::funnel_trend by_week{std::chrono::weeks{1}};
    for (const auto attempt : attempts) by_week.count(attempt);
    std::uint64_t by_channel = 0;
    for (const auto& group : emptor::funnel_breakdown{attempts}.groups()) by_channel += complete(group.report);
    const std::uint64_t all = complete(attempts.report());
    return by_week.total().reached(5) == all && by_channel == all ? all : ~std::uint64_t{};
}

template <class Count>
void measure(benchmark::State& state, const std::vector<event>& log, const Count& count) {
    const std::uint64_t expected = count_of(asked, log);
    for (auto _ : state) {
        if (count(log) != expected) {
            state.SkipWithError("another answer");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.size()));
}

void report_grouped_untimed(benchmark::State& state) {
    measure(state, grouped_log(), [](const auto& log) { return count_of(asked_untimed, log, emptor::grouped); });
}
BENCHMARK(report_grouped_untimed)->Unit(benchmark::kMillisecond);

void report_grouped_bare(benchmark::State& state) {
    measure(state, grouped_log(), [](const auto& log) { return count_of(asked, log, emptor::grouped); });
}
BENCHMARK(report_grouped_bare)->Unit(benchmark::kMillisecond);

void report_grouped_timed(benchmark::State& state) {
    measure(state, grouped_log(), [](const auto& log) { return count_of(asked_timed, log, emptor::grouped); });
}
BENCHMARK(report_grouped_timed)->Unit(benchmark::kMillisecond);

void report_grouped_full(benchmark::State& state) {
    measure(state, grouped_log(), [](const auto& log) { return full(log, emptor::grouped); });
}
BENCHMARK(report_grouped_full)->Unit(benchmark::kMillisecond);

void report_interleaved_untimed(benchmark::State& state) {
    measure(state, interleaved_log(), [](const auto& log) { return count_of(asked_untimed, log); });
}
BENCHMARK(report_interleaved_untimed)->Unit(benchmark::kMillisecond);

void report_interleaved_bare(benchmark::State& state) {
    measure(state, interleaved_log(), [](const auto& log) { return count_of(asked, log); });
}
BENCHMARK(report_interleaved_bare)->Unit(benchmark::kMillisecond);

void report_interleaved_full(benchmark::State& state) {
    measure(state, interleaved_log(), [](const auto& log) { return full(log); });
}
BENCHMARK(report_interleaved_full)->Unit(benchmark::kMillisecond);

}  // namespace
