// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a deal would answer.

#include <cstddef>
#include <optional>
#include <utility>

#include <emptor/roles/detail/deal_facts.hpp>

namespace emptor::detail {

/// What a deal is to do about one request, after it has answered.
enum class consequence : unsigned char { none, keep, drop, move };

/// The answers of a deal, and what is to become of it then. Its questions change nothing.
template <const auto& Chain>
class deal_state : public deal_facts<Chain> {
    using facts = deal_facts<Chain>;

public:
    using typename facts::agreements;
    using typename facts::answer_type;
    using typename facts::chain_type;
    using typename facts::duties_type;
    using typename facts::event_type;
    using typename facts::request_type;
    using typename facts::role_set;
    using typename facts::role_type;
    using typename facts::stage_type;
    using typename facts::time_type;
    using typename facts::verdict_type;
    using typename facts::waiting_type;

    using facts::answer_to;
    using facts::asked;
    using facts::at;
    using facts::eligible;
    using facts::knows;
    using facts::roles_of;
    using facts::waiting_for;
    using facts::who_could;
    using facts::who_have;

    /// What follows from an answer.
    struct plan {
        consequence then{};
        member_id by{};                         ///< of `move`: who asked for it ...
        role_type as{};                         ///< ... and in which role
        std::optional<waiting_type> request{};  ///< of `keep`: as it is from now on
    };

    /// What the deal answers to a request, and what becomes of it then.
    [[nodiscard]] plan on_request(answer_type& answer) const {
        const member_id who = answer.who;
        const event_type event = *answer.event;
        const time_type when = answer.when;
        plan made;
        if (!knows(who)) return made;
        const stage_type stage = at.stage();
        if (!is_enumerator(event) || !chain_type::process.target(stage, event)) {
            answer.kind = answer_kind::not_possible;
            return made;
        }
        const role_set own = roles_of(who, when);
        const role_set may = chain_type::process.who_may(stage, event);
        if (!may.empty() && !may.meets(own)) {
            answer.kind = answer_kind::not_permitted;
            answer.roles = may;
            return made;
        }
        if (const waiting_type* const request = waiting_for(event)) {
            waits(answer, *request);
            return made;
        }
        for (const role_type role : own) {
            if (!may.empty() && !may.contains(role)) continue;
            const request_type question = asked(who, role, event, {}, false, when);
            const verdict_type said = Chain.ask(question);
            if (said.stance == stance::abstain) {
                answer.abstained.insert(role);
                continue;
            }
            answer.role = role;
            if (said.stance == stance::refuse) {
                refused(answer, question, said);
                return made;
            }
            const bool escalated = said.stance == stance::escalate;
            if (!escalated && agreements::of(stage, event).empty()) {
                grant(answer, made, who, role);
                return made;
            }
            const auto& rule = agreements::of(stage, event);
            waiting_type& request = made.request.emplace();
            request.event = event;
            request.role = role;
            request.by = who;
            request.since = when;
            if (escalated) ask_beside(answer, request, said);
            stand_aside(request, rule);
            go_on(answer, made, rule);
            return made;
        }
        refused(answer, asked(who, *own.begin(), event, {}, false, when),
                request_type::refuse({.why = cause::abstained}));
        answer.by = std::nullopt;
        return made;
    }

    /// What the deal answers to one who agrees, and what becomes of the request then.
    [[nodiscard]] plan on_approve(answer_type& answer) const {
        const member_id who = answer.who;
        const event_type event = *answer.event;
        const time_type when = answer.when;
        plan made;
        if (!find(answer, made)) return made;
        waiting_type& request = *made.request;
        const auto& rule = agreements::of(at.stage(), event);
        const bool separate = rule.separate_duties();
        if (separate && (who == request.by || request.has_agreed(who))) {
            answer.kind = answer_kind::refused;
            answer.reason.why = cause::already_acted;
            return made;
        }
        role_set left = eligible(who, request, separate, when);  // in which they have not been asked
        role_set open = request.open;
        bool asked_any = false;
        bool agreeing = false;
        bool passed = false;
        std::optional<std::pair<request_type, verdict_type>> no;
        for (bool more = true; more;) {
            more = false;
            for (const role_type role : open) {
                if (!left.contains(role)) continue;
                left -= role_set{role};
                asked_any = true;
                const request_type question = asked(who, role, event, request.given, true, when);
                const verdict_type said = Chain.ask(question);
                if (said.stance == stance::abstain) {
                    answer.abstained.insert(role);
                    continue;
                }
                if (said.stance == stance::refuse) {
                    if (!no) no.emplace(question, said);
                    continue;
                }
                if (said.stance == stance::agree) {
                    if (!agreeing) answer.role = role;
                    agreeing = true;
                    request.agree(role, who);
                } else if (request.pass(role, *said.to)) {
                    if (!agreeing && !passed) answer.role = role;
                    passed = true;
                    answer.to = said.to;
                    answer.reason = said.reason;
                } else {
                    if (!no) no.emplace(question, request_type::refuse({.why = cause::goes_round, .role = said.to}));
                    continue;
                }
                if (!separate && !left.empty()) {
                    open = duties_type{rule, request}.open();
                    more = true;
                    break;
                }
            }
        }
        if (!agreeing && !passed) {
            if (no) {
                answer.role = no->first.role;
                refused(answer, no->first, no->second);
            } else if (asked_any) {
                answer.kind = answer_kind::refused;
                answer.reason.why = cause::abstained;
            } else {
                waits(answer, request);
                answer.kind = answer_kind::not_asked;
            }
            return made;
        }
        settle(answer, made, rule);
        return made;
    }

