// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps that need not be taken.

#include <tuple>
#include <utility>

#include <emptor/funnel/place.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/word.hpp>

namespace emptor {

/// The steps that may be skipped.
template <class... Named>
struct skipping {
    static constexpr question_option option = question_option::skipping;
    static constexpr void change(matching_rules& rules) { rules.skips = true; }
    std::tuple<Named...> named;
};

inline namespace question_words {

/// An attempt may go on without these steps. Their lines in the report count those who took them; the shares of the
/// steps after them are of the last step that may not be skipped.
template <class... Named>
    requires(sizeof...(Named) > 0)
[[nodiscard]] constexpr auto may_skip(Named... named) {
    return skipping<detail::kept_step<Named>...>{{detail::kept_step<Named>(std::move(named))...}};
}

}  // namespace question_words
}  // namespace emptor
