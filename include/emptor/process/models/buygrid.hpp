// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Eight phases of industrial buying, and three ways to go through them.

#include <array>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The eight buyphases of P. J. Robinson, C. W. Faris and Y. Wind 1967, Industrial Buying and Creative Marketing, under
/// the short names of P. Kotler and K. L. Keller, Marketing Management; and where a purchase ends that is given up.
enum class buyphase : unsigned char {
    problem_recognition,
    general_need_description,
    product_specification,
    supplier_search,
    proposal_solicitation,
    supplier_selection,
    order_routine_specification,
    performance_review,
    given_up,
};

/// What moves a purchase from phase to phase.
enum class buyphase_event : unsigned char {
    need_described,      ///< what is needed, and how much of it
    product_specified,   ///< exactly what
    sources_sought,      ///< looks for suppliers
    proposals_invited,   ///< asks for offers
    proposals_analysed,  ///< knows what is offered
    supplier_chosen,
    ordered,
    requirements_changed,  ///< the product must be specified anew
    proposals_rejected,    ///< other suppliers must be found
    reordered,             ///< the same product again
    problem_arose,         ///< what was bought does not do, or no longer
    abandoned,
};

/// How new the purchase is to the buyer.
enum class buyclass : unsigned char { new_task, modified_rebuy, straight_rebuy };

/// Whether a buyer of some class goes through a phase.
enum class passage : unsigned char { no, maybe, yes };

template <>
inline constexpr auto labels<buyphase> = label_table<buyphase>({
    {buyphase::problem_recognition, "problem recognition", "问题识别"},
    {buyphase::general_need_description, "general need description", "总需求说明"},
    {buyphase::product_specification, "product specification", "产品规格"},
    {buyphase::supplier_search, "supplier search", "寻找供应商"},
    {buyphase::proposal_solicitation, "proposal solicitation", "征求方案"},
    {buyphase::supplier_selection, "supplier selection", "选择供应商"},
    {buyphase::order_routine_specification, "order-routine specification", "签订合约"},
    {buyphase::performance_review, "performance review", "绩效评估"},
    {buyphase::given_up, "given up", "放弃采购"},
});

template <>
inline constexpr auto labels<buyphase_event> = label_table<buyphase_event>({
    {buyphase_event::need_described, "need described", "说明需求"},
    {buyphase_event::product_specified, "product specified", "确定规格"},
    {buyphase_event::sources_sought, "sources sought", "开始寻源"},
    {buyphase_event::proposals_invited, "proposals invited", "邀请报价"},
    {buyphase_event::proposals_analysed, "proposals analysed", "分析方案"},
    {buyphase_event::supplier_chosen, "supplier chosen", "选定供应商"},
    {buyphase_event::ordered, "ordered", "下单"},
    {buyphase_event::requirements_changed, "requirements changed", "要求变更"},
    {buyphase_event::proposals_rejected, "proposals rejected", "否决方案"},
    {buyphase_event::reordered, "reordered", "再次采购"},
    {buyphase_event::problem_arose, "problem arose", "出现问题"},
    {buyphase_event::abandoned, "abandoned", "放弃"},
});

template <>
inline constexpr auto labels<buyclass> = label_table<buyclass>({
    {buyclass::new_task, "new task", "全新采购"},
    {buyclass::modified_rebuy, "modified rebuy", "修正重购"},
    {buyclass::straight_rebuy, "straight rebuy", "直接重购"},
});

/// The phases as Robinson, Faris and Wind put them.
template <>
inline constexpr auto aliases<buyphase> = other_words<buyphase>({
    {buyphase::problem_recognition, "anticipation or recognition of a problem and a general solution"},
    {buyphase::problem_recognition, "需求识别"},
    {buyphase::general_need_description, "determination of characteristics and quantity of needed item"},
    {buyphase::product_specification, "description of characteristics and quantity of needed item"},
    {buyphase::supplier_search, "search for and qualification of potential sources"},
    {buyphase::proposal_solicitation, "acquisition and analysis of proposals"},
    {buyphase::supplier_selection, "evaluation of proposals and selection of suppliers"},
    {buyphase::order_routine_specification, "selection of an order routine"},
    {buyphase::performance_review, "performance feedback and evaluation"},
});

template <>
inline constexpr auto briefs<buyphase> = brief_table<buyphase>({
    {buyphase::problem_recognition, {.goal = {"see that buying would help", "认识到采购有所帮助"}}},
    {buyphase::general_need_description, {.goal = {"know what kind and how much", "确定种类和数量"}}},
    {buyphase::product_specification,
     {.goal = {"say it so that suppliers can offer it", "写成供应商可据以报价的规格"}}},
    {buyphase::supplier_search, {.goal = {"a list of suppliers who qualify", "合格供应商名单"}}},
    {buyphase::proposal_solicitation, {.goal = {"proposals that can be compared", "可比较的方案"}}},
    {buyphase::supplier_selection, {.goal = {"the supplier who serves best", "最合适的供应商"}}},
    {buyphase::order_routine_specification, {.goal = {"terms, quantities and dates", "条款、数量和时间"}}},
    {buyphase::performance_review, {.goal = {"know whether to go on with this supplier", "决定是否继续合作"}}},
});

