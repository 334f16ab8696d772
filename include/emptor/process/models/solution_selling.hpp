// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A sale that begins with a pain.

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The way of M. T. Bosworth 1995, Solution Selling: Creating Buyers in Difficult Selling Markets: three levels of need
/// (latent pain, pain, vision of a solution), then the way to whoever has the power to buy, the plan to evaluate, the
/// proposal, and the results that the buyer was promised.
enum class solution_stage : unsigned char {
    latent_pain,
    admitted_pain,
    vision,
    power,
    evaluation,
    proposal,
    won,
    lost,
};

/// What moves a sale from level to level.
enum class solution_event : unsigned char {
    pain_admitted,   ///< the buyer says that there is a problem
    vision_shared,   ///< the buyer sees how it would be solved, and by which capabilities
    power_met,       ///< the sponsor brings the seller to who can decide
    plan_agreed,     ///< both sides know the steps to a decision
    proof_accepted,  ///< it does what was said
    doubts_raised,   ///< something must be proved again
    vision_changed,  ///< the buyer now wants something else, often by a competitor's hand
    signed_off,      ///< the contract
    pain_returned,   ///< results were measured, and the next problem shows
    turned_down,     ///< another supplier, or none
};

template <>
inline constexpr auto labels<solution_stage> = label_table<solution_stage>({
    {solution_stage::latent_pain, "latent pain", "隐性痛点"},
    {solution_stage::admitted_pain, "admitted pain", "承认的痛点"},
    {solution_stage::vision, "vision of a solution", "方案愿景"},
    {solution_stage::power, "access to power", "接触决策者"},
    {solution_stage::evaluation, "evaluation", "方案评估"},
    {solution_stage::proposal, "proposal", "提交方案"},
    {solution_stage::won, "won", "赢单"},
    {solution_stage::lost, "lost", "丢单"},
});

template <>
inline constexpr auto labels<solution_event> = label_table<solution_event>({
    {solution_event::pain_admitted, "pain admitted", "承认痛点"},
    {solution_event::vision_shared, "vision shared", "形成愿景"},
    {solution_event::power_met, "power met", "见到决策者"},
    {solution_event::plan_agreed, "plan agreed", "商定评估计划"},
    {solution_event::proof_accepted, "proof accepted", "认可证明"},
    {solution_event::doubts_raised, "doubts raised", "提出疑虑"},
    {solution_event::vision_changed, "vision changed", "愿景改变"},
    {solution_event::signed_off, "signed off", "签约"},
    {solution_event::pain_returned, "pain returned", "再现痛点"},
    {solution_event::turned_down, "turned down", "拒绝"},
});

template <>
inline constexpr auto aliases<solution_stage> = other_words<solution_stage>({
    {solution_stage::latent_pain, "潜在需求"},
    {solution_stage::admitted_pain, "pain"},
    {solution_stage::admitted_pain, "痛点"},
    {solution_stage::vision, "解决方案愿景"},
    {solution_stage::evaluation, "评估备选方案"},
    {solution_stage::won, "达成交易"},
});

template <>
inline constexpr auto briefs<solution_stage> = brief_table<solution_stage>({
    {solution_stage::latent_pain,
     {.goal = {"make the buyer curious", "引起好奇"},
      .tasks = {{"tell how a peer solved such a problem", "讲述同行如何解决"}},
      .mind = {"does not see it, or sees no way to change it", "没有察觉，或认为无法改变"}}},
    {solution_stage::admitted_pain,
     {.goal = {"understand reasons and impact", "理解原因和影响"},
      .tasks = {{"ask for reasons", "询问原因"}, {"ask who else suffers", "询问还影响谁"}},
      .mind = {"knows the problem, not the answer", "知道问题，不知答案"}}},
    {solution_stage::vision,
     {.goal = {"the buyer sees the answer as their own", "买方把方案视为自己的"},
      .tasks = {{"ask how it could be different", "询问可以怎样改变"}},
      .mind = {"sees how it would be solved", "看到解决之道"}}},
    {solution_stage::power,
     {.goal = {"the vision is shared by who can decide", "决策者认同愿景"},
      .tasks = {{"be brought there by a sponsor", "由支持者引见"}}}},
    {solution_stage::evaluation,
     {.goal = {"proof, step by step", "逐步证明"},
      .tasks = {{"agree on a plan of steps and dates", "商定步骤和日期"}, {"show the value", "证明价值"}},
      .exit = {"the decision maker accepts the proof", "决策者认可证明"}}},
    {solution_stage::proposal,
     {.goal = {"a decision", "作出决定"},
      .tasks = {{"review it before it is final", "定稿前预审"}, {"negotiate", "谈判"}}}},
    {solution_stage::won,
     {.goal = {"the results that were promised", "兑现承诺的结果"}, .tasks = {{"measure them together", "共同衡量"}}}},
});

/// Solution selling, with who moves it.
///
/// A vision can be changed by a competitor, doubts send a proposal back to be proved, and a buyer who got results has
/// the next pain. Most sales are lost to no decision at all, at any stage.
inline constexpr auto solution_selling = [] {
    using enum solution_stage;
    using enum solution_event;
    using enum role;
    return process<solution_stage, solution_event>(
        latent_pain, {
                         {in(latent_pain), on(pain_admitted), by(user, influencer, decision_maker), to(admitted_pain)},
                         {in(admitted_pain), on(vision_shared), by(user, influencer, decision_maker), to(vision)},
                         {in(vision), on(power_met), by(seller), once_agreed(influencer), to(power)},
                         {in(power), on(plan_agreed), by(decision_maker), to(evaluation)},
                         {in(evaluation), on(proof_accepted), by(decision_maker), to(proposal)},
                         {in(proposal), on(doubts_raised), by(user, influencer, buyer, decision_maker), to(evaluation)},
                         {in(power, evaluation, proposal), on(vision_changed), to(vision)},
                         {in(proposal), on(signed_off), by(buyer), once_agreed(decision_maker), to(won)},
                         {in(won), on(pain_returned), by(user, decision_maker), to(admitted_pain)},
                         {in_any(), on(turned_down), to(lost)},
                         ends(lost),
                     });
}();

template <>
inline constexpr process_title title_of<solution_selling>{
    .title = {"solution selling", "解决方案式销售"},
    .source = "M. T. Bosworth 1995, Solution Selling: Creating Buyers in Difficult Selling Markets",
    .aliases = {{"selling by pain and vision", "痛点销售"}}};

}  // namespace emptor
