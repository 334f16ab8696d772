// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a deal would answer.

#include <cstddef>
#include <optional>

#include <emptor/roles/detail/deal_facts.hpp>
#include <emptor/roles/detail/request_changes.hpp>

namespace emptor::detail {

/// What a deal is to do about one request, after it has answered.
enum class consequence : unsigned char {
    none,
    begin,  ///< the request that was drafted waits from now on
    keep,   ///< it waits on, as it is now
    drop,
    move,  ///< `by` of the request asked for it, in its `role`; it waits no more
};

/// The answers of a deal, and what is to become of it then. Its questions change nothing but the request they are
/// given: a draft at will, one that waits only where it is to be kept or the deal is to move.
template <const auto& Chain>
class deal_state : public deal_facts<Chain> {
    using facts = deal_facts<Chain>;
    using changes = request_changes<Chain>;

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
    using progress_type = request_progress<role_type>;

    using facts::answer_to;
    using facts::asked;
    using facts::at;
    using facts::eligible;
    using facts::knows;
    using facts::place_of;
    using facts::requests;
    using facts::requests_waiting;
    using facts::roles_of;
    using facts::who_could;
    using facts::who_have;

    /// What the deal answers to one who asks for an event, agrees to it, refuses it or withdraws; and what follows.
    /// @param request that at the `place_of` the event, or a copy of it.
    /// @param waits whether it waits already; else it is there to be drafted, and anything may be left in it.
    template <deal_act What>
    [[nodiscard]] consequence on(answer_type& answer, waiting_type& request, bool waits) const {
        if (!knows(answer.who)) return consequence::none;
        if constexpr (What == deal_act::request) return on_request(answer, request, waits);
        if (!waits) {
            answer.kind = answer_kind::not_waiting;
            return consequence::none;
        }
        if constexpr (What == deal_act::approve) return on_approve(answer, request);
        if constexpr (What == deal_act::refuse) return on_refuse(answer, request);
        return on_withdraw(answer, request);
    }

    /// The same, and nothing is changed.
    [[nodiscard]] consequence would(answer_type& answer) const {
        const std::size_t place = place_of(*answer.event);
        waiting_type copy = requests[place];
        const bool waits = place < requests_waiting;
        if (answer.what == deal_act::request) return on<deal_act::request>(answer, copy, waits);
        if (answer.what == deal_act::approve) return on<deal_act::approve>(answer, copy, waits);
        if (answer.what == deal_act::refuse) return on<deal_act::refuse>(answer, copy, waits);
        return on<deal_act::withdraw>(answer, copy, waits);
    }

    /// Passes over whom the policies say have had time enough to answer; nothing, where nobody has.
    [[nodiscard]] consequence on_overdue(answer_type& answer, waiting_type& request) const {
        for (const role_type role : request.open) {
            const auto to = Chain.overdue(role, request.asked[index_of(role)], answer.when);
            if (!to) continue;
            attempt<progress_type> so_far{request};
            const auto& rule = agreements::of(answer.stage, request.event);
            if (!changes::pass_on(request, rule, role, *to)) continue;
            const answer_type before = answer;
            const consequence then = settle(answer, request, rule);
            if (then == consequence::none) {  // who asked may not any more: then nobody is passed over
                answer = before;
                continue;
            }
            so_far.keep();
            answer.role = role;
            answer.to = to;
            return then;
        }
        return consequence::none;
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
        changes::stand_aside(request, rule);
        request.open = {};
        changes::reopen(request, duties_type{rule, request}, when);
        return true;
    }

private:
    [[nodiscard]] consequence on_request(answer_type& answer, waiting_type& request, bool waits) const {
        const member_id who = answer.who;
        const event_type event = *answer.event;
        const time_type when = answer.when;
        const stage_type stage = answer.stage;
        if (!is_enumerator(event) || !chain_type::process.target(stage, event)) {
            answer.kind = answer_kind::not_possible;
            return consequence::none;
        }
        const role_set own = roles_of(who, when);
        const role_set may = chain_type::process.who_may(stage, event);
        if (!may.empty() && !may.meets(own)) {
            answer.kind = answer_kind::not_permitted;
            answer.roles = may;
            return consequence::none;
        }
        const auto& rule = agreements::of(stage, event);
        if (waits) {
            say_waiting(answer, request, rule);
            return consequence::none;
        }
        std::optional<verdict_type> no;  // of the first role that refuses
        for (const role_type role : own) {
            if (!may.empty() && !may.contains(role)) continue;
            const request_type question = asked(who, role, event, {}, false, when);
            const verdict_type said = Chain.ask(question);
            if (said.stance == stance::abstain) {
                answer.abstained.insert(role);
                continue;
            }
            if (said.stance == stance::refuse) {
                if (!no) {
                    no = said;
                    answer.by = role;
                }
                answer.against.insert(role);
                continue;
            }
            answer.role = role;
            answer.by = std::nullopt;
            const bool escalated = said.stance == stance::escalate;
            if (!escalated && rule.empty()) {
                answer.kind = answer_kind::granted;
                request.by = who;
                request.role = role;
                return consequence::move;
            }
            request = {};
            request.event = event;
            request.role = role;
            request.by = who;
            if (escalated) ask_beside(answer, request, said);
            changes::stand_aside(request, rule);
            go_on(answer, request, rule, duties_type{rule, request});
            return consequence::begin;
        }
        request = {};
        request.by = who;
        answer.role = answer.by;
        refused(answer, asked(who, answer.by.value_or(*own.begin()), event, {}, false, when),
                no ? *no : request_type::refuse({.why = cause::abstained}), request, rule);
        if (!no) answer.by = std::nullopt;
        return consequence::none;
    }

