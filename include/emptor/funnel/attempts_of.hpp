// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of a whole log at once.

#include <cstddef>
#include <functional>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/funnel/attempt_counter.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/funnel/split_by.hpp>

namespace emptor {
namespace detail {

/// @param split the property that attempts are split by, or null.
template <class Question, class Events, class Who, class When, class Split, class... What>
[[nodiscard]] auto attempts_in(const Question& asked, Events& events, Who& who, When& when, Split split,
                               What&... what) {
    using types = asked_types<Question, Events, Who, When>;
    constexpr bool splits = !std::is_null_pointer_v<Split>;
    using event_type = typename types::event_type;
    const auto value_of = [&](event_type& event) -> decltype(auto) {
        if constexpr (splits) return std::invoke(split->of, event);
    };
    using value_type = std::decay_t<std::invoke_result_t<decltype(value_of), event_type&>>;
    constexpr bool apart = [] {
        if constexpr (splits) return std::remove_pointer_t<Split>::apart;
        return false;
    }();
    const auto run = [&]<class... Held>(std::type_identity<Held>...) {
        attempt_counter<Question, typename types::who_type, typename types::when_type, value_type, apart, Held...>
            counter{asked};
        for (auto&& event : events) {
            if constexpr (splits && Question::holds) {
                counter.count_split_held(std::invoke(who, event), std::invoke(when, event), value_of(event),
                                         asked.held(event), std::invoke(what, event)...);
            } else if constexpr (splits) {
                counter.count_split(std::invoke(who, event), std::invoke(when, event), value_of(event),
                                    std::invoke(what, event)...);
            } else if constexpr (Question::holds) {
                counter.count_held(std::invoke(who, event), std::invoke(when, event), asked.held(event),
                                   std::invoke(what, event)...);
            } else {
                counter.count(std::invoke(who, event), std::invoke(when, event), std::invoke(what, event)...);
            }
        }
        return std::move(counter).attempts();
    };
    if constexpr (Question::holds) {
        return run(std::type_identity<std::decay_t<decltype(asked.held(std::declval<event_type&>()))>>{});
    } else {
        return run();
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
    constexpr std::size_t splits = (std::size_t{0} + ... + std::size_t{detail::is_split<Given>});
    static_assert(sizeof...(Given) > splits, "emptor::attempts_of: `what` is missing; it stands after who and when");
    auto each = std::tie(given...);
    constexpr std::size_t last = sizeof...(Given) - 1;
    static_assert(splits == 0 || (splits == 1 && detail::is_split<std::tuple_element_t<last, std::tuple<Given...>>>),
                  "emptor::attempts_of: attempts are split by one property, which stands last");
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        if constexpr (splits == 0) {
            return detail::attempts_in(asked, events, who, when, nullptr, std::get<I>(each)...);
        } else {
            return detail::attempts_in(asked, events, who, when, &std::get<last>(each), std::get<I>(each)...);
        }
    }(std::make_index_sequence<sizeof...(Given) - splits>{});
}

}  // namespace emptor
