// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which events a word of a question means.

#include <concepts>
#include <functional>
#include <string_view>
#include <type_traits>

namespace emptor::detail {

template <class What, class Step>
concept equal_to_step = requires(const What& what, const Step& step) {
    { what == step } -> std::convertible_to<bool>;
};

/// One step as it is kept in a sentence: text as a view, so that a question can be `constexpr`.
template <class Step>
using kept_step = std::conditional_t<std::is_convertible_v<const Step&, const char*>, std::string_view, Step>;

/// A predicate over an event's `what`, or a value that it may be equal to.
template <class Step, class What>
concept recognises = std::predicate<const Step&, const What&> || equal_to_step<What, Step>;

template <class Step, class What>
    requires recognises<Step, What>
[[nodiscard]] constexpr bool is_meant(const Step& step, const What& what) {
    if constexpr (std::predicate<const Step&, const What&>) {
        return std::invoke(step, what);
    } else if constexpr (std::integral<Step> && std::integral<What>) {
        return static_cast<std::common_type_t<Step, What>>(what) == static_cast<std::common_type_t<Step, What>>(step) &&
               (what < What{}) == (step < Step{});
    } else {
        return what == step;
    }
}

}  // namespace emptor::detail
