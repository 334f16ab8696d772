// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Attention, interest, desire, action.

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The steps ascribed to E. St. Elmo Lewis 1898, as E. K. Strong 1925 wrote them down, The Psychology of Selling and
/// Advertising; and where those end up who give up on the way.
enum class aida_stage : unsigned char { attention, interest, desire, action, lost };

/// What moves someone who is addressed.
enum class aida_event : unsigned char {
    interested,   ///< wants to know more
    attracted,    ///< wants to have it
    acted,        ///< buys
    distracted,   ///< something else is more interesting
    cooled_off,   ///< no longer wants it so much
    wanted_more,  ///< wants it again
    dropped_out,  ///< gives up
};

template <>
inline constexpr auto labels<aida_stage> = label_table<aida_stage>({
    {aida_stage::attention, "attention", "注意力"},
    {aida_stage::interest, "interest", "兴趣"},
    {aida_stage::desire, "desire", "购买欲望"},
    {aida_stage::action, "action", "行动"},
    {aida_stage::lost, "lost", "流失"},
});

template <>
inline constexpr auto labels<aida_event> = label_table<aida_event>({
    {aida_event::interested, "interested", "产生兴趣"},
    {aida_event::attracted, "attracted", "产生欲望"},
    {aida_event::acted, "acted", "采取行动"},
    {aida_event::distracted, "distracted", "注意力转移"},
    {aida_event::cooled_off, "cooled off", "热情冷却"},
    {aida_event::wanted_more, "wanted more", "再次想买"},
    {aida_event::dropped_out, "dropped out", "放弃"},
});

template <>
inline constexpr auto aliases<aida_stage> = other_words<aida_stage>({
    {aida_stage::attention, "awareness"},
    {aida_stage::attention, "注意"},
    {aida_stage::desire, "欲望"},
    {aida_stage::action, "购买"},
});

template <>
inline constexpr auto briefs<aida_stage> = brief_table<aida_stage>({
    {aida_stage::attention,
     {.goal = {"be noticed", "引起注意"}, .tasks = {{"reach the right people", "触达目标人群"}}}},
    {aida_stage::interest,
     {.goal = {"be worth knowing more about", "激发兴趣"}, .tasks = {{"say what is in it for them", "说明好处"}}}},
    {aida_stage::desire,
     {.goal = {"be wanted", "唤起购买欲望"}, .tasks = {{"show it in their own life", "联系其生活场景"}}}},
    {aida_stage::action, {.goal = {"be bought", "促成购买"}, .tasks = {{"make it easy", "简化购买"}}}},
});

/// AIDA, with its ways back: attention wanders, desire cools, and who bought may want more. Who wants something at
/// first sight skips the interest.
inline constexpr auto aida = [] {
    using enum aida_stage;
    using enum aida_event;
    return process<aida_stage, aida_event>(attention, {
                                                          {in(attention), on(interested), to(interest)},
                                                          {in(attention, interest), on(attracted), to(desire)},
                                                          {in(desire), on(acted), to(action)},
                                                          {in(interest), on(distracted), to(attention)},
                                                          {in(desire), on(cooled_off), to(interest)},
                                                          {in(action), on(wanted_more), to(desire)},
                                                          {in_any(), on(dropped_out), to(lost)},
                                                          ends(lost),
                                                      });
}();

template <>
inline constexpr process_title title_of<aida>{
    .title = {"AIDA", "AIDA模型"},
    .source = "ascribed to E. St. Elmo Lewis 1898; E. K. Strong 1925, The Psychology of Selling and Advertising",
    .aliases = {{"attention, interest, desire, action", "注意、兴趣、欲望、行动"}}};

}  // namespace emptor
