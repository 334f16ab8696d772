// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/agreement.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <emptor/process/compose.hpp>
#include <emptor/process/fleet.hpp>
#include <emptor/process/in_names.hpp>
#include <emptor/process/journey.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/rename.hpp>

#include "agreeing.hpp"

namespace agreement_test {

using namespace agreeing_test;
using Catch::Matchers::Message;
using emptor::agreement, emptor::enumerator_set, emptor::id_set, emptor::model, emptor::named_rule, emptor::named_rules;

using people = enumerator_set<emptor::role>;

TEST_CASE("a row asks all, one, some, or each in turn to agree", "[process]") {
    constexpr auto all = agreeing.agreement(search, chosen);
    STATIC_REQUIRE(all.roles() == people{user, buyer});
    STATIC_REQUIRE((all.needed() == 2 && !all.in_sequence() && !all.separate_duties() && !all.empty()));
    constexpr auto any = agreeing.agreement(evaluation, chosen);
    STATIC_REQUIRE(any.roles() == people{user, buyer, decision_maker});
    STATIC_REQUIRE((any.needed() == 1 && !any.in_sequence()));
    constexpr auto some = agreeing.agreement(evaluation, delivered);
    STATIC_REQUIRE((some.needed() == 2 && some.roles().size() == 3 && some.separate_duties()));
    constexpr auto in_turn = agreeing.agreement(purchase, delivered);
    STATIC_REQUIRE((in_turn.needed() == 3 && in_turn.in_sequence() && !in_turn.separate_duties()));
    STATIC_REQUIRE((in_turn.order()[0] == decision_maker && in_turn.order()[1] == user && in_turn.order()[2] == buyer));
    STATIC_REQUIRE((all.order().size() == 2 && all.order()[0] == user));
    STATIC_REQUIRE(agreeing.who_must_agree(evaluation, delivered) == some.roles());
    STATIC_REQUIRE(agreeing.agreement(need, search_begun) == agreement<people>{});
    STATIC_REQUIRE(agreeing.agreement(need, delivered).empty());
    STATIC_REQUIRE(agreeing.agreement(static_cast<stage>(99), static_cast<event>(99)).empty());
    STATIC_REQUIRE(agreement<people>{}.met_by({}));
    STATIC_REQUIRE(agreement<people>{}.next({user}).empty());
}

TEST_CASE("what means the same is the same agreement", "[process]") {
    using row = decltype(agreeing)::rule_type;
    const auto same = [](const auto& one, const auto& other) {
        const auto asked = [](const auto& word) {
            return process_of({in(need), on(search_begun), word, to(search)}).agreement(need, search_begun);
        };
        return asked(one) == asked(other);
    };
    STATIC_REQUIRE(row{in(need), on(chosen), once_agreed(user, buyer), to(search)} ==
                   row{in(need), on(chosen), once_agreed(all_of(user, buyer)), to(search)});
    STATIC_REQUIRE(same(once_agreed(user, buyer), once_agreed(all_of(buyer, user))));
    STATIC_REQUIRE(same(once_agreed(any_of(user, buyer)), once_agreed(at_least(1, buyer, user))));
    STATIC_REQUIRE(same(once_agreed(at_least(2, user, buyer)), once_agreed(user, buyer)));
    STATIC_REQUIRE(same(once_agreed(in_sequence(user)), once_agreed(user)));
    STATIC_REQUIRE(same(once_agreed(any_of(user)), once_agreed(user)));
    STATIC_REQUIRE(!same(once_agreed(in_sequence(user, buyer)), once_agreed(in_sequence(buyer, user))));
    STATIC_REQUIRE(!same(once_agreed(in_sequence(user, buyer)), once_agreed(user, buyer)));
    STATIC_REQUIRE(!same(once_agreed(any_of(user, buyer)), once_agreed(user, buyer)));
    constexpr auto alone = process_of({in(need), on(search_begun), once_agreed(user), separate_duties(), to(search)});
    STATIC_REQUIRE(alone.agreement(need, search_begun).separate_duties());
    STATIC_REQUIRE(!(alone == process_of({in(need), on(search_begun), once_agreed(user), to(search)})));
}

TEST_CASE("an agreement is met by enough, and says who may agree next", "[process]") {
    constexpr auto some = agreeing.agreement(evaluation, delivered);
    STATIC_REQUIRE(!some.met_by({user, seller}));
    STATIC_REQUIRE(some.next({user, seller}) == people{buyer, decision_maker});
    STATIC_REQUIRE(some.met_by({user, decision_maker}));
    STATIC_REQUIRE(some.next({user, decision_maker}).empty());
    constexpr auto in_turn = agreeing.agreement(purchase, delivered);
    STATIC_REQUIRE(in_turn.next({}) == people{decision_maker});
    STATIC_REQUIRE(in_turn.next({decision_maker}) == people{user});
    STATIC_REQUIRE(in_turn.next({user, buyer}) == people{decision_maker});
    STATIC_REQUIRE(!in_turn.met_by({user, buyer}));
    STATIC_REQUIRE(in_turn.met_by({user, buyer, decision_maker}));
}

namespace {

enum class person : unsigned char { p0, p1, p2, p3, p4 };

template <class RoleSet>
struct of {
    using set = RoleSet;
};

}  // namespace

TEMPLATE_TEST_CASE("random agreements are met and go on as a plain count says", "[process]", of<enumerator_set<person>>,
                   of<id_set<emptor::model_role>>) {
    using set = typename TestType::set;
    using role = typename set::value_type;
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 4000; ++round) {
        std::vector<std::size_t> asked{0, 1, 2, 3, 4};
        std::shuffle(asked.begin(), asked.end(), random);
        asked.resize(random() % 6);
        emptor::detail::agreement_terms<set> terms;
        std::size_t needed = asked.size();
        const bool in_turn = asked.size() > 1 && random() % 3 == 0;
        if (!in_turn && !asked.empty()) terms.need(needed = 1 + random() % asked.size());
        set roles;
        for (const std::size_t each : asked) {
            roles.insert(static_cast<role>(each));
            if (in_turn) terms.order.push_back(static_cast<role>(each));
        }
        REQUIRE(fault_of(terms, roles) == emptor::detail::terms_fault::none);
        const agreement<set> made{roles, terms};
        REQUIRE(made.needed() == needed);
        REQUIRE(made.in_sequence() == in_turn);
        for (unsigned some = 0; some < 32; ++some) {
            set agreed;
            std::size_t count = 0;
            for (std::size_t p = 0; p < 5; ++p) {
                if ((some >> p & 1) == 0) continue;
                agreed.insert(static_cast<role>(p));
                count += std::find(asked.begin(), asked.end(), p) != asked.end() ? 1U : 0U;
            }
            set next;
            for (const std::size_t each : asked) {
                if (count >= needed || (some >> each & 1) != 0 || (in_turn && !next.empty())) continue;
                next.insert(static_cast<role>(each));
            }
            REQUIRE(made.met_by(agreed) == (count >= needed));
            REQUIRE(made.next(agreed) == next);
        }
    }
}

