// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A deal once more, as plainly as it can be said: no tables and no sets of bits.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "plain_chain.hpp"
#include "plain_duties.hpp"
#include "purchases.hpp"

namespace purchase_test {

class plain_deal {
public:
    using answer = answer_kind;
    using request = plain_request;

    struct person {
        plain_roles own;
    };
    struct loan {
        std::size_t from;
        std::size_t to;
        emptor::role what;
        int until;
    };

    const plain_chain* chain;
    std::vector<person> people{};
    std::vector<loan> loans{};
    std::vector<request> requests{};
    stage at{need};
    int since{};
    eur amount{};
    std::optional<eur> budget{};
    std::optional<int> deadline{};
    unsigned quotes_had{};
    plain_roles evaluated{};

    answer ask(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const plain_rule* const found = rule_for(at, what);
        if (found == nullptr) return answer::not_possible;
        std::optional<answer> no;
        bool abstained = false;
        for (const emptor::role role : roles_of(who, now)) {
            if (!found->may.empty() && !has(found->may, role)) continue;
            if (waiting_for(what) != nullptr) return answer::waiting;
            const plain_verdict said = policy(role, what, false, {}, now);
            if (said.no && !no) no = said.no;
            abstained = abstained || said.abstains;
            if (said.no || said.abstains) continue;
            request made{.what = what, .by = who, .as = role};
            if (said.to) made.also.push_back(*said.to);
            stand_aside(made);
            if (duties_left(rule_of(made), made) == 0) {
                move(made, now);
                return answer::granted;
            }
            return go_on(made, now);
        }
        return no ? *no : abstained ? answer::refused : answer::not_permitted;
    }

    answer agree(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const request* const waiting = waiting_for(what);
        if (waiting == nullptr) return answer::not_waiting;
        request made = *waiting;
        const bool separate = rule_for(at, what)->separate;
        if (separate && made.acted(who)) return answer::refused;
        const plain_roles mine = roles_of(who, now, separate ? std::optional{made.by} : std::nullopt);
        plain_roles tried;
        std::optional<answer> no;
        bool changed = false;
        plain_roles open = who_is_open(rule_of(made), made);
        for (bool again = true; again;) {
            again = false;
            for (const emptor::role role : open) {
                if (!has(mine, role) || has(tried, role)) continue;
                tried.push_back(role);
                const plain_verdict said = policy(role, what, true, made.roles_given(), now);
                if (said.abstains) continue;
                const bool round = said.to && made.goes_round(role, *said.to);
                if ((said.no || round) && !no) no = said.no.value_or(answer::refused);
                if (said.no || round) continue;
                if (said.to) {
                    made.passed.push_back({made.last_of(role), *said.to});
                    stand_aside(made);
                } else {
                    made.agreed.push_back({who, role});
                }
                changed = true;
                if (separate) continue;
                open = who_is_open(rule_of(made), made);
                again = true;
                break;
            }
        }
        if (changed) return settle(made, now);
        return no ? *no : tried.empty() ? answer::not_asked : answer::refused;
    }

    answer oppose(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const request* const waiting = waiting_for(what);
        if (waiting == nullptr) return answer::not_waiting;
        for (const emptor::role duty : waiting->duties(rule_of(*waiting))) {
            for (const emptor::role role : waiting->way_of(duty)) {
                if (!has(roles_of(who, now), role)) continue;
                forget(what);
                return answer::ended;
            }
        }
        return answer::not_asked;
    }

    answer take_back(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const request* const waiting = waiting_for(what);
        if (waiting == nullptr) return answer::not_waiting;
        if (waiting->by == who) {
            forget(what);
            return answer::ended;
        }
        request made = *waiting;
        const plain_rule& rule = *rule_for(at, what);
        const std::size_t before = done_in_turn(rule, made);
        if (std::erase_if(made.agreed, [&](const auto& each) { return each.first == who; }) == 0) {
            return answer::not_asked;
        }
        if (const std::size_t left = done_in_turn(rule, made); rule.in_turn && left < before) {
            plain_roles stay;  // those whose turn has come
            for (const emptor::role duty : made.duties(rule_of(made))) {
                const auto turn = static_cast<std::size_t>(std::ranges::find(rule.asked, duty) - rule.asked.begin());
                if (turn > left && turn < rule.asked.size()) continue;
                for (const emptor::role role : made.way_of(duty)) stay.push_back(role);
            }
            std::erase_if(made.agreed, [&](const auto& each) { return !has(stay, each.second); });
        }
        go_on(made, now);
        return answer::recorded;
    }

    answer lend(std::size_t from, std::size_t to, emptor::role what, int until, int now) {
        if (from >= people.size() || to >= people.size()) return answer::not_a_member;
        if (!has(people[from].own, what)) return answer::not_permitted;
        std::erase_if(loans, [&](const loan& each) { return each.from == from && each.what == what; });
        if (now < until) loans.push_back({from, to, what, until});
        return answer::recorded;
    }

