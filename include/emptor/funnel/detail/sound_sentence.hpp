// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Sentences that contradict themselves are refused in words.

#include <type_traits>

#include <emptor/funnel/detail/sentence.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor::detail {

/// To look at it is to have the sentence checked.
template <class Steps, class... Words>
struct sound_sentence : std::true_type {
private:
    template <question_option Option>
    static constexpr bool once = said_once<Option, Words...>;
    template <question_option Option>
    static constexpr bool has = is_said<Option, Words...>;
    static constexpr matching_rules rules = rules_of<Steps, Words...>();
    static constexpr bool chosen = has<question_option::rules>;
    static constexpr bool gaps = has<question_option::gaps>;
    static constexpr bool dialect = has<question_option::preset>;

    static_assert(once<question_option::window>, "emptor::funnel: a question has one window");
    static_assert(once<question_option::unit>, "emptor::funnel: a question has one unit of time");
    static_assert(once<question_option::times>, "emptor::funnel: `timed` or `untimed` is said once");
    static_assert(once<question_option::order>, "emptor::funnel: `unordered` is said twice");
    static_assert(once<question_option::ties>, "emptor::funnel: `ties` is said twice");
    static_assert(once<question_option::breaks>, "emptor::funnel: `breaks_on` is said twice: name all kinds at once");
    static_assert(once<question_option::each>, "emptor::funnel: `each` is said twice");
    static_assert(once<question_option::from>, "emptor::funnel: `from` is said twice");
    static_assert(once<question_option::entry>, "emptor::funnel: `open` is said twice");
    static_assert(once<question_option::skipping>, "emptor::funnel: `may_skip` is said twice: name all steps at once");
    static_assert(once<question_option::refusals>, "emptor::funnel: `on_refusal` is said twice");
    static_assert(once<question_option::holding>, "emptor::funnel: `hold` is said twice: hold a pair");
    static_assert(once<question_option::taking> && once<question_option::conflict> && once<question_option::reuse> &&
                      once<question_option::visibility> && once<question_option::on_break> &&
                      once<question_option::on_exclusion> && once<question_option::trailing_exclusions> &&
                      once<question_option::crowds>,
                  "emptor::funnel: a word of a dialect is said twice");
    static_assert(dialect_of<Words...>::one, "emptor::funnel: presets of two dialects");
    static_assert(presets_agree<Words...>(), "emptor::funnel: presets that contradict each other");

    static_assert(!chosen || sizeof...(Words) == 1 + times_said<question_option::unit, Words...> +
                                                     times_said<question_option::times, Words...> +
                                                     times_said<question_option::exclusions, Words...> +
                                                     times_said<question_option::holding, Words...> +
                                                     times_said<question_option::refusals, Words...>,
                  "emptor::asked_by: it says the rules and lengths; what other words say has to be said in it");
    static_assert(
        !has<question_option::refusals> || !std::is_same_v<typename Steps::tracker, step_tracker>,
        "emptor::on_refusal: only a process refuses events: say through<process>(stages) or through(model, stages)");
    static_assert(chosen || !rules.anchored || rules.unordered,
                  "emptor::anchored: it says which steps of an unordered question stay in their place: say unordered");
    static_assert(!order_contradicts(rules, gaps),
                  "emptor::unordered: steps in any order have no next step, so no gaps, breaks or skipping");
    static_assert(!placed_contradicts<Words...>(rules),
                  "emptor::unordered: steps in any order have nothing between two of them, so exclude everywhere");
    static_assert(!order_contradicts_dialect(rules),
                  "emptor::unordered: steps in any order start anywhere and take one event each");
    static_assert(!starts_contradict(rules),
                  "emptor::from: an entity has one first start and one last start, so each(entity) is counted");
    static_assert(!entry_contradicts(rules),
                  "emptor::open: where an attempt may start with any step, entities are counted and none ends");
    static_assert(!sharing_contradicts(rules),
                  "emptor::reuse: only starts that are counted one by one can vie for an event");
    static_assert(dialect || !has<question_option::on_break> || rules.breaks.bits != 0,
                  "emptor::on_break: nothing breaks an attempt here: say what does with breaks_on");
    static_assert(dialect || !has<question_option::on_exclusion> || has<question_option::exclusions>,
                  "emptor::on_exclusion: nothing is excluded here: say what is with exclude");
    static_assert(dialect || !has<question_option::trailing_exclusions> ||
                      rules.on_exclusion == break_effect::drop_entity,
                  "emptor::trailing_exclusions: they drop an entity: say on_exclusion<break_effect::drop_entity>");
    static_assert(dialect || !has<question_option::conflict> || rules.breaks.bits != 0,
                  "emptor::conflict: nothing breaks an attempt here: say what does with breaks_on");
    static_assert(dialect || !has<question_option::visibility> || rules.window == window_kind::events,
                  "emptor::visible: only a window of events counts events: say within(events(n))");
};

}  // namespace emptor::detail