TEST_CASE("a way is open to roles that can meet the agreement", "[process]") {
    STATIC_REQUIRE(agreeing.path_to(search, evaluation, {user, buyer}).has_value());
    STATIC_REQUIRE(!agreeing.path_to(search, evaluation, {user}).has_value());
    STATIC_REQUIRE(agreeing.path_to(evaluation, purchase, {decision_maker}).has_value());
    STATIC_REQUIRE(!agreeing.path_to(evaluation, purchase, {seller}).has_value());
    STATIC_REQUIRE(agreeing.path_to(evaluation, post_purchase, {buyer, user})->size() == 1);
    STATIC_REQUIRE(!agreeing.path_to(purchase, post_purchase, {decision_maker, user}).has_value());
}

TEST_CASE("a journey waits for the agreement, however it is made up", "[process]") {
    emptor::journey<agreeing> one{evaluation};
    CHECK(one.apply(delivered, buyer).reason() == emptor::refusal::not_agreed);
    CHECK(one.apply(delivered, buyer, true));
    CHECK(one.stage() == post_purchase);
}

TEST_CASE("a refusal says how many have to agree, and in which order", "[process]") {
    const auto why = [](stage from, event what) { return agreeing.why_not(from, what, buyer).why(); };
    CHECK(why(search, chosen) == "chosen in search needs the agreement of user and buyer");
    CHECK(why(evaluation, chosen) == "chosen in evaluation needs the agreement of user, buyer or decision_maker");
    CHECK(why(evaluation, delivered) ==
          "delivered in evaluation needs the agreement of 2 of user, buyer and decision_maker, by different persons");
    CHECK(why(purchase, delivered) ==
          "delivered in purchase needs the agreement of decision_maker, then user, then buyer");
    CHECK(why(evaluation, search_begun) ==
          "search_begun is not possible in evaluation; possible: chosen once agreed by user, buyer or decision_maker, "
          "delivered once agreed by 2 of user, buyer and decision_maker, by different persons");
    const model named{emptor::in_names(agreeing)};
    CHECK(named.why_not(*named.stage_called("purchase"), *named.event_called("delivered")).why() ==
          why(purchase, delivered));
}

