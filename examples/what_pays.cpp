// SPDX-License-Identifier: BSL-1.0
//
// How likely buyers of the bundled log come to a purchase, which change would bring most, and how long it takes.
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <emptor/flow/absorption.hpp>
#include <emptor/flow/chain_tests.hpp>
#include <emptor/flow/dwell.hpp>
#include <emptor/flow/first_passage.hpp>
#include <emptor/flow/markov_chain.hpp>
#include <emptor/flow/time_to_reach.hpp>
#include <emptor/flow/what_if.hpp>

#include "shop_log.hpp"

namespace {

constexpr double day = 86400;

// [README
void explain(const std::vector<visit>& visits) {
    const auto times = emptor::dwell{}(visits, &visit::buyer, &visit::at, &visit::event);
    const emptor::markov_chain chain{times.counts(), emptor::ended_as("gone")};
    const emptor::first_passage buying{chain, "purchase"};
    const auto now = buying.estimate();
    const auto likely = now.between().value();
    std::cout << std::fixed << std::setprecision(1) << 100 * now.value << " % of paths come to a purchase ["
              << 100 * likely.low << ", " << 100 * likely.high << "]\n";
    for (const std::string_view state : {"visit", "search", "compare"}) {
        std::cout << "  from " << state << ": " << 100 * buying.chance(state) << " %\n";
    }

    std::cout << "\none point more of a move brings so many points of purchases\n";
    const auto effects = buying.effects();
    for (std::size_t i = 0; i < 3; ++i) {
        std::cout << "  " << chain.name(effects[i].from) << " -> " << chain.name(effects[i].to) << ": "
                  << std::setprecision(2) << effects[i].gain << '\n';
    }
    const emptor::bottleneck worst = buying.bottlenecks().front();
    std::cout << "most is to be gained in " << chain.name(worst.state) << ", where " << std::setprecision(1)
              << 100 * worst.lost << " % of paths are lost\n";

    const auto asked = emptor::what_if(buying, {{"compare", "purchase", 0.4}});
    const auto change = asked.change.between().value();
    std::cout << "\nif 40 % of comparisons led to a purchase, " << 100 * asked.after.value
              << " % would buy: " << 100 * asked.change.value << " points more [" << 100 * change.low << ", "
              << 100 * change.high << "]\n";

    std::cout << "a path that begins with a visit has " << emptor::absorption{chain}.expected_steps("visit").value()
              << " events on average\n";

    const auto waited = emptor::time_to_reach(visits, &visit::buyer, &visit::at,
                                              [](const visit& each) { return each.event == "purchase"; });
    const emptor::survival_curve curve = waited.waiting().curve();
    std::cout << '\n';
    for (const int days : {1, 7, 30}) {
        const auto* const then = curve.at(days * day);
        if (then == nullptr) continue;
        const auto band = then->band().value();
        std::cout << "after " << std::setw(2) << days << " days " << 100 * (1 - then->share) << " % have bought ["
                  << 100 * (1 - band.high) << ", " << 100 * (1 - band.low) << "]\n";
    }

    const auto depends = emptor::dependence_test(times.counts());
    if (depends) std::cout << "\nwhere a buyer is says what comes next: chi-squared " << depends->statistic << '\n';
}
// README]

}  // namespace

int main(int argc, char** argv) {
    return explain_log(argc, argv, [](std::vector<visit> visits) {
        std::erase_if(visits, [](const visit& each) {  // these are no step of buying
            return each.event == "page_view" || each.event == "support_chat";
        });
        explain(visits);
    });
}
