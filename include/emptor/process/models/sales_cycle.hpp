// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A sale from the first contact to the care after it.

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The stages of a sale as the buyer goes through them, before the first contact and after the last included. Awareness
/// to decision go back to R. J. Lavidge and G. A. Steiner 1961, Journal of Marketing 25(6), 59-62; the care after the
/// purchase to D. Court, D. Elzinga, S. Mulder and O. J. Vetvik 2009, The consumer decision journey, McKinsey
/// Quarterly.
enum class sales_stage : unsigned char { prospect, awareness, consideration, decision, purchase, retention, lost };

/// What moves a sale.
enum class sales_event : unsigned char {
    first_contact,       ///< the two sides meet for the first time
    interest_shown,      ///< asks for more
    proposal_requested,  ///< is ready to choose
    reconsidered,        ///< compares again
    bought,
    onboarded,    ///< has received it and begins to use it
    renewed,      ///< buys the same again
    need_grew,    ///< wants more, or something else
    turned_down,  ///< says no, or is not heard of again
};

template <>
inline constexpr auto labels<sales_stage> = label_table<sales_stage>({
    {sales_stage::prospect, "prospect", "潜在客户"},
    {sales_stage::awareness, "awareness", "意识阶段"},
    {sales_stage::consideration, "consideration", "考虑阶段"},
    {sales_stage::decision, "decision", "决策阶段"},
    {sales_stage::purchase, "purchase", "购买阶段"},
    {sales_stage::retention, "retention", "后期维护阶段"},
    {sales_stage::lost, "lost", "流失"},
});

template <>
inline constexpr auto labels<sales_event> = label_table<sales_event>({
    {sales_event::first_contact, "first contact", "首次接触"},
    {sales_event::interest_shown, "interest shown", "表现兴趣"},
    {sales_event::proposal_requested, "proposal requested", "索取方案"},
    {sales_event::reconsidered, "reconsidered", "重新考虑"},
    {sales_event::bought, "bought", "成交"},
    {sales_event::onboarded, "onboarded", "交付启用"},
    {sales_event::renewed, "renewed", "续购"},
    {sales_event::need_grew, "need grew", "需求扩大"},
    {sales_event::turned_down, "turned down", "拒绝"},
});

template <>
inline constexpr auto aliases<sales_stage> = other_words<sales_stage>({
    {sales_stage::awareness, "意识"},
    {sales_stage::consideration, "考虑"},
    {sales_stage::decision, "决策"},
    {sales_stage::purchase, "购买"},
    {sales_stage::retention, "后期维护"},
    {sales_stage::retention, "maintenance"},
});

template <>
inline constexpr auto briefs<sales_stage> = brief_table<sales_stage>({
    {sales_stage::prospect,
     {.goal = {"reach those who may need it", "触达可能有需求者"},
      .tasks = {{"learn what buyers think and do in each stage", "了解各阶段的心理状态和行为模式"},
                {"make the first contact", "首次接触客户"}},
      .exit = {"first contact", "首次接触"}}},
    {sales_stage::awareness,
     {.goal = {"be known for what it solves", "让客户知道能解决什么"},
      .tasks = {{"tell the story", "宣传"}, {"be found where buyers look", "出现在客户查找之处"}},
      .mind = {"notices a problem, and that there may be help", "意识到问题，也知道可能有办法"},
      .behaviour = {"reads, watches, listens; asks nothing yet", "浏览、观看、倾听，尚不询问"},
      .entry = {"first contact", "首次接触"},
      .exit = {"asks for more", "主动了解"}}},
    {sales_stage::consideration,
     {.goal = {"be among those considered", "进入备选"},
      .tasks = {{"answer questions", "解答疑问"}, {"show proof", "提供证明"}},
      .mind = {"curious and careful; looks for differences", "好奇而谨慎，寻找差异"},
      .behaviour = {"compares, asks others, tries", "比较、询问他人、试用"},
      .entry = {"asks for more", "主动了解"},
      .exit = {"asks for a proposal", "索取方案"}}},
    {sales_stage::decision,
     {.goal = {"be chosen", "被选中"},
      .tasks = {{"settle doubts", "消除疑虑"}, {"agree on terms", "商定条款"}},
      .mind = {"wants to be sure, fears a mistake", "希望确定，担心失误"},
      .behaviour = {"negotiates, asks for references, involves others", "谈判、要求案例、请他人参与"},
      .entry = {"a proposal is on the table", "方案已提交"},
      .exit = {"yes or no", "同意或拒绝"}}},
    {sales_stage::purchase,
     {.goal = {"a purchase without friction", "顺利购买"},
      .tasks = {{"contract and payment", "签约付款"}, {"delivery", "交付"}},
      .mind = {"relief, and new doubts", "释然，又生疑虑"},
      .behaviour = {"orders, pays, waits", "下单、付款、等待"},
      .entry = {"the decision is made", "已作决定"},
      .exit = {"it is in use", "已启用"}}},
    {sales_stage::retention,
     {.goal = {"a customer who stays and tells others", "客户留存并推荐"},
      .tasks = {{"look after it", "售后服务"},
                {"ask how it goes", "回访"},
                {"see new needs early", "及早发现新需求"},
                {"learn how the stages are tied to one another and bear on one another",
                 "了解各个阶段之间的相互联系和影响"}},
      .mind = {"compares what came with what was promised", "把结果与承诺相比较"},
      .behaviour = {"uses, complains, recommends, buys again", "使用、投诉、推荐、复购"},
      .entry = {"it is in use", "已启用"}}},
});

/// The sales cycle, from first contact to the care after the sale and round again.
///
/// A buyer compares again before deciding, renews without a new decision, comes back with a larger need, and may turn
/// the seller down at any time.
inline constexpr auto sales_cycle = [] {
    using enum sales_stage;
    using enum sales_event;
    return process<sales_stage, sales_event>(prospect, {
                                                           {in(prospect), on(first_contact), to(awareness)},
                                                           {in(awareness), on(interest_shown), to(consideration)},
                                                           {in(consideration), on(proposal_requested), to(decision)},
                                                           {in(decision), on(reconsidered), to(consideration)},
                                                           {in(decision), on(bought), to(purchase)},
                                                           {in(purchase), on(onboarded), to(retention)},
                                                           {in(retention), on(renewed), to(purchase)},
                                                           {in(retention), on(need_grew), to(consideration)},
                                                           {in_any(), on(turned_down), to(lost)},
                                                           ends(lost),
                                                       });
}();

template <>
inline constexpr process_title title_of<sales_cycle>{
    .title = {"sales cycle", "销售周期"},
    .source =
        "R. J. Lavidge and G. A. Steiner 1961, Journal of Marketing 25(6), 59-62; D. Court, D. Elzinga, S. Mulder "
        "and O. J. Vetvik 2009, The consumer decision journey, McKinsey Quarterly",
    .aliases = {{"stages of a sale", "销售阶段识别与划分"},
                {"from first contact to purchase", "到最终购买的整个过程"},
                {"standardised sales process", "规范化的销售流程"},
                {"main stages of a sale", "销售的主要阶段"}}};

}  // namespace emptor
