// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/quarters.hpp>

#include <cstddef>
#include <cstdint>

#include <catch2/catch_test_macros.hpp>

namespace quarters_test {

using emptor::refusal, emptor::tally;
using emptor::detail::quarters, emptor::detail::refusals;

TEST_CASE("as many steps as may be counted do not run from one reason into the next", "[process]") {
    for (std::uint64_t reason = 0; reason < 4; ++reason) {
        CAPTURE(reason);
        quarters counted;
        for (std::size_t i = 0; i < quarters::at_most; ++i) counted.count(reason);
        tally counts;
        counted.add_to(counts, quarters::at_most);
        for (std::uint64_t each = 0; each < 4; ++each) {
            tally alone;
            alone.count(static_cast<refusal>(each), quarters::at_most);
            CHECK((counts == alone) == (each == reason));
        }
    }
}

TEST_CASE("steps are told apart by their reason, and moves are what is left", "[process]") {
    quarters counted;
    refusals open;
    for (const std::uint64_t reason : {0U, 1U, 2U, 3U, 3U, 0U, 0U}) counted.count(reason);
    for (const std::uint64_t reason : {0U, 1U, 1U, 0U}) open.count(reason);
    tally counts, plain;
    counted.add_to(counts, 7);
    open.add_to(counts, 4);
    plain.count(refusal::none, 5);
    plain.count(refusal::not_possible, 3);
    plain.count(refusal::not_permitted, 1);
    plain.count(refusal::not_agreed, 2);
    CHECK(counts == plain);
}

}  // namespace quarters_test
