// SPDX-License-Identifier: BSL-1.0
//
// Which events belong to one visit? Splits the bundled log into sessions by a pause, and by the event that begins one,
// says what they are like, and asks how many visits, not buyers, led to a purchase. Checks that no event is lost.
#include <chrono>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/emptor.hpp>

#include "shop_log.hpp"

using namespace std::chrono_literals;
using namespace emptor::question_words;

namespace {

// [README
bool show(std::string_view name, const emptor::session_report& report) {
    std::cout << std::left << std::setw(24) << name << std::right << std::setw(9) << report.sessions << std::setw(9)
              << report.outside << std::setw(12) << report.per_entity.mean().value() << std::setw(12)
              << report.events_in_one.mean().value() << std::setw(12) << report.lengths.quantile(0.5).value() / 60
              << std::setw(12) << report.lengths.quantile(0.9).value() / 60 << '\n';
    return report.events == report.inside + report.outside + report.out_of_order;
}

bool explain(const std::vector<visit>& visits) {
    constexpr emptor::sessions by_pause{gap(30min)};
    constexpr emptor::sessions by_event{starts_with("visit")};
    constexpr emptor::sessions by_both{starts_with("visit"), gap(30min), lasts_at_most(24h)};

    std::cout << std::fixed << std::setprecision(2) << std::left << std::setw(24) << "a session begins" << std::right
              << std::setw(9) << "sessions" << std::setw(9) << "outside" << std::setw(12) << "per buyer"
              << std::setw(12) << "events" << std::setw(12) << "median, min" << std::setw(12) << "p90, min" << '\n';
    bool whole = show("after 30 minutes", by_pause(visits, &visit::buyer, &visit::at));
    whole &= show("with a visit", by_event(visits, &visit::buyer, &visit::at, &visit::event));
    whole &= show("with either", by_both(visits, &visit::buyer, &visit::at, &visit::event));

    // The number of an event's session makes of each session an entity of its own.
    const auto numbers = by_pause.numbers(visits, &visit::buyer, &visit::at);
    const auto session_of = [&](const visit& each) {
        const auto place = static_cast<std::size_t>(&each - visits.data());
        return each.buyer + '#' + std::to_string(numbers[place].value());
    };
    const auto report =
        emptor::funnel{steps("visit", "search", "compare", "purchase")}(visits, session_of, &visit::at, &visit::event);
    std::cout << "\nof all sessions by pause\n";
    for (const auto& step : report.steps()) {
        std::cout << "  " << std::left << std::setw(10) << step.name << std::right << std::setw(6) << step.entities
                  << '\n';
    }
    return whole;
}
// README]

}  // namespace

int main(int argc, char** argv) {
    return explain_log(argc, argv, [](const std::vector<visit>& visits) {
        if (!explain(visits)) throw std::runtime_error{"not every event is inside a session or outside"};
    });
}
