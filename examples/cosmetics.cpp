// SPDX-License-Identifier: BSL-1.0
//
// A cosmetics brand follows the five stages of its buyers, and what an offer changed: in which channel more of them
// buy, week by week, how soon, and whether those whom it brought come back. Checks itself against what the made-up
// buyers do.
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <emptor/emptor.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "dice.hpp"

using namespace std::chrono_literals;
using namespace emptor::question_words;
using std::chrono::days, std::chrono::sys_days, std::chrono::sys_seconds;

namespace {

using enum emptor::consumer_stage;
using enum emptor::consumer_event;

struct event {
    std::uint32_t buyer;
    sys_seconds at;
    emptor::consumer_event what;
    std::string channel;
};

constexpr auto zone = 8h;  // of Shanghai
constexpr sys_seconds opened = sys_days{std::chrono::year{2026} / 1 / 5} - zone;
constexpr sys_seconds offered = sys_days{std::chrono::year{2026} / 6 / 1} - zone;
constexpr sys_seconds ended = sys_days{std::chrono::year{2026} / 10 / 1} - zone;

/// Nine months of made-up buyers. Since June those who compare are sent an offer, by video most of all; at the counter
/// there is none. It brings more of them to buy, and fewer of those it brings come back.
std::vector<event> made_up() {
    dice luck{2026};
    std::vector<event> log;
    for (std::uint32_t buyer = 0; buyer < 6'000; ++buyer) {
        const std::uint64_t tenth = luck.below(10);
        const std::string channel = tenth < 4 ? "video" : tenth < 7 ? "newsletter" : "counter";
        sys_seconds at = opened + std::chrono::minutes{luck.below(268 * 1440)};
        const bool offer = at >= offered && channel != "counter";
        const auto later = [&](std::uint64_t most_days, emptor::consumer_event what) {
            at += std::chrono::minutes{1 + luck.below(most_days * 1440)};
            if (at < ended) log.push_back({buyer, at, what, channel});
            return at < ended;
        };
        if (luck.shows(2)) later(1, delivered);  // ordered by telephone, of which the log knows nothing
        later(1, need_arose);
        if (!luck.shows(74) || !later(2, search_begun)) continue;
        if (!luck.shows(66) || !later(6, shortlisted)) continue;
        if (luck.shows(15) && later(2, rejected)) later(3, shortlisted);
        const std::uint64_t chooses = !offer ? 42 : channel == "video" ? 60 : 47;
        if (!luck.shows(chooses)) {
            if (luck.shows(40)) later(20, abandoned);
            continue;
        }
        const std::uint64_t loyal = offer ? 48 : 62;
        for (bool again = later(offer ? 4 : 8, chosen); again; again = luck.shows(loyal) && later(50, chosen)) {
            if (!later(5, delivered)) break;
        }
    }
    return log;
}

constexpr emptor::funnel asked{
    through<emptor::five_stage>(need_recognition, information_search, evaluation_of_alternatives, purchase_decision,
                                post_purchase_behaviour),
    within(28 * 24h)};
constexpr std::size_t need = 1;
constexpr std::size_t purchase = 4;

constexpr auto repurchase = retention_cohorts(chosen, chosen, emptor::calendar_bucket{std::chrono::months{1}, zone});

/// "41.2 % [38.0, 44.5]"
std::ostream& operator<<(std::ostream& out, const emptor::proportion& share) {
    const emptor::interval likely = share.wilson();
    return out << std::setw(6) << 100 * share.rate().value() << " % [" << 100 * likely.low << ", " << 100 * likely.high
               << "]";
}

}  // namespace

