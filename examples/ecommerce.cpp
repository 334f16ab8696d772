// SPDX-License-Identifier: BSL-1.0
//
// An e-commerce platform finds that buyers are lost in search, changes it, and tests the change: where they are lost
// and what the lost do instead, how long a test has to run, what it says and for whom, and what those who look at it
// every day would have concluded. Checks itself against what the made-up buyers do.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/emptor.hpp>

#include "dice.hpp"

using namespace std::chrono_literals;
using namespace emptor::question_words;
using std::chrono::sys_days, std::chrono::sys_seconds;

namespace {

enum class act : std::uint8_t { need, search, evaluation, purchase, review, nothing_found, help };
using enum act;

struct event {
    std::uint32_t buyer;
    sys_seconds at;
    act what;
    std::string device;
    std::string variant;
};

constexpr int buyers_a_day = 350;

/// So many days of made-up buyers. Who needs a thing searches for it; the old search finds little for those with a
/// phone, the new one finds as much for them as for others. In a test, chance decides who meets which.
std::vector<event> made_up(sys_days from, int days, bool tested, std::uint64_t seed) {
    dice luck{seed};
    std::vector<event> log;
    for (std::uint32_t buyer = 0; buyer < static_cast<std::uint32_t>(days * buyers_a_day); ++buyer) {
        const std::uint64_t tenth = luck.below(10);
        const std::string device = tenth < 6 ? "phone" : tenth < 8 ? "tablet" : "desktop";
        const std::string variant = tested && luck.shows(50) ? "new search" : "old search";
        sys_seconds at = from + std::chrono::minutes{luck.below(static_cast<std::uint64_t>(days) * 1440)};
        const auto later = [&](std::uint64_t minutes, act what) {
            at += std::chrono::minutes{1 + luck.below(minutes)};
            log.push_back({buyer, at, what, device, variant});
        };
        later(1, need);
        if (!luck.shows(88)) continue;
        later(30, search);
        if (!luck.shows(device != "phone" ? 52 : variant == "new search" ? 46 : 38)) {
            if (luck.shows(65)) later(3, nothing_found);
            if (luck.shows(45)) later(20, luck.shows(70) ? search : help);  // in vain
            continue;
        }
        later(240, evaluation);
        if (!luck.shows(61)) continue;
        later(2000, purchase);
        if (luck.shows(74)) later(5000, review);
    }
    return log;
}

constexpr emptor::funnel asked{steps(need, search, evaluation, purchase, review), within(7 * 24h)};

using property = std::string event::*;

auto attempts_by(property of, const std::vector<event>& log) {
    return emptor::attempts_of(asked, log, &event::buyer, &event::at, &event::what, split_by(of));
}
using attempts_type = decltype(attempts_by(nullptr, {}));
using report = decltype(attempts_type{}.report());

/// The funnel of each device, or of each variant.
std::map<std::string, report> reports_by(property of, const std::vector<event>& log) {
    std::map<std::string, report> reports;
    for (const auto& group : emptor::funnel_breakdown{attempts_by(of, log)}.groups()) {
        reports.emplace(*group.value, group.report);
    }
    return reports;
}

std::vector<event> with_device(std::string_view device, const std::vector<event>& log) {
    std::vector<event> own;
    std::copy_if(log.begin(), log.end(), std::back_inserter(own),
                 [=](const event& each) { return each.device == device; });
    return own;
}

/// The step after which most of those who came so far are lost, counted from 0.
std::size_t largest_loss(const report& seen) {
    std::size_t worst = 1;
    for (std::size_t k = 2; k < seen.steps().size(); ++k) {
        if (*seen.steps()[k].share_of_previous < *seen.steps()[worst].share_of_previous) worst = k;
    }
    return worst - 1;
}

/// What was known at some moment: who had come to this step by then, and gone on to the next.
emptor::rate_contrast known_by(sys_seconds moment, const attempts_type& attempts, std::size_t step) {
    emptor::proportion with_old;
    emptor::proportion with_new;
    for (const auto attempt : attempts) {
        if (!attempt.reached(step + 1) || *attempt.at(step + 1) >= moment) continue;
        (attempt.value(1) == "new search" ? with_new : with_old)
            .count(attempt.reached(step + 2) && *attempt.at(step + 2) < moment);
    }
    return emptor::compare_rates("found", {{"old search", with_old}, {"new search", with_new}}, against("old search"))
        .contrasts()[0];
}

struct alarms {
    int on_some_day{};
    int in_the_end{};
};

/// How many tests of two searches that are the same, in which 45 % find something, see a difference by chance.
alarms false_alarms(int tests, int days, int searchers_a_day) {
    dice luck{45};
    alarms raised;
    for (int test = 0; test < tests; ++test) {
        std::array<emptor::proportion, 2> groups;
        bool alarmed = false;
        bool now = false;
        for (int day = 0; day < days; ++day) {
            for (int buyer = 0; buyer < searchers_a_day; ++buyer) {
                emptor::proportion& group = groups[luck.below(2)];
                group.count(luck.shows(45));
            }
            now = emptor::two_rates_test(groups[0], groups[1])->p < 0.05;
            alarmed = alarmed || now;
        }
        raised.on_some_day += alarmed ? 1 : 0;
        raised.in_the_end += now ? 1 : 0;
    }
    return raised;
}

long per_cent(double share) { return std::lround(100 * share); }

}  // namespace