    answer change(std::size_t who, eur to, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const bool more = amount < to;
        amount = to;
        if (!more) return answer::recorded;
        std::vector<request> left;
        for (request each : requests) {
            each.agreed.clear();
            each.passed.clear();
            each.open.clear();
            const plain_verdict said = policy(each.as, each.what, false, {}, now);
            if (said.no || said.abstains) continue;
            if (said.to && !has(each.also, *said.to)) each.also.push_back(*said.to);
            stand_aside(each);
            reopen(each, now);
            left.push_back(each);
        }
        requests = left;
        return answer::recorded;
    }

    std::size_t pass_over(int now) {
        std::size_t passed = 0;
        while (passes_over_one(now)) ++passed;
        return passed;
    }

    [[nodiscard]] const request* waiting_for(event what) const {
        for (const request& each : requests) {
            if (each.what == what) return &each;
        }
        return nullptr;
    }

    [[nodiscard]] plain_roles roles_of(std::size_t who, int now, std::optional<std::size_t> not_from = {}) const {
        plain_roles all = people[who].own;
        for (const loan& each : loans) {
            if (each.to == who && now < each.until && each.from != not_from) all.push_back(each.what);
        }
        return in_order(all);
    }

    /// The members who could agree in one of these roles.
    [[nodiscard]] std::vector<std::size_t> who_could(const request& made, const plain_roles& open, int now) const {
        const bool separate = rule_of(made).separate;
        std::vector<std::size_t> could;
        for (std::size_t who = 0; who < people.size(); ++who) {
            if (separate && made.acted(who)) continue;
            for (const emptor::role role : roles_of(who, now, separate ? std::optional{made.by} : std::nullopt)) {
                if (!has(open, role)) continue;
                could.push_back(who);
                break;
            }
        }
        return could;
    }

    /// What is possible from a stage, or nothing.
    [[nodiscard]] const plain_rule* rule_for(stage from, event what) const {
        for (const plain_row& each : chain->rows) {
            if (each.what == what && std::ranges::find(each.from, from) != each.from.end()) return &each.says;
        }
        return nullptr;
    }

    [[nodiscard]] const plain_rule& rule_of(const request& made) const { return *rule_for(at, made.what); }

private:
    [[nodiscard]] plain_verdict policy(emptor::role role, event what, bool approving, const plain_roles& agreed,
                                       int now) const {
        return chain->policy(role,
                             {what, approving, agreed, now, since, amount, budget, deadline, quotes_had, evaluated});
    }

    /// Passes on what is the duty of those who leave theirs to others.
    void stand_aside(request& made) const {
        for (const emptor::role duty : made.duties(rule_of(made))) {
            for (;;) {
                const emptor::role last = made.last_of(duty);
                const auto to = chain->aside(last);
                if (!to || made.goes_round(last, *to)) break;
                made.passed.push_back({last, *to});
            }
        }
    }

    /// Someone has agreed or passed it on: the deal moves where nothing is missing, and whoever asked still may.
    answer settle(request& made, int now) {
        if (duties_left(rule_of(made), made) > 0) return go_on(made, now);
        const plain_verdict said = policy(made.as, made.what, false, made.roles_given(), now);
        if (said.no) return *said.no;
        if (said.abstains) return answer::refused;
        if (said.to && !has(made.also, *said.to)) {
            made.also.push_back(*said.to);
            stand_aside(made);
            if (duties_left(rule_of(made), made) > 0) return go_on(made, now);
        }
        move(made, now);
        return answer::granted;
    }

    answer go_on(request& made, int now) {
        reopen(made, now);
        for (request& each : requests) {
            if (each.what != made.what) continue;
            each = made;
            return answer::waiting;
        }
        requests.push_back(made);
        return answer::waiting;
    }

    bool passes_over_one(int now) {
        for (const request& waiting : requests) {
            for (const auto& [role, asked_at] : waiting.open) {
                const auto to = chain->overdue(role, now - asked_at);
                if (!to || waiting.goes_round(role, *to)) continue;
                request made = waiting;
                made.passed.push_back({role, *to});
                stand_aside(made);
                const answer said = settle(made, now);  // no more than that may follow from it
                if (said == answer::granted || said == answer::waiting) return true;
            }
        }
        return false;
    }

    /// Who could agree before has been asked since then.
    void reopen(request& made, int now) const {
        std::vector<std::pair<emptor::role, int>> open;
        for (const emptor::role role : who_is_open(rule_of(made), made)) {
            const auto before = std::ranges::find(made.open, role, [](const auto& each) { return each.first; });
            open.push_back({role, before == made.open.end() ? now : before->second});
        }
        made.open = open;
    }

    void forget(event what) {
        std::erase_if(requests, [&](const request& each) { return each.what == what; });
    }
    void move(const request made, int now) {
        forget(made.what);
        const stage from = at;
        at = rule_for(at, made.what)->target;
        since = now;
        std::erase_if(requests, [&](const request& each) {
            const plain_rule& before = *rule_for(from, each.what);
            const plain_rule* const after = rule_for(at, each.what);
            return after == nullptr || after->target != before.target || after->asked != before.asked ||
                   after->needed != before.needed || after->in_turn != before.in_turn ||
                   after->separate != before.separate || (!after->may.empty() && !has(after->may, each.as));
        });
    }
};

}  // namespace purchase_test
