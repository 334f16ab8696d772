// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Random rows, right and wrong, and what is wrong with them by reading them plainly.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <emptor/process/named_rule.hpp>
#include <emptor/process/process.hpp>

#include "generator.hpp"

namespace random_test {

enum class stage { s0, s1, s2, s3, s4 };
enum class event { e0, e1, e2 };
enum class person { p0, p1, p2 };

inline constexpr std::size_t stages = 5;
inline constexpr std::size_t events = 3;
inline constexpr std::size_t persons = 3;

using process = emptor::process<stage, event, person>;
using row = process::rule_type;

using emptor_test::generator;

/// Rows in every form a row may have; about a third of them make a process.
inline std::vector<row> random_rows(std::uint64_t seed) {
    using namespace emptor::rule_words;
    generator random{seed};
    std::vector<row> rows;
    const auto any_stage = [&] { return static_cast<stage>(random.below(stages)); };
    const auto decorate = [&](row made) {
        for (std::size_t p = 0; p < persons; ++p) {
            if (random.chance(4)) made.roles.insert(static_cast<person>(p));
            if (random.chance(6)) made.agreed.insert(static_cast<person>(p));
        }
        auto& terms = made.agreed_terms;
        if (!made.agreed.empty()) {
            const std::size_t asked = made.agreed.size();
            const std::size_t shape = random.below(3);
            if (shape == 0) terms.need(1 + random.below(asked));
            if (shape == 1 && asked > 1) {
                for (const person each : made.agreed) terms.order.push_back(each);
                for (std::size_t i = asked; i > 1; --i) std::swap(terms.order[i - 1], terms.order[random.below(i)]);
            }
            terms.separate = random.chance(3);
            if (random.chance(1000)) terms.need(random.chance(2) ? 0 : asked + 1);
            if (random.chance(1000)) terms.twice = true;
        }
        if (random.chance(3000)) terms.separate = true;
        if (random.chance(4)) made.weight = static_cast<double>(1 + random.below(9)) / 4;
        if (random.chance(60)) made.weight = 0;
        rows.push_back(made);
    };
    const bool last_final = !random.chance(4);
    const std::size_t sources = last_final ? stages - 1 : stages;
    for (std::size_t s = 0; s < sources; ++s) {
        for (std::size_t e = 0; e < events; ++e) {
            if (e < 2 && random.chance(6)) continue;
            if (e == 2 && !random.chance(3)) continue;
            row made{in(static_cast<stage>(s)), on(static_cast<event>(e)), to(any_stage())};
            if (e == 1 && random.chance(2)) made.target = static_cast<stage>((s + 1) % stages);
            decorate(made);
        }
    }
    if (random.chance(12))
        decorate({in(any_stage(), any_stage()), on(static_cast<event>(random.below(3))), to(any_stage())});
    if (random.chance(12)) decorate({in_any(), on(static_cast<event>(random.below(3))), to(any_stage())});
    if (random.chance(6)) {
        row made{in_any(), except(stage::s0), on(event::e2), to(any_stage())};
        for (std::size_t s = 0; s < stages; ++s) {
            if (random.chance(2)) made.except.insert(static_cast<stage>(s));
        }
        decorate(made);
    }
    if (last_final) rows.push_back(ends(stage::s4));
    if (random.chance(20)) rows.push_back(ends(any_stage()));
    if (random.chance(last_final ? 8 : 2))
        rows.push_back(random.chance(2) ? row{endless()} : row{endless(any_stage())});
    if (random.chance(3)) {  // lists may stand anywhere
        for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
    }
    return rows;
}

/// A process of random rows as it may be read by hand.
struct plain {
    std::array<std::array<std::vector<std::size_t>, events>, stages> rules{};  ///< the rows that hold, from 0
    std::array<bool, stages> final{};
    std::array<bool, stages> endless{};

    explicit plain(const std::vector<row>& rows) {
        for (const row& each : rows) {
            for (const stage s : each.from) final[index(s)] = final[index(s)] || each.ends;
        }
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const row& each = rows[r];
            for (std::size_t s = 0; s < stages && !each.ends; ++s) {
                const auto here = static_cast<stage>(s);
                const bool holds = each.any ? !final[s] && !each.except.contains(here) : each.from.contains(here);
                if (!holds) continue;
                if (each.endless) endless[s] = true;
                if (!each.endless) rules[s][static_cast<std::size_t>(each.event)].push_back(r);
            }
        }
    }

    static std::size_t index(stage s) { return static_cast<std::size_t>(s); }
};

/// Whether enough of those whom a row asks are among these.
inline bool plainly_met(const row& asking, const std::vector<person>& agreed) {
    std::size_t count = 0;
    for (const person each : agreed) count += asking.agreed.contains(each) ? 1U : 0U;
    return count >= std::min(asking.agreed_terms.needed, asking.agreed.size());
}

/// What is wrong with how a row asks for agreement, behind the words that say which rule it is.
inline std::set<std::string> agreement_defects_of(const row& asking) {
    const auto& terms = asking.agreed_terms;
    const std::size_t roles = asking.agreed.size();
    std::set<std::string> found;
    if (terms.twice) found.insert("asks a role twice to agree");
    if (roles == 0 && terms.separate) found.insert("says how to agree, and no role must");
    if (roles > 0 && terms.needed != terms.all && (terms.needed == 0 || terms.needed > roles)) {
        found.insert("needs the agreement of " + std::to_string(terms.needed) + " of " + std::to_string(roles) +
                     " roles; 1 to " + std::to_string(roles) + " can be");
    }
    return found;
}

