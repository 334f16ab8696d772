// SPDX-License-Identifier: BSL-1.0
//
// A process from a drawing, and many journeys through it. README.md shows what stands between the marks.
#include <iostream>
#include <vector>

#include <emptor/emptor.hpp>

// clang-format off
// [README
using namespace emptor::rule_words;

enum class stage { need, search, evaluation, purchase, lost };
enum class event { search_begun, shortlisted, rejected, chosen, abandoned };

inline constexpr auto buying = emptor::parse<R"(stateDiagram-v2
    [*] --> need
    need --> search : search_begun by user
    search --> evaluation : shortlisted by user or buyer
    evaluation --> search : rejected
    evaluation --> purchase : chosen by decision_maker
    need --> lost : abandoned
    search --> lost : abandoned
    evaluation --> lost : abandoned
    purchase --> [*]
    lost --> [*])", stage, event>();

inline constexpr auto impulsive = emptor::extend(buying, {
    {in(stage::search), on(event::chosen), by(emptor::role::user), to(stage::purchase)},
});

struct act {
    std::size_t customer;
    event what;
    emptor::role by;
};

void explain(const std::vector<act>& acts) {
    emptor::fleet<impulsive> customers{1'000'000};  // a megabyte
    const emptor::tally done = customers.apply(acts, &act::customer, &act::what, &act::by);
    std::cout << done.moved() << " moved, " << done.refused(emptor::refusal::not_permitted) << " not permitted, "
              << done.refused(emptor::refusal::not_possible) << " not possible\n";
    for (const stage each : impulsive.stages()) {
        std::cout << emptor::name(each) << ": " << customers.in_stage(each) << '\n';
    }
}
// README]
// clang-format on

int main() {
    using enum event;
    using enum emptor::role;
    explain({
        {0, search_begun, user},
        {1, search_begun, user},
        {0, shortlisted, buyer},
        {0, chosen, influencer},
        {7, chosen, decision_maker},
        {0, chosen, decision_maker},
        {1, chosen, user},
    });
}