// [README
int main() {
    const sys_days opened = std::chrono::year{2026} / 3 / 2;
    std::cout << std::fixed << std::setprecision(1) << "Four weeks of the platform as it is\n";
    const std::vector<event> old_platform = made_up(opened, 28, false, 1);
    const auto attempts = attempts_by(&event::device, old_platform);
    const report before = attempts.report();
    for (const auto& step : before.steps()) std::cout << "  " << step.name << ": " << step.entities << '\n';
    const std::size_t lost = largest_loss(before);
    const double rate = *before.steps()[lost + 1].share_of_previous;
    std::cout << "Most are lost in " << before.steps()[lost].name << ": " << per_cent(1 - rate)
              << " % of those who came so far. What the lost did instead:\n ";

    const auto instead = emptor::next_events(static_cast<act>(lost), 1)(
        emptor::lost_after(attempts, lost + 1), old_platform, &event::buyer, &event::at, &event::what);
    for (const auto& [what, buyers] : instead.nth(1)) std::cout << ' ' << emptor::label(what) << ' ' << buyers << ',';
    std::cout << " left " << instead.none << "\nBy device:\n";
    const auto devices = reports_by(&event::device, old_platform);
    for (const auto& [device, own] : devices) {
        const auto& step = own.steps()[lost + 1];
        std::cout << "  " << device << ' ' << 100 * *step.share_of_previous << " % found something ["
                  << 100 * step.interval_of_previous->low << ", " << 100 * step.interval_of_previous->high << "]\n";
    }

    const double hoped = rate + 0.04;
    const int needed = static_cast<int>(std::ceil(emptor::chances_needed(rate, hoped)));
    const int a_day = static_cast<int>(before.steps()[lost].entities / 28);
    const int weeks = static_cast<int>(std::ceil(2.0 * needed / (7 * a_day)));
    std::cout << "\nThe plan: 4 points more, seen in 4 of 5 tests, take " << needed << " searchers a group; " << a_day
              << " search a day: " << weeks << " whole weeks.\n\nThe test\n";

    const sys_days begun = opened + std::chrono::days{35};
    const int days = 7 * weeks;
    const std::vector<event> test = made_up(begun, days, true, 15);
    const auto groups = reports_by(&event::variant, test);
    const std::array sizes{groups.at("new search").entities(), groups.at("old search").entities()};
    const double fair = emptor::chi_squared_fit(sizes, std::array{0.5, 0.5})->p;
    std::cout << "  chance gave the groups " << sizes[0] << " and " << sizes[1]
              << " buyers (p = " << std::setprecision(2) << fair << ": half and half)\n";
    const auto found = emptor::compare_steps(groups, {.from = lost, .to = lost + 1}, against("old search"));
    const auto bought = emptor::compare_steps(groups, {.from = 0, .to = 3}, against("old search"));
    const emptor::rate_contrast& contrast = found.contrasts()[0];
    std::cout << "  " << contrast.sentence() << "\n  " << bought.contrasts()[0].sentence()
              << "\n  the new search finds more with a chance of " << std::setprecision(4) << contrast.chance_higher()
              << "; a rise of 4 points was seen with a chance of " << std::setprecision(2)
              << contrast.power_to_see(*contrast.baseline().rate.rate() + 0.04).value() << std::setprecision(1)
              << "\nFor whom, three tests adjusted together:\n";
    std::vector<emptor::rate_comparison> own;
    for (const auto& [device, ignored] : devices) {
        own.push_back(emptor::compare_steps(reports_by(&event::variant, with_device(device, test)),
                                            {.from = lost, .to = lost + 1}, against("old search"), 0.95, device));
    }
    adjust_together(own);
    for (const auto& each : own) {
        std::cout << "  " << each.contrasts()[0].sentence() << ": "
                  << (*each.contrasts()[0].holm_p() < 0.05 ? "it stands" : "it may be chance") << '\n';
    }

    std::cout << "\nWhat was known too early\n";
    const auto tested = attempts_by(&event::variant, test);
    int first_alarm = 0;
    double promised = 0;
    for (int day = 1; day <= days; ++day) {
        const emptor::rate_contrast known = known_by(begun + std::chrono::days{day}, tested, lost);
        const bool alarm = *known.p() < 0.05;
        if (alarm && first_alarm == 0) {
            first_alarm = day;
            promised = 100 * *known.apart().value;
        }
        if (day > 7 && day % 7 != 0) continue;
        std::cout << "  day " << std::setw(2) << day << std::setw(6) << 100 * *known.apart().value << " points ["
                  << 100 * known.apart().plausible.low << ", " << 100 * known.apart().plausible.high << ']'
                  << (alarm ? " p < 0.05\n" : "\n");
    }
    std::cout << "Who had stopped at the first p below 0.05, on day " << first_alarm << ", would have promised "
              << promised << " points.\n";
    const alarms raised = false_alarms(400, days, a_day);
    std::cout << "Of 400 tests of two searches that are the same, looked at every day, " << raised.on_some_day
              << " see a difference on some day;\nlooked at once, when the plan says so, " << raised.in_the_end
              << " do.\n";

    const bool as_made = lost == 1 && contrast.apart().plausible.low > 0 && *own[1].contrasts()[0].holm_p() < 0.05 &&
                         raised.in_the_end < 32 && raised.on_some_day > 3 * raised.in_the_end && fair > 0.01;
    return as_made ? EXIT_SUCCESS : EXIT_FAILURE;
}
// README]
