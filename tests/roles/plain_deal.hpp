// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The purchase of purchases.hpp once more, as plainly as it can be said: no tables, no sets of bits, and who does
/// which duty found by trying everything.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "purchases.hpp"

namespace purchase_test {

class plain_deal {
public:
    using answer = answer_kind;

    struct rule {
        stage target;
        std::vector<emptor::role> may;  ///< none: anyone
        std::vector<emptor::role> asked;
        std::size_t needed;
        bool in_turn;
        bool separate;
    };
    struct request {
        event what;
        std::size_t by;
        emptor::role as;
        std::vector<emptor::role> also;
        std::vector<std::pair<emptor::role, emptor::role>> passed;  ///< from, to
        std::vector<std::pair<std::size_t, emptor::role>> agreed;   ///< person, role
        std::vector<std::pair<emptor::role, int>> open;  ///< who may agree, and since when they have been asked
    };
    struct person {
        std::vector<emptor::role> own;
    };
    struct loan {
        std::size_t from;
        std::size_t to;
        emptor::role what;
        int until;
    };

    std::vector<person> people;
    std::vector<loan> loans;
    std::vector<request> requests;
    stage at{need};
    int since{};
    eur amount{};
    std::optional<eur> budget;
    std::optional<int> deadline;
    unsigned quotes_had{};
    std::vector<emptor::role> evaluated;

    answer ask(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const rule* const found = rule_for(at, what);
        if (found == nullptr) return answer::not_possible;
        std::optional<answer> no;
        for (const emptor::role role : roles_of(who, now)) {
            if (!found->may.empty() && !has(found->may, role)) continue;
            if (waiting_for(what) != nullptr) return answer::waiting;
            const verdict said = policy(role, now);
            if (said.no) {
                if (!no) no = said.no;
                continue;
            }
            request made{what, who, role, {}, {}, {}, {}};
            if (said.to) made.also.push_back(*said.to);
            return settle(made, now, true);
        }
        return no ? *no : answer::not_permitted;
    }

    answer agree(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const request* const waiting = waiting_for(what);
        if (waiting == nullptr) return answer::not_waiting;
        request made = *waiting;
        const rule& asked_by = *rule_for(at, what);
        if (asked_by.separate && (who == made.by || has_agreed(made, who))) return answer::refused;
        const auto mine = asked_by.separate ? roles_of(who, now, made.by) : roles_of(who, now);
        std::vector<emptor::role> tried;
        std::optional<answer> no;
        bool changed = false;
        auto open = who_is_open(made);
        for (bool again = true; again;) {
            again = false;
            for (const emptor::role role : in_order(open)) {
                if (!has(mine, role) || has(tried, role)) continue;
                tried.push_back(role);
                const verdict said = policy(role, now);
                if (said.no) {
                    if (!no) no = said.no;
                    continue;
                }
                if (said.to) {
                    if (goes_round(made, role, *said.to)) {
                        if (!no) no = answer::refused;
                        continue;
                    }
                    made.passed.push_back({last_of(made, role), *said.to});
                } else {
                    made.agreed.push_back({who, role});
                }
                changed = true;
                if (!asked_by.separate) {
                    open = who_is_open(made);
                    again = true;
                    break;
                }
            }
        }
        if (!changed) return no ? *no : answer::not_asked;
        return settle(made, now, false);
    }