TEST_CASE("a process made of another keeps its agreements", "[process]") {
    STATIC_REQUIRE(decltype(agreeing)(need, agreeing.rules()) == agreeing);
    constexpr auto longer = emptor::extend(agreeing, {{in(search), on(abandoned), to(lost)}});
    STATIC_REQUIRE(longer.agreement(evaluation, delivered) == agreeing.agreement(evaluation, delivered));
    constexpr auto looser =
        emptor::without(agreeing, {{in(evaluation), on(delivered)}},
                        {{in(evaluation), on(delivered), once_agreed(any_of(seller, user)), to(post_purchase)}});
    STATIC_REQUIRE(looser.agreement(evaluation, delivered).roles() == people{seller, user});
    STATIC_REQUIRE(looser.agreement(purchase, delivered) == agreeing.agreement(purchase, delivered));
    auto backwards = agreeing.rules();
    std::reverse(backwards.begin(), backwards.end());
    CHECK(decltype(agreeing)(need, backwards) == agreeing);
}

namespace {

enum class clerk { user, buyer, boss };

}  // namespace

TEST_CASE("an agreement is told in other words", "[process]") {
    using emptor::rename, emptor::called;
    constexpr auto base = process_of(
        {in(need), on(search_begun), once_agreed(in_sequence(decision_maker, user)), separate_duties(), to(search)});
    constexpr auto renamed = rename<stage, event, clerk>(base, {called(decision_maker, clerk::boss)});
    STATIC_REQUIRE(renamed.agreement(need, search_begun).order()[0] == clerk::boss);
    STATIC_REQUIRE(renamed.agreement(need, search_begun).order()[1] == clerk::user);
    STATIC_REQUIRE(renamed.agreement(need, search_begun).separate_duties());
    const auto merged = [](const auto& word) {
        return rename<stage, event, clerk>(process_of({in(need), on(search_begun), word, to(search)}),
                                           {called(decision_maker, clerk::buyer)})
            .agreement(need, search_begun);
    };
    CHECK(merged(once_agreed(buyer, decision_maker, user)).roles() == enumerator_set{clerk::buyer, clerk::user});
    CHECK(merged(once_agreed(any_of(buyer, decision_maker, user))).needed() == 1);
    CHECK(merged(once_agreed(at_least(2, buyer, user))).needed() == 2);
    const auto refused = Message(
        "emptor::process: the rule for stage 'need' and event 'search_begun' asks a role twice to agree (row 1)");
    CHECK_THROWS_MATCHES(merged(once_agreed(at_least(2, buyer, decision_maker, user))), std::invalid_argument, refused);
    CHECK_THROWS_MATCHES(merged(once_agreed(in_sequence(buyer, decision_maker))), std::invalid_argument, refused);
}

