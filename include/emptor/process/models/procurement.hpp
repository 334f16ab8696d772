// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How an organisation buys, with those who must agree to it.

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The stages of a purchase by an organisation; the approval stands on its own because it is where most of the time
/// goes. The buying phases behind them are those of P. J. Robinson, C. W. Faris and Y. Wind 1967, Industrial Buying and
/// Creative Marketing.
enum class procurement_stage : unsigned char {
    need_recognition,
    information_search,
    evaluation,
    approval,
    procurement_decision,
    delivery,
    follow_up_evaluation,
    completed,
    cancelled,
};

/// What moves a purchase on, or back.
enum class procurement_event : unsigned char {
    requisition_raised,  ///< someone asks for something to be bought
    offers_received,     ///< enough offers to compare
    offers_rejected,     ///< none of them will do
    offer_recommended,   ///< one is put forward for approval
    approved,            ///< by who may spend so much
    sent_back,           ///< with questions
    budget_exceeded,     ///< too dear: something cheaper must be found
    deadline_pressing,   ///< there is no time to compare further: what is known must do
    deadline_missed,     ///< too late to be of use
    ordered,
    delivery_refused,  ///< not what was ordered
    accepted,          ///< what came is what was ordered
    reordered,         ///< the same again from the same supplier
    need_changed,      ///< what is needed now is something else
    satisfied,         ///< nothing is left to do
    called_off,        ///< by the buyer
};

template <>
inline constexpr auto labels<procurement_stage> = label_table<procurement_stage>({
    {procurement_stage::need_recognition, "need recognition", "需求识别"},
    {procurement_stage::information_search, "information search", "信息搜索"},
    {procurement_stage::evaluation, "evaluation of options", "评估选择"},
    {procurement_stage::approval, "internal approval", "内部审批"},
    {procurement_stage::procurement_decision, "procurement decision", "采购决策"},
    {procurement_stage::delivery, "delivery", "交付验收"},
    {procurement_stage::follow_up_evaluation, "follow-up evaluation", "后续评估"},
    {procurement_stage::completed, "completed", "完成"},
    {procurement_stage::cancelled, "cancelled", "取消"},
});

template <>
inline constexpr auto labels<procurement_event> = label_table<procurement_event>({
    {procurement_event::requisition_raised, "requisition raised", "提出采购申请"},
    {procurement_event::offers_received, "offers received", "收到报价"},
    {procurement_event::offers_rejected, "offers rejected", "否决报价"},
    {procurement_event::offer_recommended, "offer recommended", "推荐方案"},
    {procurement_event::approved, "approved", "审批通过"},
    {procurement_event::sent_back, "sent back", "退回补充"},
    {procurement_event::budget_exceeded, "budget exceeded", "超出预算"},
    {procurement_event::deadline_pressing, "deadline pressing", "期限临近"},
    {procurement_event::deadline_missed, "deadline missed", "错过期限"},
    {procurement_event::ordered, "ordered", "下单"},
    {procurement_event::delivery_refused, "delivery refused", "拒收"},
    {procurement_event::accepted, "accepted", "验收"},
    {procurement_event::reordered, "reordered", "续购"},
    {procurement_event::need_changed, "need changed", "需求变更"},
    {procurement_event::satisfied, "satisfied", "满意结案"},
    {procurement_event::called_off, "called off", "买方取消"},
});

template <>
inline constexpr auto aliases<procurement_stage> = other_words<procurement_stage>({
    {procurement_stage::evaluation, "方案评估"},
    {procurement_stage::evaluation, "评估备选方案"},
    {procurement_stage::evaluation, "替代品评估"},
    {procurement_stage::approval, "内部审批流程"},
    {procurement_stage::follow_up_evaluation, "效果评估"},
});

