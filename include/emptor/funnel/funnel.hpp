// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A question about how many got how far.

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/columns.hpp>
#include <emptor/funnel/counter.hpp>
#include <emptor/funnel/detail/bare_attempts.hpp>
#include <emptor/funnel/detail/bare_list.hpp>
#include <emptor/funnel/detail/bare_slots.hpp>
#include <emptor/funnel/detail/held_index.hpp>
#include <emptor/funnel/detail/sentence.hpp>
#include <emptor/funnel/detail/sorted_rows.hpp>
#include <emptor/funnel/detail/sound_sentence.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/grouped_counter.hpp>
#include <emptor/funnel/hold.hpp>
#include <emptor/funnel/line_counter.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/segment.hpp>
#include <emptor/funnel/sort_first.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/timed.hpp>
#include <emptor/funnel/untimed.hpp>
#include <emptor/funnel/window.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// A question that is asked of events: how many entities took these steps, in this order?
///
/// An entity took steps 1 to k if it has k distinct events, one for each step, none before the one of the step before
/// it, all within the window from the first one. Events at one time convert in step order. Every event of the first
/// step may start an attempt; an entity counts once, with its best attempt: the one with most steps, of those the one
/// that completes first, of those the one that started last if there is a window, first if there is none. Within it,
/// each step stands at its first possible event.
///
/// Times have one of three clocks. `since_first_start`: from the entity's first start until it first got this far in
/// any attempt. `in_attempt`: from the start of its best attempt. `from_previous`: from the step before, in that
/// attempt. Without a window the attempt that began with the first start is the best one, and the first two are the
/// same. With one, the clocks of the attempt are there if they are asked for (`timed`).
///
/// All of that is only what is asked if nothing else is said; each word of the sentence says one thing, in any order:
/// `unordered`, `anchored`, `within`, `gap_max`, `gap_min`, `ties`, `breaks_on`, `exclude`, `may_skip`, `hold`, `each`,
/// `from`, `open`, `on_refusal`, and those of other engines' dialects, which `presets` say by name. What is not asked
/// for is not paid for.
///
/// A question is a value, `const` and safe to share; it may be `constexpr`.
template <class Steps, funnel_word... Words>
class funnel {
    template <question_option Option>
    static constexpr bool has = detail::is_said<Option, Words...>;

    static_assert(detail::sound_sentence<Steps, Words...>::value);

    using window_word = typename detail::find_word<question_option::window, Words...>::type;
    using unit_word = typename detail::find_word<question_option::unit, Words...>::type;
    using chosen_rules_word = typename detail::find_word<question_option::rules, Words...>::type;
    static constexpr bool chosen = !std::is_void_v<chosen_rules_word>;
    static constexpr bool windowed = !std::is_void_v<window_word>;

public:
    /// What the words of the sentence say.
    static constexpr matching_rules rules = detail::rules_of<Steps, Words...>();

    using steps_type = Steps;

    /// No word asks for more than the plain engine knows.
    static constexpr bool plain = !chosen && detail::is_plain(rules) && detail::all_plain<Words...>;

    /// How many, and not how long.
    static constexpr bool untimed =
        std::is_same_v<typename detail::find_word<question_option::times, Words...>::type, untimed_word>;
    static_assert(!untimed || plain,
                  "emptor::untimed: only questions with no other word but within(time) save by it: leave it out");
    static constexpr bool keeps_times = has<question_option::times> && !untimed;

    /// What an entity is remembered by: no more than the question needs.
    static constexpr detail::remembered remembers = untimed && !windowed ? detail::remembered::levels
                                                    : untimed            ? detail::remembered::open_starts
                                                    : !windowed          ? detail::remembered::first_times
                                                    : !keeps_times       ? detail::remembered::starts
                                                                         : detail::remembered::chains;

    /// The property that must stay the same, if there is one.
    using holding_type = typename detail::find_word<question_option::holding, Words...>::type;
    static constexpr bool holds = !std::is_void_v<holding_type>;
    static constexpr bool limits_gaps = has<question_option::gaps>;

    using rules_type = std::conditional_t<chosen, detail::chosen_rules, detail::fixed_rules<rules>>;

    constexpr explicit(false) funnel(Steps steps, Words... words)
        : steps_{std::move(steps)}, words_{std::move(words)...} {
        check_places();
    }