    [[nodiscard]] consequence on_approve(answer_type& answer, waiting_type& request) const {
        const member_id who = answer.who;
        const event_type event = *answer.event;
        const time_type when = answer.when;
        const auto& rule = agreements::of(answer.stage, event);
        const bool separate = rule.separate_duties();
        if (separate && (who == request.by || request.has_agreed(who))) {
            answer.kind = answer_kind::refused;
            answer.reason.why = cause::already_acted;
            return consequence::none;
        }
        role_set left = eligible(who, request, separate, when);  // in which they have not been asked
        role_set turn = request.open & left;
        const bool asked_any = !turn.empty();
        attempt<progress_type> so_far{request};
        bool agreeing = false;
        bool passed = false;
        std::optional<role_type> against;  // the first that refuses ...
        verdict_type no;                   // ... and why
        const auto oppose = [&](role_type role, const verdict_type& said) {
            answer.against.insert(role);
            if (against) return;
            against = role;
            no = said;
        };
        while (!turn.empty()) {
            const role_type role = *turn.begin();
            left -= role_set{role};
            turn -= role_set{role};
            const request_type question = asked(who, role, event, request.given, true, when);
            const verdict_type said = Chain.ask(question);
            if (said.stance == stance::abstain) {
                answer.abstained.insert(role);
                continue;
            }
            if (said.stance == stance::refuse) {
                oppose(role, said);
                continue;
            }
            if (said.stance == stance::agree) {
                if (!agreeing) answer.role = role;
                agreeing = true;
                request.agree(role, who);
            } else if (changes::pass_on(request, rule, role, *said.to)) {
                if (!agreeing && !passed) answer.role = role;
                passed = true;
                answer.to = said.to;
                answer.reason = said.reason;
            } else {
                oppose(role, request_type::refuse({.why = cause::goes_round, .role = said.to}));
                continue;
            }
            if (!separate && !left.empty()) turn = duties_type{rule, request}.open() & left;
        }
        if (!agreeing && !passed) {
            if (against) {
                answer.role = against;
                refused(answer, asked(who, *against, event, request.given, true, when), no, request, rule);
            } else if (asked_any) {
                answer.kind = answer_kind::refused;
                answer.reason.why = cause::abstained;
            } else {
                say_waiting(answer, request, rule);
                answer.kind = answer_kind::not_asked;
            }
            return consequence::none;
        }
        const consequence then = settle(answer, request, rule);
        if (then != consequence::none) so_far.keep();
        return then;
    }

