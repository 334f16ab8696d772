// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From the words of a question to its rules, lengths and places.

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/ticks_of_length.hpp>
#include <emptor/events/time.hpp>
#include <emptor/events/unit.hpp>
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

/// A word excludes an event between two steps only.
template <class Word>
inline constexpr bool excludes_between = false;
template <class Event, class From, class To>
inline constexpr bool excludes_between<exclusion<Event, between_steps<From, To>>> = true;

/// The one word that is about this, or `void`.
template <question_option Option, class... Words>
struct find_word {
    using type = void;
};
template <question_option Option, class Word, class... Words>
struct find_word<Option, Word, Words...>
    : std::conditional_t<Word::option == Option, std::type_identity<Word>, find_word<Option, Words...>> {};

/// The dialect of the presets among the words; `void` if there are none.
template <class... Words>
struct dialect_of {
    using type = void;
    static constexpr bool one = true;
};
template <class Word, class... Words>
struct dialect_of<Word, Words...> : dialect_of<Words...> {};
template <class Dialect, class Change, preset_turn Turn, class... Words>
struct dialect_of<preset<Dialect, Change, Turn>, Words...> {
    using type = Dialect;
    using rest = dialect_of<Words...>;
    static constexpr bool one =
        rest::one && (std::is_void_v<typename rest::type> || std::is_same_v<typename rest::type, Dialect>);
};

/// The words that set rules take their turns: presets, those that take back what presets say, and the others.
enum class rule_turn : std::uint8_t { presets, late_presets, others };

template <class Word>
constexpr rule_turn turn_of() {
    if constexpr (Word::option != question_option::preset) {
        return rule_turn::others;
    } else {
        return Word::turn == preset_turn::after_others ? rule_turn::late_presets : rule_turn::presets;
    }
}

template <class Word>
constexpr void change_rules(matching_rules& rules, rule_turn turn) {
    if constexpr (rule_word<Word>) {
        if (turn_of<Word>() == turn) Word::change(rules);
    }
}

/// The same for many words, the last one first.
template <class Word, class... Words>
constexpr void change_rules_backwards(matching_rules& rules, rule_turn turn) {
    if constexpr (sizeof...(Words) > 0) change_rules_backwards<Words...>(rules, turn);
    change_rules<Word>(rules, turn);
}

