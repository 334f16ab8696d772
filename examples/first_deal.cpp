// SPDX-License-Identifier: BSL-1.0
//
// Who may move a purchase, who must agree, and what the chain answers. README.md shows what stands between the marks.
#include <iostream>
#include <string>

#include <emptor/emptor.hpp>

// clang-format off
// [README
using namespace emptor::rule_words;
using emptor::as;

enum class stage { need, offers, contract, done };
enum class event { need_raised, vendor_chosen, accepted };

using enum stage;
using enum event;
using enum emptor::role;

inline constexpr auto buying = emptor::process<stage, event>(need, {
    {in(need),     on(need_raised),   by(user),                              to(offers)},
    {in(offers),   on(vendor_chosen), by(buyer), once_agreed(decision_maker), separate_duties(), to(contract)},
    {in(contract), on(accepted),      by(user),                              to(done)},
    ends(done),
});

using eur = emptor::money<"EUR">;

inline constexpr auto chain = emptor::decision_chain<buying, eur, int>(  // here, time is the number of a day
    as<user>(emptor::always{}),
    as<buyer>(emptor::needs_quotes<3>{}),
    as<decision_maker>(emptor::approves_up_to<eur::of(50'000), gatekeeper>{}, emptor::before_deadline{}),
    as<gatekeeper>(emptor::needs_evaluation_by<user>{}));

void explain() {
    emptor::deal<chain> press{{.amount = eur::of(64'000), .deadline = 90},
                              {{"Mia", {user}}, {"Ole", {buyer}}, {"Petra", {decision_maker}}, {"Quinn", {gatekeeper}}}};
    constexpr emptor::member_id mia{0}, ole{1}, petra{2}, quinn{3};
    const auto tell = [&](const auto& answer) {
        std::cout << (answer ? std::string{emptor::label(answer.kind)} : press.why(answer)) << '\n';
    };
    tell(press.request(mia, need_raised, 1));
    tell(press.request(mia, vendor_chosen, 2));
    tell(press.request(ole, vendor_chosen, 2));
    for (const int day : {5, 6, 9}) press.add_quote(ole, day);
    tell(press.request(ole, vendor_chosen, 9));
    tell(press.approve(petra, vendor_chosen, 12));
    tell(press.approve(quinn, vendor_chosen, 13));
    press.evaluate(mia, 14);
    tell(press.approve(quinn, vendor_chosen, 15));
    std::cout << "now in " << emptor::name(press.stage()) << ", " << press.log().size() << " lines in the log\n";
}
// README]
// clang-format on

int main() { explain(); }
