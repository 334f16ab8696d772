// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of a whole log at once.

#include <concepts>
#include <cstddef>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/funnel/detail/attempt_engines.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/engine/grouped.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/funnel/sort_first.hpp>
#include <emptor/funnel/split_by.hpp>

namespace emptor {
namespace detail {

/// Takes a split apart from the projections before it, and calls `use` with it, or with null, and then with these.
template <class Use, class... Given>
[[nodiscard]] auto with_split(const Use& use, const Given&... given) {
    constexpr std::size_t splits = (std::size_t{0} + ... + std::size_t{is_split<Given>});
    static_assert(sizeof...(Given) > splits, "emptor::attempts_of: `what` is missing; it stands after who and when");
    const auto each = std::tie(given...);
    constexpr std::size_t last = sizeof...(Given) - 1;
    static_assert(splits == 0 || (splits == 1 && is_split<std::tuple_element_t<last, std::tuple<Given...>>>),
                  "emptor::attempts_of: attempts are split by one property, which stands last");
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        if constexpr (splits == 0) {
            return use(no_split{}, std::get<I>(each)...);
        } else {
            return use(std::get<last>(each), std::get<I>(each)...);
        }
    }(std::make_index_sequence<sizeof...(Given) - splits>{});
}

/// Attempts of events that stand together entity by entity, or come in any order, or both.
template <class... Words, class Question, class First, class... Rest>
[[nodiscard]] auto attempts_found(const Question& asked, First&& first, Rest&&... rest) {
    using first_type = std::remove_cvref_t<First>;
    if constexpr (engine_word<first_type>) {
        return attempts_found<Words..., first_type>(asked, std::forward<Rest>(rest)...);
    } else {
        constexpr bool together = (std::same_as<Words, grouped_word> || ...);
        constexpr bool in_any_order = (std::same_as<Words, sort_first_word> || ...);
        static_assert(
            ((std::same_as<Words, grouped_word> || std::same_as<Words, sort_first_word>) && ...) &&
                sizeof...(Words) == std::size_t{together} + std::size_t{in_any_order},
            "emptor::attempts_of: the words that say how events are found are `grouped` and `sort_first`, each "
            "said once");
        return [&](const auto& who, const auto& when, const auto&... given) {
            return with_split(
                [&](const auto& split, const auto&... what) {
                    if constexpr (together) {
                        return attempts_together<in_any_order>(asked, first, who, when, split, what...);
                    } else {
                        return attempts_sorted(asked, first, who, when, split, what...);
                    }
                },
                given...);
        }(rest...);
    }
}

}  // namespace detail

/// The attempts that the answer to a question counts, in one pass over events in order of time for each entity.
///
/// @code
/// const auto attempts = emptor::attempts_of(asked, visits, &visit::customer, &visit::at, &visit::what,
///                                           split_by(&visit::channel));
/// @endcode
///
/// @param given who, when and what (for a funnel through a process also the role) are as for the question itself; then,
/// if wanted, `split_by` or `split_apart_by`.
/// @throws std::invalid_argument for a time that is not finite.
template <class Steps, class... Words, std::ranges::input_range Events, class Who, class When, class... Given>
[[nodiscard]] auto attempts_of(const funnel<Steps, Words...>& asked, Events&& events, Who who, When when,
                               Given... given) {
    return detail::with_split(
        [&](const auto& split, const auto&... what) {
            return detail::attempts_by_id(asked, events, who, when, split, what...);
        },
        given...);
}

/// The same of events that are found in another way:
/// - `grouped`: they stand together entity by entity, so nobody is looked up and one entity's state is kept at a time.
///   An entity that comes back after another one counts as two.
/// - `sort_first`: they come in any order; what is needed of them is kept and put in order, those of one time as they
///   came.
/// - both: together entity by entity, those of each in any order; one entity's events are kept at a time.
/// @param rest the other word, if both are said, and then the events with their projections.
template <class Steps, class... Words, engine_word Word, class... Rest>
    requires(sizeof...(Rest) > 0)
[[nodiscard]] auto attempts_of(const funnel<Steps, Words...>& asked, Word, Rest&&... rest) {
    return detail::attempts_found<Word>(asked, std::forward<Rest>(rest)...);
}

}  // namespace emptor
