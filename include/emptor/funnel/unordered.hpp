// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps in any order.

#include <tuple>
#include <utility>

#include <emptor/funnel/place.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// The steps of an unordered question that stay in their place (see `anchored`).
template <class... Named>
struct anchoring {
    static constexpr question_option option = question_option::anchoring;
    static constexpr void change(matching_rules& rules) { rules.anchored = true; }
    std::tuple<Named...> named;
};

inline namespace question_words {

/// The steps count in any order, each with an event of its own; the window runs from the earliest of them. The lines of
/// the report are how many took one step, two steps, and so on.
inline constexpr rule_setting<question_option::order, &matching_rules::unordered, true> unordered{};

/// Beside `unordered`: these steps stay in their place. All that stand before one of them come before it, in any order,
/// and all that stand after it come after it. Needs a record for each set of steps that an attempt may have taken: of n
/// steps between two of these, 2^n, so there are at most 10.
/// @throws std::invalid_argument for more, when it is asked.
template <class... Named>
    requires(sizeof...(Named) > 0)
[[nodiscard]] constexpr auto anchored(Named... named) {
    return anchoring<detail::kept_step<Named>...>{{detail::kept_step<Named>(std::move(named))...}};
}

}  // namespace question_words
}  // namespace emptor
