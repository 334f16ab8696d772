// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of a whole log at once.

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

/// The same of events that stand together entity by entity: nobody is looked up, and one entity's state is kept at a
/// time. An entity that comes back after another one counts as two.
template <class Steps, class... Words, std::ranges::input_range Events, class Who, class When, class... Given>
[[nodiscard]] auto attempts_of(const funnel<Steps, Words...>& asked, grouped_word, Events&& events, Who who, When when,
                               Given... given) {
    return detail::with_split(
        [&](const auto& split, const auto&... what) {
            return detail::attempts_together(asked, events, who, when, split, what...);
        },
        given...);
}

/// The same of events in any order: what is needed of them is kept and put in order, those of one time as they came.
template <class Steps, class... Words, std::ranges::input_range Events, class Who, class When, class... Given>
[[nodiscard]] auto attempts_of(const funnel<Steps, Words...>& asked, sort_first_word, Events&& events, Who who,
                               When when, Given... given) {
    return detail::with_split(
        [&](const auto& split, const auto&... what) {
            return detail::attempts_sorted(asked, events, who, when, split, what...);
        },
        given...);
}

}  // namespace emptor
