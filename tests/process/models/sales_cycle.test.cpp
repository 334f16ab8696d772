// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/sales_cycle.hpp>

#include <catch2/catch_test_macros.hpp>

#include "walk.hpp"

namespace sales_cycle_test {

using namespace walk_test;
using emptor::sales_cycle;
using enum emptor::sales_stage;
using enum emptor::sales_event;

TEST_CASE("a sale goes from the first contact to the care after it", "[process]") {
    STATIC_REQUIRE(walk_from_start(sales_cycle, first_contact) == awareness);
    STATIC_REQUIRE(walk(sales_cycle, awareness, interest_shown, proposal_requested, bought) == purchase);
    STATIC_REQUIRE(walk(sales_cycle, purchase, onboarded) == retention);
}

TEST_CASE("a sale goes round again", "[process]") {
    STATIC_REQUIRE(walk(sales_cycle, decision, reconsidered) == consideration);
    STATIC_REQUIRE(walk(sales_cycle, retention, renewed, onboarded) == retention);
    STATIC_REQUIRE(walk(sales_cycle, retention, need_grew) == consideration);
}

TEST_CASE("a sale may be lost at any stage, and no purchase goes before a decision", "[process]") {
    STATIC_REQUIRE(sales_cycle.predecessors(lost).size() == 6);
    STATIC_REQUIRE(sales_cycle.is_final(lost));
    STATIC_REQUIRE(sales_cycle.predecessors(purchase) == emptor::enumerator_set{decision, retention});
}

}  // namespace sales_cycle_test
