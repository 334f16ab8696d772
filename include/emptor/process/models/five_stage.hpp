// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a consumer decides, in five stages.

#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>

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

}  // namespace emptor
