// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events that come late, but not too late.

#include <cstddef>
#include <functional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/reordered.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/sentence.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/engine/grouped.hpp>

namespace emptor {

/// Asks for events to be put in order as far as they are not too late (see `late_by`).
template <class Length>
class late_by_word {
public:
    static constexpr engine_option engine = engine_option::order;

    /// @throws std::invalid_argument for a negative length or NaN.
    constexpr explicit late_by_word(Length bound) : bound_{bound} {
        if (bound >= Length{}) return;
        std::string said{"emptor::late_by: the bound is "};
        if constexpr (detail::is_duration<Length>) {
            said.append(std::to_string(bound.count())).append(" of its units");
        } else {
            said.append(std::to_string(bound));
        }
        throw std::invalid_argument{said.append("; it must be at least 0")};
    }

    template <class Question, class First, class... Rest>
    [[nodiscard]] auto ask(const Question& question, First&& first, Rest&&... rest) const {
        using first_type = std::remove_cvref_t<First>;
        static_assert(!std::same_as<first_type, grouped_word>,
                      "emptor::late_by: events that stand together entity by entity are put in order by sort_first");
        if constexpr (detail::says_engine<engine_option::store, first_type>) {
            return detail::with_projections(
                question, [&](auto&&... given) { return with(question, std::tie(first), given...); },
                std::forward<Rest>(rest)...);
        } else {
            return detail::with_projections(
                question, [&](auto&&... given) { return with(question, std::tuple{}, given...); },
                std::forward<First>(first), std::forward<Rest>(rest)...);
        }
    }

private:
    template <class Question, class Engine, class Events, class Who, class When, class... What>
    [[nodiscard]] auto with(const Question& question, Engine store, Events&& events, Who who, When when,
                            What... what) const {
        using when_type = typename detail::asked_types<Question, Events, Who, When>::when_type;
        using ticks = detail::ticks_of<when_type>;
        using tick = detail::tick_of<when_type>;
        static_assert(detail::is_duration<Length> == !std::is_void_v<tick>,
                      "emptor::late_by: the bound is a duration where times have a unit, and else a number");
        if constexpr (detail::is_duration<Length> == !std::is_void_v<tick>) {
            const auto bound = detail::length_in_ticks<ticks, tick>(bound_, detail::whole_ticks::down)
                                   .value_or(detail::no_limit<detail::ticks_span<ticks>>);
            detail::reordered_events<std::remove_reference_t<Events>, When> in_order{events, when, bound};
            return std::apply(
                [&](const auto&... words) {
                    return question(words..., in_order, std::move(who), std::move(when), std::move(what)...);
                },
                store);
        }
    }

    Length bound_;
};

namespace detail {

template <class Word>
inline constexpr bool is_late_by = false;
template <class Length>
inline constexpr bool is_late_by<late_by_word<Length>> = true;

}  // namespace detail

inline namespace question_words {

/// As first argument of a funnel, or beside its engine: events may come late, by up to `bound` after a later one, and
/// are put in order while they are read. What comes within the bound is held; those that are later still are counted as
/// if nothing were said: they are left out, and reported as out of order, where their entity had a later one before.
/// @param bound a duration where times have a unit, else a number.
/// @throws std::invalid_argument for a negative bound.
template <class Length>
[[nodiscard]] constexpr auto late_by(Length bound) {
    static_assert(std::is_arithmetic_v<Length> || detail::is_duration<Length>,
                  "emptor::late_by: the bound is a duration or a number");
    return late_by_word<Length>{bound};
}

}  // namespace question_words
}  // namespace emptor
