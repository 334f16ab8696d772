// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From the words of a question to its rules, lengths and places.

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/events/time.hpp>
#include <emptor/funnel/asked_by.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/dialect/end_of_path.hpp>
#include <emptor/funnel/exclude.hpp>
#include <emptor/funnel/gap.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/may_skip.hpp>
#include <emptor/funnel/place.hpp>
#include <emptor/funnel/preset.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/window.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor::detail {

/// How many words are about this.
template <question_option Option, class... Words>
inline constexpr std::size_t times_said = (std::size_t{Words::option == Option} + ... + 0);

/// At most one is.
template <question_option Option, class... Words>
inline constexpr bool said_once = times_said<Option, Words...> <= 1;

template <question_option Option, class... Words>
inline constexpr bool is_said = times_said<Option, Words...> > 0;

/// The one word that is about this, or `void`.
template <question_option Option, class... Words>
struct find_word {
    using type = void;
};
template <question_option Option, class Word, class... Words>
struct find_word<Option, Word, Words...>
    : std::conditional_t<Word::option == Option, std::type_identity<Word>, find_word<Option, Words...>> {};

template <class Word, class Tick>
struct unit_or {
    using type = Tick;
};
template <class Unit, class Tick>
struct unit_or<tick_unit<Unit>, Tick> {
    using type = Unit;
};

template <class Length>
inline constexpr bool is_duration = false;
template <class Rep, class Period>
inline constexpr bool is_duration<std::chrono::duration<Rep, Period>> = true;

/// The dialect of the presets among the words; `void` if there are none.
template <class... Words>
struct dialect_of {
    using type = void;
    static constexpr bool one = true;
};
template <class Word, class... Words>
struct dialect_of<Word, Words...> : dialect_of<Words...> {};
template <class Dialect, class Change, class... Words>
struct dialect_of<preset<Dialect, Change>, Words...> {
    using type = Dialect;
    using rest = dialect_of<Words...>;
    static constexpr bool one =
        rest::one && (std::is_void_v<typename rest::type> || std::is_same_v<typename rest::type, Dialect>);
};

template <class Word>
constexpr void change_rules(matching_rules& rules, bool presets) {
    if constexpr (rule_word<Word>) {
        if ((Word::option == question_option::preset) == presets) Word::change(rules);
    }
}

/// Steps of which one is the end of the entity's events.
template <class Steps>
inline constexpr bool has_end_of_path = false;
template <class... Step>
inline constexpr bool has_end_of_path<step_list<Step...>> = (std::is_same_v<Step, end_of_path_step> || ...);

/// The rules of a sentence: those of its dialect, as its presets change them, as its other words change them.
template <class Steps, class... Words>
[[nodiscard]] consteval matching_rules rules_of() {
    matching_rules rules;
    using dialect = typename dialect_of<Words...>::type;
    if constexpr (!std::is_void_v<dialect>) rules = dialect::rules();
    (change_rules<Words>(rules, true), ...);
    (change_rules<Words>(rules, false), ...);
    rules.ends = has_end_of_path<Steps>;
    return rules;
}

/// @name What contradicts itself, at compile time and at run time
/// @{
constexpr bool order_contradicts(const matching_rules& r, bool gaps) {
    return r.unordered && (gaps || r.breaks.bits != 0 || r.skips || r.open || r.increasing || r.ends);
}
constexpr bool order_contradicts_dialect(const matching_rules& r) {
    return r.unordered && (r.reuse != reuse_rule::once || r.take != taking::any || r.from != start_rule::every ||
                           r.each == counted_unit::start || r.on_exclusion == break_effect::drop_entity);
}
constexpr bool starts_contradict(const matching_rules& r) {
    return r.from != start_rule::every && (r.each != counted_unit::entity || r.open);
}
constexpr bool entry_contradicts(const matching_rules& r) {
    return r.open && (r.each != counted_unit::entity || r.on_break == break_effect::end_entity ||
                      r.on_break == break_effect::drop_entity || r.on_exclusion == break_effect::drop_entity);
}
constexpr bool sharing_contradicts(const matching_rules& r) {
    return r.reuse == reuse_rule::exclusive && r.each != counted_unit::start;
}
/// @}

/// The same at run time.
/// @throws std::invalid_argument for rules that contradict each other.
inline void require_consistent(const matching_rules& rules, bool gaps) {
    const auto refuse = [](const char* why) { throw std::invalid_argument{std::string{"emptor::asked_by: "} + why}; };
    if (order_contradicts(rules, gaps)) refuse("steps in any order have no next step, so no gaps, breaks or skipping");
    if (order_contradicts_dialect(rules)) refuse("steps in any order start anywhere and take one event each");
    if (starts_contradict(rules))
        refuse("an entity has one first start and one last start, so each(entity) is counted");
    if (entry_contradicts(rules))
        refuse("where an attempt may start with any step, entities are counted and none ends");
    if (rules.anchored && !rules.unordered) refuse("only steps of an unordered question can be anchored");
    if (sharing_contradicts(rules)) refuse("only starts that are counted one by one can vie for an event");
}