template <>
inline constexpr auto briefs<procurement_stage> = brief_table<procurement_stage>({
    {procurement_stage::need_recognition,
     {.goal = {"agree on what is needed and by when", "就需求内容和时限达成一致"},
      .tasks = {{"find where the need comes from and how urgent it is", "弄清需求来源及其紧迫性"},
                {"write the requisition", "填写采购申请"},
                {"give each stage a goal and tasks of its own", "为每个阶段确定特定的目标和任务"},
                {"settle who plays which role at each link of the chain", "明确谁在每个环节扮演角色"}},
      .entry = {"someone is missing something for their work", "有人在工作中缺少所需"},
      .exit = {"a requisition with a budget and a deadline", "采购申请载明预算和期限"}}},
    {procurement_stage::information_search,
     {.goal = {"know who could supply it", "了解可能的供应商"},
      .tasks = {{"look for suppliers", "寻找供应商"}, {"ask for offers", "询价"}},
      .entry = {"a requisition", "已有采购申请"},
      .exit = {"offers that can be compared", "有可比较的报价"}}},
    {procurement_stage::evaluation,
     {.goal = {"find the offer that serves best", "选出最优方案"},
      .tasks = {{"test against the requirements", "对照要求检验"},
                {"work out the total cost", "核算总成本"},
                {"weigh the risks", "权衡风险"}},
      .entry = {"offers that can be compared", "有可比较的报价"},
      .exit = {"one offer is recommended, with reasons", "推荐一个方案并说明理由"}}},
    {procurement_stage::approval,
     {.goal = {"permission to spend", "获准支出"},
      .tasks = {{"check the budget", "核对预算"}, {"check the rules", "核对制度"}},
      .entry = {"a recommendation, or no more time", "已有推荐，或时间紧迫"},
      .exit = {"who may spend so much has agreed", "有相应权限者同意"}}},
    {procurement_stage::procurement_decision,
     {.goal = {"a contract", "签订合同"},
      .tasks = {{"negotiate terms", "谈判条款"}, {"place the order", "下单"}},
      .entry = {"approval", "审批通过"},
      .exit = {"an order the supplier has confirmed", "供应商确认订单"}}},
    {procurement_stage::delivery,
     {.goal = {"what was ordered, in use", "所购投入使用"},
      .tasks = {{"receive and inspect", "收货检验"}},
      .entry = {"an order the supplier has confirmed", "供应商确认订单"},
      .exit = {"the user accepts it", "使用者验收"}}},
    {procurement_stage::follow_up_evaluation,
     {.goal = {"know whether it met the need", "了解是否满足需求"},
      .tasks = {{"measure the results", "衡量效果"}, {"rate the supplier", "评价供应商"}},
      .entry = {"it is in use", "已投入使用"},
      .exit = {"the need is met, or a new one is known", "需求已满足，或已知新的需求"}}},
});

/// The procurement process of an organisation.
///
/// Approval is a stage that only the decision maker leads out of, once the gatekeeper of the money agrees. What is too
/// dear goes back to the evaluation, what is pressing goes straight to approval, and what is too late is cancelled. A
/// satisfied buyer orders again without a search.
inline constexpr auto procurement = [] {
    using enum procurement_stage;
    using enum procurement_event;
    using enum role;
    return process<procurement_stage, procurement_event>(
        need_recognition,
        {
            {in(need_recognition), on(requisition_raised), by(initiator, user), to(information_search)},
            {in(information_search), on(offers_received), by(buyer, supplier), to(evaluation)},
            {in(evaluation), on(offers_rejected), by(user, influencer, buyer), to(information_search)},
            {in(evaluation), on(offer_recommended), by(buyer), once_agreed(user), to(approval)},
            {in(approval), on(approved), by(decision_maker), once_agreed(gatekeeper), to(procurement_decision)},
            {in(approval), on(sent_back), by(decision_maker, gatekeeper), to(evaluation)},
            {in(approval, procurement_decision), on(budget_exceeded), by(decision_maker, gatekeeper), to(evaluation)},
            {in(information_search, evaluation), on(deadline_pressing), by(initiator, user, buyer), to(approval)},
            {in(need_recognition, information_search, evaluation, approval, procurement_decision, delivery),
             on(deadline_missed), to(cancelled)},
            {in(procurement_decision), on(ordered), by(buyer), to(delivery)},
            {in(delivery), on(delivery_refused), by(user, buyer), to(procurement_decision)},
            {in(delivery), on(accepted), by(user), to(follow_up_evaluation)},
            {in(follow_up_evaluation), on(reordered), by(buyer), to(procurement_decision)},
            {in_any(), except(need_recognition), on(need_changed), by(initiator, user), to(need_recognition)},
            {in(follow_up_evaluation), on(satisfied), by(initiator, user), to(completed)},
            {in_any(), except(follow_up_evaluation), on(called_off), by(initiator, decision_maker), to(cancelled)},
            ends(completed, cancelled),
        });
}();

template <>
inline constexpr process_title title_of<procurement>{
    .title = {"organisational procurement process", "客户采购流程"},
    .source =
        "P. J. Robinson, C. W. Faris and Y. Wind 1967, Industrial Buying and Creative Marketing; F. E. Webster and "
        "Y. Wind 1972, Organizational Buying Behavior; stages with goals, tasks and gates: R. G. Cooper 1990, Business "
        "Horizons 33(3), 44-54",
    .aliases = {{"customer's decision chain", "客户决策链"},
                {"buying process of a company", "企业采购流程"},
                {"the several stages of procurement", "采购的多个阶段"}}};

}  // namespace emptor
