// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/procurement.hpp>

#include <catch2/catch_test_macros.hpp>

#include "walk.hpp"

namespace procurement_test {

using namespace walk_test;
using emptor::procurement, emptor::refusal;
using enum emptor::procurement_stage;
using enum emptor::procurement_event;
using enum emptor::role;

TEST_CASE("a purchase passes all stages to its end", "[process]") {
    STATIC_REQUIRE(walk_from_start(procurement, requisition_raised, offers_received, offer_recommended) == approval);
    STATIC_REQUIRE(walk(procurement, approval, approved, ordered, accepted) == follow_up_evaluation);
    STATIC_REQUIRE(walk(procurement, follow_up_evaluation, satisfied) == completed);
}

TEST_CASE("approval is the decision maker's, once the gatekeeper has agreed", "[process]") {
    STATIC_REQUIRE(procurement.reason(approval, approved, buyer, true) == refusal::not_permitted);
    STATIC_REQUIRE(procurement.reason(approval, approved, decision_maker, false) == refusal::not_agreed);
    STATIC_REQUIRE(procurement.reason(approval, approved, decision_maker, true) == refusal::none);
    STATIC_REQUIRE(procurement.who_must_agree(approval, approved).contains(gatekeeper));
}

TEST_CASE("the budget sends a purchase back, the deadline hurries or ends it", "[process]") {
    STATIC_REQUIRE(walk(procurement, approval, budget_exceeded) == evaluation);
    STATIC_REQUIRE(walk(procurement, procurement_decision, budget_exceeded, offers_rejected) == information_search);
    STATIC_REQUIRE(walk(procurement, information_search, deadline_pressing) == approval);
    STATIC_REQUIRE(walk(procurement, approval, deadline_missed) == cancelled);
    STATIC_REQUIRE(!procurement.target(follow_up_evaluation, deadline_missed));
}

TEST_CASE("a purchase goes back, comes again and may be called off", "[process]") {
    STATIC_REQUIRE(walk(procurement, evaluation, offers_rejected) == information_search);
    STATIC_REQUIRE(walk(procurement, approval, sent_back) == evaluation);
    STATIC_REQUIRE(walk(procurement, delivery, delivery_refused) == procurement_decision);
    STATIC_REQUIRE(walk(procurement, follow_up_evaluation, reordered, ordered) == delivery);
    STATIC_REQUIRE(walk(procurement, follow_up_evaluation, need_changed) == need_recognition);
    STATIC_REQUIRE(procurement.predecessors(cancelled).size() == 6);
}

}  // namespace procurement_test
