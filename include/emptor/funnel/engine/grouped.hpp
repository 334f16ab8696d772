// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events that stand together entity by entity.

#include <concepts>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/entity_border.hpp>
#include <emptor/funnel/detail/bare_scan.hpp>
#include <emptor/funnel/detail/bare_slots.hpp>
#include <emptor/funnel/detail/entity_rows.hpp>
#include <emptor/funnel/detail/held_index.hpp>
#include <emptor/funnel/detail/seen_table.hpp>
#include <emptor/funnel/engine/engine_word.hpp>

namespace emptor {

/// Asks of events that stand together entity by entity (see `grouped`).
struct grouped_word {
    static constexpr engine_option engine = engine_option::store;

    template <class Question, class First, class... Rest>
    [[nodiscard]] auto ask(const Question& question, First&& first, Rest&&... rest) const {
        if constexpr (std::same_as<std::remove_cvref_t<First>, sort_first_word>) {
            return detail::with_projections(
                question, [&](auto&&... given) { return sorted(question, given...); }, std::forward<Rest>(rest)...);
        } else {
            return detail::with_projections(
                question, [&](auto&&... given) { return in_order(question, given...); }, std::forward<First>(first),
                std::forward<Rest>(rest)...);
        }
    }

private:
    template <class Question, class Events, class Who, class When, class... What>
    [[nodiscard]] static auto in_order(const Question& question, Events&& events, Who who, When when, What... what) {
        using types = detail::asked_types<Question, Events, Who, When>;
        detail::entity_border<typename types::who_type> others;
        if constexpr (detail::scanned<Question>) {
            if (question.steps().size() <= detail::most_scanned) return scanned(question, events, who, when, what...);
        }
        if constexpr (Question::holds) {
            using held_type = std::decay_t<decltype(question.held(std::declval<typename types::event_type&>()))>;
            auto counter = question.template counter<std::uint32_t, typename types::when_type, held_type>();
            std::uint32_t entities = 0;
            for (auto&& event : events) {
                if (others.crossed(std::invoke(who, event))) ++entities;
                counter.count_seen_held(entities - 1, std::invoke(when, event), question.held(event),
                                        question.seen(std::invoke(what, event)...));
            }
            return std::move(counter).report();
        } else {
            auto counter = question.template grouped_counter<typename types::when_type>();
            const detail::seen_table<Question, Events, What...> table{question};
            for (auto&& event : events) {
                if (others.crossed(std::invoke(who, event))) counter.next_entity();
                counter.count_seen(std::invoke(when, event), table.seen(std::invoke(what, event)...));
            }
            return std::move(counter).report();
        }
    }

    /// Where no times are asked for, by a loop that is made for it.
    template <class Question, class Events, class Who, class When, class... What>
    [[nodiscard]] static auto scanned(const Question& question, Events& events, Who who, When when, What... what) {
        using types = detail::asked_types<Question, Events, Who, When>;
        auto scan = detail::scan_for<typename types::when_type>(question);
        const detail::seen_table<Question, Events, What...> table{question};
        detail::entity_border<typename types::who_type> others;
        scan.count(
            events, [&](auto&& event) { return others.crossed(std::invoke(who, event)); },
            [&](auto&& event) { return detail::to_ticks(std::invoke(when, event)); },
            [&](auto&& event) { return table.seen(std::invoke(what, event)...).bits; });
        return detail::summarise_blocks<typename types::when_type>(scan, question);
    }

    /// One entity's events are kept at a time.
    template <class Question, class Events, class Who, class When, class... What>
    [[nodiscard]] static auto sorted(const Question& question, Events&& events, Who who, When when, What... what) {
        using types = detail::asked_types<Question, Events, Who, When>;
        using seen_type = std::remove_cvref_t<decltype(question.seen(
            std::invoke(what, std::declval<typename types::event_type&>())...))>;
        detail::entity_rows<Question, typename types::when_type, seen_type> rows{question};
        [[maybe_unused]] detail::held_index<Question, typename types::event_type> held_values;
        detail::entity_border<typename types::who_type> others;
        for (auto&& event : events) {
            if (others.crossed(std::invoke(who, event))) rows.next_entity();
            std::uint32_t held = 0;
            if constexpr (Question::holds) held = held_values.number(question.held(event));
            rows.add(std::invoke(when, event), question.seen(std::invoke(what, event)...), held);
        }
        return std::move(rows).report();
    }
};

inline namespace question_words {

/// As first argument of a funnel: all events of an entity stand together, so nobody is looked up and one entity's state
/// is kept at a time.
///
/// Only who stood before is compared: an entity that comes back after another one counts as two. With `sort_first` the
/// events of each entity may be in any order.
inline constexpr grouped_word grouped{};

}  // namespace question_words
}  // namespace emptor
