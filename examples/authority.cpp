// SPDX-License-Identifier: BSL-1.0
//
// Procurement with delegation of authority: who may approve how much is a table, and the table is a policy.
// docs/decision_chain.md shows what stands between the marks.
#include <iostream>
#include <string>
#include <string_view>

#include <emptor/emptor.hpp>

// clang-format off
// [README
using namespace emptor::rule_words;
using emptor::as;

enum class grade { employee, purchasing, team_lead, department_head, director, board };  // roles of one's own
enum class stage { draft, approved, ordered, paid, rejected };
enum class event { submitted, order_placed, invoice_settled, turned_down };

using enum grade;
using enum stage;
using enum event;

inline constexpr auto procuring = emptor::process<stage, event, grade>(draft, {
    {in(draft),    on(submitted),       by(employee),   once_agreed(team_lead), separate_duties(), to(approved)},
    {in(draft),    on(turned_down),     by(team_lead),  to(rejected)},
    {in(approved), on(order_placed),    by(purchasing), to(ordered)},
    {in(ordered),  on(invoice_settled), by(purchasing), once_agreed(employee), separate_duties(), to(paid)},
    ends(paid, rejected),
});

using cny = emptor::money<"CNY">;

inline constexpr emptor::authority_table<cny, grade> limits{
    {cny{},              cny::of(10'000),    team_lead},
    {cny::of(10'000),    cny::of(200'000),   department_head},
    {cny::of(200'000),   cny::of(2'000'000), director},
    {cny::of(2'000'000), std::nullopt,       board},
};

inline constexpr auto chain = emptor::decision_chain<procuring, cny, int>(  // time is the number of a day
    as<employee>(emptor::always{}), as<purchasing>(emptor::always{}),
    as<team_lead>(limits), as<department_head>(limits, emptor::answers_within<director>(5)),
    as<director>(limits), as<board>(limits));

using purchase = emptor::deal<chain>;
constexpr emptor::member_id li{0}, wang{1}, zhang{2}, chen{3}, zhao{4};

purchase of(cny amount) {
    return purchase{{.amount = amount},
                    {{"Li", {employee}}, {"Wang", {employee, team_lead}}, {"Zhang", {department_head}}, {"Chen", {director}},
                     {"Zhao", {board}}, {"Sun", {purchasing}}}};
}

void explain() {
    for (const auto amount : {cny::of(8'000), cny::of(150'000), cny::of(1'200'000), cny::of(5'000'000)}) {
        purchase deal = of(amount);
        std::cout << amount.text() << '\n';
        const auto told = [&](const purchase::answer_type& answer) {
            std::cout << "  " << deal.name(answer.who) << ": " << (answer ? emptor::label(answer.kind) : deal.why(answer)) << '\n';
        };
        told(deal.request(li, submitted, 1));
        for (const emptor::member_id who : {wang, zhang, chen, zhao}) {
            if (deal.stage() == draft) told(deal.approve(who, submitted, 2));
        }
    }

    std::cout << "Nobody agrees to what they asked for, and nobody waits for ever\n";
    purchase own = of(cny::of(8'000));
    own.request(wang, submitted, 1);  // he is an employee, too
    std::cout << "  Wang: " << own.why(own.approve(wang, submitted, 1)) << '\n';
    purchase slow = of(cny::of(150'000));
    slow.request(li, submitted, 1);
    slow.approve(wang, submitted, 2);
    std::cout << "  passed over on day 9: " << slow.escalate_overdue(9) << '\n';
    std::cout << "  Chen: " << emptor::label(slow.approve(chen, submitted, 9).kind) << '\n';
}
// README]
// clang-format on

int main() { explain(); }
