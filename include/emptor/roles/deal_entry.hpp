// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is asked of a deal, and what became of it.

#include <cstdint>
#include <optional>

#include <emptor/process/label.hpp>
#include <emptor/roles/member.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// What someone does to a deal, or what follows from it.
enum class deal_act : unsigned char {
    request,        ///< wants an event to happen
    approve,        ///< agrees that it may
    refuse,         ///< is against it
    withdraw,       ///< takes back a request, or an agreement
    delegate,       ///< lends a role
    quote,          ///< records an offer
    evaluate,       ///< records an evaluation
    change_amount,  ///< says what it will cost now
    pass_over,      ///< a role that has not answered in time is passed over
    move,           ///< the deal moved
    lapse,          ///< a request is no longer possible
};

template <>
inline constexpr auto labels<deal_act> = label_table<deal_act>({
    {deal_act::request, "request", "申请"},
    {deal_act::approve, "approve", "同意"},
    {deal_act::refuse, "refuse", "否决"},
    {deal_act::withdraw, "withdraw", "撤回"},
    {deal_act::delegate, "delegate", "授权"},
    {deal_act::quote, "quote", "报价"},
    {deal_act::evaluate, "evaluate", "评估"},
    {deal_act::change_amount, "change of amount", "变更金额"},
    {deal_act::pass_over, "passed over", "超时转交"},
    {deal_act::move, "move", "推进"},
    {deal_act::lapse, "lapse", "失效"},
});

/// How a deal answers.
enum class answer_kind : unsigned char {
    granted,        ///< the deal has moved
    waiting,        ///< others have to agree first
    refused,        ///< by a role's policy
    over_budget,    ///< the amount is above the budget, or above what the role may agree to
    too_late,       ///< the deadline has passed
    not_a_member,   ///< the deal has no such member
    not_possible,   ///< no rule for the event in this stage
    not_permitted,  ///< there is a rule, but for other roles
    not_waiting,    ///< no request for this event is waiting
    not_asked,      ///< a request is, but not for this person
    recorded,       ///< what was told is on record
    ended,          ///< the request is over, and the deal has not moved
};

template <>
inline constexpr auto labels<answer_kind> = label_table<answer_kind>({
    {answer_kind::granted, "granted", "已批准"},
    {answer_kind::waiting, "waiting", "等待同意"},
    {answer_kind::refused, "refused", "被拒绝"},
    {answer_kind::over_budget, "over budget", "超出预算"},
    {answer_kind::too_late, "too late", "已过期限"},
    {answer_kind::not_a_member, "not a member", "非成员"},
    {answer_kind::not_possible, "not possible", "此阶段不可行"},
    {answer_kind::not_permitted, "not permitted", "角色无权"},
    {answer_kind::not_waiting, "not waiting", "无待决申请"},
    {answer_kind::not_asked, "not asked", "无需其同意"},
    {answer_kind::recorded, "recorded", "已记录"},
    {answer_kind::ended, "ended", "已终止"},
});

/// One line of a deal's log. A funnel reads lines by projections: `&entry::when`, `&entry::what`, `&entry::answer`.
///
/// `move` and `lapse` follow from the line before them, in which somebody acted; a `move` names who had asked for it,
/// and in which role.
template <enumerated Stage, enumerated Event, enumerated Role, class Money, class Time>
struct deal_entry {
    Time when{};
    Money amount{};  ///< of the deal, after this
    Time until{};    ///< of `delegate`: when the role comes back; else equal to `when`
    std::optional<Event> event{};
    Stage stage{};  ///< where the deal was; of `move` and `lapse`: where it is now
    std::optional<Role>
        role{};  ///< in which they acted; of `delegate`: which is lent; of `pass_over`: which is passed over
    std::optional<Role> to{};  ///< who decides instead, where the question was passed on
    member_id who{};
    member_id other{};  ///< of `delegate`: to whom; else the same as `who`
    deal_act what{};
    answer_kind answer{};
    cause why{};  ///< why it was not simply done, where a policy said so

    friend constexpr bool operator==(const deal_entry&, const deal_entry&) = default;
};

}  // namespace emptor