TEST_CASE("an agreement that nobody can mean is refused with its stage, event and row", "[process]") {
    using row = decltype(agreeing)::rule_type;
    const auto refused = [](const std::string& what) {
        return Message("emptor::process: the rule for stage 'need' and event 'search_begun' " + what + " (row 1)");
    };
    const auto made = [](row first) { return process_of(first); };
    const auto asking = [](const auto& word) { return row{in(need), on(search_begun), once_agreed(word), to(search)}; };
    CHECK_THROWS_MATCHES(made(asking(at_least(0, user, buyer))), std::invalid_argument,
                         refused("needs the agreement of 0 of 2 roles; 1 to 2 can be"));
    CHECK_THROWS_MATCHES(made(asking(at_least(4, user, buyer, seller))), std::invalid_argument,
                         refused("needs the agreement of 4 of 3 roles; 1 to 3 can be"));
    CHECK_THROWS_MATCHES(made(asking(at_least(static_cast<std::size_t>(-1), user))), std::invalid_argument,
                         refused("needs the agreement of 18446744073709551614 of 1 roles; 1 to 1 can be"));
    CHECK_THROWS_MATCHES(made(asking(any_of(user, buyer, user))), std::invalid_argument,
                         refused("asks a role twice to agree"));
    CHECK_THROWS_MATCHES(made(asking(in_sequence(user, buyer, user, buyer, user, buyer, user, buyer, user, buyer))),
                         std::invalid_argument, refused("asks a role twice to agree"));
    row separate{in(need), on(search_begun), to(search)};
    separate.agreed_terms.separate = true;
    CHECK_THROWS_MATCHES(made(separate), std::invalid_argument, refused("says how to agree, and no role must"));
    row others = asking(all_of(user, buyer));
    others.agreed_terms.order.push_back(user);
    CHECK_THROWS_MATCHES(made(others), std::invalid_argument,
                         refused("asks for an agreement in sequence that is not one of all its roles, each once"));
    CHECK_THROWS_MATCHES(made(asking(all_of(user, static_cast<emptor::role>(99)))), std::invalid_argument,
                         Message("emptor::process: a rule on event 'search_begun' names a role that is none of its "
                                 "roles (row 1)"));
}

namespace {

/// One row that says what, and one that ends it.
named_rules asking(const named_rule& what) {
    named_rules rules{.start = "a", .rules = {what}, .ends = {"b"}};
    rules.rules[0].in = {"a"};
    rules.rules[0].on = "x";
    rules.rules[0].to = "b";
    return rules;
}

}  // namespace

TEST_CASE("an agreement in names is that of the words", "[process]") {
    const auto asked = [](const named_rule& what) {
        const model made{asking(what)};
        return made.agreement(made.start(), made.events()[0]);
    };
    const auto some = asked({.once_agreed = {"b", "c", "d"}, .at_least = 2, .separate_duties = true});
    CHECK((some.needed() == 2 && some.separate_duties() && some.roles().size() == 3));
    CHECK(asked({.once_agreed = {"b", "c"}, .at_least = 2}) == asked({.once_agreed = {"b", "c"}}));
    CHECK(asked({.once_agreed = {"b"}, .in_sequence = true}) == asked({.once_agreed = {"b"}}));
    const named_rules in_turn = asking({.by = {"d", "c"}, .once_agreed = {"c", "b", "d"}, .in_sequence = true});
    const model made{in_turn};
    const auto order = made.agreement(made.start(), made.events()[0]).order();
    REQUIRE(order.size() == 3);
    CHECK((made.name(order[0]) == "c" && made.name(order[1]) == "b" && made.name(order[2]) == "d"));
    CHECK(made.rules().rules[0].once_agreed == in_turn.rules[0].once_agreed);
    CHECK(made.rules().rules[0].in_sequence);
    CHECK(model{made.rules()} == made);
    CHECK_FALSE(made == model{asking({.by = {"d", "c"}, .once_agreed = {"c", "b", "d"}})});
    CHECK(emptor::in_names(agreeing).rules.size() == model{emptor::in_names(agreeing)}.rules().rules.size());
    CHECK(model{emptor::in_names(agreeing)}.rules() == emptor::in_names(agreeing));
}

