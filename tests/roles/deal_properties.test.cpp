// SPDX-License-Identifier: BSL-1.0

/// @file
/// Random deals beside the plain one: the same answers, and what must hold of each.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "generator.hpp"
#include "plain_chain.hpp"
#include "plain_chains.hpp"
#include "plain_deal.hpp"
#include "plain_duties.hpp"
#include "purchases.hpp"
#include "rounds.hpp"

namespace deal_properties_test {

using namespace purchase_test;

namespace {

using emptor_test::generator;

constexpr std::array all_roles{user, influencer, buyer, decision_maker, gatekeeper};
constexpr std::array amounts{5'000, 9'000, 11'000, 19'000, 21'000};

std::vector<emptor::role> listed(const emptor::enumerator_set<emptor::role>& roles) {
    std::vector<emptor::role> all;
    for (const emptor::role role : all_roles) {
        if (roles.contains(role)) all.push_back(role);
    }
    return all;
}

/// The same deal twice: as it is, and plainly.
template <class Deal>
struct twins {
    Deal deal;
    plain_deal plain;
};

template <class Deal>
twins<Deal> random_deal(generator& random, const plain_chain& chain) {
    plain_deal plain{.chain = &chain};
    std::vector<typename Deal::member_type> members;
    for (std::size_t n = 1 + random.below(5); n > 0; --n) {
        typename Deal::member_type each{std::string(1, static_cast<char>('a' + n)), {}};
        for (const emptor::role role : all_roles) {
            if (random.below(2) == 0) each.roles.insert(role);
        }
        if (each.roles.empty()) each.roles.insert(all_roles[random.below(all_roles.size())]);
        plain.people.push_back({listed(each.roles)});
        members.push_back(each);
    }
    typename Deal::terms_type terms{.amount = eur::of(amounts[random.below(3)])};
    if (random.below(2) == 0) terms.budget = eur::of(random.below(2) == 0 ? 10'000 : 20'000);
    if (random.below(2) == 0) terms.deadline = 20 + static_cast<int>(random.below(100));
    plain.amount = terms.amount;
    plain.budget = terms.budget;
    plain.deadline = terms.deadline;
    return {Deal{terms, members}, plain};
}

template <class Deal>
bool alike(const twins<Deal>& both) {
    const auto waiting = both.deal.waiting();
    if (both.deal.stage() != both.plain.at || both.deal.stage_since() != both.plain.since ||
        both.deal.amount() != both.plain.amount || waiting.size() != both.plain.requests.size()) {
        return false;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto& request = both.plain.requests[i];
        const auto open = listed(both.deal.waits_for(waiting[i]));
        // Somebody can always bring it further, if only there is someone in the role.
        if (request.what != waiting[i] || open != who_is_open(both.plain.rule_of(request), request) || open.empty())
            return false;
    }
    return true;
}

/// Whether an answer is the one expected, a refusal has its words, and what is said of a request that waits is so.
template <class Deal>
bool same(const twins<Deal>& both, const typename Deal::answer_type& answer, answer_kind expected) {
    if (answer.kind != expected || answer.why().empty() != static_cast<bool>(answer)) return false;
    if (!answer && answer.kind == answer_kind::refused && answer.reason.why == emptor::cause::none) return false;
    const bool waits = answer.kind == answer_kind::waiting || answer.kind == answer_kind::not_asked;
    const plain_deal::request* const waiting = waits ? both.plain.waiting_for(*answer.event) : nullptr;
    if (waiting == nullptr) return !waits;
    std::vector<std::size_t> could;
    for (const member_id id : answer.could) could.push_back(static_cast<std::size_t>(id));
    return answer.roles == both.deal.waits_for(waiting->what) &&
           answer.missing == left(both.plain.rule_of(*waiting), *waiting) &&
           could == both.plain.who_could(*waiting, listed(answer.roles), answer.when);
}

/// Does something to both.
/// @return whether both said the same of it.
template <class Deal>
bool act(twins<Deal>& both, generator& random, int now) {
    plain_deal& plain = both.plain;
    const std::size_t who = random.below(plain.people.size() * 12) == 0 ? 9 : random.below(plain.people.size());
    const auto id = static_cast<member_id>(who);
    const auto possible = Deal::chain_type::process.possible(both.deal.stage());
    event what = static_cast<event>(random.below(6));
    if (!possible.empty() && random.below(8) != 0) {
        auto each = possible.begin();
        for (std::size_t skip = random.below(possible.size()); skip > 0; --skip) ++each;
        what = *each;
    }
    if (!plain.requests.empty() && random.below(2) == 0) {
        what = plain.requests[random.below(plain.requests.size())].what;
    }
    const bool known = who < plain.people.size();
    switch (random.below(16)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            const auto foretold = both.deal.why_not(id, what, now);
            const auto answer = both.deal.request(id, what, now);
            return foretold.kind == answer.kind && foretold.why() == answer.why() &&
                   same(both, answer, plain.ask(who, what, now));
        }
        case 4:
        case 5:
        case 6:
        case 7:
        case 8: {
            const auto answer = both.deal.approve(id, what, now);
            return same(both, answer, plain.agree(who, what, now));
        }
        case 9: {
            if (random.below(2) == 0) return true;
            const auto answer = both.deal.refuse(id, what, now);
            return same(both, answer, plain.oppose(who, what, now));
        }
        case 10: {
            const auto answer = both.deal.withdraw(id, what, now);
            return same(both, answer, plain.take_back(who, what, now));
        }
        case 11: {
            const std::size_t to = random.below(plain.people.size() + 1);
            if (to == who) return true;
            const auto role = all_roles[random.below(all_roles.size())];
            const int until = now + 1 + static_cast<int>(random.below(40));
            const auto answer = both.deal.delegate(id, static_cast<member_id>(to), role, until, now);
            return same(both, answer, plain.lend(who, to, role, until, now));
        }
        case 12: {
            const eur amount = eur::of(amounts[random.below(amounts.size())]);
            const auto answer = both.deal.change_amount(id, amount, now);
            return same(both, answer, plain.change(who, amount, now));
        }
        case 13:
            if (known) ++plain.quotes_had;
            return static_cast<bool>(both.deal.add_quote(id, now)) == known;
        case 14:
            if (known) {
                for (const emptor::role role : plain.roles_of(who, now)) plain.evaluated.push_back(role);
            }
            return static_cast<bool>(both.deal.evaluate(id, now)) == known;
        default:
            return both.deal.escalate_overdue(now) == plain.pass_over(now);
    }
}

/// Brings both some way on, where there are people who can.
/// @return whether they agreed on every step.
template <class Deal>
bool bring_on(twins<Deal>& both, int& now) {
    bool agree = true;
    for (const event what : {asked, compared, chosen}) {
        now += 1;
        for (std::size_t who = 0; who < both.plain.people.size(); ++who) {
            const auto id = static_cast<member_id>(who);
            agree = agree && both.deal.request(id, what, now).kind == both.plain.ask(who, what, now) &&
                    both.deal.approve(id, what, now).kind == both.plain.agree(who, what, now);
        }
        agree = agree && alike(both);
    }
    return agree;
}

/// Whether every move in the log follows a request of the same person in a role that may ask, and agreements of those
/// whom its rule asks, none taken back or given to a lower amount: as many persons as it needs where duties are
/// separate, and someone in any case. Read from the log alone.
template <class Deal>
bool moves_have_authority(const twins<Deal>& both) {
    struct asked_for {
        member_id by;
        emptor::role as;
        std::vector<member_id> agreed;
    };
    std::map<event, asked_for> waiting;
    eur amount = both.deal.terms().amount;
    for (const auto& line : both.deal.log()) {
        if (line.what == deal_act::change_amount && line.amount > amount) {
            for (auto& [what, request] : waiting) request.agreed.clear();
        }
        amount = line.amount;
        if (!line.event) continue;
        const event what = *line.event;
        const bool counts = line.answer == answer_kind::waiting || line.answer == answer_kind::granted;
        if (line.what == deal_act::request && counts && line.role) waiting.insert({what, {line.who, *line.role, {}}});
        const auto found = waiting.find(what);
        if (found == waiting.end()) {
            if (line.what == deal_act::move) return false;
            continue;
        }
        asked_for& request = found->second;
        if (line.what == deal_act::approve && counts && std::ranges::count(request.agreed, line.who) == 0) {
            request.agreed.push_back(line.who);
        }
        if (line.what == deal_act::withdraw) std::erase(request.agreed, line.who);
        if (line.what == deal_act::move) {
            bool authorised = false;
            for (const plain_row& row : both.plain.chain->rows) {
                if (row.what != what || row.says.target != line.stage) continue;
                const plain_rule& rule = row.says;
                const std::size_t others =
                    request.agreed.size() - static_cast<std::size_t>(std::ranges::count(request.agreed, request.by));
                authorised = authorised || ((rule.may.empty() || has(rule.may, request.as)) &&
                                            (rule.separate ? others : request.agreed.size()) >=
                                                (rule.separate ? rule.needed : std::min<std::size_t>(rule.needed, 1)));
            }
            if (!authorised || line.who != request.by || line.role != request.as) return false;
        }
        if (line.what == deal_act::move || line.answer == answer_kind::ended) waiting.erase(found);
    }
    return true;
}

#ifdef __OPTIMIZE__
constexpr std::uint64_t deals = 100'000;
#else
constexpr std::uint64_t deals = emptor_test::rounds(3'400);
#endif

/// Random deals of one chain, each also replayed or saved, loaded and gone on with.
template <class Deal>
void live_through(const plain_chain& chain) {
    std::array<std::size_t, 12> answers{};
    std::array<std::size_t, 11> acts_done{};
    std::size_t finished = 0;
    for (std::uint64_t seed = 1; seed <= deals; ++seed) {
        generator random{seed};
        twins<Deal> both = random_deal<Deal>(random, chain);
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
        for (const auto& line : both.deal.log()) {
            ++answers[static_cast<std::size_t>(line.answer)];
            ++acts_done[static_cast<std::size_t>(line.what)];
        }
        finished += both.deal.finished() ? 1U : 0U;
        if (!moves_have_authority(both)) {
            CAPTURE(seed);
            FAIL("a move without authority");
        }
        if (seed % 8 != 0) continue;
        CAPTURE(seed);
        REQUIRE(Deal::replay(both.deal.terms(), both.deal.members(), both.deal.log()) == both.deal);
        twins<Deal> loaded{Deal{}, both.plain};
        REQUIRE(loaded.deal.load(both.deal.save()));
        REQUIRE(loaded.deal == both.deal);
        generator other = random;
        for (int more = 0; more < 5; ++more) {
            now += more;
            REQUIRE((act(both, random, now) && act(loaded, other, now)));
            REQUIRE(loaded.deal == both.deal);
        }
    }
    CAPTURE(answers);
    for (const std::size_t count : answers) CHECK(count > deals / 200);  // every kind of answer was given
    CAPTURE(acts_done);
    for (const std::size_t count : acts_done) CHECK(count > deals / 200);
    CHECK(finished > deals / 100);
}

}  // namespace

TEST_CASE("random deals answer as the plain one does, and their logs and bytes bring them back", "[roles]") {
    live_through<purchase>(plain_approval);
}

TEST_CASE("so do those whose roles agree in turn, by different persons, and stand in for each other", "[roles]") {
    live_through<emptor::deal<in_turns>>(plain_turns);
}

TEST_CASE("so do those whose roles abstain, ask elsewhere, and go round", "[roles]") {
    live_through<emptor::deal<in_rounds>>(plain_rounds);
}

}  // namespace deal_properties_test
