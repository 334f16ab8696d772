// SPDX-License-Identifier: BSL-1.0
//
// A shop writes one file a day. Each day is counted apart, in any order and on any machine, and joined with the days
// before and after it: buyers who looked in March and paid in April count as if the year had been read at once.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <utility>
#include <vector>

#include <emptor/emptor.hpp>

using namespace std::chrono_literals;
using namespace emptor::question_words;

namespace {

enum class act : unsigned char { visit, compare, pay, complain };

struct event {
    std::uint32_t buyer;
    std::chrono::sys_seconds at;
    act what;
};

constexpr emptor::funnel asked{steps(act::visit, act::compare, act::pay), within(30 * 24h), breaks_on(back)};
using day_count = decltype(asked.segment<std::uint32_t, std::chrono::sys_seconds>());

/// What the file of a day holds: made up, but the same on every machine (the generator of D. H. Lehmer 1951, with the
/// multiplier of S. K. Park and K. W. Miller 1988).
std::vector<event> events_of(std::chrono::sys_days date) {
    std::uint64_t state = static_cast<std::uint64_t>(date.time_since_epoch().count()) + 1;
    const auto below = [&state](std::uint64_t n) {
        state = state * 16'807 % 2'147'483'647;
        return state % n;
    };
    std::vector<event> events;
    for (std::chrono::seconds at{}; at < 24h; at += std::chrono::seconds{1 + below(600)}) {
        constexpr act acts[]{act::visit, act::visit, act::visit, act::compare, act::compare, act::pay, act::complain};
        events.push_back({static_cast<std::uint32_t>(below(20'000)), date + at, acts[below(7)]});
    }
    return events;
}

day_count counted(std::chrono::sys_days date) {
    day_count span = asked.segment<std::uint32_t, std::chrono::sys_seconds>();
    for (const event& each : events_of(date)) span.count(each.buyer, each.at, each.what);
    return span;
}

/// The days from one to another, the latter left out; halves of halves, as a cluster would join them.
day_count joined(std::chrono::sys_days from, std::chrono::sys_days to) {
    if (to - from == std::chrono::days{1}) return counted(from);
    const std::chrono::sys_days middle = from + (to - from) / 2;
    return joined(from, middle).then(joined(middle, to));
}

}  // namespace

int main() {
    using namespace std::chrono;
    const sys_days begin = 2025y / January / 1;
    const sys_days end = 2026y / January / 1;

    day_count year = asked.segment<std::uint32_t, sys_seconds>();  // as the days come in
    auto whole = asked.counter<std::uint32_t, sys_seconds>();
    for (sys_days date = begin; date != end; date += days{1}) {
        year = std::move(year).then(counted(date));
        for (const event& each : events_of(date)) whole.count(each.buyer, each.at, each.what);
    }

    const auto report = year.report();
    std::cout << report.events() << " events of " << report.entities() << " buyers on " << (end - begin).count()
              << " days\n";
    for (const auto& step : report.steps()) std::cout << step.name << ": " << step.entities << '\n';

    const bool same = report == whole.report() && year == joined(begin, end);
    std::cout << "the days joined " << (same ? "are" : "are not") << " the year counted at once\n";
    return same ? 0 : 1;
}
