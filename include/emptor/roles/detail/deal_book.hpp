// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a deal knows and what was done to it, kept in step.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/roles/deal_entry.hpp>
#include <emptor/roles/deal_terms.hpp>
#include <emptor/roles/detail/deal_state.hpp>
#include <emptor/roles/member.hpp>

namespace emptor::detail {

/// A deal's state and its log. Each change first makes room in the log, and cannot fail from there on.
template <const auto& Chain>
class deal_book {
public:
    using state_type = deal_state<Chain>;
    using waiting_type = typename state_type::waiting_type;
    using chain_type = typename state_type::chain_type;
    using stage_type = typename state_type::stage_type;
    using event_type = typename state_type::event_type;
    using role_type = typename state_type::role_type;
    using money_type = typename state_type::money_type;
    using time_type = typename state_type::time_type;
    using member_type = typename state_type::member_type;
    using terms_type = deal_terms<money_type, time_type>;
    using answer_type = typename state_type::answer_type;
    using entry_type = deal_entry<stage_type, event_type, role_type, money_type, time_type>;

    deal_book(const terms_type& terms, std::span<const member_type> members) : terms_{terms}, last_{terms.opened} {
        check(terms, members);
        state_.members.assign(members.begin(), members.end());
        state_.amount = terms.amount;
        state_.budget = terms.budget;
        state_.deadline = terms.deadline;
        state_.stage_since = terms.opened;
        std::size_t roles = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            roles += members[i].roles.size();
            for (const role_type role : members[i].roles) {
                state_.holders[index_of(role)].insert(static_cast<member_id>(i));
            }
        }
        state_.loans.reserve(roles);
        log_.reserve(usual_log);
    }

    /// @throws std::invalid_argument for a time that cannot come next.
    void come_to(const time_type& when) const {
        const auto now = to_ticks(when);
        const auto before = to_ticks(last_);
        if (now < before) {
            throw std::invalid_argument{"emptor::deal: the time " + std::to_string(now) + " is before " +
                                        std::to_string(before) + ", the last one"};
        }
    }

    /// Room in the log, so that recording cannot fail.
    void make_room(std::size_t lines) {
        if (log_.capacity() - log_.size() < lines) log_.reserve(std::max(log_.size() * 2, log_.size() + lines));
    }
    entry_type& record(const answer_type& answer) noexcept {
        entry_type& line = log_.emplace_back();
        line.when = line.until = last_ = answer.when;
        line.amount = state_.amount;
        line.event = answer.event;
        line.stage = answer.stage;
        line.role = answer.role;
        line.to = answer.to;
        line.who = line.other = answer.who;
        line.what = answer.what;
        line.answer = answer.kind;
        line.why = answer.reason.why;
        return line;
    }
    /// What follows from what was recorded before.
    void record(deal_act what, event_type event, member_id by, role_type as, answer_kind kind,
                const time_type& when) noexcept {
        entry_type& line = log_.emplace_back();
        line.when = line.until = when;
        line.amount = state_.amount;
        line.event = event;
        line.stage = state_.at.stage();
        line.role = as;
        line.who = line.other = by;
        line.what = what;
        line.answer = kind;
    }

    template <class Change>
    answer_type note(deal_act what, member_id who, const time_type& when, const Change& change) {
        come_to(when);
        answer_type answer = state_.answer_to(what, who, {}, when);
        make_room(1);
        if (state_.knows(who)) {
            answer.kind = answer_kind::recorded;
            change(state_);
        }
        record(answer);
        return answer;
    }

    /// Answers one who speaks about an event, and does what follows.
    template <deal_act What>
    answer_type act(member_id who, event_type event, const time_type& when) {
        come_to(when);
        make_room_to_carry_out();
        answer_type answer = state_.answer_to(What, who, event, when);
        const std::size_t place = state_.place_of(event);
        waiting_type& request = state_.requests[place];
        carry_out(answer, state_.template on<What>(answer, request, place < state_.requests_waiting), request);
        return answer;
    }

    /// What was done, and at the most: the move that follows, after which all that waits lapses.
    void make_room_to_carry_out() { make_room(2 + state_.requests_waiting); }
    void carry_out(const answer_type& answer, consequence then, const waiting_type& request) noexcept {
        record(answer);
        switch (then) {
            case consequence::none:
            case consequence::keep:
                break;
            case consequence::begin:
                ++state_.requests_waiting;
                break;
            case consequence::drop:
                drop(*answer.event);
                break;
            case consequence::move:
                move(*answer.event, request.by, request.role, answer.stage, answer.when);
                break;
        }
    }

