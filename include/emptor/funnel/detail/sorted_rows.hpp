// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events in any order, counted in order.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/funnel/detail/entity_rows.hpp>
#include <emptor/funnel/detail/held_index.hpp>
#include <emptor/funnel/engine/engine_word.hpp>

namespace emptor::detail {

/// Keeps what a question needs of all events, and counts it entity by entity and in order of time, those of one time as
/// they came.
template <class Question, class Events, class Who, class When, class... What>
[[nodiscard]] auto ask_sorted(const Question& question, Events& events, Who& who, When& when, What&... what) {
    using types = asked_types<Question, Events, Who, When>;
    using event_type = typename types::event_type;
    using seen_type = std::remove_cvref_t<decltype(question.seen(std::invoke(what, std::declval<event_type&>())...))>;
    struct row {
        std::uint32_t entity;
        std::size_t position;
        entity_row<typename types::when_type, seen_type> rest;
    };
    entity_index<kept_id<typename types::who_type>> index;
    [[maybe_unused]] held_index<Question, event_type> held_values;
    std::vector<row> rows;
    for (auto&& each : events) {
        std::uint32_t held = 0;
        if constexpr (Question::holds) held = held_values.number(question.held(each));
        const std::uint32_t entity = index.number(looked_up<typename types::who_type>(std::invoke(who, each)));
        rows.push_back(
            {entity, rows.size(), {std::invoke(when, each), held, question.seen(std::invoke(what, each)...)}});
    }
    put_together(rows);
    entity_rows<Question, typename types::when_type, seen_type> counted{question};
    counted.reserve(index.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i].entity != rows[i - 1].entity) counted.next_entity();
        counted.add(rows[i].rest.at, rows[i].rest.seen, rows[i].rest.held);
    }
    return std::move(counted).report();
}

}  // namespace emptor::detail
