// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/outcome.hpp>

#include <optional>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>

#include "buying.hpp"

namespace outcome_test {

using namespace buying_test;
using emptor::refusal;

namespace {

enum class ab { a, b };
enum class go { on_, off };

}  // namespace

TEST_CASE("an outcome is small and makes its sentence only when asked", "[process]") {
    using outcome = decltype(buying)::outcome_type;
    STATIC_REQUIRE(std::is_trivially_copyable_v<outcome>);
    STATIC_REQUIRE(sizeof(outcome) <= 24);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<outcome, bool>);
}

TEST_CASE("an accepted event has no refusal to explain", "[process]") {
    constexpr auto moved = buying.why_not(need, search_begun, user);
    STATIC_REQUIRE(moved);
    STATIC_REQUIRE(moved.reason() == refusal::none);
    CHECK(moved.why().empty());
}

TEST_CASE("an outcome remembers what was asked", "[process]") {
    constexpr auto refused = buying.why_not(need, shortlisted, user);
    STATIC_REQUIRE(refused.from() == need);
    STATIC_REQUIRE(refused.event() == shortlisted);
    STATIC_REQUIRE(refused.role() == user);
    STATIC_REQUIRE_FALSE(buying.why_not(need, shortlisted).role().has_value());
}

TEST_CASE("a refusal says what is possible instead", "[process]") {
    CHECK(buying.why_not(need, shortlisted, user).why() ==
          "shortlisted is not possible in need; possible: search_begun by user, abandoned");
    CHECK(buying.why_not(evaluation, delivered).why() ==
          "delivered is not possible in evaluation; possible: rejected, chosen by buyer once agreed by decision_maker, "
          "abandoned");
    CHECK(buying.why_not(lost, chosen, buyer).why() == "chosen is not possible in lost; lost is final");
}

TEST_CASE("a refusal says who may", "[process]") {
    CHECK(buying.why_not(evaluation, chosen, user, true).why() ==
          "chosen in evaluation may be done by buyer, not by user");
    CHECK(buying.why_not(search, shortlisted).why() ==
          "shortlisted in search may be done by user or buyer, not without a role");
}

TEST_CASE("a refusal says who must agree", "[process]") {
    CHECK(buying.why_not(evaluation, chosen, buyer).why() ==
          "chosen in evaluation needs the agreement of decision_maker");
    static constexpr auto p = emptor::process<ab, go>(
        ab::a,
        {{in(ab::a), on(go::on_), by(user, buyer, seller), once_agreed(buyer, decision_maker, gatekeeper), to(ab::b)},
         {in(ab::b), on(go::off), to(ab::a)},
         endless()});
    CHECK(p.why_not(ab::a, go::on_, user).why() ==
          "on_ in a needs the agreement of buyer, decision_maker and gatekeeper");
    CHECK(p.why_not(ab::a, go::on_, gatekeeper).why() ==
          "on_ in a may be done by user, buyer or seller, not by gatekeeper");
}

TEST_CASE("an id that is no enumerator is refused by its number", "[process]") {
    CHECK(buying.why_not(need, static_cast<event>(200), user).why() == "200 is no event of this process");
    CHECK(buying.why_not(need, static_cast<event>(-7), user).why() == "-7 is no event of this process");
    CHECK(buying.why_not(need, abandoned, static_cast<emptor::role>(99)).why() == "99 is no role of this process");
    CHECK(buying.why_not(static_cast<stage>(6), abandoned).why() == "6 is no stage of this process");
}

}  // namespace outcome_test