    /// Changes the amount, and all that waits with it.
    void revalue(const answer_type& answer, money_type amount) {
        make_room(1 + state_.requests_waiting);
        const money_type before = std::exchange(state_.amount, amount);
        if (!(before < amount)) {
            record(answer);
            return;
        }
        auto requests = state_.requests;
        std::array<bool, std::tuple_size_v<decltype(requests)>> stays{};
        try {
            for (std::size_t i = 0; i < state_.requests_waiting; ++i)
                stays[i] = state_.survives_rise(requests[i], answer.when);
        } catch (...) {
            state_.amount = before;
            throw;
        }
        record(answer);
        state_.requests = requests;
        keep_if([&](std::size_t i) { return stays[i]; }, answer.when);
    }

    void drop(event_type event) noexcept {
        keep_if([&](std::size_t i) { return state_.requests[i].event != event; }, std::nullopt);
    }

    void move(event_type event, member_id by, role_type as, stage_type from, const time_type& when) noexcept {
        if (state_.requests_waiting > 0) drop(event);
        static_cast<void>(state_.at.apply(event, as, true));
        state_.stage_since = when;
        record(deal_act::move, event, by, as, answer_kind::granted, when);
        if (state_.requests_waiting > 0 && state_.at.stage() != from) {
            keep_if([&](std::size_t i) { return state_.still_possible(state_.requests[i], from); }, when);
        }
    }

    /// Keeps the requests for which the predicate holds, in their order; says of the others that they lapse, where
    /// there is a time for it.
    template <class Predicate>
    void keep_if(const Predicate& stays, std::optional<time_type> lapsed) noexcept {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < state_.requests_waiting; ++i) {
            if (stays(i)) {
                if (kept != i) state_.requests[kept] = state_.requests[i];
                ++kept;
            } else if (lapsed) {
                const waiting_type& gone = state_.requests[i];
                record(deal_act::lapse, gone.event, gone.by, gone.role, answer_kind::ended, *lapsed);
            }
        }
        state_.requests_waiting = kept;
    }

    void lend(const typename state_type::loan& loan, const time_type& when) noexcept {
        std::erase_if(state_.loans, [&](const auto& each) {
            return !(when < each.until) || (each.from == loan.from && each.role == loan.role);
        });
        state_.loans.push_back(loan);
    }

    terms_type terms_;
    state_type state_;
    time_type last_;
    std::vector<entry_type> log_;

    friend bool operator==(const deal_book&, const deal_book&) = default;

    static void check_amount(const char* what, money_type amount) {
        if (amount < money_type{}) {
            throw std::invalid_argument{std::string{"emptor::deal: the "}
                                            .append(what)
                                            .append(" is ")
                                            .append(amount.text())
                                            .append("; it must be 0 or more")};
        }
    }

    static void check(const terms_type& terms, std::span<const member_type> members) {
        check_amount("amount", terms.amount);
        if (terms.budget) check_amount("budget", *terms.budget);
        static_cast<void>(to_ticks(terms.opened));
        if (terms.deadline) static_cast<void>(to_ticks(*terms.deadline));
        if (members.size() > member_set::most) {
            throw std::invalid_argument{"emptor::deal: " + std::to_string(members.size()) + " members; at most 63"};
        }
        for (std::size_t i = 0; i < members.size(); ++i) {
            const member_type& each = members[i];
            const auto refuse = [&](std::string_view why) {
                throw std::invalid_argument{
                    std::string{"emptor::deal: member '"}.append(each.name).append("' ").append(why)};
            };
            if (each.name.empty()) refuse("has no name");
            for (std::size_t j = 0; j < i; ++j) {
                if (members[j].name == each.name) refuse("is named twice");
            }
            if (each.roles.empty()) refuse("has no role of the process");
            for (const role_type role : each.roles) {
                if (!Chain.roles().contains(role)) {
                    refuse(std::string{"is "}.append(emptor::name(role)).append(", a role without a policy"));
                }
            }
        }
    }

private:
    static constexpr std::size_t usual_log = 64;
};

}  // namespace emptor::detail