    /// Asks the question of events that are in order of time for each entity.
    ///
    /// Takes one pass, O(1) amortised an event and O(steps) memory an entity. An event that is older than one before
    /// it of the same entity is left out and reported as out of order.
    /// @param events any input range; it need not be grouped by entity.
    /// @param who,when,what projections of an event, as in the standard algorithms: member pointers or functions. For a
    /// funnel through a process, those that give its role and whether those who must agree have done so may follow.
    /// @throws std::invalid_argument for a time that is not finite.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What... what) const {
        auto counter = counter_of<Events, Who, When>();
        count_all_in(counter, events, who, when, what...);
        return std::move(counter).report();
    }

    /// The same where no times are asked for and ids are integers: each entity's state stands beside its id.
    template <std::ranges::input_range Events, class Who, class When, class... What>
        requires(detail::has_slots<funnel,
                                   std::decay_t<std::invoke_result_t<Who&, std::ranges::range_reference_t<Events>&>>>)
    [[nodiscard]] auto operator()(Events&& events, Who who, When when, What... what) const {
        return detail::asked_of_slots<false>(*this, 0, events, who, when, what...);
    }

    /// Asks the question of events in any order: they are stably sorted by time first, if they are not in order, and
    /// those that were found out of order are reported.
    ///
    /// Forward ranges are read once, and once more if they are not in order; then, and for input ranges, (who, when,
    /// what) is copied.
    template <std::ranges::input_range Events, class Who, class When, class... What>
    [[nodiscard]] auto operator()(sort_first_word, Events&& events, Who who, When when, What... what) const {
        using range_type = std::remove_reference_t<Events>;
        if constexpr (std::ranges::forward_range<range_type>) {
            auto counter = counter_of<Events, Who, When>();
            count_all_in(counter, events, who, when, what...);
            if (counter.totals().out_of_order == 0) return std::move(counter).report_sorted(0);
        }
        return detail::ask_sorted(*this, events, who, when, what...);
    }

    /// Asks the question of events that are counted in another way: `grouped`, `dense_ids`, `partitioned`, `parallel`,
    /// `late_by`, with or without `sort_first`. The answer is the same.
    /// @param rest other such words, and then the events with their projections, or columns.
    template <engine_word Word, class... Rest>
        requires(!std::same_as<Word, sort_first_word> && sizeof...(Rest) > 0)
    [[nodiscard]] auto operator()(const Word& word, Rest&&... rest) const {
        return word.ask(*this, std::forward<Rest>(rest)...);
    }

    template <engine_word Word, class... Rest>
        requires(!std::same_as<Word, sort_first_word> && sizeof...(Rest) > 0)
    [[nodiscard]] auto operator()(sort_first_word sorted_first, const Word& word, Rest&&... rest) const {
        return word.ask(*this, sorted_first, std::forward<Rest>(rest)...);
    }

    /// Asks the question of events that are given as columns.
    template <class... Columns>
    [[nodiscard]] auto operator()(const event_columns<Columns...>& events) const {
        return detail::with_projections(*this, [this](auto&&... given) { return (*this)(given...); }, events);
    }

    template <class... Columns>
    [[nodiscard]] auto operator()(sort_first_word word, const event_columns<Columns...>& events) const {
        return detail::with_projections(*this, [&](auto&&... given) { return (*this)(word, given...); }, events);
    }

    /// Counts event by event: `count(who, when, what)`, then `report()` at any time.
    /// Where a property is held, its type is the third one, and `count_held(who, when, held, what)` counts.
    template <entity_id Who, event_time When, class... Held>
    [[nodiscard]] auto counter() const {
        static_assert(sizeof...(Held) == (holds ? 1 : 0),
                      "emptor::funnel: a counter has the type of the property that is held, if one is");
        if constexpr (plain) {
            return funnel_counter<funnel, Who, When>{*this};
        } else {
            return funnel_line_counter<funnel, Who, When, Held...>{*this};
        }
    }

    /// Counts entity by entity: `next_entity()`, `count(when, what)` for each of its events, and `report()` in the end.
    template <event_time When>
    [[nodiscard]] auto grouped_counter() const {
        if constexpr (plain) {
            return funnel_grouped_counter<funnel, When>{*this};
        } else {
            return funnel_grouped_line_counter<funnel, When>{*this};
        }
    }

    /// Counts one of several consecutive spans of time: as `counter`, and `then(later)` joins it with the one after it.
    template <entity_id Who, event_time When, class... Held>
    [[nodiscard]] auto segment() const {
        static_assert(sizeof...(Held) == (holds ? 1 : 0),
                      "emptor::funnel: a segment has the type of the property that is held, if one is");
        static_assert(!untimed, "emptor::untimed: spans are joined by the times of steps, so a segment keeps them");
        return funnel_segment<funnel, Who, When, Held...>{*this};
    }

    [[nodiscard]] constexpr const Steps& steps() const noexcept { return steps_; }

    using tracker_type = typename Steps::tracker;

    /// What tells the steps of an event from where its entity is, if they go through a process; at first of nobody.
    [[nodiscard]] tracker_type tracker() const {
        using refusal_type = typename detail::find_word<question_option::refusals, Words...>::type;
        if constexpr (std::is_void_v<refusal_type>) {
            return tracker_type{steps_};
        } else {
            return tracker_type{steps_, std::get<refusal_type>(words_).effect};
        }
    }

    /// Calls `use` with each word of the sentence.
    template <class Use>
    constexpr void visit_words(Use use) const {
        std::apply([&](const Words&... word) { (use(word), ...); }, words_);
    }

    /// What the engine needs of an event: the steps it takes, and where it is excluded if anything is.
    template <class... What>
    [[nodiscard]] constexpr auto seen(const What&... what) const {
        using seen_type = typename Steps::seen_type;
        if constexpr (plain) {
            return steps_.seen(what...);
        } else {
            detail::seen_event<seen_type> seen{};
            if constexpr (sizeof...(What) == 1 && (std::same_as<What, marked_event> && ...)) {
                ((seen = {steps_.seen(what.steps), what.excludes}), ...);
            } else {
                seen.event = steps_.seen(what...);
                std::apply([&](const Words&... word) { ((seen.excludes |= excluded_by(word, what...)), ...); }, words_);
            }
            return seen;
        }
    }

    /// The names of the lines of the report.
    [[nodiscard]] std::vector<std::string> line_names() const {
        bool any_order = rules.unordered;
        if constexpr (chosen) any_order = std::get<chosen_rules_word>(words_).rules.unordered;
        if (!any_order) return steps_.names();
        std::vector<std::string> names{"1 step"};
        while (names.size() < steps_.size()) names.push_back(std::to_string(names.size() + 1) + " steps");
        return names;
    }

    /// The property of an event that must stay the same.
    template <class Event>
    [[nodiscard]] constexpr decltype(auto) held(Event&& event) const
        requires holds
    {
        return std::invoke(std::get<holding_type>(words_).of, event);
    }

    /// The rules and lengths, as the engine reads them.
    template <event_time When>
    [[nodiscard]] auto plan() const {
        using ticks = detail::ticks_of<When>;
        rules_type asked{};
        if constexpr (chosen) asked = {std::get<chosen_rules_word>(words_).rules};
        return detail::attempt_plan<ticks, rules_type>{
            steps_.size(), asked, detail::limits_of<ticks, tick_for<When>>(steps_, words_, asked.get())};
    }

    /// Another question of the same words may name other events or another property. What has no == is the same where
    /// it has the same type.
    /// @returns the first word that differs, as it is written; or null. Lengths and places are those of the plan.
    /// @pre the names of the steps are the same.
    [[nodiscard]] constexpr const char* difference_to(const funnel& other) const {
        if constexpr (requires { steps_.unlike(other.steps_); }) {
            if (steps_.unlike(other.steps_)) return "steps";
        }
        const char* found = nullptr;
        const auto differ = [&]<class Word>(const Word& mine, const Word& its) {
            if constexpr (Word::option == question_option::exclusions) {
                if (detail::gaps_of(steps_, mine.between) != detail::gaps_of(other.steps_, its.between) ||
                    detail::unlike(mine.event, its.event)) {
                    found = "exclude";
                }
            } else if constexpr (Word::option == question_option::holding) {
                if (detail::unlike(mine.of, its.of)) found = "hold";
            }
        };
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((found == nullptr ? differ(std::get<I>(words_), std::get<I>(other.words_)) : void()), ...);
        }(std::index_sequence_for<Words...>{});
        return found;
    }

    /// How long a tick of these times is; `void` if nothing says so.
    template <event_time When>
    using tick_for = typename detail::unit_or<unit_word, detail::tick_of<When>>::type;

    /// The window as the engine compares it. Without one, 0.
    template <event_time When>
    [[nodiscard]] constexpr auto window_ticks() const {
        using ticks = detail::ticks_of<When>;
        using tick = tick_for<When>;
        static_assert(std::is_void_v<unit_word> || std::is_void_v<detail::tick_of<When>>,
                      "emptor::unit: these times have a unit of their own");
        if constexpr (!windowed) {
            return detail::ticks_span<ticks>{};
        } else {
            return detail::length_in_ticks<ticks, tick>(std::get<window_word>(words_).length, detail::whole_ticks::down)
                .value_or(detail::no_limit<detail::ticks_span<ticks>>);
        }
    }

    /// The window as the report shows it.
    template <event_time When>
    [[nodiscard]] constexpr std::optional<detail::elapsed_of<tick_for<When>>> window_length() const {
        using elapsed = detail::elapsed_of<tick_for<When>>;
        if constexpr (chosen) {
            const auto& asked = std::get<chosen_rules_word>(words_);
            if (asked.rules.window != window_kind::time || !asked.lengths.window) return std::nullopt;
            const auto ticks = static_cast<double>(*asked.lengths.window);
            if constexpr (std::is_void_v<tick_for<When>>) {
                return ticks;
            } else {
                return std::chrono::duration<double, typename tick_for<When>::period>{ticks};
            }
        } else if constexpr (!windowed) {
            return std::nullopt;
        } else if constexpr (window_word::kind != window_kind::time) {
            return std::nullopt;
        } else if constexpr (!std::is_convertible_v<decltype(window_word::length), elapsed>) {
            return std::nullopt;  // refused in words by `window_ticks`
        } else {
            return static_cast<elapsed>(std::get<window_word>(words_).length);
        }
    }

