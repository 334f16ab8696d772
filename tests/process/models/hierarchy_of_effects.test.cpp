// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/hierarchy_of_effects.hpp>

#include <catch2/catch_test_macros.hpp>

#include "walk.hpp"

namespace hierarchy_of_effects_test {

using namespace walk_test;
using emptor::hierarchy_of_effects;
using enum emptor::effect_stage;
using enum emptor::effect_event;

TEST_CASE("effects follow each other in six steps", "[process]") {
    STATIC_REQUIRE(walk_from_start(hierarchy_of_effects, noticed, learnt, liked, preferred, convinced, bought) ==
                   purchase);
}

TEST_CASE("several steps may be taken at once", "[process]") {
    STATIC_REQUIRE(walk_from_start(hierarchy_of_effects, noticed, liked, bought) == purchase);
}

TEST_CASE("effects fade, and a purchase is made again or disappoints", "[process]") {
    STATIC_REQUIRE(walk(hierarchy_of_effects, knowledge, forgotten) == unaware);
    STATIC_REQUIRE(walk(hierarchy_of_effects, purchase, bought) == purchase);
    STATIC_REQUIRE(walk(hierarchy_of_effects, purchase, disappointed, liked) == liking);
}

TEST_CASE("who does not know a product cannot turn away from it; all others can", "[process]") {
    STATIC_REQUIRE(!hierarchy_of_effects.predecessors(lost).contains(unaware));
    STATIC_REQUIRE(hierarchy_of_effects.predecessors(lost).size() == 6);
}

}  // namespace hierarchy_of_effects_test
