// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a funnel is counted.

#include <concepts>
#include <cstdint>
#include <functional>
#include <ranges>
#include <type_traits>
#include <utility>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/columns.hpp>
#include <emptor/funnel/sort_first.hpp>

namespace emptor {

/// What a word before the events says about how they are counted. The answer is the same whichever is said.
enum class engine_option : std::uint8_t {
    store,  ///< where the state of an entity is found
    order,  ///< what is done about events out of order
};

/// A word that stands before the events a question is asked of.
template <class Word>
concept engine_word = std::same_as<Word, sort_first_word> || requires {
    { Word::engine } -> std::convertible_to<engine_option>;
};

namespace detail {

/// Whether a word says this.
template <engine_option Option, class Word>
inline constexpr bool says_engine = [] {
    if constexpr (std::same_as<Word, sort_first_word>) {
        return Option == engine_option::order;
    } else if constexpr (engine_word<Word>) {
        return Option == Word::engine;
    } else {
        return false;
    }
}();

/// The types a question meets in these events.
template <class Question, class Events, class Who, class When>
struct asked_types {
    using event_type = std::ranges::range_reference_t<Events>;
    using who_type = std::decay_t<std::invoke_result_t<Who&, event_type&>>;
    using when_type = std::remove_cvref_t<std::invoke_result_t<When&, event_type&>>;
    static_assert(entity_id<who_type>,
                  "emptor::funnel: `who` must give text, or a copyable value with std::hash and ==");
    static_assert(event_time<when_type>, "emptor::funnel: `when` must give a number or a std::chrono time");
};

/// Calls `ask` with the events and their projections, of rows or of columns.
template <class Question, class Ask, class Events, class... Projections>
[[nodiscard]] auto with_projections(const Question&, const Ask& ask, Events&& events, Projections... given) {
    static_assert(!engine_word<std::remove_cvref_t<Events>>,
                  "emptor::funnel: a question is asked of one engine, and its events are put in order in one way");
    if constexpr (is_columns<std::remove_cvref_t<Events>>) {
        static_assert(sizeof...(Projections) == 0, "emptor::columns: columns need no projections");
        static_assert(!Question::holds, "emptor::columns: a property is held of an event, so give the events as rows");
        return events.as_rows([&]<class Rows, class... Cells>(Rows rows, Cells... cells) {
            return ask(std::move(rows), std::move(cells)...);
        });
    } else {
        static_assert(std::ranges::input_range<Events> && sizeof...(Projections) >= 2,
                      "emptor::funnel: a question is asked of a range of events, with the projections who, when and "
                      "what; or of columns");
        return ask(std::forward<Events>(events), std::move(given)...);
    }
}

}  // namespace detail
}  // namespace emptor
