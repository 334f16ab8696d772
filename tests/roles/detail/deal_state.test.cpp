// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/detail/deal_state.hpp>

#include <catch2/catch_test_macros.hpp>
#include <emptor/roles/deal.hpp>

#include "../plain_chains.hpp"
#include "../purchases.hpp"

namespace deal_state_test {

using namespace purchase_test;
using emptor::cause;
using who = emptor::enumerator_set<emptor::role>;

namespace {

using turn_deal = emptor::deal<in_turns>;
using round_deal = emptor::deal<in_rounds>;

constexpr member_id uma{0};
constexpr member_id bea{1};
constexpr member_id dan{2};
constexpr member_id gus{3};
constexpr member_id gil{4};
constexpr member_id ina{5};

template <class Deal>
Deal of_six(const typename Deal::terms_type& terms) {
    return Deal{terms,
                {{"Uma", {user}},
                 {"Bea", {buyer}},
                 {"Dan", {decision_maker}},
                 {"Gus", {gatekeeper}},
                 {"Gil", {gatekeeper}},
                 {"Ina", {influencer}}}};
}

turn_deal turns_at_choice() {
    auto it = of_six<turn_deal>({.amount = eur::of(5'000)});
    it.request(uma, asked, 1);
    it.approve(bea, asked, 1);
    REQUIRE(it.approve(dan, asked, 1));
    it.request(bea, compared, 2);
    it.approve(gus, compared, 2);
    it.approve(dan, compared, 2);
    REQUIRE(it.approve(uma, compared, 2));
    return it;
}
turn_deal turns_at_contract() {
    turn_deal it = turns_at_choice();
    it.request(bea, chosen, 3);
    it.approve(bea, chosen, 3);
    it.approve(uma, chosen, 3);
    it.approve(dan, chosen, 3);
    REQUIRE(it.approve(gus, chosen, 3));
    return it;
}

/// With an offer, and everybody's evaluation.
round_deal rounds_at_choice() {
    auto it = of_six<round_deal>({.amount = eur::of(5'000), .deadline = 11});
    it.add_quote(bea, 1);
    for (const auto& each : it.members()) it.evaluate(*it.find(each.name), 1);
    REQUIRE(it.request(uma, asked, 1));
    it.request(uma, compared, 2);
    it.approve(uma, compared, 2);
    REQUIRE(it.approve(gus, compared, 2));
    return it;
}

}  // namespace

TEST_CASE("in a sequence by different persons nobody agrees before their turn to what they are asked beside it too",
          "[roles]") {
    turn_deal it = turns_at_contract();
    it.request(ina, back, 4);  // of the user, hers (the gatekeeper's), the decision maker's, the buyer's turn
    CHECK(it.waits_for(back) == who{user, gatekeeper});
    CHECK(it.approve(gus, back, 4).roles == who{user});
    CHECK(it.approve(gil, back, 4).kind == answer_kind::not_asked);
    CHECK(it.approve(uma, back, 4).roles == who{decision_maker, gatekeeper});  // Gus for one of the two
    CHECK(it.approve(gil, back, 4).roles == who{decision_maker});
    CHECK(it.approve(dan, back, 4).roles == who{buyer});
    CHECK(it.approve(bea, back, 4));
}

TEST_CASE("what is passed on to a role that stands aside goes on to the one that decides in its place", "[roles]") {
    turn_deal it = turns_at_choice();
    it.request(bea, chosen, 4);
    REQUIRE(it.waits_for(chosen) == who{buyer});
    REQUIRE(it.escalate_overdue(13) == 1);  // to the influencer, who leaves it to the gatekeeper
    CHECK(it.log().back().to == influencer);
    CHECK(it.waits_for(chosen) == who{gatekeeper});
    CHECK(it.approve(ina, chosen, 13).kind == answer_kind::not_asked);
    CHECK(it.approve(gil, chosen, 13).roles == who{user});
}

TEST_CASE("what was agreed to in its turn holds when one who came later takes theirs back", "[roles]") {
    turn_deal it = turns_at_contract();
    it.request(bea, back, 4);
    it.approve(uma, back, 4);
    it.approve(gus, back, 4);
    it.approve(dan, back, 4);
    REQUIRE(it.escalate_overdue(13) == 1);  // now the last turn is the gatekeeper's, as the second was
    REQUIRE(it.withdraw(dan, back, 13));
    CHECK(it.waits_for(back) == who{decision_maker});
    CHECK(it.approve(dan, back, 13).roles == who{gatekeeper});
    CHECK(it.approve(gil, back, 13));
}

TEST_CASE("a request that turns at last to a role that has agreed for another waits for nobody", "[roles]") {
    round_deal it = rounds_at_choice();
    REQUIRE(it.request(gus, back, 3).kind == answer_kind::waiting);
    REQUIRE(it.approve(uma, back, 3));
    REQUIRE(it.stage() == quotes);
    it.request(gus, compared, 11);
    CHECK(it.approve(gus, compared, 12).to == decision_maker);  // who decides for Gus after the deadline
    CHECK(it.approve(dan, compared, 12).roles == who{user});
    CHECK(it.approve(uma, compared, 13));  // what Gus asked for needs Dan now, who has agreed
    CHECK(it.stage() == choice);
}

TEST_CASE("nobody is passed over where the deal could only move for someone who may not ask any more", "[roles]") {
    round_deal it = rounds_at_choice();
    it.request(bea, chosen, 8);
    it.approve(ina, chosen, 9);
    REQUIRE(it.waits_for(chosen) == who{decision_maker});
    CHECK(it.escalate_overdue(16) == 0);  // to the influencer, who has agreed: but it is too late for the buyer
    CHECK(it.waits_for(chosen) == who{decision_maker});
    CHECK(it.approve(dan, chosen, 16).kind == answer_kind::too_late);
    CHECK(it.refuse(dan, chosen, 16));
}

TEST_CASE("one agreement for several duties is told as one, and that all abstain in few words", "[roles]") {
    auto it = of_six<round_deal>({.amount = eur::of(5'000), .deadline = 30});
    REQUIRE(it.request(uma, asked, 1));
    CHECK(it.request(uma, compared, 5).why() == "compared in quotes is refused: abstained: user");
    it.add_quote(uma, 6);
    it.evaluate(ina, 6);
    REQUIRE(it.request(bea, compared, 6).to == decision_maker);  // beside the user and the gatekeeper
    const auto answer = it.approve(gus, compared, 31);           // who leaves it to the decision maker, too
    CHECK(answer.roles == who{user, decision_maker});
    CHECK(answer.missing == 2);
}

}  // namespace deal_state_test