/// Which phases a class goes through (Kotler and Keller, table "Buygrid framework").
[[nodiscard]] constexpr passage passes(buyclass how, buyphase phase) {
    using enum passage;
    if (!is_enumerator(how) || !is_enumerator(phase)) {
        throw std::invalid_argument{"emptor::passes: a buyclass or a buyphase that is no enumerator"};
    }
    if (phase == buyphase::given_up) return maybe;
    if (phase == buyphase::product_specification || phase == buyphase::performance_review) return yes;
    return how == buyclass::new_task ? yes : how == buyclass::modified_rebuy ? maybe : no;
}

namespace detail {

/// @name The rows of the buygrid
/// What all classes have in common is the way of the new task: whoever is dissatisfied enters it.
/// @{
using buygrid_process = process<buyphase, buyphase_event>;

template <std::size_t More>
[[nodiscard]] constexpr buygrid_process buygrid(buyphase start,
                                                const std::array<buygrid_process::rule_type, More>& more) {
    using enum buyphase;
    using enum buyphase_event;
    using row = buygrid_process::rule_type;
    const std::array common{
        row{in(problem_recognition), on(need_described), to(general_need_description)},
        row{in(general_need_description), on(product_specified), to(product_specification)},
        row{in(product_specification), on(sources_sought), to(supplier_search)},
        row{in(supplier_search), on(proposals_invited), to(proposal_solicitation)},
        row{in(proposal_solicitation), on(proposals_analysed), to(supplier_selection)},
        row{in(supplier_selection), on(supplier_chosen), to(order_routine_specification)},
        row{in(order_routine_specification), on(ordered), to(performance_review)},
        row{in(supplier_search, proposal_solicitation, supplier_selection), on(requirements_changed),
            to(general_need_description)},
        row{in(proposal_solicitation, supplier_selection), on(proposals_rejected), to(supplier_search)},
        row{in(performance_review), on(problem_arose), to(problem_recognition)},
        row{in(performance_review), on(reordered), to(product_specification)},
        row{in_any(), on(abandoned), to(given_up)},
        row{ends(given_up)},
    };
    std::vector<row> rows(common.begin(), common.end());
    rows.insert(rows.end(), more.begin(), more.end());
    return {start, rows};
}
/// @}

}  // namespace detail

/// A purchase never made before: every phase, one after the other.
inline constexpr auto new_task = [] { return detail::buygrid<0>(buyphase::problem_recognition, {}); }();

/// A purchase made before, under other conditions: a new specification may do, and known suppliers may be asked at
/// once.
inline constexpr auto modified_rebuy = [] {
    using enum buyphase;
    using enum buyphase_event;
    using row = detail::buygrid_process::rule_type;
    return detail::buygrid<4>(
        problem_recognition,
        {
            row{in(problem_recognition), on(product_specified), to(product_specification)},
            row{in(product_specification), on(proposals_invited), to(proposal_solicitation)},
            row{in(product_specification, proposal_solicitation), on(supplier_chosen), to(order_routine_specification)},
            row{in(product_specification, supplier_selection), on(ordered), to(performance_review)},
        });
}();

/// A purchase made again and again: from the list of what is needed to the order, until something goes wrong or a
/// better offer appears, and the search begins anew.
inline constexpr auto straight_rebuy = [] {
    using enum buyphase;
    using enum buyphase_event;
    using row = detail::buygrid_process::rule_type;
    return detail::buygrid<2>(product_specification,
                              {
                                  row{in(product_specification), on(ordered), to(performance_review)},
                                  row{in(product_specification), on(problem_arose), to(problem_recognition)},
                              });
}();

/// The process of a class. @throws std::invalid_argument for a value that is no enumerator.
[[nodiscard]] constexpr const auto& buygrid(buyclass how) {
    switch (how) {
        case buyclass::new_task:
            return new_task;
        case buyclass::modified_rebuy:
            return modified_rebuy;
        case buyclass::straight_rebuy:
            return straight_rebuy;
    }
    throw std::invalid_argument{"emptor::buygrid: a buyclass that is no enumerator"};
}

template <>
inline constexpr process_title title_of<new_task>{
    .title = {"BuyGrid: new task", "全新采购"},
    .source = "P. J. Robinson, C. W. Faris and Y. Wind 1967, Industrial Buying and Creative Marketing"};
template <>
inline constexpr process_title title_of<modified_rebuy>{
    .title = {"BuyGrid: modified rebuy", "修正重购"},
    .source = "P. J. Robinson, C. W. Faris and Y. Wind 1967, Industrial Buying and Creative Marketing"};
template <>
inline constexpr process_title title_of<straight_rebuy>{
    .title = {"BuyGrid: straight rebuy", "直接重购"},
    .source = "P. J. Robinson, C. W. Faris and Y. Wind 1967, Industrial Buying and Creative Marketing"};

}  // namespace emptor
