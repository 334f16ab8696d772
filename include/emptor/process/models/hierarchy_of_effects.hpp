// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How advertising works, step by step.

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/title.hpp>

namespace emptor {

/// The seven steps of R. J. Lavidge and G. A. Steiner 1961, A Model for Predictive Measurements of Advertising
/// Effectiveness, Journal of Marketing 25(6), 59-62, from those who do not know the product to those who buy it; and
/// where those end up who turn away.
enum class effect_stage : unsigned char {
    unaware,
    awareness,
    knowledge,
    liking,
    preference,
    conviction,
    purchase,
    lost,
};

/// What moves someone up the steps, or down.
enum class effect_event : unsigned char {
    noticed,       ///< learns that it exists
    learnt,        ///< learns what it offers
    liked,         ///< feels well disposed
    preferred,     ///< likes it better than the others
    convinced,     ///< wants to buy it, and is sure that this would be wise
    bought,        ///< by conviction, by preference or on impulse
    forgotten,     ///< no longer comes to mind
    disappointed,  ///< still knows it, but likes it less
    turned_away,   ///< will not buy it
};

template <>
inline constexpr auto labels<effect_stage> = label_table<effect_stage>({
    {effect_stage::unaware, "unaware", "未知"},
    {effect_stage::awareness, "awareness", "知晓"},
    {effect_stage::knowledge, "knowledge", "了解"},
    {effect_stage::liking, "liking", "喜欢"},
    {effect_stage::preference, "preference", "偏好"},
    {effect_stage::conviction, "conviction", "确信"},
    {effect_stage::purchase, "purchase", "购买"},
    {effect_stage::lost, "lost", "流失"},
});

template <>
inline constexpr auto labels<effect_event> = label_table<effect_event>({
    {effect_event::noticed, "noticed", "注意到"},
    {effect_event::learnt, "learnt about", "得到了解"},
    {effect_event::liked, "liked", "产生好感"},
    {effect_event::preferred, "preferred", "形成偏好"},
    {effect_event::convinced, "convinced", "得到确信"},
    {effect_event::bought, "bought", "买下"},
    {effect_event::forgotten, "forgotten", "遗忘"},
    {effect_event::disappointed, "disappointed", "失望"},
    {effect_event::turned_away, "turned away", "离开"},
});

template <>
inline constexpr auto aliases<effect_stage> = other_words<effect_stage>({
    {effect_stage::awareness, "意识"},
    {effect_stage::knowledge, "认识"},
    {effect_stage::conviction, "信念"},
});

template <>
inline constexpr auto briefs<effect_stage> = brief_table<effect_stage>({
    {effect_stage::awareness, {.goal = {"be known to exist", "让人知道"}, .mind = {"thought: cognitive", "认知层次"}}},
    {effect_stage::knowledge,
     {.goal = {"be known for what it offers", "让人了解"}, .mind = {"thought: cognitive", "认知层次"}}},
    {effect_stage::liking, {.goal = {"be liked", "让人喜欢"}, .mind = {"feeling: affective", "情感层次"}}},
    {effect_stage::preference, {.goal = {"be liked best", "让人偏爱"}, .mind = {"feeling: affective", "情感层次"}}},
    {effect_stage::conviction,
     {.goal = {"be what they mean to buy", "让人打定主意"}, .mind = {"will: conative", "行为层次"}}},
    {effect_stage::purchase, {.goal = {"be bought", "让人购买"}, .mind = {"will: conative", "行为层次"}}},
});

/// The hierarchy of effects.
///
/// Several steps may be taken at once, as Lavidge and Steiner say: what is liked may be bought on impulse. What is
/// forgotten must be noticed again; who is disappointed after the purchase must be won over again; who is not buys
/// again.
inline constexpr auto hierarchy_of_effects = [] {
    using enum effect_stage;
    using enum effect_event;
    return process<effect_stage, effect_event>(
        unaware, {
                     {in(unaware), on(noticed), to(awareness)},
                     {in(awareness), on(learnt), to(knowledge)},
                     {in(awareness, knowledge), on(liked), to(liking)},
                     {in(liking), on(preferred), to(preference)},
                     {in(preference), on(convinced), to(conviction)},
                     {in(liking, preference, conviction, purchase), on(bought), to(purchase)},
                     {in(awareness, knowledge), on(forgotten), to(unaware)},
                     {in(liking, preference, conviction, purchase), on(disappointed), to(knowledge)},
                     {in_any(), except(unaware), on(turned_away), to(lost)},
                     ends(lost),
                 });
}();

template <>
inline constexpr process_title title_of<hierarchy_of_effects>{
    .title = {"hierarchy of effects", "效果层次模型"},
    .source = "R. J. Lavidge and G. A. Steiner 1961, Journal of Marketing 25(6), 59-62",
    .aliases = {{"cognition, affect and conation", "认知、情感和行为三个层次"}}};

}  // namespace emptor
