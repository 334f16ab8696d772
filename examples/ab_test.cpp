// SPDX-License-Identifier: BSL-1.0
//
// A platform finds that buyers are lost in search, changes it, and tests the change: where they are lost, how many
// buyers a test needs, what the test says, and for which devices. Checks itself against what the made-up buyers do.
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <emptor/emptor.hpp>

using namespace std::chrono_literals;
using namespace emptor::question_words;

namespace {

enum class stage : std::uint8_t { need, search, evaluation, purchase, review, help };
enum class device : std::uint8_t { phone, tablet, desktop };
using enum stage;

struct event {
    std::uint32_t buyer;
    std::chrono::sys_seconds at;
    stage what;
};

/// Made up, but the same on every machine (the generator of D. H. Lehmer 1951, with the multiplier of S. K. Park and
/// K. W. Miller 1988).
class dice {
public:
    explicit dice(std::uint64_t seed) : state_{seed} {}
    bool shows(std::uint64_t per_cent) { return below(100) < per_cent; }
    std::uint64_t below(std::uint64_t n) {
        state_ = state_ * 16'807 % 2'147'483'647;
        return state_ % n;
    }

private:
    std::uint64_t state_;
};

device device_of(std::uint32_t buyer) {
    const std::uint32_t tenth = buyer * 2'654'435'761U % 10;
    return tenth < 6 ? device::phone : tenth < 8 ? device::tablet : device::desktop;
}

/// Who needs a thing searches for it; the new search finds more for those with a phone, the old one did badly there.
std::vector<event> events_of(std::uint32_t first, std::uint32_t buyers, bool new_search) {
    dice luck{first + 7};
    std::vector<event> events;
    for (std::uint32_t buyer = first; buyer < first + buyers; ++buyer) {
        std::chrono::sys_seconds at =
            std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + std::chrono::minutes{luck.below(30 * 1440)};
        const std::uint64_t finds = device_of(buyer) != device::phone ? 52U : new_search ? 49U : 38U;
        for (const auto& [what, chance] :
             std::array{std::pair{need, std::uint64_t{100}}, std::pair{search, std::uint64_t{88}},
                        std::pair{evaluation, finds}, std::pair{purchase, std::uint64_t{61}},
                        std::pair{review, std::uint64_t{74}}}) {
            if (!luck.shows(chance)) {
                if (what == evaluation && luck.shows(70)) events.push_back({buyer, at, luck.shows(80) ? search : help});
                break;
            }
            events.push_back({buyer, at, what});
            at += std::chrono::minutes{1 + luck.below(2000)};
        }
    }
    return events;
}

constexpr emptor::funnel asked{steps(need, search, evaluation, purchase, review), within(14 * 24h)};

using report = decltype(asked(std::vector<event>{}, &event::buyer, &event::at, &event::what));

report funnel_of(const std::vector<event>& events) {
    return asked(sort_first, events, &event::buyer, &event::at, &event::what);
}

/// The step after which most of those who came so far are lost.
std::size_t largest_loss(const report& seen) {
    std::size_t worst = 1;
    for (std::size_t k = 2; k < seen.steps().size(); ++k) {
        if (*seen.steps()[k].share_of_previous < *seen.steps()[worst].share_of_previous) worst = k;
    }
    return worst - 1;
}

std::vector<event> only(device wanted, const std::vector<event>& events) {
    std::vector<event> own;
    for (const event& each : events) {
        if (device_of(each.buyer) == wanted) own.push_back(each);
    }
    return own;
}

}  // namespace

// [README
int main() {
    std::cout << "What there is\n";
    const std::vector<event> old_platform = events_of(1, 4'000, false);
    const report before = funnel_of(old_platform);
    for (const auto& step : before.steps()) std::cout << "  " << step.name << ": " << step.entities << '\n';
    const std::size_t lost = largest_loss(before);
    const double rate = *before.steps()[lost + 1].share_of_previous;
    std::cout << "Most are lost in " << before.steps()[lost].name << ": " << std::lround(100 * (1 - rate))
              << " % of those who came so far.\n";

    const auto next = emptor::next_events(static_cast<stage>(lost), 1)(sort_first, old_platform, &event::buyer,
                                                                       &event::at, &event::what);
    std::cout << "Next they do:";
    for (const auto& [what, buyers] : next.nth(1)) std::cout << ' ' << emptor::name(what) << " (" << buyers << "),";
    std::cout << " nothing (" << next.none << ").\n";

    const double hoped = rate + 0.04;
    const double needed = std::ceil(emptor::chances_needed(rate, hoped));
    std::cout << "To see 4 points more, each group needs " << needed << " who search.\n\nWhat was tested\n";

    const std::vector<event> old_events = events_of(100'001, 4'000, false);
    const std::vector<event> new_events = events_of(200'001, 4'000, true);
    const std::map<std::string, report> groups{{"old search", funnel_of(old_events)},
                                               {"new search", funnel_of(new_events)}};
    const auto found = emptor::compare_steps(groups, {.from = lost, .to = lost + 1}, against("old search"));
    const auto bought = emptor::compare_steps(groups, {.from = 0, .to = 3}, against("old search"));
    std::cout << "  " << found.contrasts()[0].sentence() << "\n  " << bought.contrasts()[0].sentence() << '\n';
    std::cout << "The new search is the better one with a chance of "
              << std::lround(10'000 * found.contrasts()[0].chance_higher()) << " in 10,000.\n\nFor whom\n";

    std::vector<emptor::rate_comparison> devices;
    for (const device each : {device::phone, device::tablet, device::desktop}) {
        const std::map<std::string, report> own{{"old search", funnel_of(only(each, old_events))},
                                                {"new search", funnel_of(only(each, new_events))}};
        devices.push_back(emptor::compare_steps(own, {.from = lost, .to = lost + 1}, against("old search"), 0.95,
                                                std::string{emptor::name(each)}));
    }
    adjust_together(devices);
    for (const auto& each : devices) {
        std::cout << "  " << each.contrasts()[0].sentence() << ": "
                  << (*each.contrasts()[0].holm_p() < 0.05 ? "it stands" : "it may be chance") << '\n';
    }

    const bool as_made =
        lost == 1 && found.contrasts()[0].apart().plausible.low > 0 && *devices[0].contrasts()[0].holm_p() < 0.05;
    return as_made ? EXIT_SUCCESS : EXIT_FAILURE;
}
// README]
