// SPDX-License-Identifier: BSL-1.0
//
// A cosmetics brand asks how many of those who bought for the first time come back, month by month, and whether the
// offer it sends since July brings more of them back. Checks itself against what the made-up buyers do.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <vector>

#include <emptor/emptor.hpp>

using namespace std::chrono_literals;
using namespace emptor::question_words;

namespace {

enum class act : std::uint8_t { visit, purchase };

struct event {
    std::uint32_t buyer;
    std::chrono::sys_seconds at;
    act what;
};

/// Midnight in Shanghai, whose clocks are 8 hours ahead.
std::chrono::sys_seconds first_of(int year, unsigned month) {
    return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / 1} - 8h;
}

/// A year of buyers, made up, but the same on every machine (the generator of D. H. Lehmer 1951, with the multiplier
/// of S. K. Park and K. W. Miller 1988). From July on those who bought are sent an offer, and more of them return.
std::vector<event> make_log() {
    std::uint64_t state = 2026;
    const auto below = [&state](std::uint64_t n) {
        state = state * 16'807 % 2'147'483'647;
        return state % n;
    };
    const auto begin = first_of(2025, 1);
    const auto july = first_of(2025, 7);
    const auto end = first_of(2026, 1);
    std::vector<event> events;
    for (std::uint32_t buyer = 1; buyer <= 3'000; ++buyer) {
        std::chrono::sys_seconds at = begin + std::chrono::minutes{below(365 * 1440)};
        const std::uint64_t loyal = at >= july ? 72 : 60;  // per cent
        events.push_back({buyer, at, act::visit});
        while (at < end) {
            events.push_back({buyer, at, act::purchase});
            if (below(100) >= loyal) break;
            at += std::chrono::days{10 + below(50)};
            at += std::chrono::minutes{below(1440)};
        }
    }
    return events;
}

constexpr emptor::calendar_bucket month{std::chrono::months{1}, 8h};
constexpr auto asked = retention_cohorts(act::purchase, act::purchase, month);

void show(const emptor::retention_triangle& triangle) {
    for (const auto& cohort : triangle.cohorts) {
        std::cout << cohort.name << std::setw(6) << cohort.entities << " |";
        for (const auto& cell : cohort.cells) {
            std::cout << std::setw(4) << std::lround(100 * *cell.retained.rate()) << ' ';
        }
        std::cout << '\n';
    }
    std::cout << "all           |";
    for (const auto& cell : triangle.overall)
        std::cout << std::setw(4) << std::lround(100 * *cell.retained.rate()) << ' ';
    std::cout << "\n\n";
}

}  // namespace

// [README
int main() {
    const std::vector<event> log = make_log();
    auto returns = asked(log, &event::buyer, &event::at, &event::what);
    returns.observed_until(first_of(2026, 1));

    std::cout << "Bought again in the n-th month after the first purchase, %\n";
    show(returns.triangle(bounded, 11));
    std::cout << "Bought again in the n-th month or later, %\n";
    show(returns.triangle(unbounded, 11));

    // Three cohorts before the offer and three since, all of whom had their two months.
    const emptor::retention_triangle triangle = returns.triangle(rolling(2), 1);
    emptor::proportion without;
    emptor::proportion with;
    for (const auto& cohort : triangle.cohorts) {
        const emptor::proportion& next_two = cohort.cells.back().retained;
        if (cohort.name >= "2025-03" && cohort.name <= "2025-05") without += next_two;
        if (cohort.name >= "2025-07" && cohort.name <= "2025-09") with += next_two;
    }
    const auto compared =
        emptor::compare_rates("bought again in the next two months",
                              {{"without the offer", without}, {"with it", with}}, against("without the offer"));
    std::cout << compared.contrasts()[0].sentence() << '\n';

    std::uint64_t started = triangle.never_started;
    for (const auto& cohort : triangle.cohorts) started += cohort.entities;
    return started == triangle.entities && compared.contrasts()[0].apart().plausible.low > 0 ? EXIT_SUCCESS
                                                                                             : EXIT_FAILURE;
}
// README]
