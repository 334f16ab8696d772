// SPDX-License-Identifier: BSL-1.0
//
// Five people buy a platform of 320,000 euros: who may ask, who must agree, what was refused and why; and then, over
// two hundred such purchases, where approvals wait and for whom. docs/decision_chain.md shows what stands between the
// marks.
#include <chrono>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/emptor.hpp>
#include <emptor/io/handover.hpp>
#include <emptor/io/text.hpp>

// clang-format off
// [README
using namespace emptor::rule_words;
using namespace emptor::question_words;
using emptor::as;

enum class stage { need, market, shortlist, contract, live, dropped };
enum class event { need_raised, offers_compared, vendor_chosen, signed_off, abandoned };

using enum stage;
using enum event;
using enum emptor::role;

inline constexpr auto buying = emptor::process<stage, event>(need, {
    {in(need),      on(need_raised),     by(user),           to(market)},
    {in(market),    on(offers_compared), by(buyer),          once_agreed(influencer), to(shortlist)},
    {in(shortlist), on(vendor_chosen),   by(buyer),          once_agreed(gatekeeper, decision_maker), separate_duties(),
                                                             to(contract)},
    {in(contract),  on(signed_off),      by(decision_maker), to(live)},
    {in_any(),      on(abandoned),       by(decision_maker), to(dropped)},
    ends(live, dropped),
});

using eur = emptor::money<"EUR">;
using day = std::chrono::sys_days;
using std::chrono::days;

inline constexpr auto chain = emptor::decision_chain<buying, eur, day>(
    as<user>(emptor::always{}),
    as<influencer>(emptor::always{}),
    as<buyer>(emptor::needs_quotes<3>{}, emptor::otherwise_asks<decision_maker>(emptor::within_budget{})),
    as<gatekeeper>(emptor::needs_evaluation_by<user, influencer>{}, emptor::answers_within<decision_maker>(days{10})),
    as<decision_maker>(emptor::approves_up_to<eur::of(500'000)>{}, emptor::before_deadline{}));

using purchase = emptor::deal<chain>;
constexpr emptor::member_id mia{0}, noah{1}, ole{2}, petra{3}, quinn{4};

purchase opened_on(day opened) {
    return purchase{{.amount = eur::of(280'000), .budget = eur::of(300'000), .deadline = opened + days{120}, .opened = opened},
                    {{"Mia", {user}}, {"Noah", {influencer}}, {"Ole", {buyer}}, {"Petra", {decision_maker}}, {"Quinn", {gatekeeper}}}};
}

/// One purchase, with what each person is told.
void platform() {
    const day monday{std::chrono::year{2026} / 3 / 2};
    purchase deal = opened_on(monday);
    const auto on_day = [&](int n) { return monday + days{n}; };
    const auto told = [&](const purchase::answer_type& answer) {
        std::cout << "day " << (answer.when - monday).count() << ": " << deal.name(answer.who) << ", "
                  << emptor::label(answer.what) << ": " << (answer ? emptor::label(answer.kind) : deal.why(answer)) << '\n';
    };
    told(deal.request(mia, need_raised, on_day(0)));
    told(deal.request(ole, offers_compared, on_day(4)));
    for (const int n : {9, 11, 12}) told(deal.add_quote(ole, on_day(n)));
    told(deal.request(ole, offers_compared, on_day(12)));
    told(deal.approve(noah, offers_compared, on_day(15)));
    told(deal.change_amount(ole, eur::of(320'000), on_day(16)));  // the vendor they like is dearer
    told(deal.request(ole, vendor_chosen, on_day(16)));           // over the budget: not for him to say
    told(deal.approve(quinn, vendor_chosen, on_day(18)));         // nobody has tried it out
    told(deal.evaluate(mia, on_day(20)));
    told(deal.evaluate(noah, on_day(21)));
    told(deal.refuse(quinn, vendor_chosen, on_day(22)));          // and then a veto
    told(deal.change_amount(ole, eur::of(295'000), on_day(29)));
    told(deal.request(ole, vendor_chosen, on_day(30)));
    told(deal.approve(quinn, vendor_chosen, on_day(31)));
    std::cout << "        what next?\n";
    for (const auto& step : deal.what_next(on_day(31))) {
        std::cout << "          " << deal.name(step.who) << " can " << emptor::label(step.what) << ' ' << emptor::name(step.event) << '\n';
    }
    told(deal.approve(petra, vendor_chosen, on_day(38)));
    told(deal.request(petra, signed_off, on_day(40)));
}

/// A line of any log, for questions about all of them.
struct line {
    int purchase;
    day when;
    emptor::role by;
    std::string what;
};

/// The log of a purchase whose people take their time, each in their own way.
void collect(std::vector<line>& lines, int number, std::mt19937& random) {
    day now{std::chrono::year{2026} / 1 / 5};
    purchase deal = opened_on(now);
    const auto wait = [&](unsigned most) { return now += days{1 + random() % most}; };
    deal.request(mia, need_raised, now);
    for (int quotes = 0; quotes < 3; ++quotes) deal.add_quote(ole, wait(6));
    deal.request(ole, offers_compared, wait(5));
    deal.approve(noah, offers_compared, wait(8));
    deal.change_amount(ole, eur::of(240'000 + static_cast<std::int64_t>(random() % 120) * 1'000), now);
    if (random() % 5 > 0) deal.evaluate(mia, wait(10));
    if (random() % 5 > 0) deal.evaluate(noah, wait(10));
    deal.request(ole, vendor_chosen, now);
    if (!deal.approve(quinn, vendor_chosen, wait(20))) deal.escalate_overdue(wait(8));
    if (random() % 6 == 0) deal.refuse(petra, vendor_chosen, wait(30));
    deal.approve(petra, vendor_chosen, wait(30));
    deal.request(petra, signed_off, wait(10));
    for (const auto& each : deal.log()) {
        if (!each.role) continue;
        const bool moved = each.what == emptor::deal_act::move;
        const bool turned_down = each.what == emptor::deal_act::approve && each.answer == emptor::answer_kind::refused;
        lines.push_back({number, each.when, *each.role,
                         std::string{moved         ? emptor::name(*each.event)
                                     : turned_down ? "turned down"
                                                   : emptor::name(each.what)}});
    }
}

void many() {
    std::vector<line> lines;
    std::mt19937 random{2026};
    for (int number = 0; number < 200; ++number) collect(lines, number, random);

    constexpr emptor::funnel asked{steps("need_raised", "offers_compared", "vendor_chosen", "signed_off"), within(days{90})};
    std::cout << emptor::io::text(asked(lines, &line::purchase, &line::when, &line::what), "Two hundred purchases, within 90 days");
    constexpr emptor::handover hands{approves("approve"), refuses("refuse", "turned down"), escalates("pass_over")};
    std::cout << '\n' << emptor::io::text(hands(lines, &line::purchase, &line::when, &line::by, &line::what), "For whom the others waited");
}
// README]
// clang-format on

int main() {
    platform();
    std::cout << '\n';
    many();
}
