// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a deal knows.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <emptor/process/journey.hpp>
#include <emptor/roles/deal_answer.hpp>
#include <emptor/roles/detail/agreements.hpp>
#include <emptor/roles/detail/duties.hpp>
#include <emptor/roles/member.hpp>

namespace emptor::detail {

/// How many events a stage has at most.
template <const auto& Process>
inline constexpr std::size_t most_possible = [] {
    std::size_t most = 0;
    for (const auto stage : Process.stages()) most = std::max(most, Process.possible(stage).size());
    return most;
}();

/// All that a deal knows but its log.
template <const auto& Chain>
class deal_facts {
public:
    using chain_type = std::remove_cvref_t<decltype(Chain)>;
    using stage_type = typename chain_type::stage_type;
    using event_type = typename chain_type::event_type;
    using role_type = typename chain_type::role_type;
    using role_set = typename chain_type::role_set;
    using money_type = typename chain_type::money_type;
    using time_type = typename chain_type::time_type;
    using request_type = typename chain_type::request_type;
    using verdict_type = typename chain_type::verdict_type;
    using answer_type = deal_answer<Chain>;
    using agreements = agreements_of<chain_type::process>;
    using member_type = member<role_type>;
    using waiting_type = waiting_request<event_type, role_type, time_type>;
    using duties_type = duties<waiting_type, role_set>;

    /// A role that is lent, until a time.
    struct loan {
        time_type until;
        role_type role;
        member_id from;
        member_id to;

        friend constexpr bool operator==(const loan&, const loan&) = default;
    };

    std::vector<member_type> members{};
    std::array<member_set, waiting_type::roles> holders{};  ///< by role, the members whose own it is
    std::vector<loan> loans{};
    /// Those that wait come first; there is always one more, in which the next is drafted.
    std::array<waiting_type, most_possible<chain_type::process> + 1> requests{};
    std::size_t requests_waiting{};
    journey<chain_type::process> at{};
    time_type stage_since{};
    money_type amount{};
    std::optional<money_type> budget{};
    std::optional<time_type> deadline{};
    role_set evaluated{};
    std::uint32_t quotes{};

    friend bool operator==(const deal_facts& a, const deal_facts& b) {
        return a.members == b.members && a.loans == b.loans && std::ranges::equal(a.waiting(), b.waiting()) &&
               a.at == b.at && a.stage_since == b.stage_since && a.amount == b.amount && a.budget == b.budget &&
               a.deadline == b.deadline && a.evaluated == b.evaluated && a.quotes == b.quotes;
    }

    [[nodiscard]] std::span<const waiting_type> waiting() const noexcept { return {requests.data(), requests_waiting}; }
    [[nodiscard]] bool knows(member_id id) const noexcept { return static_cast<std::size_t>(id) < members.size(); }
    /// The place of the request that waits for the event among those that wait; their number, where there is none.
    [[nodiscard]] std::size_t place_of(event_type event) const noexcept {
        std::size_t place = 0;
        while (place < requests_waiting && requests[place].event != event) ++place;
        return place;
    }

    /// The roles of a member: their own, and those that are lent to them, but by `not_from`.
    [[nodiscard]] role_set roles_of(member_id id, const time_type& when,
                                    std::optional<member_id> not_from = {}) const noexcept {
        role_set roles = members[static_cast<std::size_t>(id)].roles;
        for (const loan& each : loans) {
            if (each.to == id && when < each.until && each.from != not_from) roles.insert(each.role);
        }
        return roles;
    }

    /// In which roles the member may agree to the request; none, where duties are separate and they have had one.
    [[nodiscard]] role_set eligible(member_id id, const waiting_type& request, bool separate,
                                    const time_type& when) const noexcept {
        if (!separate) return roles_of(id, when);
        if (id == request.by || request.has_agreed(id)) return {};
        return roles_of(id, when, request.by);
    }

    [[nodiscard]] answer_type answer_to(deal_act what, member_id who, std::optional<event_type> event,
                                        const time_type& when) const noexcept {
        answer_type answer;  // no braces: g++ would clear all of it first
        answer.what = what;
        answer.who = who;
        answer.event = event;
        answer.stage = at.stage();
        answer.when = when;
        if (!knows(who)) answer.kind = answer_kind::not_a_member;
        return answer;
    }

    [[nodiscard]] request_type asked(member_id who, role_type role, event_type event, const role_set& agreed,
                                     bool approving, const time_type& when) const {
        request_type question;  // field by field: g++ would clear all of it first
        question.stage = at.stage();
        question.event = event;
        question.role = role;
        question.who = who;
        question.approving = approving;
        question.quotes = quotes;
        question.agreed = agreed;
        question.evaluated_by = evaluated;
        question.amount = amount;
        question.when = when;
        question.stage_since = stage_since;
        question.budget = budget;
        question.deadline = deadline;
        return question;
    }

    /// Whether a request made in another stage can go on in this one: the event leads to the same stage, on the same
    /// terms.
    [[nodiscard]] bool still_possible(const waiting_type& request, stage_type asked_in) const {
        const auto& process = chain_type::process;
        const stage_type now = at.stage();
        if (now == asked_in) return true;
        const role_set may = process.who_may(now, request.event);
        return process.target(now, request.event) == process.target(asked_in, request.event) &&
               (may.empty() || may.contains(request.role)) &&
               agreements::of(now, request.event) == agreements::of(asked_in, request.event);
    }

    /// The members who have one of these roles.
    [[nodiscard]] member_set who_have(const role_set& roles, const time_type& when,
                                      std::optional<member_id> not_from = {}) const noexcept {
        member_set found;
        for (const role_type role : roles) found = found | holders[index_of(role)];
        for (const loan& each : loans) {
            if (when < each.until && each.from != not_from && roles.contains(each.role)) found.insert(each.to);
        }
        return found;
    }

    /// The members who could agree to the request in one of these roles.
    [[nodiscard]] member_set who_could(const waiting_type& request, const role_set& roles, bool separate,
                                       const time_type& when) const noexcept {
        if (!separate) return who_have(roles, when);
        member_set could = who_have(roles, when, request.by);
        could.erase(request.by);
        for (const member_set& acted : request.agreed) {
            for (const member_id id : acted) could.erase(id);
        }
        return could;
    }
};

}  // namespace emptor::detail