    /// What the deal answers to one who is against a request.
    [[nodiscard]] plan on_refuse(answer_type& answer) const {
        const member_id who = answer.who;
        const event_type event = *answer.event;
        const time_type when = answer.when;
        plan made;
        if (!find(answer, made)) return made;
        const waiting_type& request = *made.request;
        const auto& rule = agreements::of(at.stage(), event);
        role_set duties = rule.roles();
        duties |= request.also;
        const role_set own = eligible(who, request, false, when);
        for (const role_type duty : duties) {
            for (std::size_t r = index_of(duty);; r = request.passed_to[r] - std::size_t{1}) {
                if (own.contains(enumerator_at<role_type>(r))) {
                    answer.role = enumerator_at<role_type>(r);
                    answer.kind = answer_kind::ended;
                    made.then = consequence::drop;
                    return made;
                }
                if (request.passed_to[r] == 0) break;
            }
        }
        waits(answer, request);
        answer.kind = answer_kind::not_asked;
        answer.roles = duties;
        return made;
    }

    /// What the deal answers to one who takes back a request of theirs, or their agreement to one.
    [[nodiscard]] plan on_withdraw(answer_type& answer) const {
        const member_id who = answer.who;
        const event_type event = *answer.event;
        const time_type when = answer.when;
        plan made;
        if (!find(answer, made)) return made;
        waiting_type& request = *made.request;
        if (request.by == who) {
            answer.role = request.role;
            answer.kind = answer_kind::ended;
            made.then = consequence::drop;
            return made;
        }
        if (!request.has_agreed(who)) {
            waits(answer, request);
            answer.kind = answer_kind::not_asked;
            return made;
        }
        const auto& rule = agreements::of(at.stage(), event);
        const role_set before = duties_type{rule, request}.done_duties();
        for (std::size_t r = request.agreed.size(); r-- > 0;) {
            if (request.agreed[r].contains(who)) answer.role = enumerator_at<role_type>(r);
        }
        request.forget(who);
        if (rule.in_sequence()) lapse_after_gap(request, rule, before);
        reopen(request, rule, when, open_before(request.event));
        waits(answer, request);
        answer.kind = answer_kind::recorded;
        made.then = consequence::keep;
        return made;
    }

    /// Passes over whom the policies say have had time enough to answer; nothing, where nobody has.
    [[nodiscard]] std::optional<plan> on_overdue(answer_type& answer, const waiting_type& waiting) const {
        for (const role_type role : waiting.open) {
            const auto to = Chain.overdue(role, waiting.asked[index_of(role)], answer.when);
            if (!to) continue;
            plan made{.request = waiting};
            if (!made.request->pass(role, *to)) continue;
            const auto& rule = agreements::of(at.stage(), waiting.event);
            const answer_type passed = answer;
            settle(answer, made, rule);
            if (made.then == consequence::none) {  // who asked may not any more: it waits on, for another
                answer = passed;
                go_on(answer, made, rule);
            }
            answer.role = role;
            answer.to = to;
            return made;
        }
        return std::nullopt;
    }

    /// What becomes of a request when the amount rises: what was agreed to was less, and lapses.
    [[nodiscard]] bool survives_rise(waiting_type& request, const time_type& when) const {
        request.agreed = {};
        request.given = {};
        request.passed_to = {};
        request.passed_on = false;
        const request_type question = asked(request.by, request.role, request.event, {}, false, when);
        const verdict_type said = Chain.ask(question);
        if (said.stance == stance::refuse || said.stance == stance::abstain) return false;
        if (said.stance == stance::escalate) request.also.insert(*said.to);
        const auto& rule = agreements::of(at.stage(), request.event);
        stand_aside(request, rule);
        reopen(request, rule, when, {});
        return true;
    }

private:
    void waits(answer_type& answer, const waiting_type& request) const {
        answer.kind = answer_kind::waiting;
        answer.roles = request.open;
        answer.could = who_could(request, request.open, answer.when);
    }

