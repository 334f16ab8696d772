// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/tally.hpp>

#include <catch2/catch_test_macros.hpp>

namespace tally_test {

using emptor::refusal;
using emptor::tally;

namespace {

constexpr tally some(std::uint64_t moved, std::uint64_t impossible) {
    tally counts;
    counts.count(refusal::none, moved);
    counts.count(refusal::not_possible, impossible);
    return counts;
}

}  // namespace

TEST_CASE("a tally adds up to the events", "[process]") {
    STATIC_REQUIRE(tally{}.events() == 0);
    STATIC_REQUIRE(some(3, 2).events() == 5);
    STATIC_REQUIRE(some(3, 2).moved() == 3);
    STATIC_REQUIRE(some(3, 2).refused() == 2);
    STATIC_REQUIRE(some(3, 2).refused(refusal::not_possible) == 2);
    STATIC_REQUIRE(some(3, 2).refused(refusal::unknown_id) == 0);
}

TEST_CASE("tallies of parts add up to that of the whole, in any order", "[process]") {
    const auto sum = [](tally a, const tally& b) { return a += b; };
    CHECK(sum(some(1, 2), some(3, 4)) == some(4, 6));
    CHECK(sum(some(3, 4), some(1, 2)) == some(4, 6));
    CHECK(sum(some(3, 4), {}) == some(3, 4));
    CHECK(sum(sum(some(1, 0), some(0, 2)), some(5, 5)) == sum(some(1, 0), sum(some(0, 2), some(5, 5))));
}

TEST_CASE("an answer that is no enumerator is not counted", "[process]") {
    tally counts;
    counts.count(static_cast<refusal>(99));
    CHECK(counts == tally{});
    CHECK(counts.refused(static_cast<refusal>(99)) == 0);
}

}  // namespace tally_test