private:
    /// A word that names a step which is not there is refused where the question is made.
    constexpr void check_places() const {
        std::apply([&](const Words&... word) { (check_place(word), ...); }, words_);
    }

    template <class Word>
    constexpr void check_place(const Word& word) const {
        if constexpr (Word::option == question_option::gaps || Word::option == question_option::exclusions) {
            static_cast<void>(detail::gaps_of(steps_, word.between));
        } else if constexpr (Word::option == question_option::skipping || Word::option == question_option::anchoring) {
            std::apply([&](const auto&... named) { (static_cast<void>(detail::place_of(steps_, named)), ...); },
                       word.named);
        }
    }

    template <class Word, class... What>
    [[nodiscard]] constexpr std::uint64_t excluded_by(const Word& word, const What&... what) const {
        if constexpr (Word::option == question_option::exclusions) {
            const auto& event = std::get<0>(std::tie(what...));
            if constexpr (std::same_as<std::remove_cvref_t<decltype(event)>, step_set>) {
                return 0;
            } else {
                static_assert(detail::step_for<decltype(word.event), std::remove_cvref_t<decltype(event)>>,
                              "emptor::exclude: `what` must be comparable with the excluded event, or be taken by its "
                              "predicate");
                return detail::takes(word.event, event) ? detail::gaps_of(steps_, word.between) : 0;
            }
        } else {
            return 0;
        }
    }

    template <class Counter, class Events, class Who, class When, class... What>
    void count_all_in(Counter& counter, Events& events, Who& who, When& when, What&... what) const {
        if constexpr (plain) {
            counter.count_all(events, who, when, what...);
        } else {
            for (auto&& event : events) count_in(counter, event, who, when, what...);
        }
    }

    template <class Counter, class Event, class Who, class When, class... What>
    void count_in(Counter& counter, Event&& event, Who& who, When& when, What&... what) const {
        if constexpr (holds) {
            counter.count_held(std::invoke(who, event), std::invoke(when, event), held(event),
                               std::invoke(what, event)...);
        } else {
            counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event)...);
        }
    }

    template <class Events, class Who, class When>
    [[nodiscard]] auto counter_of() const {
        using types = detail::asked_types<funnel, Events, Who, When>;
        if constexpr (holds) {
            using held_type =
                std::decay_t<decltype(std::declval<const funnel&>().held(std::declval<typename types::event_type&>()))>;
            static_assert(entity_id<held_type>,
                          "emptor::hold: it must give text, or a copyable value with std::hash and ==");
            return counter<typename types::who_type, typename types::when_type, held_type>();
        } else {
            return counter<typename types::who_type, typename types::when_type>();
        }
    }

    [[no_unique_address]] Steps steps_;
    [[no_unique_address]] std::tuple<Words...> words_;
};

template <class Steps, class... Words>
funnel(Steps, Words...) -> funnel<Steps, Words...>;

}  // namespace emptor
