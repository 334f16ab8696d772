// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Three decision chains that ask for agreements of every kind, each beside the same in plain words: the purchase of
/// purchases.hpp, one about turns and standing in for others, one about policies that say nothing or ask elsewhere.

#include <optional>

#include "plain_chain.hpp"
#include "purchases.hpp"

namespace purchase_test {

using some_role = std::optional<emptor::role>;

inline plain_verdict no(answer_kind how = answer_kind::refused) { return {.no = how}; }
inline plain_verdict turn_to(emptor::role role) { return {.to = role}; }
inline some_role nobody(emptor::role) { return std::nullopt; }

inline const plain_chain plain_approval{
    .rows =
        {
            {{need}, asked, {quotes, {user}}},
            {{quotes}, compared, {choice, {user, buyer}}},
            {{choice}, chosen, {contract, {buyer}, {decision_maker}}},
            {{contract}, signed_off, {done, {user, buyer}, {user, buyer, decision_maker, gatekeeper}, 2, false, true}},
            {{choice}, back, {quotes, {}, {user, influencer}, 1}},
            {{contract}, back, {quotes, {buyer}, {user, decision_maker, gatekeeper}, 3, true}},
            {{need, quotes, choice, contract}, dropped, {lost, {buyer, decision_maker}, {gatekeeper}}},
        },
    .policy = [](emptor::role role, const plain_facts& of) -> plain_verdict {
        if (role == buyer && of.now - of.since < 1) return no();
        if (role == buyer && of.amount > eur::of(10'000)) return turn_to(decision_maker);
        if (role == decision_maker && of.budget && of.amount > *of.budget) return no(answer_kind::over_budget);
        if (role == decision_maker && of.deadline && of.now > *of.deadline) return no(answer_kind::too_late);
        if (role == gatekeeper && (of.quotes < 1 || !has(of.evaluated, user))) return no();
        return {};
    },
    .aside = nobody,
    .overdue = [](emptor::role role, int waited) -> some_role {
        return role == decision_maker && waited >= 30 ? some_role{gatekeeper} : std::nullopt;
    },
};

/// Roles that agree one after the other and by different persons, stand in for each other, and pass each other over.
inline constexpr auto turns = emptor::process<stage, event>(
    need, {
              {in(need), on(asked), by(user, influencer),
               once_agreed(at_least(2, influencer, buyer, decision_maker, gatekeeper)), to(quotes)},
              {in(quotes), on(compared), by(user, buyer), once_agreed(in_sequence(gatekeeper, decision_maker, user)),
               separate_duties(), to(choice)},
              {in(choice), on(chosen), by(buyer, influencer),
               once_agreed(in_sequence(buyer, user, decision_maker, gatekeeper)), to(contract)},
              {in(contract), on(signed_off), by(user, buyer), once_agreed(user, influencer, decision_maker),
               separate_duties(), to(done)},
              {in(choice), on(back), by(user), once_agreed(in_sequence(influencer, decision_maker)), separate_duties(),
               to(quotes)},
              {in(contract), on(back), by(buyer, influencer),
               once_agreed(in_sequence(user, influencer, decision_maker, buyer)), separate_duties(), to(choice)},
              {in_any(), on(dropped), by(buyer), once_agreed(in_sequence(user, influencer)), to(lost)},
              ends(done, lost),
          });
inline constexpr auto in_turns = emptor::decision_chain<turns, eur, int>(
    as<user>(emptor::approves_up_to<eur::of(10'000), decision_maker>{}),
    as<buyer>(emptor::otherwise_asks<decision_maker>(emptor::before_deadline{}), emptor::answers_within<influencer>(9)),
    as<influencer>(emptor::delegates_to<gatekeeper>{}),
    as<decision_maker>(emptor::within_budget{}, emptor::answers_within<gatekeeper>(6)),
    as<gatekeeper>(emptor::before_deadline{}));
inline const plain_chain plain_turns{
    .rows =
        {
            {{need}, asked, {quotes, {user, influencer}, {influencer, buyer, decision_maker, gatekeeper}, 2}},
            {{quotes}, compared, {choice, {user, buyer}, {gatekeeper, decision_maker, user}, 3, true, true}},
            {{choice},
             chosen,
             {contract, {buyer, influencer}, {buyer, user, decision_maker, gatekeeper}, 4, true, false}},
            {{contract}, signed_off, {done, {user, buyer}, {user, influencer, decision_maker}, 3, false, true}},
            {{choice}, back, {quotes, {user}, {influencer, decision_maker}, 2, true, true}},
            {{contract}, back, {choice, {buyer, influencer}, {user, influencer, decision_maker, buyer}, 4, true, true}},
            {{need, quotes, choice, contract}, dropped, {lost, {buyer}, {user, influencer}, 2, true}},
        },
    .policy = [](emptor::role role, const plain_facts& of) -> plain_verdict {
        if (role == user && of.amount > eur::of(10'000)) return turn_to(decision_maker);
        if (role == buyer && of.deadline && of.now > *of.deadline) return turn_to(decision_maker);
        if (role == influencer) return turn_to(gatekeeper);
        if (role == gatekeeper && of.deadline && of.now > *of.deadline) return no(answer_kind::too_late);
        if (role == decision_maker && of.budget && of.amount > *of.budget) return no(answer_kind::over_budget);
        return {};
    },
    .aside = [](emptor::role role) { return role == influencer ? some_role{gatekeeper} : std::nullopt; },
    .overdue = [](emptor::role role, int waited) -> some_role {
        if (role == buyer && waited >= 9) return influencer;
        return role == decision_maker && waited >= 6 ? some_role{gatekeeper} : std::nullopt;
    },
};

/// Has no opinion on going back as long as there is no offer, nor on what the gatekeeper has agreed to, and none at all
/// on every fifth day.
struct shy {
    template <class Request>
    constexpr auto operator()(const Request& it) const {
        if (it.when % 5 == 0 || (it.event == back && it.quotes == 0)) return it.abstain();
        return it.approving && it.agreed.contains(gatekeeper) ? it.abstain() : it.agree();
    }
};

/// Events without a role, that come round, and that are on the same terms in several stages.
inline constexpr auto rounds = emptor::process<stage, event>(
    need, {
              {in(need), on(asked), to(quotes)},
              {in(quotes), on(compared), once_agreed(all_of(user, gatekeeper)), to(choice)},
              {in(choice), on(compared), by(buyer), once_agreed(user), to(choice)},
              {in(contract), on(asked), to(contract)},
              {in(choice), on(chosen), by(buyer), once_agreed(decision_maker, influencer), to(contract)},
              {in(choice, contract), on(back), once_agreed(any_of(influencer, user)), to(quotes)},
              {in(quotes, choice), on(signed_off), by(user, buyer), once_agreed(all_of(decision_maker, gatekeeper)),
               separate_duties(), to(done)},
              {in(contract), on(signed_off), by(user), once_agreed(all_of(decision_maker, gatekeeper)),
               separate_duties(), to(done)},
              {in_any(), on(dropped), once_agreed(all_of(decision_maker, user)), to(lost)},
              ends(done, lost),
          });
inline constexpr auto in_rounds = emptor::decision_chain<rounds, eur, int>(
    as<user>(shy{}),
    as<buyer>(emptor::otherwise_asks<decision_maker>(emptor::needs_evaluation_by<user>{}), emptor::cooling_off{2},
              emptor::before_deadline{}),
    as<influencer>(emptor::about<chosen, signed_off>(emptor::otherwise_asks<gatekeeper>(emptor::within_budget{})),
                   shy{}),
    as<decision_maker>(emptor::needs_evaluation_by<influencer>{}, emptor::within_budget{},
                       emptor::answers_within<influencer>(7)),
    as<gatekeeper>(emptor::needs_quotes<1>{}, emptor::otherwise_asks<decision_maker>(emptor::before_deadline{})));
inline const plain_chain plain_rounds{
    .rows =
        {
            {{need}, asked, {quotes}},
            {{quotes}, compared, {choice, {}, {user, gatekeeper}}},
            {{choice}, compared, {choice, {buyer}, {user}}},
            {{contract}, asked, {contract}},
            {{choice}, chosen, {contract, {buyer}, {decision_maker, influencer}}},
            {{choice, contract}, back, {quotes, {}, {influencer, user}, 1}},
            {{quotes, choice}, signed_off, {done, {user, buyer}, {decision_maker, gatekeeper}, 2, false, true}},
            {{contract}, signed_off, {done, {user}, {decision_maker, gatekeeper}, 2, false, true}},
            {{need, quotes, choice, contract}, dropped, {lost, {}, {decision_maker, user}}},
        },
    .policy = [](emptor::role role, const plain_facts& of) -> plain_verdict {
        const bool quiet =
            of.now % 5 == 0 || (of.what == back && of.quotes == 0) || (of.approving && has(of.agreed, gatekeeper));
        if (role == user) return {.abstains = quiet};
        if (role == buyer && of.now - of.since < 2) return no();
        if (role == buyer && of.deadline && of.now > *of.deadline) return no(answer_kind::too_late);
        if (role == buyer && !has(of.evaluated, user)) return turn_to(decision_maker);
        if (role == influencer && (of.what == chosen || of.what == signed_off)) {
            return of.budget && of.amount > *of.budget ? turn_to(gatekeeper) : plain_verdict{};
        }
        if (role == influencer) return {.abstains = quiet};
        if (role == decision_maker && !has(of.evaluated, influencer)) return no();
        if (role == decision_maker && of.budget && of.amount > *of.budget) return no(answer_kind::over_budget);
        if (role == gatekeeper && of.quotes < 1) return no();
        if (role == gatekeeper && of.deadline && of.now > *of.deadline) return turn_to(decision_maker);
        return {};
    },
    .aside = nobody,
    .overdue = [](emptor::role role, int waited) -> some_role {
        return role == decision_maker && waited >= 7 ? some_role{influencer} : std::nullopt;
    },
};

}  // namespace purchase_test
