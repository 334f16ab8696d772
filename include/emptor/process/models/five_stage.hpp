// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a consumer decides, in five stages.

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The five stages of J. F. Engel, D. T. Kollat and R. D. Blackwell 1968, Consumer Behavior, named as in P. Kotler and
/// K. L. Keller, Marketing Management; and where those end up who give up on the way.
enum class consumer_stage : unsigned char {
    need_recognition,
    information_search,
    evaluation_of_alternatives,
    purchase_decision,
    post_purchase_behaviour,
    lost,
};

/// What moves a consumer from stage to stage.
enum class consumer_event : unsigned char {
    need_arose,    ///< the need is felt, for the first time or again
    search_begun,  ///< looks for information
    shortlisted,   ///< knows enough to compare alternatives
    rejected,      ///< none of the alternatives will do
    chosen,        ///< settles on one
    reconsidered,  ///< what others say, or what happened since, reopens the choice
    delivered,     ///< has it, and lives with it
    abandoned,     ///< gives up
};

template <>
inline constexpr auto labels<consumer_stage> = label_table<consumer_stage>({
    {consumer_stage::need_recognition, "need recognition", "需求识别"},
    {consumer_stage::information_search, "information search", "信息搜索"},
    {consumer_stage::evaluation_of_alternatives, "evaluation of alternatives", "评估备选方案"},
    {consumer_stage::purchase_decision, "purchase decision", "购买决策"},
    {consumer_stage::post_purchase_behaviour, "post-purchase behaviour", "购买后行为"},
    {consumer_stage::lost, "lost", "流失"},
});

template <>
inline constexpr auto labels<consumer_event> = label_table<consumer_event>({
    {consumer_event::need_arose, "need arose", "产生需求"},
    {consumer_event::search_begun, "search begun", "开始搜索"},
    {consumer_event::shortlisted, "shortlisted", "列入备选"},
    {consumer_event::rejected, "rejected", "否决备选"},
    {consumer_event::chosen, "chosen", "选定"},
    {consumer_event::reconsidered, "reconsidered", "重新考虑"},
    {consumer_event::delivered, "delivered", "收货使用"},
    {consumer_event::abandoned, "abandoned", "放弃"},
});

template <>
inline constexpr auto aliases<consumer_stage> = other_words<consumer_stage>({
    {consumer_stage::need_recognition, "problem recognition"},
    {consumer_stage::need_recognition, "意识到自己有某种需求或问题"},
    {consumer_stage::information_search, "信息收集"},
    {consumer_stage::evaluation_of_alternatives, "替代品评估"},
    {consumer_stage::evaluation_of_alternatives, "评估选择"},
    {consumer_stage::evaluation_of_alternatives, "方案评估"},
    {consumer_stage::evaluation_of_alternatives, "比较和评估"},
    {consumer_stage::evaluation_of_alternatives, "进行评估"},
    {consumer_stage::evaluation_of_alternatives, "评估不同的解决方案"},
    {consumer_stage::purchase_decision, "choice"},
    {consumer_stage::post_purchase_behaviour, "post-purchase behavior"},
    {consumer_stage::post_purchase_behaviour, "outcome"},
    {consumer_stage::post_purchase_behaviour, "后购买行为"},
});

template <>
inline constexpr auto briefs<consumer_stage> = brief_table<consumer_stage>({
    {consumer_stage::need_recognition,
     {.goal = {"see that things are not as they should be", "意识到现状与期望的差距"},
      .tasks = {{"name the need", "说清需求"}, {"judge how urgent it is", "判断紧迫性"}},
      .entry = {"something is missing, or could be better", "缺少什么，或可以更好"},
      .exit = {"the need is worth acting on", "需求值得行动"}}},
    {consumer_stage::information_search,
     {.goal = {"know what could meet the need", "了解什么能满足需求"},
      .tasks = {{"ask people", "询问他人"}, {"read and look around", "查找资料"}, {"try things out", "亲身体验"}},
      .entry = {"memory does not hold the answer", "凭记忆得不到答案"},
      .exit = {"some alternatives are known well enough to compare", "对若干备选已有足够了解"}}},
    {consumer_stage::evaluation_of_alternatives,
     {.goal = {"find the alternative that suits best", "找出最合适的备选"},
      .tasks = {{"say what matters", "确定考虑因素"}, {"weigh pros and cons", "权衡优缺点"}},
      .entry = {"there is something to compare", "有可比较的备选"},
      .exit = {"one alternative is preferred", "形成偏好"}}},
    {consumer_stage::purchase_decision,
     {.goal = {"turn the preference into a purchase", "把偏好变为购买"},
      .tasks = {{"choose where, when and how to pay", "决定何处、何时、如何付款"}},
      .entry = {"one alternative is preferred", "形成偏好"},
      .exit = {"it is bought and delivered", "成交并交付"}}},
    {consumer_stage::post_purchase_behaviour,
     {.goal = {"learn whether it was worth it", "了解是否值得"},
      .tasks = {{"use it", "使用"}, {"compare it with what was expected", "与期望比较"}, {"tell others", "告诉他人"}},
      .entry = {"it is in use", "开始使用"}}},
    {consumer_stage::lost, {.entry = {"the buyer gives up", "买方放弃"}}},
});

/// The five-stage consumer decision process.
///
/// Few go straight through. Who remembers enough compares without a search, and habit or loyalty goes from the need, or
/// from the last purchase, right to the next decision; who likes none of the alternatives searches again; who is talked
/// out of a choice compares again; and anyone may give up, for good.
inline constexpr auto five_stage = [] {
    using enum consumer_stage;
    using enum consumer_event;
    return process<consumer_stage, consumer_event>(
        need_recognition,
        {
            {in(need_recognition, post_purchase_behaviour), on(need_arose), to(need_recognition)},
            {in(need_recognition), on(search_begun), to(information_search)},
            {in(need_recognition, information_search), on(shortlisted), to(evaluation_of_alternatives)},
            {in(evaluation_of_alternatives), on(rejected), to(information_search)},
            {in(need_recognition, evaluation_of_alternatives, post_purchase_behaviour), on(chosen),
             to(purchase_decision)},
            {in(purchase_decision), on(reconsidered), to(evaluation_of_alternatives)},
            {in(purchase_decision), on(delivered), to(post_purchase_behaviour)},
            {in_any(), on(abandoned), to(lost)},
            ends(lost),
        });
}();

template <>
inline constexpr process_title title_of<five_stage>{
    .title = {"consumer buying process in five stages", "客户购买流程"},
    .source =
        "J. F. Engel, D. T. Kollat and R. D. Blackwell 1968, Consumer Behavior; P. Kotler and K. L. Keller, "
        "Marketing Management; after J. Dewey 1910, How We Think; its logic: J. R. Bettman 1979, An Information "
        "Processing Theory of Consumer Choice; a blueprint: G. L. Shostack 1984, Harvard Business Review 62(1), "
        "133-139",
    .aliases = {{"five-stage model", "五阶段模型"},
                {"buying logic", "客户购买逻辑"},
                {"blueprint of the consumer's decision", "消费者决策的蓝图"},
                {"key stages of a purchase", "购买的关键阶段"}}};

}  // namespace emptor