/// Every sentence that is true of what is wrong with the rows.
inline std::set<std::string> defects_of(const std::vector<row>& rows) {
    const plain read{rows};
    std::set<std::string> found;
    const auto name = [](const char* kind, std::size_t i) { return std::string{"'"} + kind + std::to_string(i) + "'"; };
    const auto number = [](std::size_t r) { return "row " + std::to_string(r + 1); };
    std::array<std::array<bool, stages>, stages> leads{};
    std::array<bool, stages> out{};
    std::array<bool, events> used{};
    for (std::size_t s = 0; s < stages; ++s) {
        leads[s][s] = true;
        for (std::size_t e = 0; e < events; ++e) {
            for (std::size_t i = 0; i < read.rules[s][e].size(); ++i) {
                const std::size_t r = read.rules[s][e][i];
                const auto target = plain::index(rows[r].target);
                used[e] = leads[s][target] = true;
                for (const std::string& what : agreement_defects_of(rows[r])) {
                    found.insert("the rule for stage " + name("s", s) + " and event " + name("e", e) + " " + what +
                                 " (" + number(r) + ")");
                }
                out[s] = out[s] || target != s || read.endless[s];
                if (read.final[s]) {
                    found.insert("final stage " + name("s", s) + " has a way out on event " + name("e", e) + " (" +
                                 number(r) + ")");
                }
                if (i == 0) continue;
                const std::size_t first = read.rules[s][e][0];
                const std::string where = " for stage " + name("s", s) + " and event " + name("e", e) + " (" +
                                          number(first) + " and " + number(r) + ")";
                found.insert(rows[first].any || rows[r].any
                                 ? "in_any() overlaps another rule" + where + "; leave the stage out with except"
                                 : "two rules" + where);
            }
        }
        if (read.final[s] && read.endless[s]) {
            for (std::size_t r = 0; r < rows.size(); ++r) {
                if (rows[r].endless && rows[r].from.contains(static_cast<stage>(s))) {
                    found.insert("final stage " + name("s", s) + " is declared endless (" + number(r) + ")");
                }
            }
        }
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (rows[r].ends || rows[r].endless) continue;
        const std::string on = "a rule on event " + name("e", static_cast<std::size_t>(rows[r].event));
        if (!(rows[r].weight > 0))
            found.insert(on + " has a weight that is not finite and above 0 (" + number(r) + ")");
        bool holds = false;
        for (std::size_t s = 0; s < stages; ++s) {
            for (const std::size_t each : read.rules[s][static_cast<std::size_t>(rows[r].event)])
                holds = holds || each == r;
        }
        if (!holds) found.insert(on + " holds in no stage (" + number(r) + ")");
    }
    for (std::size_t e = 0; e < events; ++e) {
        if (!used[e]) found.insert("event " + name("e", e) + " is used by no rule");
    }
    for (std::size_t by = 0; by < stages; ++by) {  // transitive closure (S. Warshall 1962)
        for (std::size_t s = 0; s < stages; ++s) {
            for (std::size_t t = 0; t < stages; ++t) leads[s][t] = leads[s][t] || (leads[s][by] && leads[by][t]);
        }
    }
    for (std::size_t s = 0; s < stages; ++s) {
        if (!read.final[s] && !out[s])
            found.insert("stage " + name("s", s) + " is a dead end and not declared with ends");
        if (!leads[0][s]) found.insert("stage " + name("s", s) + " is never reached");
        bool rests = false;
        for (std::size_t t = 0; t < stages; ++t) rests = rests || (leads[s][t] && (read.final[t] || read.endless[t]));
        if (!rests) {
            found.insert("stage " + name("s", s) + " leads to no final stage and is not declared endless");
        }
    }
    return found;
}

/// The same rows in names; all final stages together, as they stand there.
inline emptor::named_rules in_plain_names(const std::vector<row>& rows) {
    emptor::named_rules named{.start = "s0",
                              .stages = {"s0", "s1", "s2", "s3", "s4"},
                              .events = {"e0", "e1", "e2"},
                              .roles = {"p0", "p1", "p2"}};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const row& each = rows[r];
        const auto list = [](const auto& set) {
            std::vector<std::string> names;
            for (const auto member : set) names.emplace_back(emptor::name(member));
            return names;
        };
        if (each.ends) {
            for (const auto& name : list(each.from)) named.ends.push_back(name);
        } else if (each.endless) {
            named.all_endless = named.all_endless || each.any;
            for (const auto& name : list(each.from)) named.endless.push_back(name);
        } else {
            const auto& terms = each.agreed_terms;
            auto asked = terms.order.empty() ? list(each.agreed) : list(terms.order);
            if (terms.twice) asked.push_back(asked.front());
            const auto some = terms.needed == terms.all ? std::nullopt : std::optional{terms.needed};
            named.rules.push_back({list(each.from), each.any, list(each.except), std::string{emptor::name(each.event)},
                                   list(each.roles), asked, some, !terms.order.empty(), terms.separate,
                                   std::string{emptor::name(each.target)}, each.weight, r + 1});
        }
    }
    return named;
}

}  // namespace random_test
