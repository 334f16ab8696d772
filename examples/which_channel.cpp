// SPDX-License-Identifier: BSL-1.0
//
// A shop asks which channel brought its buyers: what each is credited with under each rule, and what would be lost
// without it. Checks that credits add up, whatever the rule.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow.hpp>

// clang-format off
// [README
enum class channel { search, newsletter, video, shop };
using enum channel;

struct visit {
    int buyer;
    int day;
    std::optional<channel> from;  // a purchase by telephone comes from none
    bool bought;
    std::int64_t cents;
};

/// Credits by a rule of one's own: the shop gets nothing where another channel was touched before it.
struct before_the_shop {
    void operator()(std::span<const std::uint32_t> path, std::span<double> weights) const {
        for (std::size_t at = 0; at < path.size(); ++at) weights[at] = path[at] == static_cast<std::uint32_t>(shop) ? 0 : 1;
        if (path.front() == static_cast<std::uint32_t>(shop)) weights[0] = 1;
    }
};

template <class Rule>
bool show(std::string_view name, const Rule& rule, const emptor::attribution_counts<channel>& journeys) {
    const emptor::attribution_credits credits = journeys.credits(rule);
    std::cout << std::left << std::setw(20) << name << std::right << std::fixed << std::setprecision(1);
    double sum = static_cast<double>(credits.unattributed().conversions);
    for (const auto& [from, conversions, cents] : credits) {
        std::cout << std::setw(12) << conversions;
        sum += conversions;
    }
    std::cout << std::setw(12) << credits.unattributed().conversions << std::setw(14) << credits[video].value / 100 << '\n';
    return sum == static_cast<double>(credits.total().conversions);  // to the last digit
}

bool explain(const std::vector<visit>& visits) {
    const auto [journeys, totals] = emptor::attribution(visits, &visit::buyer, &visit::day, &visit::from, &visit::bought, &visit::cents);
    std::cout << totals.events << " events, " << journeys.total().journeys << " journeys on " << journeys.paths() << " paths, "
              << journeys.total().conversions << " purchases\n\n" << std::left << std::setw(20) << "rule" << std::right;
    for (const std::string& name : journeys.names()) std::cout << std::setw(12) << name;
    std::cout << std::setw(12) << "nobody" << std::setw(14) << "video, EUR" << '\n';
    bool adds_up = show("first touch", emptor::first_touch{}, journeys);
    adds_up &= show("last touch", emptor::last_touch{}, journeys);
    adds_up &= show("linear", emptor::linear{}, journeys);
    adds_up &= show("position, 40/20/40", emptor::position_based{}, journeys);
    adds_up &= show("position, 60/30/10", emptor::position_based{.first = 0.6, .last = 0.1}, journeys);
    adds_up &= show("decay, half-life 1", emptor::time_decay{.half_life = 1}, journeys);
    adds_up &= show("Shapley", emptor::shapley{}, journeys);
    adds_up &= show("Markov removal", emptor::markov_removal{}, journeys);
    adds_up &= show("before the shop", before_the_shop{}, journeys);

    const auto removed = emptor::markov_removal{}.effects(journeys.journeys());
    std::cout << "\nOf those who come by a channel " << 100 * removed.chance << " % buy. Without it are lost:\n";
    for (std::size_t i = 0; i < removed.effects.size(); ++i) {
        std::cout << "  " << std::left << std::setw(12) << journeys.names()[i] << std::right << std::setw(5) << 100 * removed.effects[i] << " %\n";
    }
    return adds_up;
}
// README]
// clang-format on

namespace {

/// Search and video bring people, the newsletter brings them back, and in the shop they buy.
std::vector<visit> make_visits() {
    std::mt19937 random{2024};
    std::vector<visit> visits;
    for (int buyer = 0; buyer < 1000; ++buyer) {
        int day = static_cast<int>(random() % 30);
        if (random() % 40 == 0) visits.push_back({buyer, day++, std::nullopt, true, 4900});
        channel from = random() % 3 == 0 ? video : search;
        for (int touches = 0; touches < 5; ++touches) {
            const bool bought = random() % 100 < (from == shop ? 45U : from == newsletter ? 12U : 5U);
            visits.push_back({buyer, day, from, bought, 1900 + static_cast<std::int64_t>(random() % 80) * 100});
            if (!bought && random() % 3 == 0) break;
            day += 1 + static_cast<int>(random() % 9);
            from = from == video && random() % 2 == 0 ? search : random() % 2 == 0 ? newsletter : shop;
        }
    }
    return visits;
}

}  // namespace

int main() { return explain(make_visits()) ? EXIT_SUCCESS : EXIT_FAILURE; }
