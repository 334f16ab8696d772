// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/decision_chain.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>

#include "purchases.hpp"
#include "refusal.hpp"

namespace decision_chain_test {

using namespace purchase_test;
using emptor::decision_chain;

namespace {

using request = decltype(approval)::request_type;

constexpr request wants(emptor::role in_role, eur amount) {
    return {.stage = choice,
            .event = chosen,
            .role = in_role,
            .who = ben,
            .approving = false,
            .quotes = 1,
            .agreed = {},
            .evaluated_by = {},
            .amount = amount,
            .when = 9,
            .stage_since = 0,
            .budget = eur::of(20'000)};
}

/// A purchase of one's own, and people in roles of one's own.
enum class step { wish, paid };
enum class deed { pay, look };
enum class family { child, parent };
constexpr auto shopping = emptor::process<step, deed, family>(
    step::wish, {{in(step::wish), on(deed::pay), by(family::child), once_agreed(family::parent), to(step::paid)},
                 {in(step::wish), on(deed::look), to(step::wish)},
                 ends(step::paid)});
using cents = emptor::money<"USD">;
using day = std::chrono::sys_days;

constexpr auto pocket_money = decision_chain<shopping, cents, day>(
    as<family::child>(emptor::always{}), as<family::parent>(emptor::approves_up_to<cents::of(20)>{}));

struct lost_in_thought {
    template <class Request>
    constexpr auto operator()(const Request&) const {
        return typename Request::verdict_type{emptor::stance::escalate, std::nullopt, {}};
    }
};
struct speechless {
    template <class Request>
    constexpr auto operator()(const Request&) const {
        return typename Request::verdict_type{static_cast<emptor::stance>(99), std::nullopt, {}};
    }
};

struct leaves_it_to_the_supplier : emptor::always {
    static constexpr std::optional<emptor::role> stands_aside_for() { return supplier; }
};

/// Nonsense, and a role to go with it.
struct babbling {
    template <class Request>
    constexpr auto operator()(const Request& asked) const {
        return typename Request::verdict_type{static_cast<emptor::stance>(99), asked.role, {}};
    }
};

}  // namespace

TEST_CASE("a chain asks the policy of the role", "[roles]") {
    STATIC_REQUIRE(approval.ask(wants(buyer, eur::of(10'000))).stance == emptor::stance::agree);
    STATIC_REQUIRE(approval.ask(wants(buyer, eur::of(10'001))).to == decision_maker);
    STATIC_REQUIRE(approval.ask(wants(decision_maker, eur::of(20'001))).reason.why == emptor::cause::over_budget);
    STATIC_REQUIRE(approval.ask(wants(seller, eur{})).reason.why == emptor::cause::no_such_role);
    STATIC_REQUIRE(approval.ask(wants(static_cast<emptor::role>(77), eur{})).stance == emptor::stance::refuse);
    STATIC_REQUIRE(approval.roles() == emptor::enumerator_set{user, influencer, buyer, decision_maker, gatekeeper});
    STATIC_REQUIRE(approval.who_would_agree(wants(buyer, eur::of(10'001)), approval.roles()) ==
                   emptor::enumerator_set{user, influencer, decision_maker});
    STATIC_REQUIRE(approval.escalates_to() == emptor::enumerator_set{decision_maker, gatekeeper});
}

TEST_CASE("what policies know beforehand can be made part of the process", "[roles]") {
    static constexpr auto chain = decision_chain<shopping, cents, day>(
        as<family::child>(emptor::always{}), as<family::parent>(emptor::vetoes<deed::look>{}));
    static constexpr auto lawful = chain.authorised();
    STATIC_REQUIRE(lawful.who_may(step::wish, deed::look) == emptor::enumerator_set{family::child});
    STATIC_REQUIRE(lawful.who_may(step::wish, deed::pay) == emptor::enumerator_set{family::child});
    STATIC_REQUIRE(lawful.agreement(step::wish, deed::pay) == shopping.agreement(step::wish, deed::pay));
    STATIC_REQUIRE(pocket_money.authorised() == shopping);
    static constexpr auto known = approval.authorised();
    STATIC_REQUIRE(known.who_may(choice, back) == approval.roles());  // no longer those without a policy
    STATIC_REQUIRE(known.who_may(choice, chosen) == buying.who_may(choice, chosen));
    emptor::journey<lawful> kim;
    CHECK(kim.apply(deed::look, family::child));
    CHECK_FALSE(kim.apply(deed::look, family::parent));
}

TEST_CASE("a chain serves enums of one's own as well", "[roles]") {
    STATIC_REQUIRE(pocket_money.roles().size() == 2);
    emptor::deal<pocket_money> bike{{.amount = cents::of(19, 99), .opened = day{}},
                                    {{"Kim", {family::child}}, {"Lou", {family::parent}}}};
    CHECK(bike.request(*bike.find("Kim"), deed::pay, day{}).kind == emptor::answer_kind::waiting);
    CHECK(bike.approve(*bike.find("Lou"), deed::pay, day{}));
    CHECK(bike.finished());
}

TEST_CASE("a policy that escalates to no one, or answers nonsense, refuses", "[roles]") {
    const auto chain = decision_chain<shopping, cents, day>(as<family::child>(lost_in_thought{}),
                                                            as<family::parent>(emptor::always{}, speechless{}));
    using asked = decltype(chain)::request_type;
    const asked question{.stage = step::wish,
                         .event = deed::pay,
                         .role = family::child,
                         .who = {},
                         .approving = false,
                         .quotes = 0,
                         .agreed = {},
                         .evaluated_by = {},
                         .amount = {},
                         .when = {},
                         .stage_since = {}};
    CHECK(chain.ask(question).reason.why == emptor::cause::no_such_role);
    auto of_parent = question;
    of_parent.role = family::parent;
    CHECK(chain.ask(of_parent).stance == emptor::stance::refuse);
    const auto loud = decision_chain<shopping, cents, day>(as<family::child>(emptor::always{}),
                                                           as<family::parent>(emptor::always{}, babbling{}));
    CHECK(loud.ask(of_parent).stance == emptor::stance::refuse);
}

TEST_CASE("a chain that cannot work is refused by name where it is made when the program runs", "[roles]") {
    using emptor::always;
    using emptor::never;
    using emptor::vetoes;
    const auto refused = [](auto... acting) {
        return refusal([&] { static_cast<void>(decision_chain<shopping, cents, day>(acting...)); });
    };
    CHECK(refused(as<family::child>(always{}), as<family::parent>(always{}), as<family::child>(never{})) ==
          "emptor::decision_chain: two policies for role 'child'");
    CHECK(refused(as<family::child>(always{})) ==
          "emptor::decision_chain: a rule names role 'parent', which has no policy");
    CHECK(refused(as<family::child>(always{}), as<family::parent>(never{})) ==
          "emptor::decision_chain: no policy can ever give the agreement of role 'parent' to event 'pay'");
    CHECK(refused(as<family::child>(vetoes<deed::pay>{}), as<family::parent>(always{})) ==
          "emptor::decision_chain: no role can make event 'pay' happen in stage 'wish'");
    CHECK(refused(as<family::child>(always{}), as<family::parent>(vetoes<deed::look>{})).empty());

    const auto refused_b2b = [](auto... acting) {
        return refusal([&] { static_cast<void>(decision_chain<buying, eur, int>(acting...)); });
    };
    const auto all_but_gatekeeper = [&](auto... more) {
        return refused_b2b(as<user>(always{}), as<buyer>(always{}), as<influencer>(always{}),
                           as<decision_maker>(always{}), more...);
    };
    CHECK(all_but_gatekeeper(as<gatekeeper>(always{}), as<seller>(always{})) ==
          "emptor::decision_chain: a policy for role 'seller', which no rule names");
    CHECK(all_but_gatekeeper(as<gatekeeper>(emptor::delegates_to<seller>{})) ==
          "emptor::decision_chain: a policy turns to role 'seller', which has none");
    CHECK(all_but_gatekeeper(as<gatekeeper>(emptor::needs_evaluation_by<supplier>{})) ==
          "emptor::decision_chain: a policy turns to role 'supplier', which has none");
    CHECK(all_but_gatekeeper(as<gatekeeper>(emptor::delegates_to<seller>{}), as<seller>(always{})).empty());
    CHECK(refused_b2b(as<user>(always{}), as<buyer>(always{}), as<influencer>(never{}), as<decision_maker>(always{}),
                      as<gatekeeper>(always{})) == "emptor::decision_chain: role 'influencer' can never act");
    CHECK(all_but_gatekeeper(as<gatekeeper>(emptor::answers_within<gatekeeper>(1))) ==
          "emptor::decision_chain: a policy of role 'gatekeeper' turns to that role itself");
    CHECK(all_but_gatekeeper(as<gatekeeper>(leaves_it_to_the_supplier{})) ==
          "emptor::decision_chain: a policy turns to role 'supplier', which has none");
    // Who only ever turns to each other never agree.
    CHECK(refused_b2b(as<user>(always{}), as<buyer>(always{}), as<influencer>(always{}),
                      as<decision_maker>(emptor::delegates_to<gatekeeper>{}),
                      as<gatekeeper>(emptor::delegates_to<decision_maker>{})) ==
          "emptor::decision_chain: no policy can ever give the agreement of role 'gatekeeper' to event 'dropped'");
}

}  // namespace decision_chain_test