    /// Fetches the request that is waiting for the event; false, where the answer is that there is none.
    [[nodiscard]] bool find(answer_type& answer, plan& made) const {
        if (!knows(answer.who)) return false;
        const waiting_type* const request = waiting_for(*answer.event);
        if (request == nullptr) {
            answer.kind = answer_kind::not_waiting;
            return false;
        }
        made.request = *request;
        return true;
    }

    void refused(answer_type& answer, const request_type& question, const verdict_type& said) const {
        answer.reason = said.reason;
        const cause why = said.reason.why;
        answer.kind = why == cause::over_budget || why == cause::over_limit ? answer_kind::over_budget
                      : why == cause::too_late                              ? answer_kind::too_late
                                                                            : answer_kind::refused;
        answer.to = std::nullopt;
        answer.by = question.role;
        if (answer.kind != answer_kind::over_budget) return;
        answer.roles = Chain.who_would_agree(question, could_matter(question.event));
        answer.could = who_have(answer.roles, question.when);
    }

    /// The roles that may bring the event about: by asking, by agreeing, or because a policy escalates to them.
    [[nodiscard]] role_set could_matter(event_type event) const {
        role_set roles = chain_type::process.who_may(at.stage(), event);
        if (roles.empty()) return Chain.roles();
        roles |= chain_type::process.who_must_agree(at.stage(), event);
        roles |= Chain.escalates_to();
        return roles;
    }

    /// Adds the agreement of the role that a requester's policy escalates to.
    static void ask_beside(answer_type& answer, waiting_type& request, const verdict_type& said) noexcept {
        request.also.insert(*said.to);
        answer.to = said.to;
        answer.reason = said.reason;
    }

    /// Passes on the duties of those who leave them to others from the start.
    void stand_aside(waiting_type& request, const agreement<role_set>& rule) const {
        role_set duties = rule.roles();
        duties |= request.also;
        for (const role_type duty : duties) {
            for (std::size_t hops = 0; hops < waiting_type::roles; ++hops) {
                const role_type last = enumerator_at<role_type>(request.last_of(index_of(duty)));
                const auto to = Chain.stands_aside_for(last);
                if (!to || !request.pass(last, *to)) break;
            }
        }
    }

    /// Says anew who may agree, and since when.
    /// @param before who could before, and has been asked since then.
    static void reopen(waiting_type& request, const agreement<role_set>& rule, const time_type& when,
                       const role_set& before) {
        request.open = duties_type{rule, request}.open();
        for (const role_type role : request.open) {
            if (!before.contains(role)) request.asked[index_of(role)] = when;
        }
    }
    [[nodiscard]] role_set open_before(event_type event) const noexcept {
        const waiting_type* const before = waiting_for(event);
        return before != nullptr ? before->open : role_set{};
    }

    /// In a sequence nobody has agreed whose turn has not come.
    static void lapse_after_gap(waiting_type& request, const agreement<role_set>& rule, const role_set& before) {
        const role_set left = duties_type{rule, request}.done_duties();
        bool gap = false;
        for (const role_type duty : rule.order()) {
            if (gap) {
                for (std::size_t r = index_of(duty);; r = request.passed_to[r] - std::size_t{1}) {
                    request.forget(r);
                    if (request.passed_to[r] == 0) break;
                }
            }
            gap = gap || (before.contains(duty) && !left.contains(duty));
        }
    }

    /// Moves the deal, where all duties are done and whoever asked still may; else the request waits.
    void settle(answer_type& answer, plan& made, const agreement<role_set>& rule) const {
        waiting_type& request = *made.request;
        if (const duties_type now{rule, request}; now.done()) {
            const request_type question =
                asked(request.by, request.role, request.event, request.given, false, answer.when);
            const verdict_type said = Chain.ask(question);
            if (said.stance == stance::refuse || said.stance == stance::abstain) {
                refused(answer, question,
                        said.stance == stance::refuse ? said : request_type::refuse({.why = cause::abstained}));
                return;
            }
            if (said.stance == stance::agree || now.done_duties().contains(*said.to)) {
                grant(answer, made, request.by, request.role);
                return;
            }
            ask_beside(answer, request, said);
            stand_aside(request, rule);
        }
        go_on(answer, made, rule);
    }
    /// The request waits.
    void go_on(answer_type& answer, plan& made, const agreement<role_set>& rule) const {
        reopen(*made.request, rule, answer.when, open_before(made.request->event));
        waits(answer, *made.request);
        made.then = consequence::keep;
    }
    static void grant(answer_type& answer, plan& made, member_id by, role_type as) noexcept {
        answer.kind = answer_kind::granted;
        answer.to = std::nullopt;
        answer.reason = {};
        made.by = by;
        made.as = as;
        made.then = consequence::move;
    }
};

}  // namespace emptor::detail
