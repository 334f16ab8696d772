// SPDX-License-Identifier: BSL-1.0
//
// A process, a journey through it, and a funnel over its stages. README.md shows what stands between the marks.
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include <emptor/emptor.hpp>
#include <emptor/io/text.hpp>

using namespace std::chrono_literals;

// clang-format off
// [README
enum class stage { need, search, evaluation, purchase, lost };
enum class event { search_begun, shortlisted, rejected, chosen, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;
using namespace emptor::question_words;

inline constexpr auto buying = emptor::process<stage, event>(need, {
    {in(need),       on(search_begun), by(user),                  to(search)},
    {in(search),     on(shortlisted),  by(user, buyer),           to(evaluation)},
    {in(evaluation), on(rejected),                                to(search)},
    {in(evaluation), on(chosen),       by(buyer, decision_maker), to(purchase)},
    {in_any(),       on(abandoned),                               to(lost)},
    ends(purchase, lost),
});

struct act {
    std::string customer;
    std::chrono::sys_seconds at;
    event what;
    emptor::role by;
};

void explain(const std::vector<act>& acts) {
    emptor::journey<buying> anna;  // one byte
    if (const auto outcome = anna.apply(shortlisted, user); !outcome) std::cout << outcome.why() << '\n';

    constexpr emptor::funnel asked{through<buying>(need, search, evaluation, purchase), within(30 * 24h)};
    const auto report = asked(acts, &act::customer, &act::at, &act::what, &act::by);
    for (const auto& step : report.steps()) std::cout << step.name << ": " << step.entities << '\n';
    for (const auto& move : report.refused()) {
        std::cout << "refused: " << emptor::name(move.event) << " in " << emptor::name(move.stage) << " by "
                  << emptor::name(*move.role) << '\n';
    }
}
// README]
// clang-format on

int main() {
    const std::chrono::sys_seconds monday{std::chrono::sys_days{std::chrono::year{2025} / 1 / 6}};
    explain({
        {"anna", monday + 9h, search_begun, user},
        {"bela", monday + 9h, search_begun, user},
        {"anna", monday + 11h, shortlisted, user},
        {"anna", monday + 12h, chosen, user},
        {"carla", monday + 13h, search_begun, user},
        {"carla", monday + 37h, shortlisted, buyer},
        {"carla", monday + 38h, chosen, influencer},
        {"anna", monday + 50h, chosen, decision_maker},
        {"bela", monday + 60h, abandoned, user},
    });
}
