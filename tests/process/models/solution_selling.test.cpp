// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/solution_selling.hpp>

#include <catch2/catch_test_macros.hpp>

#include "walk.hpp"

namespace solution_selling_test {

using namespace walk_test;
using emptor::refusal, emptor::solution_selling;
using enum emptor::solution_stage;
using enum emptor::solution_event;
using enum emptor::role;

TEST_CASE("a pain becomes a vision, and a vision a contract", "[process]") {
    STATIC_REQUIRE(walk_from_start(solution_selling, pain_admitted, vision_shared, power_met) == power);
    STATIC_REQUIRE(walk(solution_selling, power, plan_agreed, proof_accepted, signed_off) == won);
}

TEST_CASE("doubts, another vision and the next pain lead back", "[process]") {
    STATIC_REQUIRE(walk(solution_selling, proposal, doubts_raised) == evaluation);
    STATIC_REQUIRE(walk(solution_selling, evaluation, vision_changed) == vision);
    STATIC_REQUIRE(walk(solution_selling, won, pain_returned) == admitted_pain);
    STATIC_REQUIRE(solution_selling.predecessors(lost).size() == 7);
}

TEST_CASE("only a buyer admits a pain, and only a seller is brought to power", "[process]") {
    STATIC_REQUIRE(solution_selling.reason(latent_pain, pain_admitted, seller) == refusal::not_permitted);
    STATIC_REQUIRE(solution_selling.reason(vision, power_met, user, true) == refusal::not_permitted);
    STATIC_REQUIRE(solution_selling.reason(vision, power_met, seller) == refusal::not_agreed);
}

}  // namespace solution_selling_test
