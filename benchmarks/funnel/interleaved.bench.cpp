// SPDX-License-Identifier: BSL-1.0

/// @file
/// A funnel of five steps over entities that are interleaved by time, each found by a 64-bit id, a text or a number
/// below a limit, beside the map of lists one would write by hand for each. All must find the same number of entities
/// at every level.
///
/// The environment variable EMPTOR_BENCHMARK_EVENTS says how many events (100,000 if it does not); there is one entity
/// for each ten of them. The figures of emptor hold the whole report, by hand there are only the levels.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/funnel.hpp>

namespace {

enum class action : std::uint8_t { visit, search, compare, purchase, review, other };
using enum action;

constexpr std::uint64_t day = 86'400'000;
constexpr std::uint32_t window = 7 * day;
constexpr std::size_t last_step = 5;

/// Entities by level, 0 to 5.
using histogram = std::array<std::uint64_t, last_step + 1>;

template <class Id>
struct event {
    Id who;
    std::uint32_t at;  ///< milliseconds, no two alike
    action what;
};

template <class Id>
struct log_of {
    std::vector<event<Id>> events;
    std::size_t entities;
};

std::uint64_t scrambled(std::uint64_t bits) {
    bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93U;
    bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93U;
    return bits ^ (bits >> 32);
}

/// Entities drawn at random at each of as many moments of 30 days, which are in order.
/// @param named the id of the n-th entity.
template <class Named>
auto drawn(const Named& named) {
    const char* const wanted = std::getenv("EMPTOR_BENCHMARK_EVENTS");
    const std::uint64_t length = wanted == nullptr ? 100'000 : std::strtoull(wanted, nullptr, 10);
    const std::uint64_t entities = std::max<std::uint64_t>(length / 10, 1);
    constexpr std::array<unsigned, last_step> up_to{35, 55, 67, 75, 80};  // in a hundred; 20 are no step
    std::mt19937_64 random{2025};
    log_of<decltype(named(0U))> log{{}, entities};
    log.events.reserve(length);
    for (std::uint64_t i = 0; i < length; ++i) {
        const std::uint64_t dice = random() % 100;
        const auto step = std::upper_bound(up_to.begin(), up_to.end(), dice) - up_to.begin();
        log.events.push_back({named(random() % entities), static_cast<std::uint32_t>(i * (30 * day) / length),
                              static_cast<action>(step)});
    }
    return log;
}

const auto& by_id() {
    static const auto log = drawn([](std::uint64_t n) { return scrambled(n); });
    return log;
}

const auto& by_text() {
    static const auto log =
        drawn([](std::uint64_t n) { return "buyer-" + std::to_string(n * 1'000'003 % 999'999'937); });
    return log;
}

const auto& by_number() {
    static const auto log = drawn([](std::uint64_t n) { return static_cast<std::uint32_t>(n); });
    return log;
}

/// By hand: the steps an entity took.
using list = std::vector<std::pair<std::uint32_t, std::uint8_t>>;

/// The furthest level. Keeps the latest start at each.
std::size_t scanned(const list& taken) {
    std::array<std::int64_t, last_step> start;
    start.fill(-1);
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
        if (level == last_step) break;
    }
    return level;
}

void keep(list& own, std::uint32_t at, action what) {
    if (what != other) own.emplace_back(at, static_cast<std::uint8_t>(what));
}

template <class Id>
histogram by_hand(const log_of<Id>& log) {
    std::unordered_map<Id, list> lists;
    for (const auto& each : log.events) keep(lists[each.who], each.at, each.what);
    histogram levels{};
    for (const auto& [who, own] : lists) ++levels[scanned(own)];
    return levels;
}

/// The same where ids are numbers, and nothing is too late.
histogram by_hand_dense(const log_of<std::uint32_t>& log) {
    std::vector<std::uint8_t> level(log.entities, last_step + 1);  // that is: never seen
    for (const auto& each : log.events) {
        std::uint8_t& own = level[each.who];
        if (own > last_step) own = 0;
        if (own == static_cast<std::uint8_t>(each.what) && own < last_step) ++own;
    }
    histogram levels{};
    for (const std::uint8_t own : level) {
        if (own <= last_step) ++levels[own];
    }
    return levels;
}

