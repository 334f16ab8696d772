// SPDX-License-Identifier: BSL-1.0
//
// One pass over the bundled log, and every chart from the same attempts: by week, by channel, and how long it takes.
#include <chrono>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <vector>

#include <emptor/emptor.hpp>

#include "shop_log.hpp"

using namespace std::chrono_literals;
using namespace emptor::question_words;

namespace {

/// "41.2 % [38.0, 44.5]"
std::ostream& operator<<(std::ostream& out, const emptor::proportion& share) {
    const emptor::interval likely = share.wilson();
    if (const auto rate = share.rate()) out << std::setw(5) << 100 * *rate;
    return out << " % [" << 100 * likely.low << ", " << 100 * likely.high << "]";
}

void require(bool holds, const char* what) {
    if (!holds) throw std::runtime_error{what};
}

// [README
void explain(const std::vector<visit>& visits) {
    constexpr emptor::funnel asked{steps("visit", "search", "compare", "purchase"), within(14 * 24h)};
    const auto attempts =
        emptor::attempts_of(asked, visits, &visit::buyer, &visit::at, &visit::event, split_by(&visit::channel));
    const auto report = attempts.report();
    std::cout << std::fixed << std::setprecision(1) << attempts.size() << " buyers came, "
              << report.steps().back().entities << " bought within 14 days\n\nby the week they began\n";

    emptor::funnel_trend by_week{std::chrono::weeks{1}, 1h};
    for (const auto attempt : attempts) by_week.count(attempt);
    for (const auto& week : by_week.buckets()) {
        std::cout << "  " << week.name << std::setw(6) << week.entered() << "  " << week.share(1, 4) << '\n';
    }
    require(by_week.sums() && by_week.total().reached(4) == report.steps()[3].entities, "weeks do not add up");

    const emptor::funnel_breakdown by_channel{attempts, emptor::attribution_step::first()};
    std::cout << "\nby the channel they began with\n";
    std::uint64_t bought = 0;
    for (const auto& group : by_channel.top(3)) {
        const std::uint64_t came = group.report.steps()[0].entities;
        const std::uint64_t own = group.report.steps()[3].entities;
        std::cout << "  " << std::left << std::setw(10) << group.value.value_or("others") << std::right << std::setw(6)
                  << came << "  " << emptor::proportion{came, own} << '\n';
        bought += own;
    }
    require(by_channel.sums() && bought == report.steps()[3].entities, "channels do not add up");

    emptor::time_to_convert times{1, 4};
    for (const auto attempt : attempts) times.count(attempt);
    const auto days = [](std::optional<double> seconds) { return seconds.value() / 86'400; };
    std::cout << "\nwho bought took " << days(times.quantile(0.5)) << " days in the middle, "
              << days(times.quantile(0.9)) << " for nine of ten\n";
    const emptor::survival_curve curve = times.waiting().value().curve();  // the first visit, and all who still wait
    for (const int day : {1, 3, 7, 13}) {
        const auto* const then = curve.at(day * 86'400.0);
        if (then == nullptr) continue;
        const auto band = then->band().value();
        std::cout << "  after " << std::setw(2) << day << " days" << std::setw(6) << 100 * (1 - then->share) << " % ["
                  << 100 * (1 - band.high) << ", " << 100 * (1 - band.low) << "] of all who came have bought\n";
    }
}
// README]

}  // namespace

int main(int argc, char** argv) { return explain_log(argc, argv, explain); }
