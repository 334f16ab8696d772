// SPDX-License-Identifier: BSL-1.0
//
// Where buyers leave the path they should take: against a process, by coming back, step by step, and by what happens
// first. Of the bundled log, and of a log of purchases where the shared data lie beside the checkout.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow/conformance.hpp>
#include <emptor/flow/handover.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/flow/rework.hpp>
#include <emptor/flow/step_matrix.hpp>
#include <emptor/io/handover.hpp>
#include <emptor/process/models/five_stage.hpp>
#include <emptor/stats/competing_risks.hpp>

#include "shop_log.hpp"

namespace {

using emptor::consumer_event;

/// What an event of the shop is for the five-stage process.
std::optional<consumer_event> meant(const visit& each) {
    if (each.event == "search") return consumer_event::search_begun;
    if (each.event == "compare") return consumer_event::shortlisted;
    if (each.event == "purchase") return consumer_event::chosen;
    if (each.event == "review") return consumer_event::delivered;
    return std::nullopt;
}

/// Which comes first after the first comparison: the purchase, or another search?
emptor::competing_risks after_comparing(const std::vector<visit>& visits) {
    struct comparison {
        std::chrono::sys_seconds since{};
        bool over{};
    };
    std::map<std::string, comparison> begun;
    emptor::competing_risks first{2};
    const auto days = [](auto time) { return std::chrono::duration<double, std::chrono::days::period>{time}.count(); };
    for (const visit& each : visits) {  // in order of time
        const auto known = begun.find(each.buyer);
        if (known == begun.end()) {
            if (each.event == "compare") begun[each.buyer].since = each.at;
        } else if (!known->second.over && (each.event == "purchase" || each.event == "search")) {
            first.count({.time = days(each.at - known->second.since), .cause = each.event == "purchase" ? 0 : 1});
            known->second.over = true;
        }
    }
    for (const auto& [buyer, each] : begun) {
        if (!each.over) first.count({.time = days(visits.back().at - each.since)});
    }
    return first;
}

void explain(const std::vector<visit>& visits) {
    const emptor::conformance follows{emptor::five_stage, emptor::still_open};
    const auto fit = follows(visits, &visit::buyer, &visit::at, meant).fit;
    std::cout << fit.fitting().taken() << " of " << fit.journeys()
              << " journeys are as the five stages have them; fitness " << std::fixed << std::setprecision(3)
              << fit.fitness().value_or(1) << '\n';
    const auto left = fit.departures();
    for (std::size_t i = 0; i < std::min<std::size_t>(left.size(), 2); ++i) {
        std::cout << "  left in " << emptor::label(left[i].stage) << " by " << emptor::name(left[i].event) << ": "
                  << left[i].journeys << "\n";
    }

    const auto paths = emptor::paths{}(visits, &visit::buyer, &visit::at, &visit::event).counts;
    const emptor::rework back{paths};
    std::cout << std::setprecision(1) << '\n'
              << 100 * back.return_rate().rate().value_or(0) << " % of paths come back to a state that they had left\n";
    for (const std::string_view state : {"search", "compare"}) {
        std::cout << "  to " << state << ": " << back.at(state).returning << " of " << back.at(state).paths << '\n';
    }
    for (const auto& [states, ended] : paths.losses(2, {"purchase", "review"})) {
        std::cout << "  " << ended.taken() << " paths ended after " << states.back() << ", their event "
                  << states.size() << '\n';
    }
    const emptor::step_matrix at_step{paths, 4};
    std::cout << "\nstep     purchase  ended by then\n";
    for (std::size_t step = 1; step <= at_step.steps(); ++step) {
        std::cout << std::setw(4) << step << std::setw(13) << at_step.at(step, "purchase") << std::setw(15)
                  << at_step.ended(step) << '\n';
    }

    std::cout << "\nafter comparing, by Aalen and Johansen: bought / searched again\n";
    const auto curve = after_comparing(visits).curve();
    for (const double days : {1.0, 7.0, 28.0}) {
        const auto after = std::upper_bound(curve.begin(), curve.end(), days,
                                            [](double time, const auto& step) { return time < step.time; });
        if (after == curve.begin()) continue;
        const auto& then = *(after - 1);
        std::cout << "  within " << std::setw(4) << days << " days " << 100 * then.share[0] << " % / "
                  << 100 * then.share[1] << " %\n";
    }
}

/// Who waits for whom in a log of purchases of fact.
void explain_purchases(const std::string& path) {
    struct activity {
        std::string purchase;
        std::chrono::sys_seconds at;
        std::string role;
    };
    std::ifstream file{path, std::ios::binary};
    emptor::io::csv_reader rows{[&file](std::span<char> buffer) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file.gcount());
    }};
    const auto purchase = rows.column("case_id"), at = rows.column("End_Time"), role = rows.column("role");
    std::vector<activity> activities;
    while (rows.next()) {
        const auto time = std::chrono::floor<std::chrono::seconds>(emptor::io::parse_time(rows[at.value()]).value());
        activities.push_back({std::string{rows[purchase.value()]}, time, std::string{rows[role.value()]}});
    }
    std::cout << '\n'
              << emptor::io::text(emptor::handover{}(emptor::sort_first, activities, &activity::purchase, &activity::at,
                                                     &activity::role),
                                  "Purchases of an organisation");
}

}  // namespace

int main(int argc, char** argv) {
    const char* const set = std::getenv("EMPTOR_SHARED");
    const std::filesystem::path shared =
        set != nullptr ? set : std::filesystem::path{EMPTOR_BUNDLED_LOG} / ".." / ".." / ".." / ".." / "shared";
    return explain_log(argc, argv, [&](std::vector<visit> visits) {
        std::erase_if(visits, [](const visit& each) {  // these are no step of buying
            return each.event == "page_view" || each.event == "support_chat";
        });
        explain(visits);
        const auto purchases = (shared / "data" / "p2p_purchasing" / "procure_to_pay_asis.csv").lexically_normal();
        if (std::filesystem::exists(purchases)) explain_purchases(purchases.string());
    });
}