using emptor::steps, emptor::within;
constexpr emptor::funnel asked{steps(visit, search, compare, purchase, review), within(window)};
constexpr emptor::funnel asked_without_window{steps(visit, search, compare, purchase, review)};

template <class Report>
histogram levels_of(const Report& report) {
    histogram levels{};
    std::uint64_t further = report.entities();
    for (std::size_t k = 0; k < last_step; ++k) {
        levels[k] = further - report.steps()[k].entities;
        further = report.steps()[k].entities;
    }
    levels[last_step] = further;
    return levels;
}

/// Every way must find what is expected.
template <class Id, class Count>
void measure(benchmark::State& state, const log_of<Id>& log, const Count& count, const histogram& expected) {
    for (auto _ : state) {
        if (count(log) != expected) {
            state.SkipWithError("another answer");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.events.size()));
}

/// The question asked of a log, after the word of an engine or none.
template <class Question, class... Words>
auto asking(const Question& question, Words... words) {
    return [=]<class Id>(const log_of<Id>& log) {
        return levels_of(question(words..., log.events, &event<Id>::who, &event<Id>::at, &event<Id>::what));
    };
}

const histogram& expected() {
    static const histogram levels = by_hand(by_number());
    return levels;
}

const histogram& expected_without_window() {
    static const histogram levels = by_hand_dense(by_number());
    return levels;
}

/// The least that any way must do: look at every event.
void interleaved_read(benchmark::State& state) {
    const auto& log = by_number();
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const auto& each : log.events) sum += each.who + each.at + static_cast<std::uint64_t>(each.what);
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.events.size()));
}
BENCHMARK(interleaved_read)->Unit(benchmark::kMillisecond);

void interleaved_ids_by_hand(benchmark::State& state) { measure(state, by_id(), by_hand<std::uint64_t>, expected()); }
BENCHMARK(interleaved_ids_by_hand)->Unit(benchmark::kMillisecond);

void interleaved_ids(benchmark::State& state) { measure(state, by_id(), asking(asked), expected()); }
BENCHMARK(interleaved_ids)->Unit(benchmark::kMillisecond);

void interleaved_ids_one_by_one(benchmark::State& state) {
    measure(
        state, by_id(),
        [](const auto& log) {
            auto counter = asked.counter<std::uint64_t, std::uint32_t>();
            for (const auto& each : log.events) counter.count(each.who, each.at, each.what);
            return levels_of(std::move(counter).report());
        },
        expected());
}
BENCHMARK(interleaved_ids_one_by_one)->Unit(benchmark::kMillisecond);

void interleaved_texts_by_hand(benchmark::State& state) { measure(state, by_text(), by_hand<std::string>, expected()); }
BENCHMARK(interleaved_texts_by_hand)->Unit(benchmark::kMillisecond);

void interleaved_texts(benchmark::State& state) { measure(state, by_text(), asking(asked), expected()); }
BENCHMARK(interleaved_texts)->Unit(benchmark::kMillisecond);

void interleaved_dense_by_hand(benchmark::State& state) {
    measure(state, by_number(), by_hand_dense, expected_without_window());
}
BENCHMARK(interleaved_dense_by_hand)->Unit(benchmark::kMillisecond);

void interleaved_dense(benchmark::State& state) {
    measure(state, by_number(), asking(asked, emptor::dense_ids(by_number().entities)), expected());
}
BENCHMARK(interleaved_dense)->Unit(benchmark::kMillisecond);

void interleaved_dense_without_window(benchmark::State& state) {
    measure(state, by_number(), asking(asked_without_window, emptor::dense_ids(by_number().entities)),
            expected_without_window());
}
BENCHMARK(interleaved_dense_without_window)->Unit(benchmark::kMillisecond);

}  // namespace