// [README
int main() {
    const std::vector<event> log = made_up();
    const auto attempts =
        emptor::attempts_of(asked, log, &event::buyer, &event::at, &event::what, split_by(&event::channel));
    const auto report = attempts.report();
    std::cout << std::fixed << std::setprecision(1) << "The five stages, within 28 days\n";
    for (std::size_t k = 0; k < report.steps().size(); ++k) {
        const auto& step = report.steps()[k];
        std::cout << "  " << std::left << std::setw(27) << emptor::label(static_cast<emptor::consumer_stage>(k))
                  << std::right << std::setw(5) << step.entities;
        if (k > 0) {
            std::cout << emptor::proportion{report.steps()[k - 1].entities, step.entities} << " of those before, "
                      << step.from_previous.median->count() / 86'400 << " days in the middle";
        }
        std::cout << '\n';
    }
    const auto process = asked(log, &event::buyer, &event::at, &event::what);
    std::uint64_t events = process.moved() + process.unknown();
    for (const auto& move : process.refused()) {
        std::cout << "  refused: " << emptor::label(move.event) << " in " << emptor::label(move.stage) << ", "
                  << move.count << '\n';
        events += move.count;
    }
    std::cout << "Where they are now:";
    for (const auto& each : process.now()) std::cout << ' ' << emptor::label(each.stage) << ' ' << each.entities << ';';

    std::cout << "\n\nOf all whose need arose, those who bought, by channel\n";
    std::uint64_t bought = 0;
    for (const auto& group : emptor::funnel_breakdown{attempts}.groups()) {
        const std::uint64_t came = group.report.steps()[0].entities;
        const std::uint64_t own = group.report.steps()[3].entities;
        std::cout << "  " << std::left << std::setw(11) << *group.value << std::right << std::setw(5) << came
                  << emptor::proportion{came, own} << '\n';
        bought += own;
    }

    std::cout << "and by the week in which it arose\n";
    emptor::funnel_trend by_week{std::chrono::weeks{1}, zone};
    for (const auto attempt : attempts) by_week.count(attempt);
    for (const auto& week : by_week.buckets(offered - days{28}, offered + days{42})) {
        std::cout << "  " << week.name << std::setw(5) << week.entered() << week.share(need, purchase)
                  << (week.start >= offered ? "  offer\n" : "\n");
    }

    // The eight weeks before the offer and the eight since, all of whom had their 28 days.
    std::map<std::string, std::array<emptor::funnel_reach, 2>> reach;
    std::array<emptor::time_to_convert, 2> times{emptor::time_to_convert{need, purchase},
                                                 emptor::time_to_convert{need, purchase}};
    for (const auto attempt : attempts) {
        if (attempt.started() < offered - days{56} || attempt.started() >= offered + days{56}) continue;
        const std::size_t since = attempt.started() >= offered ? 1 : 0;
        reach[std::string{*attempt.value(need)}][since].count(attempt.reached_steps());
        if (attempt.value(need) != "counter") times[since].count(attempt);
    }
    std::cout << "\nWhat the offer changed, by channel; three tests adjusted together\n";
    std::vector<emptor::rate_comparison> effects;
    for (const auto& [channel, of] : reach) {
        effects.push_back(emptor::compare_rates(
            channel, {{"before", of[0].share(need, purchase)}, {"since", of[1].share(need, purchase)}},
            against("before")));
    }
    adjust_together(effects);
    for (const auto& each : effects) {
        std::cout << "  " << each.contrasts()[0].sentence() << ": "
                  << (*each.contrasts()[0].holm_p() < 0.05 ? "it stands" : "it may be chance") << '\n';
    }

    const std::array waited{times[0].waiting().value(), times[1].waiting().value()};
    const std::array curves{waited[0].curve(), waited[1].curve()};
    std::cout << "\nHow soon those who could have it buy, before and since\n";
    for (const int day : {3, 7, 10, 14, 21}) {
        std::cout << "  by day " << std::setw(2) << day;
        for (const emptor::survival_curve& curve : curves) {
            const auto* const then = curve.at(day * 86'400.0);
            const emptor::interval band = then->band().value();
            std::cout << std::setw(7) << 100 * (1 - then->share) << " % [" << 100 * (1 - band.high) << ", "
                      << 100 * (1 - band.low) << "]";
        }
        std::cout << '\n';
    }
    const double alike = emptor::log_rank_test(waited)->p;
    std::cout << "  log-rank test: p " << (alike < 0.0001 ? "< 0.0001" : "= " + std::to_string(alike)) << '\n';

    std::cout << "\nBought again in the n-th month after the first purchase, %\n";
    auto returns = repurchase(log, &event::buyer, &event::at, &event::what);
    returns.observed_until(ended);
    for (const auto& cohort : returns.triangle(bounded, 8).cohorts) {
        std::cout << "  " << cohort.name << std::setw(5) << cohort.entities << " |" << std::setprecision(0);
        for (const auto& cell : cohort.cells) std::cout << std::setw(4) << 100 * *cell.retained.rate();
        std::cout << std::setprecision(1) << '\n';
    }
    emptor::proportion before;
    emptor::proportion since;
    for (const auto& cohort : returns.triangle(rolling(2), 1).cohorts) {
        const emptor::proportion& next_two = cohort.cells.back().retained;
        if (cohort.name == "2026-03" || cohort.name == "2026-04") before += next_two;
        if (cohort.name == "2026-06" || cohort.name == "2026-07") since += next_two;
    }
    const auto loyal =
        emptor::compare_rates("bought again in the next two months", {{"before the offer", before}, {"since", since}},
                              against("before the offer"));
    std::cout << loyal.contrasts()[0].sentence() << '\n';

    const auto stands = [&](std::size_t channel) { return *effects[channel].contrasts()[0].holm_p() < 0.05; };
    const bool as_made = process.steps()[3].entities == bought && events == process.events() &&
                         bought == report.steps()[3].entities && !stands(0) && stands(2) && alike < 0.05 &&
                         loyal.contrasts()[0].apart().plausible.high < 0;
    return as_made ? EXIT_SUCCESS : EXIT_FAILURE;
}
// README]
