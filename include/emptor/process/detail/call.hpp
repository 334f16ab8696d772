// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Calling a function of the user's with as much as it takes.

#include <concepts>
#include <functional>
#include <type_traits>

namespace emptor::detail {

/// In place of a context that nobody gave.
struct no_context {};

template <class Context>
inline constexpr bool has_context = !std::is_same_v<std::remove_cvref_t<Context>, no_context>;

/// Whether a function takes (seen, context), seen, context or nothing, asked in this order: a generic function that
/// takes one of them takes what is seen.
template <class Function, class Seen, class Context>
concept callable_with_some_of =
    (has_context<Context> && std::invocable<Function, const Seen&, Context&>) ||
    std::invocable<Function, const Seen&> || (has_context<Context> && std::invocable<Function, Context&>) ||
    std::invocable<Function>;

/// The same of a function that does not change by being called.
template <class Function, class Seen, class Context>
concept takes_some_of = callable_with_some_of<const Function&, Seen, Context>;

/// Whether a function would take them if it might change by being called, as a mutable lambda does.
template <class Function, class Seen, class Context>
concept changes_itself =
    !takes_some_of<Function, Seen, Context> && callable_with_some_of<std::remove_const_t<Function>&, Seen, Context>;

/// Calls with the first it takes of: (seen, context), seen, context, nothing.
template <class Function, class Seen, class Context>
    requires takes_some_of<Function, Seen, Context>
constexpr decltype(auto) call_with_some_of(const Function& function, const Seen& seen, Context& context) {
    if constexpr (has_context<Context> && std::invocable<const Function&, const Seen&, Context&>) {
        return std::invoke(function, seen, context);
    } else if constexpr (std::invocable<const Function&, const Seen&>) {
        return std::invoke(function, seen);
    } else if constexpr (has_context<Context> && std::invocable<const Function&, Context&>) {
        return std::invoke(function, context);
    } else {
        return std::invoke(function);
    }
}

}  // namespace emptor::detail
