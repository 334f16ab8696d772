// SPDX-License-Identifier: BSL-1.0
#include <emptor/roles/policies.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>
#include <emptor/roles/acting_as.hpp>
#include <emptor/roles/purchase_request.hpp>

#include "purchases.hpp"

namespace policies_test {

using namespace purchase_test;
using emptor::cause;
using emptor::stance;

namespace {

using request = emptor::purchase_request<stage, event, emptor::role, eur, int>;

constexpr request plain{.stage = choice,
                        .event = chosen,
                        .role = buyer,
                        .who = ben,
                        .approving = false,
                        .quotes = 0,
                        .agreed = {},
                        .evaluated_by = {},
                        .amount = eur::of(100),
                        .when = 50,
                        .stage_since = 40};

template <class Change>
constexpr request with(const Change& change) {
    request changed = plain;
    change(changed);
    return changed;
}

struct has_no_say {
    template <class Request>
    constexpr auto operator()(const Request&) const {
        return Request::abstain();
    }
};
struct dislikes_fridays {
    template <class Request>
    constexpr auto operator()(const Request& asked) const {
        return asked.when % 7 == 5 ? asked.refuse("it is Friday") : asked.agree();
    }
};
struct of_another_kind {
    int operator()(const request&) const { return 1; }
};

enum class clerk { junior, senior };

}  // namespace

TEST_CASE("what satisfies the concept is called with a request and answers with its verdict", "[roles]") {
    STATIC_REQUIRE(emptor::role_policy<emptor::always, request>);
    STATIC_REQUIRE(emptor::role_policy<dislikes_fridays, request>);
    STATIC_REQUIRE_FALSE(emptor::role_policy<of_another_kind, request>);
    STATIC_REQUIRE_FALSE(emptor::role_policy<emptor::approves_up_to<emptor::money<"USD">{1}>, request>);
    STATIC_REQUIRE_FALSE(emptor::role_policy<emptor::delegates_to<clerk::senior>, request>);
    STATIC_REQUIRE_FALSE(emptor::role_policy<emptor::cooling_off<std::chrono::hours>, request>);
    STATIC_REQUIRE_FALSE(emptor::role_policy<emptor::vetoes<clerk::junior>, request>);
}

TEST_CASE("policies without state cost nothing", "[roles]") {
    STATIC_REQUIRE(std::is_empty_v<emptor::acting_as<buyer, emptor::within_budget, emptor::needs_quotes<3>,
                                                     emptor::vetoes<chosen>, emptor::before_deadline>>);
}

TEST_CASE("always agrees, never refuses, and what is vetoed is refused", "[roles]") {
    STATIC_REQUIRE(emptor::always{}(plain) == request::agree());
    STATIC_REQUIRE(emptor::never{}(plain).reason.why == cause::never);
    STATIC_REQUIRE(emptor::vetoes<chosen, dropped>{}(plain).reason.why == cause::vetoed);
    STATIC_REQUIRE(emptor::vetoes<dropped>{}(plain).stance == stance::agree);
}

TEST_CASE("a limit, a budget and a deadline hold as far as they reach", "[roles]") {
    using up_to = emptor::approves_up_to<eur::of(100)>;
    STATIC_REQUIRE(up_to{}(plain).stance == stance::agree);
    constexpr auto dear = with([](request& r) { r.amount = eur::of(100, 1); });
    STATIC_REQUIRE(up_to{}(dear).stance == stance::refuse);
    STATIC_REQUIRE(up_to{}(dear).reason.by == eur{1});
    constexpr auto passed = emptor::approves_up_to<eur::of(100), decision_maker>{}(dear);
    STATIC_REQUIRE((passed.stance == stance::escalate && passed.to == decision_maker));

    STATIC_REQUIRE(emptor::within_budget{}(plain).stance == stance::agree);
    STATIC_REQUIRE(emptor::within_budget{}(with([](request& r) { r.budget = eur::of(100); })).stance == stance::agree);
    constexpr auto over = emptor::within_budget{}(with([](request& r) { r.budget = eur::of(60); }));
    STATIC_REQUIRE((over.stance == stance::refuse && over.reason.why == cause::over_budget));
    STATIC_REQUIRE(over.reason.by == eur::of(40));

    STATIC_REQUIRE(emptor::before_deadline{}(plain).stance == stance::agree);
    STATIC_REQUIRE(emptor::before_deadline{}(with([](request& r) { r.deadline = 50; })).stance == stance::agree);
    constexpr auto late = emptor::before_deadline{}(with([](request& r) { r.deadline = 49; }));
    STATIC_REQUIRE((late.stance == stance::refuse && late.reason.why == cause::too_late && late.reason.since == 49));
}

TEST_CASE("quotes and evaluations are counted", "[roles]") {
    constexpr auto few = emptor::needs_quotes<3>{}(with([](request& r) { r.quotes = 2; }));
    STATIC_REQUIRE((few.reason.why == cause::too_few_quotes && few.reason.counted == 2 && few.reason.needed == 3));
    STATIC_REQUIRE(emptor::needs_quotes<3>{}(with([](request& r) { r.quotes = 3; })).stance == stance::agree);
    using both = emptor::needs_evaluation_by<user, influencer>;
    constexpr auto half = both{}(with([](request& r) { r.evaluated_by = {user}; }));
    STATIC_REQUIRE((half.reason.why == cause::not_evaluated && half.reason.role == influencer));
    STATIC_REQUIRE(both{}(with([](request& r) { r.evaluated_by = {user, influencer}; })).stance == stance::agree);
}

TEST_CASE("a stage cools off for as long as is said", "[roles]") {
    STATIC_REQUIRE(emptor::cooling_off{10}(plain).stance == stance::agree);
    STATIC_REQUIRE(emptor::cooling_off{11}(plain).reason.since == 40);
    STATIC_REQUIRE(emptor::cooling_off{10.5}(plain).stance == stance::refuse);
    CHECK_THROWS_AS(emptor::cooling_off{-1}, std::invalid_argument);
    CHECK_THROWS_AS(emptor::cooling_off{std::chrono::hours{-1}}, std::invalid_argument);
}

TEST_CASE("the policies of a role speak with one voice", "[roles]") {
    using emptor::as;
    constexpr auto say = [](const auto& acting) { return acting(plain).stance; };
    STATIC_REQUIRE(say(as<buyer>(emptor::always{}, emptor::never{})) == stance::refuse);
    STATIC_REQUIRE(say(as<buyer>(has_no_say{}, emptor::always{})) == stance::agree);
    STATIC_REQUIRE(say(as<buyer>(has_no_say{}, has_no_say{})) == stance::abstain);
    STATIC_REQUIRE(say(as<buyer>(emptor::always{}, emptor::delegates_to<user>{})) == stance::escalate);
    STATIC_REQUIRE(say(as<buyer>(emptor::delegates_to<user>{}, emptor::needs_quotes<1>{})) == stance::refuse);
    STATIC_REQUIRE(as<buyer>(emptor::delegates_to<user>{}, emptor::delegates_to<influencer>{})(plain).to == user);
    STATIC_REQUIRE(as<buyer>(emptor::never{}, emptor::needs_quotes<1>{})(plain).reason.why == cause::never);
    CHECK(as<buyer>(dislikes_fridays{})(with([](request& r) { r.when = 5; })).reason.words.view() == "it is Friday");
}

TEST_CASE("a policy may be about some events only", "[roles]") {
    constexpr auto careful = emptor::about<chosen, signed_off>(emptor::needs_quotes<1>{});
    STATIC_REQUIRE(careful(plain).reason.why == cause::too_few_quotes);
    STATIC_REQUIRE(careful(with([](request& r) { r.quotes = 1; })).stance == stance::agree);
    STATIC_REQUIRE(careful(with([](request& r) { r.event = dropped; })).stance == stance::abstain);
    constexpr auto role = as<buyer>(emptor::always{}, careful);
    STATIC_REQUIRE(role(plain).stance == stance::refuse);
    STATIC_REQUIRE(role(with([](request& r) { r.event = dropped; })).stance == stance::agree);

    constexpr auto against = as<buyer>(emptor::about<chosen>(emptor::never{}));
    STATIC_REQUIRE_FALSE(against.may_agree(buyer, chosen));
    STATIC_REQUIRE(against.may_agree(buyer, dropped));
    constexpr auto asking = as<buyer>(emptor::about<chosen>(emptor::delegates_to<decision_maker>{}),
                                      emptor::about<back>(emptor::needs_evaluation_by<user>{}));
    STATIC_REQUIRE(asking.escalates_to() == emptor::enumerator_set{decision_maker});
    STATIC_REQUIRE(asking.evaluated_by() == emptor::enumerator_set{user});
    STATIC_REQUIRE_FALSE(asking.stands_aside_for().has_value());
}

TEST_CASE("what a policy would refuse another role may decide", "[roles]") {
    constexpr auto asks = emptor::otherwise_asks<decision_maker>(emptor::needs_quotes<1>{});
    STATIC_REQUIRE(asks(plain).to == decision_maker);
    STATIC_REQUIRE(asks(plain).reason.why == cause::too_few_quotes);
    STATIC_REQUIRE(asks(with([](request& r) { r.quotes = 1; })).stance == stance::agree);
}

TEST_CASE("what policies know beforehand is put together", "[roles]") {
    using emptor::as;
    constexpr auto acting = as<buyer>(emptor::otherwise_asks<decision_maker>(emptor::never{}),
                                      emptor::needs_evaluation_by<user>{}, emptor::answers_within<gatekeeper>(5));
    STATIC_REQUIRE_FALSE(acting.may_agree(buyer, chosen));
    STATIC_REQUIRE(acting.may_let_pass(buyer, chosen));
    STATIC_REQUIRE(acting.escalates_to() == emptor::enumerator_set{decision_maker, gatekeeper});
    STATIC_REQUIRE(acting.evaluated_by() == emptor::enumerator_set{user});
    STATIC_REQUIRE(acting.overdue(0, 5) == gatekeeper);
    STATIC_REQUIRE_FALSE(acting.overdue(0, 4).has_value());
    STATIC_REQUIRE(as<user>(emptor::always{}, emptor::delegates_to<buyer>{}).stands_aside_for() == buyer);
}

TEST_CASE("whether a while has passed is exact in any unit", "[roles]") {
    using namespace std::chrono;
    using emptor::detail::lasted;
    using at = sys_time<minutes>;
    STATIC_REQUIRE(lasted(at{minutes{0}}, at{minutes{60}}, hours{1}));
    STATIC_REQUIRE_FALSE(lasted(at{minutes{0}}, at{minutes{59}}, hours{1}));
    STATIC_REQUIRE(lasted(at{minutes{0}}, at{minutes{1}}, seconds{60}));
    STATIC_REQUIRE_FALSE(lasted(at{minutes{0}}, at{minutes{1}}, seconds{61}));
    STATIC_REQUIRE(lasted(at{minutes{0}}, at{minutes{1}}, duration<double>{59.5}));
    STATIC_REQUIRE_FALSE(lasted(at{minutes::max()}, at{minutes::min()}, seconds{0}));
    STATIC_REQUIRE(lasted(at{minutes{std::int64_t{-1} << 62}}, at{minutes{std::int64_t{1} << 62}}, hours::max() / 2) ==
                   false);
    STATIC_REQUIRE(lasted(0.0, 1.5, 1));
    STATIC_REQUIRE(lasted(std::int64_t{0}, std::int64_t{5}, 5));
    for (std::uint64_t a = 0; a < 12; ++a) {
        for (std::uint64_t b = 1; b < 12; ++b) {
            for (std::uint64_t c = 0; c < 12; ++c) {
                for (std::uint64_t d = 1; d < 12; ++d) {
                    REQUIRE(emptor::detail::ratio_reaches(a, b, c, d) == (a * d >= c * b));
                }
            }
        }
    }
    CHECK(emptor::detail::while_text(at{minutes{0}}, at{minutes{90}}) == "90 min");
    CHECK(emptor::detail::while_text(0.5, 2.0) == "1.5");
}

}  // namespace policies_test
