// SPDX-License-Identifier: BSL-1.0

/// @file
/// A journey whose process knows which roles have authority, beside one that knows none of it; and deals, a request
/// at a time, beside one written by hand that keeps the same log. Both are checked to move as often.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include <emptor/process/journey.hpp>
#include <emptor/roles/deal.hpp>
#include <emptor/roles/decision_chain.hpp>
#include <emptor/roles/policies.hpp>

namespace {

enum class stage { quotes, choice };
enum class event { compared, back, signed_off };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;
using emptor::as;
using emptor::member_id;
using eur = emptor::money<"EUR">;

constexpr auto buying = emptor::process<stage, event>(
    quotes,
    {
        {in(quotes), on(compared), by(user, buyer), to(choice)},
        {in(choice), on(back), by(user, buyer), to(quotes)},
        {in(quotes, choice), on(signed_off), by(buyer), once_agreed(user, decision_maker, gatekeeper), to(quotes)},
        endless(),
    });
constexpr auto approval = emptor::decision_chain<buying, eur, std::int64_t>(
    as<user>(emptor::always{}), as<buyer>(emptor::within_budget{}, emptor::before_deadline{}),
    as<decision_maker>(emptor::approves_up_to<eur::of(50'000)>{}), as<gatekeeper>(emptor::vetoes<back>{}));
constexpr auto lawful = approval.authorised();
using purchase = emptor::deal<approval>;

constexpr std::size_t rounds = 256;

struct step {
    event what;
    emptor::role who;
};

const std::vector<step>& steps() {
    static const std::vector<step> made = [] {
        std::vector<step> all;
        std::uint64_t state = 42;
        for (std::size_t i = 0; i < 1'000'000; ++i) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            all.push_back({static_cast<event>((state >> 33) % 3), static_cast<emptor::role>((state >> 41) % 8)});
        }
        return all;
    }();
    return made;
}

template <const auto& Process>
void journeys(benchmark::State& state) {
    for (auto _ : state) {
        emptor::journey<Process> walker;
        std::size_t moved = 0;
        for (const step& each : steps()) moved += walker.apply(each.what, each.who) ? 1U : 0U;
        benchmark::DoNotOptimize(moved);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(steps().size()));
}

purchase fresh() {
    purchase it{
        {.amount = eur::of(9'000), .budget = eur::of(10'000), .deadline = 1'000'000},
        {{"Anna", {user}}, {"Ben", {buyer}}, {"Carla", {decision_maker}}, {"Dora", {gatekeeper}}, {"Eric", {user}}}};
    it.reserve(rounds * 5 + 8);
    return it;
}

/// What a deal does, for this one purchase only: two stages, four roles, a log.
class by_hand {
public:
    struct line {
        std::int64_t when;
        std::int64_t amount;
        event what;
        stage where;
        std::uint8_t who;
        std::uint8_t role;
        std::uint8_t act;
        std::uint8_t answer;
    };

    by_hand() { log.reserve(rounds * 5 + 8); }

    bool request(std::uint8_t who, event what, std::int64_t when) {
        if (when < last || who >= 5) return false;
        const std::uint8_t role = roles[who];
        const bool permitted = what == signed_off ? role == 2 : role == 1 || role == 2;
        const bool possible = what == signed_off || (what == compared ? now == quotes : now == choice);
        const bool willing = role != 2 || (amount <= budget && when <= deadline);
        const bool waits = what == signed_off;
        const bool goes = permitted && possible && willing && !waits;
        log.push_back({when, amount, what, now, who, role, 0, static_cast<std::uint8_t>(goes)});
        last = when;
        if (permitted && possible && willing && waits) {
            waiting = true;
            agreed = 0;
            asked_by = who;
        }
        if (goes) move(what, who, role, when);
        return goes;
    }
    bool approve(std::uint8_t who, std::int64_t when) {
        if (when < last || who >= 5 || !waiting) return false;
        const std::uint8_t role = roles[who];
        if (role == 4 && amount > 5'000'000) return false;
        const auto bit = static_cast<std::uint8_t>(role == 1 ? 1 : role == 4 ? 2 : role == 5 ? 4 : 0);
        if (bit == 0 || (agreed & bit) != 0) return false;
        agreed |= bit;
        const bool goes = agreed == 7 && amount <= budget && when <= deadline;
        log.push_back({when, amount, signed_off, now, who, role, 1, static_cast<std::uint8_t>(goes)});
        last = when;
        if (goes) move(signed_off, asked_by, 2, when);
        return goes;
    }

    std::vector<line> log;

private:
    void move(event what, std::uint8_t who, std::uint8_t role, std::int64_t when) {
        now = what == compared ? choice : quotes;
        waiting = false;
        log.push_back({when, amount, what, now, who, role, 2, 1});
    }

    std::uint8_t roles[5]{1, 2, 4, 5, 1};
    std::int64_t amount = 900'000;
    std::int64_t budget = 1'000'000;
    std::int64_t deadline = 1'000'000;
    std::int64_t last = 0;
    stage now = quotes;
    bool waiting = false;
    std::uint8_t agreed = 0;
    std::uint8_t asked_by = 0;
};

void report(benchmark::State& state, std::size_t moved) {
    if (moved != rounds) state.SkipWithError("another answer");
    state.counters["ns_each"] = benchmark::Counter(
        static_cast<double>(rounds) / 1e9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// `Setup` is not measured.
template <class Make, class Round>
void measure(benchmark::State& state, const Make& make, const Round& round) {
    std::size_t moved = 0;
    for (auto _ : state) {
        state.PauseTiming();
        auto it = make();
        state.ResumeTiming();
        moved = 0;
        for (std::size_t i = 0; i < rounds; ++i) moved += round(it, static_cast<std::int64_t>(i)) ? 1U : 0U;
        benchmark::DoNotOptimize(it.log);
    }
    report(state, moved);
}

struct held {
    purchase log = fresh();
};

void requests_by_hand(benchmark::State& state) {
    measure(
        state, [] { return by_hand{}; },
        [](by_hand& it, std::int64_t i) { return it.request(1, i % 2 == 0 ? compared : back, i); });
}
void requests_by_deal(benchmark::State& state) {
    measure(
        state, [] { return held{}; },
        [](held& it, std::int64_t i) {
            return static_cast<bool>(it.log.request(member_id{1}, i % 2 == 0 ? compared : back, i));
        });
}
void three_agreements_by_hand(benchmark::State& state) {
    measure(
        state, [] { return by_hand{}; },
        [](by_hand& it, std::int64_t i) {
            it.request(1, signed_off, i);
            it.approve(0, i);
            it.approve(2, i);
            return it.approve(3, i);
        });
}
void three_agreements_by_deal(benchmark::State& state) {
    measure(
        state, [] { return held{}; },
        [](held& it, std::int64_t i) {
            it.log.request(member_id{1}, signed_off, i);
            it.log.approve(member_id{0}, signed_off, i);
            it.log.approve(member_id{2}, signed_off, i);
            return static_cast<bool>(it.log.approve(member_id{3}, signed_off, i));
        });
}

BENCHMARK(journeys<buying>)->Name("steps_of_any_role")->Unit(benchmark::kMillisecond);
BENCHMARK(journeys<lawful>)->Name("steps_with_authority")->Unit(benchmark::kMillisecond);
BENCHMARK(requests_by_hand)->Unit(benchmark::kMicrosecond);
BENCHMARK(requests_by_deal)->Unit(benchmark::kMicrosecond);
BENCHMARK(three_agreements_by_hand)->Unit(benchmark::kMicrosecond);
BENCHMARK(three_agreements_by_deal)->Unit(benchmark::kMicrosecond);

}  // namespace