    [[nodiscard]] consequence on_refuse(answer_type& answer, const waiting_type& request) const {
        const member_id who = answer.who;
        const auto& rule = agreements::of(answer.stage, *answer.event);
        role_set duties = rule.roles();
        duties |= request.also;
        const role_set own = eligible(who, request, false, answer.when);
        for (const role_type duty : duties) {
            for (std::size_t r = index_of(duty);; r = request.passed_to[r] - std::size_t{1}) {
                if (own.contains(enumerator_at<role_type>(r))) {
                    answer.role = enumerator_at<role_type>(r);
                    answer.kind = answer_kind::ended;
                    return consequence::drop;
                }
                if (request.passed_to[r] == 0) break;
            }
        }
        say_waiting(answer, request, rule);
        answer.kind = answer_kind::not_asked;
        return consequence::none;
    }

    [[nodiscard]] consequence on_withdraw(answer_type& answer, waiting_type& request) const {
        const member_id who = answer.who;
        if (request.by == who) {
            answer.role = request.role;
            answer.kind = answer_kind::ended;
            return consequence::drop;
        }
        const auto& rule = agreements::of(answer.stage, *answer.event);
        if (!request.has_agreed(who)) {
            say_waiting(answer, request, rule);
            answer.kind = answer_kind::not_asked;
            return consequence::none;
        }
        const std::size_t before = duties_type{rule, request}.in_turn();
        for (std::size_t r = request.agreed.size(); r-- > 0;) {
            if (request.agreed[r].contains(who)) answer.role = enumerator_at<role_type>(r);
        }
        request.forget(who);
        if (before > 0) changes::lapse_out_of_turn(request, rule, before);
        go_on(answer, request, rule, duties_type{rule, request});
        answer.kind = answer_kind::recorded;
        return consequence::keep;
    }

    void say_waiting(answer_type& answer, const waiting_type& request, const agreement<role_set>& rule) const {
        say_waiting(answer, request, rule, duties_type{rule, request});
    }
    void say_waiting(answer_type& answer, const waiting_type& request, const agreement<role_set>& rule,
                     const duties_type& now) const {
        answer.kind = answer_kind::waiting;
        answer.roles = request.open;
        answer.missing = now.left();
        answer.could = who_could(request, request.open, rule.separate_duties(), answer.when);
    }

    void refused(answer_type& answer, const request_type& question, const verdict_type& said,
                 const waiting_type& request, const agreement<role_set>& rule) const {
        answer.reason = said.reason;
        const cause why = said.reason.why;
        answer.kind = why == cause::over_budget || why == cause::over_limit ? answer_kind::over_budget
                      : why == cause::too_late                              ? answer_kind::too_late
                                                                            : answer_kind::refused;
        answer.to = std::nullopt;
        answer.by = question.role;
        if (answer.kind != answer_kind::over_budget) return;
        answer.roles = Chain.who_would_agree(question, could_matter(question.event));
        answer.could = who_could(request, answer.roles, rule.separate_duties(), question.when);
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

    /// Moves the deal, where all duties are done and whoever asked still may; else the request waits.
    [[nodiscard]] consequence settle(answer_type& answer, waiting_type& request,
                                     const agreement<role_set>& rule) const {
        const duties_type now{rule, request};
        if (!now.done()) return go_on(answer, request, rule, now);
        const request_type question = asked(request.by, request.role, request.event, request.given, false, answer.when);
        const verdict_type said = Chain.ask(question);
        if (said.stance == stance::refuse || said.stance == stance::abstain) {
            refused(answer, question,
                    said.stance == stance::refuse ? said : request_type::refuse({.why = cause::abstained}), request,
                    rule);
            return consequence::none;
        }
        if (said.stance == stance::escalate) {
            ask_beside(answer, request, said);
            changes::stand_aside(request, rule);
            const duties_type then{rule, request};
            if (!then.done()) return go_on(answer, request, rule, then);
        }
        answer.kind = answer_kind::granted;
        answer.to = std::nullopt;
        answer.reason = {};
        return consequence::move;
    }
    /// The request waits.
    consequence go_on(answer_type& answer, waiting_type& request, const agreement<role_set>& rule,
                      const duties_type& now) const {
        changes::reopen(request, now, answer.when);
        say_waiting(answer, request, rule, now);
        return consequence::keep;
    }
};

}  // namespace emptor::detail