/// Questions that the plain engine answers: none of their words but a window asks for more.
[[nodiscard]] constexpr bool is_plain(matching_rules rules) noexcept {
    if (rules.window == window_kind::time && !rules.half_open) rules.window = window_kind::none;
    return rules == matching_rules{};
}

/// Words that the plain engine does not know.
template <class... Words>
inline constexpr bool all_plain =
    !is_said<question_option::gaps, Words...> && !is_said<question_option::exclusions, Words...> &&
    !is_said<question_option::holding, Words...> && !is_said<question_option::rules, Words...>;

/// A length as a number of ticks, for times of this kind.
template <class Ticks, class Tick, class Length>
[[nodiscard]] constexpr ticks_span<Ticks> length_in_ticks(const Length& length) {
    constexpr bool duration = is_duration<Length>;
    static_assert(duration || std::is_void_v<Tick>,
                  "emptor::within: these times have a unit, so the window needs one: give it a duration");
    static_assert(!duration || !std::is_void_v<Tick>,
                  "emptor::within: these times are bare numbers: say what they count, as in "
                  "unit<std::chrono::seconds>, or give the window as a number");
    if constexpr (duration == !std::is_void_v<Tick>) {
        if constexpr (duration) {
            return in_ticks<Ticks, Tick>(length);
        } else {
            return in_ticks<Ticks>(length);
        }
    }
}

/// The gap limits of a sentence, one after the other.
template <class Ticks, class Tick, class Steps, class Word>
void add_limit(attempt_limits<Ticks>& limits, const Steps& steps, const Word& word) {
    using span = ticks_span<Ticks>;
    if constexpr (Word::option == question_option::gaps) {
        const span length = length_in_ticks<Ticks, Tick>(word.length);
        const std::uint64_t gaps = gaps_of(steps, word.between);
        auto& all = Word::longest ? limits.longest : limits.shortest;
        if (all.empty()) all.assign(steps.size(), Word::longest ? no_limit<span> : span{});
        for (std::size_t k = 0; k < steps.size(); ++k) {
            if ((gaps >> k & 1) == 0) continue;
            all[k] = Word::longest ? std::min(all[k], length) : std::max(all[k], length);
        }
    } else if constexpr (Word::option == question_option::window) {
        if constexpr (Word::kind == window_kind::events) {
            limits.events = word.length;
        } else {
            limits.window = length_in_ticks<Ticks, Tick>(word.length);
        }
    } else if constexpr (Word::option == question_option::skipping) {
        std::apply(
            [&](const auto&... named) { ((limits.optional |= std::uint64_t{1} << place_of(steps, named)), ...); },
            word.named);
    } else if constexpr (Word::option == question_option::anchoring) {
        std::apply(
            [&](const auto&... named) { ((limits.anchored |= std::uint64_t{1} << place_of(steps, named)), ...); },
            word.named);
    } else if constexpr (Word::option == question_option::rules) {
        const auto& given = word.lengths;
        if (given.window) limits.window = static_cast<span>(*given.window);
        limits.events = given.events;
        const auto gaps = [&](const auto& lengths, std::vector<span>& to) {
            if (lengths.empty()) return;
            if (lengths.size() + 1 < steps.size()) {
                throw std::invalid_argument{"emptor::asked_by: " + std::to_string(lengths.size()) + " gaps; " +
                                            std::to_string(steps.size()) + " steps have " +
                                            std::to_string(steps.size() - 1)};
            }
            for (const auto length : lengths) to.push_back(static_cast<span>(length));
            to.resize(std::max(to.size(), steps.size()));
        };
        gaps(given.longest, limits.longest);
        gaps(given.shortest, limits.shortest);
        limits.optional = given.optional;
        limits.anchored = given.anchored;
        limits.end_of_path = given.end_of_path;
        require_consistent(word.rules, !limits.longest.empty() || !limits.shortest.empty());
    }
}

template <class Ticks, class Tick, class Steps, class... Words>
[[nodiscard]] attempt_limits<Ticks> limits_of(const Steps& steps, const std::tuple<Words...>& words) {
    attempt_limits<Ticks> limits;
    std::apply([&](const Words&... word) { (add_limit<Ticks, Tick>(limits, steps, word), ...); }, words);
    steps.visit([&]<class Step>(std::size_t position, const Step&) {
        if constexpr (std::is_same_v<Step, end_of_path_step>) limits.end_of_path |= std::uint64_t{1} << position;
    });
    const std::uint64_t all = ~std::uint64_t{} >> (most_steps - steps.size());
    const std::size_t most_unplaced = 10;
    std::size_t unplaced = 0;
    for (std::size_t k = 0; limits.anchored != 0 && k < steps.size(); ++k) {
        unplaced = (limits.anchored >> k & 1) != 0 ? 0 : unplaced + 1;
        if (unplaced > most_unplaced) {
            throw std::invalid_argument{"emptor::anchored: more than 10 steps in any order between two in their place"};
        }
    }
    if ((limits.optional & all) == all) {
        throw std::invalid_argument{"emptor::may_skip: every step may be skipped; one at least must be taken"};
    }
    return limits;
}

}  // namespace emptor::detail