    answer oppose(std::size_t who, event what, int now) {
        if (who >= people.size()) return answer::not_a_member;
        const request* const waiting = waiting_for(what);
        if (waiting == nullptr) return answer::not_waiting;
        for (emptor::role duty : duties_of(*waiting)) {
            for (;;) {
                if (has(roles_of(who, now), duty)) {
                    forget(what);
                    return answer::ended;
                }
                const auto next = passed_to(*waiting, duty);
                if (!next) break;
                duty = *next;
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
        if (!has_agreed(*waiting, who)) return answer::not_asked;
        request made = *waiting;
        const rule& asked_by = *rule_for(at, what);
        const std::size_t before = done_in_turn(made);
        std::erase_if(made.agreed, [&](const auto& each) { return each.first == who; });
        if (asked_by.in_turn) {
            const std::size_t left = done_in_turn(made);
            for (std::size_t i = left + 1; left < before && i < asked_by.asked.size(); ++i) {
                for (std::optional<emptor::role> role = asked_by.asked[i]; role; role = passed_to(made, *role)) {
                    std::erase_if(made.agreed, [&](const auto& each) { return each.second == *role; });
                }
            }
        }
        reopen(made, now);
        keep(made);
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
            const verdict said = policy(each.as, now);
            if (said.no) continue;
            if (said.to && !has(each.also, *said.to)) each.also.push_back(*said.to);
            for (const emptor::role role : who_is_open(each)) each.open.push_back({role, now});
            left.push_back(each);
        }
        requests = left;
        return answer::recorded;
    }

    std::size_t pass_over(int now) {
        std::size_t passed = 0;
        for (bool again = true; again;) {
            again = false;
            for (const request& waiting : std::vector<request>{requests}) {
                for (const emptor::role role : in_order(who_is_open(waiting))) {
                    if (role != decision_maker || now - asked_since(waiting, role) < 30) continue;
                    if (goes_round(waiting, role, gatekeeper)) continue;
                    request made = waiting;
                    made.passed.push_back({last_of(made, role), gatekeeper});
                    const request kept = made;
                    const answer said = settle(made, now, false);
                    if (said != answer::granted && said != answer::waiting) {
                        request stays = kept;
                        reopen(stays, now);
                        keep(stays);
                    }
                    ++passed;
                    again = true;
                    break;
                }
                if (again) break;
            }
        }
        return passed;
    }

    [[nodiscard]] const request* waiting_for(event what) const {
        for (const request& each : requests) {
            if (each.what == what) return &each;
        }
        return nullptr;
    }

    [[nodiscard]] std::vector<emptor::role> roles_of(std::size_t who, int now,
                                                     std::optional<std::size_t> not_from = {}) const {
        std::vector<emptor::role> all = people[who].own;
        for (const loan& each : loans) {
            if (each.to == who && now < each.until && each.from != not_from) all.push_back(each.what);
        }
        return in_order(all);
    }

    [[nodiscard]] std::vector<emptor::role> who_is_open(const request& made) const {
        const rule& asked_by = *rule_for(at, made.what);
        std::vector<emptor::role> open;
        const std::size_t now = missing(made, std::nullopt);
        if (now == 0) return open;
        for (const emptor::role role : every_role()) {
            if (missing(made, role) >= now) continue;
            if (asked_by.in_turn && !asked_by.separate) {  // only who is next, or who is asked beside the rule
                const std::size_t next = done_in_turn(made);
                bool turn = next < asked_by.asked.size() && last_of(made, asked_by.asked[next]) == role;
                for (const emptor::role beside : made.also) {
                    turn = turn || (!has(asked_by.asked, beside) && last_of(made, beside) == role);
                }
                if (!turn) continue;
            }
            open.push_back(role);
        }
        return open;
    }

private:
    struct verdict {
        std::optional<answer> no;
        std::optional<emptor::role> to;
    };

    [[nodiscard]] static std::vector<emptor::role> every_role() {
        return {user, influencer, buyer, decision_maker, gatekeeper};
    }
    [[nodiscard]] static bool has(const std::vector<emptor::role>& roles, emptor::role role) {
        return std::ranges::find(roles, role) != roles.end();
    }
    [[nodiscard]] static std::vector<emptor::role> in_order(const std::vector<emptor::role>& some) {
        std::vector<emptor::role> ordered;
        for (const emptor::role each : every_role()) {
            if (has(some, each)) ordered.push_back(each);
        }
        return ordered;
    }

    [[nodiscard]] static const rule* rule_for(stage from, event what) {
        struct row {
            stage from;
            event what;
            rule says;
        };
        static const std::vector<row> rows{
            {need, asked, {quotes, {user}, {}, 0, false, false}},
            {quotes, compared, {choice, {user, buyer}, {}, 0, false, false}},
            {choice, chosen, {contract, {buyer}, {decision_maker}, 1, false, false}},
            {choice, back, {quotes, {}, {user, influencer}, 1, false, false}},
            {contract, back, {quotes, {buyer}, {user, decision_maker, gatekeeper}, 3, true, false}},
            {contract, signed_off, {done, {user, buyer}, {user, buyer, decision_maker, gatekeeper}, 2, false, true}},
        };
        static const rule gives_up{lost, {buyer, decision_maker}, {gatekeeper}, 1, false, false};
        if (from == done || from == lost) return nullptr;
        if (what == dropped) return &gives_up;
        for (const row& each : rows) {
            if (each.from == from && each.what == what) return &each.says;
        }
        return nullptr;
    }

    [[nodiscard]] verdict policy(emptor::role role, int now) const {
        if (role == buyer) {
            if (now - since < 1) return {answer::refused, {}};
            if (amount > eur::of(10'000)) return {{}, decision_maker};
        }
        if (role == decision_maker) {
            if (budget && amount > *budget) return {answer::over_budget, {}};
            if (deadline && now > *deadline) return {answer::too_late, {}};
        }
        if (role == gatekeeper && (quotes_had < 1 || !has(evaluated, user))) return {answer::refused, {}};
        return {};
    }

    [[nodiscard]] static std::vector<emptor::role> duties_of_rule(const rule& of, const request& made) {
        std::vector<emptor::role> all = of.asked;
        all.insert(all.end(), made.also.begin(), made.also.end());
        return in_order(all);
    }
    [[nodiscard]] std::vector<emptor::role> duties_of(const request& made) const {
        return duties_of_rule(*rule_for(at, made.what), made);
    }
    [[nodiscard]] static std::optional<emptor::role> passed_to(const request& made, emptor::role role) {
        for (const auto& [from, to] : made.passed) {
            if (from == role) return to;
        }
        return std::nullopt;
    }
    [[nodiscard]] static emptor::role last_of(const request& made, emptor::role role) {
        while (const auto next = passed_to(made, role)) role = *next;
        return role;
    }
    [[nodiscard]] static bool goes_round(const request& made, emptor::role from, emptor::role to) {
        return last_of(made, to) == last_of(made, from);
    }
    [[nodiscard]] static bool has_agreed(const request& made, std::size_t who) {
        return std::ranges::any_of(made.agreed, [&](const auto& each) { return each.first == who; });
    }
    [[nodiscard]] static bool can_do(const request& made, std::pair<std::size_t, emptor::role> agreement,
                                     emptor::role duty) {
        for (std::optional<emptor::role> role = duty; role; role = passed_to(made, *role)) {
            if (*role == agreement.second) return true;
        }
        return false;
    }

    /// How many of a sequence are done, from the first.
    [[nodiscard]] std::size_t done_in_turn(const request& made) const {
        const rule& asked_by = *rule_for(at, made.what);
        std::size_t done_so_far = 0;
        while (done_so_far < asked_by.asked.size() &&
               std::ranges::any_of(
                   made.agreed, [&](const auto& each) { return can_do(made, each, asked_by.asked[done_so_far]); })) {
            ++done_so_far;
        }
        return done_so_far;
    }

    /// How many agreements are missing at least, with one more person in this role.
    [[nodiscard]] std::size_t missing(const request& made, std::optional<emptor::role> fresh) const {
        const rule& asked_by = *rule_for(at, made.what);
        auto given = made.agreed;
        if (fresh) {  // they hold the last role of a duty, or it would not be theirs
            given.push_back({people.size(), *fresh});
        }
        const auto count = [&](const std::vector<emptor::role>& finished) {
            std::size_t of_rule = 0;
            std::size_t beside = 0;
            for (const emptor::role duty : asked_by.asked) of_rule += has(finished, duty) ? 1U : 0U;
            for (const emptor::role duty : in_order(made.also)) beside += has(finished, duty) ? 0U : 1U;
            return beside + (of_rule < asked_by.needed ? asked_by.needed - of_rule : 0);
        };
        const auto able = [&](const auto& agreement, emptor::role duty) {
            return agreement.first == people.size() ? last_of(made, duty) == agreement.second
                                                    : can_do(made, agreement, duty);
        };
        const auto all = duties_of_rule(asked_by, made);
        if (!asked_by.separate) {
            std::vector<emptor::role> finished;
            for (const emptor::role duty : all) {
                if (std::ranges::any_of(given, [&](const auto& each) { return able(each, duty); })) {
                    finished.push_back(duty);
                }
            }
            return count(finished);
        }
        std::vector<emptor::role> finished;
        const auto best = [&](const auto& self, std::size_t next) -> std::size_t {
            if (next > people.size()) return count(finished);
            std::size_t least = self(self, next + 1);
            for (const emptor::role duty : all) {
                if (has(finished, duty)) continue;
                if (std::ranges::any_of(given,
                                        [&](const auto& each) { return each.first == next && able(each, duty); })) {
                    finished.push_back(duty);
                    least = std::min(least, self(self, next + 1));
                    finished.pop_back();
                }
            }
            return least;
        };
        return best(best, 0);
    }

    answer settle(request& made, int now, bool just_asked) {
        if (missing(made, std::nullopt) == 0) {
            const verdict said = just_asked ? verdict{} : policy(made.as, now);
            if (said.no) return *said.no;
            bool more = false;
            if (said.to) {
                request wanted = made;
                if (!has(wanted.also, *said.to)) wanted.also.push_back(*said.to);
                const auto finished =
                    std::ranges::any_of(made.agreed, [&](const auto& each) { return can_do(made, each, *said.to); });
                more = !has(made.also, *said.to) && !(finished && has(rule_for(at, made.what)->asked, *said.to));
                if (more) made = wanted;
            }
            if (!more) {
                move(made, now);
                return answer::granted;
            }
        }
        reopen(made, now);
        keep(made);
        return answer::waiting;
    }

    void reopen(request& made, int now) const {
        std::vector<std::pair<emptor::role, int>> open;
        for (const emptor::role role : who_is_open(made)) {
            int asked_at = now;
            for (const auto& [before, when] : made.open) {
                if (before == role) asked_at = when;
            }
            open.push_back({role, asked_at});
        }
        made.open = open;
    }
    [[nodiscard]] static int asked_since(const request& made, emptor::role role) {
        for (const auto& [open, when] : made.open) {
            if (open == role) return when;
        }
        return 1'000'000;
    }

    void keep(const request& made) {
        for (request& each : requests) {
            if (each.what == made.what) {
                each = made;
                return;
            }
        }
        requests.push_back(made);
    }
    void forget(event what) {
        std::erase_if(requests, [&](const request& each) { return each.what == what; });
    }
    void move(const request made, int now) {
        forget(made.what);
        const stage from = at;
        at = rule_for(at, made.what)->target;
        since = now;
        if (at == from) return;
        // Only `dropped` is on the same terms in more than one stage.
        std::erase_if(requests, [&](const request& each) { return each.what != dropped || at == done || at == lost; });
    }
};

}  // namespace purchase_test
