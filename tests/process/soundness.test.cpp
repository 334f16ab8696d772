// SPDX-License-Identifier: BSL-1.0

/// @file
/// Thousands of random rows: a process and a model of them are refused for the same true reason, or answer alike, and
/// as the rows do when read plainly.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <emptor/process/in_names.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/process.hpp>

#include "random_process.hpp"
#include "rounds.hpp"

namespace soundness_test {

using namespace random_test;
using emptor::model, emptor::model_event, emptor::model_role, emptor::model_stage, emptor::refusal;

namespace {

/// What is said of the rows, without the name of who says it; nothing where they are accepted.
template <class Make>
std::string refusal_of(const Make& make) {
    try {
        static_cast<void>(make());
    } catch (const std::invalid_argument& error) {
        const std::string text = error.what();
        return text.substr(text.find(": ") + 2);
    }
    return {};
}

/// As a model says it, which numbers lines and has no rows for its lists.
std::string as_of_a_model(std::string text) {
    const bool list = text.find("is declared endless") != std::string::npos;
    for (std::size_t at = 0; (at = text.find("row ", at)) != std::string::npos;) text.replace(at, 4, "line ");
    return list ? text.substr(0, text.find(" (")) : text;
}

template <class Range>
std::vector<std::size_t> numbers(const Range& ids) {
    std::vector<std::size_t> all;
    for (const auto id : ids) all.push_back(static_cast<std::size_t>(id));
    return all;
}

std::optional<std::size_t> number(auto id) { return id ? std::optional{static_cast<std::size_t>(*id)} : std::nullopt; }

/// Every sequence of events of this length, in the order of events, until one leads there.
template <class Next>
std::optional<std::vector<std::size_t>> walk(std::size_t from, std::size_t to, std::size_t length, const Next& next) {
    if (length == 0) return from == to ? std::optional{std::vector<std::size_t>{}} : std::nullopt;
    for (std::size_t e = 0; e < events; ++e) {
        const auto after = next(from, e);
        if (!after) continue;
        if (auto rest = walk(*after, to, length - 1, next)) {
            rest->insert(rest->begin(), e);
            return rest;
        }
    }
    return std::nullopt;
}

template <class Next>
std::optional<std::vector<std::size_t>> shortest(std::size_t from, std::size_t to, const Next& next) {
    for (std::size_t length = 0; length < stages; ++length) {
        if (auto found = walk(from, to, length, next)) return found;
    }
    return std::nullopt;
}

/// What a rule asks for, whoever are its roles, against its row.
template <class RoleSet>
void compare_agreement(const emptor::agreement<RoleSet>& asked, const row* rule) {
    REQUIRE(numbers(asked.roles()) == (rule == nullptr ? numbers(RoleSet{}) : numbers(rule->agreed)));
    REQUIRE(asked.empty() == asked.roles().empty());
    if (rule == nullptr) return;
    const auto& terms = rule->agreed_terms;
    REQUIRE(asked.needed() == std::min(terms.needed, rule->agreed.size()));
    REQUIRE(asked.in_sequence() == !terms.order.empty());
    REQUIRE(numbers(asked.order()) == (asked.in_sequence() ? numbers(terms.order) : numbers(rule->agreed)));
    REQUIRE(asked.separate_duties() == terms.separate);
    for (std::size_t some = 0; some < 1U << persons; ++some) {
        RoleSet agreed;
        std::vector<person> present;
        for (std::size_t p = 0; p < persons; ++p) {
            if ((some >> p & 1) == 0) continue;
            agreed.insert(static_cast<typename RoleSet::value_type>(p));
            present.push_back(static_cast<person>(p));
        }
        REQUIRE(asked.met_by(agreed) == plainly_met(*rule, present));
    }
}

void compare(const process& typed, const model& named, const std::vector<row>& rows) {
    const plain read{rows};
    const auto rule_of = [&](std::size_t s, std::size_t e) -> const row* {
        return s < stages && e < events && !read.rules[s][e].empty() ? &rows[read.rules[s][e][0]] : nullptr;
    };
    CHECK(numbers(typed.finals()) == numbers(named.finals()));
    CHECK(numbers(typed.endless()) == numbers(named.endless()));
    for (std::size_t s = 0; s <= stages; ++s) {  // one too far: an id that is no stage
        const auto ts = static_cast<stage>(s);
        const auto ms = static_cast<model_stage>(s);
        REQUIRE(typed.is_final(ts) == (s < stages && read.final[s]));
        REQUIRE(named.is_final(ms) == typed.is_final(ts));
        REQUIRE(numbers(typed.possible(ts)) == numbers(named.possible(ms)));
        REQUIRE(numbers(typed.successors(ts)) == numbers(named.successors(ms)));
        REQUIRE(numbers(typed.predecessors(ts)) == numbers(named.predecessors(ms)));
        for (std::size_t e = 0; e <= events; ++e) {
            const auto te = static_cast<event>(e);
            const auto me = static_cast<model_event>(e);
            const row* rule = rule_of(s, e);
            REQUIRE(number(typed.target(ts, te)) ==
                    (rule == nullptr ? std::nullopt : std::optional{plain::index(rule->target)}));
            REQUIRE(number(named.target(ms, me)) == number(typed.target(ts, te)));
            REQUIRE(typed.weight(ts, te) == (rule == nullptr ? 0 : rule->weight));
            REQUIRE(named.weight(ms, me) == typed.weight(ts, te));
            REQUIRE(numbers(named.who_may(ms, me)) == numbers(typed.who_may(ts, te)));
            REQUIRE(numbers(named.who_must_agree(ms, me)) == numbers(typed.who_must_agree(ts, te)));
            compare_agreement(typed.agreement(ts, te), rule);
            compare_agreement(named.agreement(ms, me), rule);
            for (std::size_t p = 0; p <= persons + 1; ++p) {
                const auto tp = p == 0 ? std::nullopt : std::optional{static_cast<person>(p - 1)};
                const auto mp = p == 0 ? std::nullopt : std::optional{static_cast<model_role>(p - 1)};
                for (const bool agreed : {false, true}) {
                    auto expected = refusal::none;
                    if (rule == nullptr) {
                        expected = refusal::not_possible;
                    } else if (!rule->roles.empty() && !(tp && rule->roles.contains(*tp))) {
                        expected = refusal::not_permitted;
                    } else if (!rule->agreed.empty() && !agreed) {
                        expected = refusal::not_agreed;
                    }
                    if (p > persons) expected = refusal::unknown_role;
                    if (e == events) expected = refusal::unknown_event;
                    if (s == stages) expected = refusal::unknown_stage;
                    REQUIRE(typed.reason(ts, te, tp, agreed) == expected);
                    REQUIRE(named.reason(ms, me, mp, agreed) == expected);
                    REQUIRE(named.why_not(ms, me, mp, agreed).why() == typed.why_not(ts, te, tp, agreed).why());
                    auto walker = ms;
                    REQUIRE(static_cast<bool>(named.apply(walker, me, mp, agreed)) == (expected == refusal::none));
                    REQUIRE(walker == (expected == refusal::none ? named.target(ms, me).value_or(ms) : ms));
                }
            }
        }
        for (std::size_t p = 0; p <= persons; ++p) {
            const auto tp = p == 0 ? std::nullopt : std::optional{static_cast<person>(p - 1)};
            const auto mp = p == 0 ? std::nullopt : std::optional{static_cast<model_role>(p - 1)};
            REQUIRE(numbers(typed.allowed(ts, tp)) == numbers(named.allowed(ms, mp)));
        }
        for (std::size_t t = 0; t < stages && s < stages; ++t) {
            const auto anyone = [&](std::size_t at, std::size_t e) {
                return number(typed.target(static_cast<stage>(at), static_cast<event>(e)));
            };
            const auto expected = shortest(s, t, anyone);
            const auto way = typed.path_to(ts, static_cast<stage>(t));
            REQUIRE(way.has_value() == expected.has_value());
            if (expected) REQUIRE(numbers(*way) == *expected);
            const auto named_way = named.path_to(ms, static_cast<model_stage>(t));
            REQUIRE(named_way.has_value() == expected.has_value());
            if (expected) REQUIRE(numbers(*named_way) == *expected);

            const auto by_two = [&](std::size_t at, std::size_t e) -> std::optional<std::size_t> {
                const row* rule = rule_of(at, e);
                if (rule == nullptr || !plainly_met(*rule, {person::p0, person::p1})) return std::nullopt;
                const bool may =
                    rule->roles.empty() || rule->roles.contains(person::p0) || rule->roles.contains(person::p1);
                return may ? std::optional{plain::index(rule->target)} : std::nullopt;
            };
            const auto among_two = shortest(s, t, by_two);
            const auto two = typed.path_to(ts, static_cast<stage>(t), {person::p0, person::p1});
            REQUIRE(two.has_value() == among_two.has_value());
            if (among_two) REQUIRE(numbers(*two) == *among_two);
            const auto named_two = named.path_to(ms, static_cast<model_stage>(t), {model_role{0}, model_role{1}});
            REQUIRE(named_two.has_value() == among_two.has_value());
            if (among_two) REQUIRE(numbers(*named_two) == *among_two);
        }
    }
}

}  // namespace

TEST_CASE("random rows are refused for a true reason, the same by a process and a model, or answer alike",
          "[process]") {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (std::uint64_t seed = 1; seed <= std::uint64_t{emptor_test::rounds(7000)}; ++seed) {
        CAPTURE(seed);
        const auto rows = random_rows(seed);
        const auto defects = defects_of(rows);
        const auto said = refusal_of([&] { return process(stage::s0, rows); });
        REQUIRE(said.empty() == defects.empty());
        if (!said.empty()) {
            CAPTURE(said);
            REQUIRE(defects.contains(said));
        }
        REQUIRE(refusal_of([&] { return model{in_plain_names(rows)}; }) == as_of_a_model(said));
        ++(said.empty() ? accepted : refused);
        if (!said.empty() || accepted % 3 != 0) continue;
        const process typed(stage::s0, rows);
        const model named{in_plain_names(rows)};
        compare(typed, named, rows);
        REQUIRE(process(typed.start(), typed.rules()) == typed);
        REQUIRE(model{named.rules()} == named);
        REQUIRE(model{emptor::in_names(typed)} == named);
    }
    CHECK(accepted > std::size_t{emptor_test::rounds(1000)});
    CHECK(refused > std::size_t{emptor_test::rounds(1000)});
}

}  // namespace soundness_test
