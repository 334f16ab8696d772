// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a request that waits still needs, found by trying everything: who does which duty, and what one more person
/// would change.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "plain_chain.hpp"

namespace purchase_test {

struct plain_request {
    event what;
    std::size_t by;
    emptor::role as;
    plain_roles also{};
    std::vector<std::pair<emptor::role, emptor::role>> passed{};  ///< from, to
    std::vector<std::pair<std::size_t, emptor::role>> agreed{};   ///< person, role
    std::vector<std::pair<emptor::role, int>> open{};  ///< who may agree, and since when they have been asked

    [[nodiscard]] bool acted(std::size_t who) const {
        return by == who || std::ranges::any_of(agreed, [&](const auto& each) { return each.first == who; });
    }
    [[nodiscard]] plain_roles roles_given() const {
        plain_roles given;
        for (const auto& [who, role] : agreed) given.push_back(role);
        return given;
    }
    /// The role of a duty, and those it has been passed on to, one by one.
    [[nodiscard]] plain_roles way_of(emptor::role duty) const {
        plain_roles way{duty};
        for (bool more = true; more;) {
            more = false;
            for (const auto& [from, to] : passed) {
                if (from != way.back()) continue;
                way.push_back(to);
                more = true;
                break;
            }
        }
        return way;
    }
    [[nodiscard]] emptor::role last_of(emptor::role role) const { return way_of(role).back(); }
    [[nodiscard]] bool goes_round(emptor::role from, emptor::role to) const { return last_of(to) == last_of(from); }
    [[nodiscard]] plain_roles duties(const plain_rule& rule) const {
        plain_roles all = rule.asked;
        all.insert(all.end(), also.begin(), also.end());
        return in_order(all);
    }

    /// The same, after someone new has agreed in this role.
    [[nodiscard]] plain_request with(emptor::role role) const {
        plain_request more = *this;
        std::size_t newcomer = 0;
        for (const auto& [who, as_what] : agreed) newcomer = std::max(newcomer, who + 1);
        more.agreed.push_back({newcomer, role});
        return more;
    }
};

/// The least that a measure says of the duties done, whoever of those who have agreed does whichever of theirs. Where
/// duties are separate each person does one.
template <class Measure>
std::size_t least(const plain_rule& rule, const plain_request& made, const Measure& measure) {
    std::vector<plain_roles> can;  // by person, which duties
    for (const emptor::role duty : made.duties(rule)) {
        const plain_roles way = made.way_of(duty);
        for (const auto& [who, role] : made.agreed) {
            if (can.size() <= who) can.resize(who + 1);
            if (has(way, role) && !has(can[who], duty)) can[who].push_back(duty);
        }
    }
    plain_roles done_duties;
    if (!rule.separate) {
        for (const plain_roles& each : can) done_duties.insert(done_duties.end(), each.begin(), each.end());
        return measure(done_duties);
    }
    const auto best = [&](const auto& self, std::size_t who) -> std::size_t {
        if (who == can.size()) return measure(done_duties);
        std::size_t found = self(self, who + 1);
        for (const emptor::role duty : can[who]) {
            if (has(done_duties, duty)) continue;
            done_duties.push_back(duty);
            found = std::min(found, self(self, who + 1));
            done_duties.pop_back();
        }
        return found;
    };
    return best(best, 0);
}

/// How many of a sequence are done, from the first.
inline std::size_t in_turn(const plain_rule& rule, const plain_roles& done_duties) {
    std::size_t so_far = 0;
    while (so_far < rule.asked.size() && has(done_duties, rule.asked[so_far])) ++so_far;
    return so_far;
}
inline std::size_t done_in_turn(const plain_rule& rule, const plain_request& made) {
    return rule.asked.size() - least(rule, made, [&](const plain_roles& done_duties) {
               return rule.asked.size() - in_turn(rule, done_duties);
           });
}

/// How many duties are left at least: one who is asked for beside the rule may be one whom the rule asks, too.
inline std::size_t duties_left(const plain_rule& rule, const plain_request& made) {
    return least(rule, made, [&](const plain_roles& done_duties) {
        std::size_t certain = 0;
        std::size_t beside = 0;
        for (const emptor::role duty : rule.asked) {
            certain += has(done_duties, duty) || has(made.also, duty) ? 1U : 0U;
        }
        for (const emptor::role duty : made.also) beside += has(done_duties, duty) ? 0U : 1U;
        return beside + (certain < rule.needed ? rule.needed - certain : 0);
    });
}

/// How many more have to agree at least. Where duties are not separate one agreement may do several of them.
inline std::size_t left(const plain_rule& rule, const plain_request& made) {
    const std::size_t most = duties_left(rule, made);
    if (rule.separate || made.passed.empty() || most == 0) return most;
    std::size_t fewest = most;
    for (const emptor::role duty : made.duties(rule)) {
        const emptor::role role = made.last_of(duty);
        if (!has(made.roles_given(), role)) fewest = std::min(fewest, 1 + left(rule, made.with(role)));
    }
    return fewest;
}

/// The roles in which someone new could bring it further: for what is asked for beside the rule, for the next turn, for
/// one more of what the rule needs besides.
inline plain_roles who_is_open(const plain_rule& rule, const plain_request& made) {
    const auto missing = [&](const plain_request& it) {
        if (!rule.in_turn) return duties_left(rule, it);
        return least(rule, it, [&](const plain_roles& done_duties) {
            std::size_t left_of_it = rule.asked.size() - in_turn(rule, done_duties);
            for (const emptor::role duty : it.also) {
                left_of_it += has(rule.asked, duty) || has(done_duties, duty) ? 0U : 1U;
            }
            return left_of_it;
        });
    };
    if (missing(made) == 0) return {};
    plain_roles open;
    plain_request certain = made;
    for (const emptor::role duty : made.also) {
        if (rule.separate || rule.in_turn) break;
        const bool undone =
            least(rule, made, [&](const plain_roles& done_duties) { return has(done_duties, duty) ? 0U : 1U; }) > 0;
        if (!undone) continue;
        open.push_back(made.last_of(duty));
        certain = certain.with(made.last_of(duty));
    }
    const std::size_t now = missing(certain);
    for (const emptor::role duty : made.duties(rule)) {
        const emptor::role role = made.last_of(duty);
        if (!has(open, role) && missing(certain.with(role)) < now) open.push_back(role);
    }
    return in_order(open);
}

}  // namespace purchase_test
