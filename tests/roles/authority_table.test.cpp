// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/authority_table.hpp>

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "purchases.hpp"
#include "refusal.hpp"

namespace authority_table_test {

using namespace purchase_test;

namespace {

using table = emptor::authority_table<eur>;
using row = table::row_type;
constexpr auto without_limit = std::nullopt;

constexpr table limits{{eur{}, eur::of(1'000), user},
                       {eur::of(1'000), eur::of(10'000), buyer},
                       {eur::of(10'000), without_limit, decision_maker}};

using request = decltype(approval)::request_type;

request wants(emptor::role in_role, eur amount) {
    return {.stage = choice,
            .event = chosen,
            .role = in_role,
            .who = {},
            .approving = true,
            .quotes = 0,
            .agreed = {},
            .evaluated_by = {},
            .amount = amount,
            .when = 0,
            .stage_since = 0};
}

}  // namespace

TEST_CASE("a table of authority knows whose amount it is", "[roles]") {
    STATIC_REQUIRE(limits.who_may(eur{}) == user);
    STATIC_REQUIRE(limits.who_may(eur::of(1'000)) == user);
    STATIC_REQUIRE(limits.who_may(eur::of(1'000, 1)) == buyer);
    STATIC_REQUIRE(limits.who_may(eur::of(10'000)) == buyer);
    STATIC_REQUIRE(limits.who_may(eur::of(10'000, 1)) == decision_maker);
    STATIC_REQUIRE_FALSE(limits.who_may(eur{-1}).has_value());
    STATIC_REQUIRE_FALSE(table{{eur{}, eur{5}, user}}.who_may(eur{6}).has_value());
    STATIC_REQUIRE(limits.size() == 3);
}

TEST_CASE("as a policy it agrees within its reach, passes on what is more, and refuses what is above all", "[roles]") {
    CHECK(limits(wants(buyer, eur::of(500))).stance == emptor::stance::agree);
    CHECK(limits(wants(buyer, eur::of(10'000))).stance == emptor::stance::agree);
    const auto more = limits(wants(buyer, eur::of(10'050)));
    CHECK(more.stance == emptor::stance::escalate);
    CHECK(more.to == decision_maker);
    CHECK(more.reason.why == emptor::cause::over_limit);
    CHECK(more.reason.by == eur::of(50));
    CHECK(limits(wants(gatekeeper, eur::of(1'500))).to == buyer);
    CHECK(table{{eur{}, eur{5}, user}}(wants(user, eur{6})).stance == emptor::stance::refuse);
}

TEST_CASE("a table with a gap, an overlap or a row that cannot be is refused with its bounds", "[roles]") {
    const auto refused = [](const std::vector<row>& rows) { return refusal([&] { static_cast<void>(table{rows}); }); };
    const eur k = eur::of(1'000);
    CHECK(refused({}) == "emptor::authority_table: it has no rows");
    CHECK(refused({{eur{1}, k, user}}) == "emptor::authority_table: the first row begins above 0.01 EUR, not 0");
    CHECK(refused({{eur{}, k, user}, {k * 2, k * 3, buyer}}) ==
          "emptor::authority_table: nobody has authority above 1,000.00 EUR up to 2,000.00 EUR");
    CHECK(refused({{eur{}, k * 2, user}, {k, k * 3, buyer}}) ==
          "emptor::authority_table: both user and buyer have authority above 1,000.00 EUR up to 2,000.00 EUR");
    CHECK(refused({{eur{}, without_limit, user}, {k, k * 3, buyer}}) ==
          "emptor::authority_table: both user and buyer have authority above 1,000.00 EUR");
    CHECK(refused({{eur{}, eur{}, user}}) ==
          "emptor::authority_table: the row of user from above 0.00 EUR ends at 0.00 EUR");
    CHECK(refused({{eur{}, k, static_cast<emptor::role>(99)}}) ==
          "emptor::authority_table: the role of row 1 is no enumerator");
    std::vector<row> many;
    for (int i = 0; i < 33; ++i) many.push_back({k * i, k * (i + 1), user});
    CHECK(refused(many) == "emptor::authority_table: more than 32 rows");
    many.pop_back();
    CHECK(refused(many).empty());
}

}  // namespace authority_table_test
