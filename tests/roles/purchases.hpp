// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The purchases that the tests of deals talk about: one that asks for agreements of every kind.

#include <emptor/process/process.hpp>
#include <emptor/roles/authority_table.hpp>
#include <emptor/roles/deal.hpp>
#include <emptor/roles/decision_chain.hpp>
#include <emptor/roles/policies.hpp>

namespace purchase_test {

enum class stage { need, quotes, choice, contract, done, lost };
enum class event { asked, compared, chosen, signed_off, back, dropped };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

inline constexpr auto buying = emptor::process<stage, event>(
    need,
    {
        {in(need), on(asked), by(user), to(quotes)},
        {in(quotes), on(compared), by(user, buyer), to(choice)},
        {in(choice), on(chosen), by(buyer), once_agreed(decision_maker), to(contract)},
        {in(contract), on(signed_off), by(user, buyer),
         once_agreed(at_least(2, user, buyer, decision_maker, gatekeeper)), separate_duties(), to(done)},
        {in(choice), on(back), once_agreed(any_of(user, influencer)), to(quotes)},
        {in(contract), on(back), by(buyer), once_agreed(in_sequence(user, decision_maker, gatekeeper)), to(quotes)},
        {in_any(), on(dropped), by(buyer, decision_maker), once_agreed(gatekeeper), to(lost)},
        ends(done, lost),
    });

using eur = emptor::money<"EUR">;
using emptor::as;

/// Days are numbers here.
inline constexpr auto approval = emptor::decision_chain<buying, eur, int>(
    as<user>(emptor::always{}),
    as<buyer>(emptor::approves_up_to<eur::of(10'000), decision_maker>{}, emptor::cooling_off{1}),
    as<influencer>(emptor::always{}),
    as<decision_maker>(emptor::within_budget{}, emptor::before_deadline{}, emptor::answers_within<gatekeeper>(30)),
    as<gatekeeper>(emptor::needs_quotes<1>{}, emptor::needs_evaluation_by<user>{}));

using purchase = emptor::deal<approval>;
using emptor::answer_kind;
using emptor::deal_act;
using emptor::member_id;

/// Five people, one of whom has two roles.
inline constexpr member_id anna{0};   // user
inline constexpr member_id ben{1};    // buyer
inline constexpr member_id carla{2};  // decision maker
inline constexpr member_id dora{3};   // gatekeeper and influencer
inline constexpr member_id eric{4};   // user and decision maker

inline purchase of_five(eur amount, int opened = 0) {
    return purchase{{.amount = amount, .budget = eur::of(20'000), .deadline = 100, .opened = opened},
                    {{"Anna", {user}},
                     {"Ben", {buyer}},
                     {"Carla", {decision_maker}},
                     {"Dora", {gatekeeper, influencer}},
                     {"Eric", {user, decision_maker}}}};
}

}  // namespace purchase_test
