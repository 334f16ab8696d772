// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/models/aida.hpp>

#include <catch2/catch_test_macros.hpp>

#include "walk.hpp"

namespace aida_test {

using namespace walk_test;
using emptor::aida;
using enum emptor::aida_stage;
using enum emptor::aida_event;

TEST_CASE("attention leads to interest, desire and action", "[process]") {
    STATIC_REQUIRE(walk_from_start(aida) == attention);
    STATIC_REQUIRE(walk_from_start(aida, interested) == interest);
    STATIC_REQUIRE(walk_from_start(aida, interested, attracted) == desire);
    STATIC_REQUIRE(walk_from_start(aida, interested, attracted, acted) == action);
}

TEST_CASE("attention wanders, desire cools and returns", "[process]") {
    STATIC_REQUIRE(walk(aida, interest, distracted) == attention);
    STATIC_REQUIRE(walk(aida, desire, cooled_off) == interest);
    STATIC_REQUIRE(walk(aida, action, wanted_more, acted) == action);
    STATIC_REQUIRE(walk(aida, attention, attracted) == desire);
}

TEST_CASE("no one acts without desire, and anyone may drop out", "[process]") {
    STATIC_REQUIRE(aida.predecessors(action) == emptor::enumerator_set{desire});
    STATIC_REQUIRE(aida.predecessors(lost).size() == 4);
    STATIC_REQUIRE(aida.is_final(lost));
}

}  // namespace aida_test
