// SPDX-License-Identifier: BSL-1.0

/// @file
/// Random deals beside the plain one: the same answers, and what must hold of each.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "generator.hpp"
#include "plain_deal.hpp"
#include "purchases.hpp"

namespace deal_properties_test {

using namespace purchase_test;

namespace {

using emptor_test::generator;

constexpr std::array all_roles{user, influencer, buyer, decision_maker, gatekeeper};
constexpr std::array amounts{5'000, 9'000, 11'000, 19'000, 21'000};

/// The same deal twice: as it is, and plainly.
struct twins {
    purchase deal;
    plain_deal plain;
};

twins random_deal(generator& random) {
    plain_deal plain;
    std::vector<purchase::member_type> members;
    for (std::size_t n = 1 + random.below(5); n > 0; --n) {
        purchase::member_type each{std::string(1, static_cast<char>('a' + n)), {}};
        plain_deal::person person;
        for (const emptor::role role : all_roles) {
            if (random.below(2) == 0) continue;
            each.roles.insert(role);
            person.own.push_back(role);
        }
        if (person.own.empty()) {
            const auto role = all_roles[random.below(all_roles.size())];
            each.roles.insert(role);
            person.own.push_back(role);
        }
        members.push_back(each);
        plain.people.push_back(person);
    }
    purchase::terms_type terms{.amount = eur::of(amounts[random.below(3)])};
    if (random.below(2) == 0) terms.budget = eur::of(20'000);
    if (random.below(2) == 0) terms.deadline = 20 + static_cast<int>(random.below(100));
    plain.amount = terms.amount;
    plain.budget = terms.budget;
    plain.deadline = terms.deadline;
    return {purchase{terms, members}, plain};
}

std::vector<emptor::role> listed(const emptor::enumerator_set<emptor::role>& roles) {
    std::vector<emptor::role> all;
    for (const emptor::role role : all_roles) {
        if (roles.contains(role)) all.push_back(role);
    }
    return all;
}

bool alike(const twins& both) {
    const auto waiting = both.deal.waiting();
    if (both.deal.stage() != both.plain.at || both.deal.stage_since() != both.plain.since ||
        both.deal.amount() != both.plain.amount || waiting.size() != both.plain.requests.size()) {
        return false;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto& request = both.plain.requests[i];
        if (request.what != waiting[i] || listed(both.deal.waits_for(waiting[i])) != both.plain.who_is_open(request)) {
            return false;
        }
    }
    return true;
}

/// Does something to both.
/// @return whether both said the same of it, and a refusal in words.
bool act(twins& both, generator& random, int now) {
    const std::size_t who =
        random.below(both.plain.people.size() * 12) == 0 ? 9 : random.below(both.plain.people.size());
    const auto id = static_cast<member_id>(who);
    const auto possible = buying.possible(both.deal.stage());
    event what = static_cast<event>(random.below(6));
    if (!possible.empty() && random.below(8) != 0) {
        auto each = possible.begin();
        for (std::size_t skip = random.below(possible.size()); skip > 0; --skip) ++each;
        what = *each;
    }
    const auto same = [](const auto& answer, answer_kind expected) {
        return answer.kind == expected && answer.why().empty() == static_cast<bool>(answer) &&
               (answer || answer.kind != answer_kind::refused || answer.reason.why != emptor::cause::none);
    };
    switch (random.below(16)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            const auto foretold = both.deal.why_not(id, what, now);
            const auto answer = both.deal.request(id, what, now);
            return foretold.kind == answer.kind && foretold.why() == answer.why() &&
                   same(answer, both.plain.ask(who, what, now));
        }
        case 4:
        case 5:
        case 6:
        case 7:
        case 8:
            return same(both.deal.approve(id, what, now), both.plain.agree(who, what, now));
        case 9:
            if (random.below(2) == 0) return true;
            return same(both.deal.refuse(id, what, now), both.plain.oppose(who, what, now));
        case 10:
            return same(both.deal.withdraw(id, what, now), both.plain.take_back(who, what, now));
        case 11: {
            const std::size_t to = random.below(both.plain.people.size() + 1);
            if (to == who) return true;
            const auto role = all_roles[random.below(all_roles.size())];
            const int until = now + 1 + static_cast<int>(random.below(40));
            return same(both.deal.delegate(id, static_cast<member_id>(to), role, until, now),
                        both.plain.lend(who, to, role, until, now));
        }
        case 12: {
            const eur amount = eur::of(amounts[random.below(amounts.size())]);
            return same(both.deal.change_amount(id, amount, now), both.plain.change(who, amount, now));
        }
        case 13:
            if (who < both.plain.people.size()) ++both.plain.quotes_had;
            return static_cast<bool>(both.deal.add_quote(id, now)) == (who < both.plain.people.size());
        case 14:
            if (who < both.plain.people.size()) {
                for (const emptor::role role : both.plain.roles_of(who, now)) both.plain.evaluated.push_back(role);
            }
            return static_cast<bool>(both.deal.evaluate(id, now)) == (who < both.plain.people.size());
        default:
            return both.deal.escalate_overdue(now) == both.plain.pass_over(now);
    }
}

/// Brings both some way on, where there are people who can.
/// @return whether they agreed on every step.
bool bring_on(twins& both, int& now) {
    bool same = true;
    for (const event what : {asked, compared, chosen}) {
        now += 1;
        for (std::size_t who = 0; who < both.plain.people.size(); ++who) {
            const auto id = static_cast<member_id>(who);
            same = same && both.deal.request(id, what, now).kind == both.plain.ask(who, what, now) &&
                   both.deal.approve(id, what, now).kind == both.plain.agree(who, what, now) && alike(both);
        }
    }
    return same;
}

/// Every move in the log follows a request and as many agreements as the chain demands, none given after it was refused
/// or taken back: read from the log alone, for the rules that ask for one role.
bool moves_have_authority(const purchase& deal) {
    bool asked_chosen = false;
    std::vector<member_id> agreed;
    for (const auto& line : deal.log()) {
        if (line.event != chosen) continue;
        if (line.what == deal_act::request && line.answer == answer_kind::waiting) asked_chosen = true;
        if (line.what == deal_act::approve &&
            (line.answer == answer_kind::granted || line.answer == answer_kind::waiting)) {
            if (asked_chosen && line.role && (*line.role == decision_maker || *line.role == gatekeeper)) {
                agreed.push_back(line.who);
            }
        }
        if (line.what == deal_act::withdraw && line.answer == answer_kind::recorded) std::erase(agreed, line.who);
        if (line.answer == answer_kind::ended) {
            asked_chosen = false;
            agreed.clear();
        }
        if (line.what == deal_act::move) {
            if (!asked_chosen || agreed.empty() || line.role != buyer) return false;
            asked_chosen = false;
            agreed.clear();
        }
    }
    return true;
}

}  // namespace

TEST_CASE("random deals answer as the plain one does, and their logs and bytes bring them back", "[roles]") {
#ifdef __OPTIMIZE__
    constexpr std::uint64_t deals = 300'000;
#else
    constexpr std::uint64_t deals = 10'000;
#endif
    std::array<std::size_t, 12> answers{};
    std::size_t finished = 0;
    for (std::uint64_t seed = 1; seed <= deals; ++seed) {
        generator random{seed};
        twins both = random_deal(random);
        int now = 0;
        if (random.below(2) == 0 && !bring_on(both, now)) {
            CAPTURE(seed);
            FAIL("the two differ");
        }
        for (std::size_t acts = 4 + random.below(seed % 16 == 0 ? 80 : 12); acts > 0; --acts) {
            now += static_cast<int>(random.below(random.below(10) == 0 ? 40 : 3));
            if (!act(both, random, now) || !alike(both)) {
                CAPTURE(seed, now, both.deal.log().size(), emptor::label(both.deal.log().back().what),
                        emptor::label(both.deal.log().back().answer));
                FAIL("the two differ");
            }
        }
        for (const auto& line : both.deal.log()) ++answers[static_cast<std::size_t>(line.answer)];
        finished += both.deal.finished() ? 1U : 0U;
        if (!moves_have_authority(both.deal)) {
            CAPTURE(seed);
            FAIL("a move without authority");
        }
        if (seed % 8 != 0) continue;
        CAPTURE(seed);
        REQUIRE(purchase::replay(both.deal.terms(), both.deal.members(), both.deal.log()) == both.deal);
        twins loaded{of_five(eur{}), both.plain};
        REQUIRE(loaded.deal.load(both.deal.save()));
        REQUIRE(loaded.deal == both.deal);
        generator other = random;
        for (int more = 0; more < 5; ++more) {
            now += static_cast<int>(more);
            REQUIRE((act(both, random, now) && act(loaded, other, now)));
            REQUIRE(loaded.deal == both.deal);
        }
    }
    for (const std::size_t count : answers) CHECK(count > deals / 200);  // every kind of answer was given
    CHECK(finished > deals / 100);
}

}  // namespace deal_properties_test