TEST_CASE("an agreement in names that nobody can mean is refused with its stage, event and row", "[process]") {
    const auto check = [](const named_rule& what, const std::string& why) {
        CHECK_THROWS_MATCHES(model{asking(what)}, std::invalid_argument,
                             Message("emptor::model: the rule for stage 'a' and event 'x' " + why));
    };
    check({.once_agreed = {"b", "c"}, .at_least = 0}, "needs the agreement of 0 of 2 roles; 1 to 2 can be (row 1)");
    check({.once_agreed = {"b", "c"}, .at_least = 3, .line = 7},
          "needs the agreement of 3 of 2 roles; 1 to 2 can be (line 7)");
    check({.once_agreed = {"b", "c", "b"}}, "asks a role twice to agree (row 1)");
    check({.separate_duties = true}, "says how to agree, and no role must (row 1)");
    check({.in_sequence = true}, "says how to agree, and no role must (row 1)");
    check({.at_least = 1}, "says how to agree, and no role must (row 1)");
    check({.once_agreed = {"b", "c"}, .at_least = 1, .in_sequence = true},
          "asks for an agreement in sequence that is not one of all its roles, each once (row 1)");
}

namespace {

enum class lane { l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, end };
enum class step { on_, back, over };

/// A row for each stage and event, of which the first so many ask for an agreement that is not simply of all.
emptor::process<lane, step> crowd(std::size_t many) {
    std::vector<emptor::process<lane, step>::rule_type> rows{ends(lane::end)};
    const auto& lanes = emptor::enumerators<lane>;
    const auto& roles = emptor::enumerators<emptor::role>;
    for (std::size_t s = 0; s < 12; ++s) {
        for (std::size_t e = 0; e < 3; ++e) {
            emptor::process<lane, step>::rule_type row{in(lanes[s]), on(emptor::enumerators<step>[e]),
                                                       to(lanes[s + 1])};
            if (rows.size() <= many) {
                row.agreed = {roles[s % 8], roles[(s + 1) % 8], roles[(s * 3 + 2) % 8]};
                row.agreed_terms.need(1 + s / 8 % 2);
                row.agreed_terms.separate = true;
            }
            rows.push_back(row);
        }
    }
    return {lane::l0, rows};
}

}  // namespace

TEST_CASE("a process of enumerators has room for 32 agreements, a model for any number", "[process]") {
    CHECK(crowd(32).agreement(lane::l10, step::back).needed() == 2);
    CHECK_THROWS_MATCHES(crowd(33), std::invalid_argument,
                         Message("emptor::process: the rule for stage 'l10' and event 'over' needs one agreement too "
                                 "many: of those not simply by all, an enum's process has 32 (row 34)"));
    named_rules many{.start = "s", .endless = {"s"}};
    for (int e = 0; e < 300; ++e) {
        const std::string role = "r" + std::to_string(e % 100);
        many.rules.push_back({.in = {"s"},
                              .on = "e" + std::to_string(e),
                              .once_agreed = {role, "s" + std::to_string(e % 99)},
                              .at_least = 1,
                              .to = "s"});
    }
    const model made{many};
    CHECK(made.agreement(made.start(), made.events()[299]).needed() == 1);
    CHECK(model{made.rules()} == made);
}

TEST_CASE("journeys that were kept are those of a process with the same agreements", "[process]") {
    const auto asking = [](const auto& word) {
        return process_of({in(need), on(search_begun), once_agreed(word), to(search)});
    };
    const auto one = asking(in_sequence(user, buyer)), other = asking(in_sequence(buyer, user)),
               all = asking(all_of(buyer, user)), any = asking(any_of(buyer, user));
    const auto number = [](const auto& process) { return emptor::detail::fingerprint(process); };
    CHECK(number(one) != number(other));
    CHECK(number(one) != number(all));
    CHECK(number(any) != number(all));
    CHECK(number(one) == number(asking(in_sequence(user, buyer))));
}

}  // namespace agreement_test