/// Whether the presets say the same in whatever order they stand.
template <class... Words>
[[nodiscard]] consteval bool presets_agree() {
    if constexpr (is_said<question_option::preset, Words...>) {
        matching_rules forwards = dialect_of<Words...>::type::rules();
        matching_rules backwards = forwards;
        for (const rule_turn turn : {rule_turn::presets, rule_turn::late_presets}) {
            (change_rules<Words>(forwards, turn), ...);
            change_rules_backwards<Words...>(backwards, turn);
        }
        return forwards == backwards;
    } else {
        return true;
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
    for ([[maybe_unused]] const rule_turn turn : {rule_turn::presets, rule_turn::late_presets, rule_turn::others}) {
        (change_rules<Words>(rules, turn), ...);
    }
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
template <class... Words>
constexpr bool placed_contradicts(const matching_rules& r) {
    return r.unordered && (excludes_between<Words> || ... || false);
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

/// A length as a number of ticks, for times of this kind; nothing where it is longer than any two moments can be apart.
template <class Ticks, class Tick, class Length>
[[nodiscard]] constexpr std::optional<ticks_span<Ticks>> length_in_ticks(const Length& length, whole_ticks rounded) {
    constexpr bool duration = is_duration<Length>;
    static_assert(duration || std::is_void_v<Tick>,
                  "emptor::within: these times have a unit, so the window needs one: give it a duration");
    static_assert(!duration || !std::is_void_v<Tick>,
                  "emptor::within: these times are bare numbers: say what they count, as in "
                  "unit<std::chrono::seconds>, or give the window as a number");
    if constexpr (duration == !std::is_void_v<Tick>) {
        if constexpr (duration) {
            return in_ticks<Ticks, Tick>(length, rounded);
        } else {
            return in_ticks<Ticks>(length, rounded);
        }
    }
}

template <class Ticks>
void limit_window(attempt_limits<Ticks>& limits, std::optional<ticks_span<Ticks>> length) {
    limits.endless = !length;
    limits.window = length.value_or(no_limit<ticks_span<Ticks>>);
}

/// Limits the gap after step k, counted from 0; the tighter of two limits holds.
template <bool Longest, class Ticks>
void limit_gap(attempt_limits<Ticks>& limits, std::size_t steps, std::size_t k,
               std::optional<ticks_span<Ticks>> length) {
    using span = ticks_span<Ticks>;
    auto& all = Longest ? limits.longest : limits.shortest;
    if (all.empty()) all.assign(steps, Longest ? no_limit<span> : span{});
    if (Longest) {
        all[k] = std::min(all[k], length.value_or(no_limit<span>));
    } else {
        all[k] = std::max(all[k], length.value_or(span{}));
        if (!length) limits.unreachable |= std::uint64_t{1} << k;
    }
}

/// @throws std::invalid_argument for a negative length or NaN, which it names.
template <class Length>
void require_length(const char* what, const Length& length) {
    if (length >= Length{}) return;
    throw std::invalid_argument{std::string{"emptor::asked_by: "}
                                    .append(what)
                                    .append(" is ")
                                    .append(std::to_string(length))
                                    .append("; it must be at least 0")};
}

/// @throws std::invalid_argument for lengths and places that the rules do not ask for.
template <class Span>
void require_asked(const matching_rules& rules, const question_lengths<Span>& given, std::size_t steps) {
    const auto refuse = [](const char* why) { throw std::invalid_argument{std::string{"emptor::asked_by: "} + why}; };
    const bool timed = rules.window == window_kind::time || rules.window == window_kind::session;
    if (given.window && !timed) refuse("a window is given, but the rules have no window of time and no session");
    if (given.events != 0 && rules.window != window_kind::events) {
        refuse("a number of events is given, but the rules have no window of events");
    }
    if (given.optional != 0 && !rules.skips) refuse("steps are optional, but the rules do not say skips");
    if (given.anchored != 0 && !rules.anchored) refuse("steps are anchored, but the rules do not say anchored");
    if (given.end_of_path != 0 && !rules.ends) {
        refuse("the end of the path takes a step, but the rules do not say ends");
    }
    if (((given.optional | given.anchored | given.end_of_path) & ~(~std::uint64_t{} >> (most_steps - steps))) != 0) {
        refuse("optional, anchored or end_of_path names a step that is not there");
    }
}

/// The lengths and places that are known only when the program runs.
template <class Ticks, class Span>
void add_lengths(attempt_limits<Ticks>& limits, std::size_t steps, const matching_rules& rules,
                 const question_lengths<Span>& given) {
    require_asked(rules, given, steps);
    if (given.window) {
        require_length("the window", *given.window);
        limit_window(limits, in_ticks<Ticks>(*given.window, rules.half_open ? whole_ticks::up : whole_ticks::down));
    }
    limits.events = given.events;
    const auto require_gaps = [&](const std::vector<Span>& lengths) {
        if (lengths.empty() || lengths.size() == steps || lengths.size() + 1 == steps) return;
        throw std::invalid_argument{"emptor::asked_by: " + std::to_string(lengths.size()) + " gaps; " +
                                    std::to_string(steps) + " steps have " + std::to_string(steps - 1)};
    };
    require_gaps(given.longest);
    require_gaps(given.shortest);
    for (std::size_t k = 0; k < given.longest.size(); ++k) {
        require_length("a longest gap", given.longest[k]);
        limit_gap<true>(limits, steps, k, in_ticks<Ticks>(given.longest[k], whole_ticks::down));
    }
    for (std::size_t k = 0; k < given.shortest.size(); ++k) {
        require_length("a shortest gap", given.shortest[k]);
        limit_gap<false>(limits, steps, k, in_ticks<Ticks>(given.shortest[k], whole_ticks::up));
    }
    limits.optional = given.optional;
    limits.anchored = given.anchored;
    limits.end_of_path = given.end_of_path;
    require_consistent(rules, !limits.longest.empty() || !limits.shortest.empty());
}

/// What one word says of lengths and places.
/// @param half_open the end of the window is outside it.
template <class Ticks, class Tick, class Steps, class Word>
void add_limit(attempt_limits<Ticks>& limits, const Steps& steps, const Word& word, bool half_open) {
    if constexpr (Word::option == question_option::gaps) {
        const auto length =
            length_in_ticks<Ticks, Tick>(word.length, Word::longest ? whole_ticks::down : whole_ticks::up);
        const std::uint64_t gaps = gaps_of(steps, word.between);
        for (std::size_t k = 0; k < steps.size(); ++k) {
            if ((gaps >> k & 1) != 0) limit_gap<Word::longest>(limits, steps.size(), k, length);
        }
    } else if constexpr (Word::option == question_option::window) {
        if constexpr (Word::kind == window_kind::events) {
            limits.events = word.length;
        } else {
            limit_window(limits,
                         length_in_ticks<Ticks, Tick>(word.length, half_open ? whole_ticks::up : whole_ticks::down));
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
        add_lengths(limits, steps.size(), word.rules, word.lengths);
    }
}

template <class Ticks, class Tick, class Steps, class... Words>
[[nodiscard]] attempt_limits<Ticks> limits_of(const Steps& steps, const std::tuple<Words...>& words,
                                              const matching_rules& rules) {
    attempt_limits<Ticks> limits;
    if (placed_contradicts<Words...>(rules)) {
        throw std::invalid_argument{
            "emptor::asked_by: steps in any order have nothing between two of them, so exclude everywhere"};
    }
    std::apply([&](const Words&... word) { (add_limit<Ticks, Tick>(limits, steps, word, rules.half_open), ...); },
               words);
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
