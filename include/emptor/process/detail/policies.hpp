// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The policies of a journey, in a row.

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <emptor/process/detail/call.hpp>
#include <emptor/process/guard.hpp>

namespace emptor {

namespace detail {

template <std::size_t, class Policy>
struct policy_slot {
    [[no_unique_address]] Policy held;
};

template <class Indices, class... Policies>
class policy_row;

template <std::size_t... I, class... Policies>
class policy_row<std::index_sequence<I...>, Policies...> : policy_slot<I, Policies>... {
public:
    constexpr policy_row() = default;
    constexpr explicit policy_row(Policies... policies)
        requires(sizeof...(Policies) > 0)
        : policy_slot<I, Policies>{std::move(policies)}... {}

    static constexpr bool any_guard = (is_guard<Policies> || ...);

    /// The first guard that says no: its place from 1 on, and its name; place 0 if there is none.
    template <class Move, class Context>
    [[nodiscard]] constexpr std::pair<std::size_t, std::string_view> refusing(const Move& move,
                                                                              Context& context) const {
        std::pair<std::size_t, std::string_view> found{0, {}};
        std::size_t place = 0;
        const auto ask = [&]<class Policy>(const Policy& policy) {
            if constexpr (is_guard<Policy>) {
                ++place;
                if (!policy.about(move.event) || holds(policy.function, move, context)) return true;
                found = {place, Policy::name};
                return false;
            }
            return true;
        };
        static_cast<void>((ask(static_cast<const policy_slot<I, Policies>&>(*this).held) && ...));
        return found;
    }

    /// Calls those who watch this moment of what is `seen`.
    template <moment When, class Which, class Seen, class Context>
    constexpr void tell(const Which& which, const Seen& seen, Context& context) const {
        const auto call = [&]<class Policy>(const Policy& policy) {
            if constexpr (Policy::when == When) {
                constexpr bool changing = changes_itself<decltype(policy.function), Seen, Context>;
                static_assert(!changing,
                              "an observer is called as a constant: in place of a mutable lambda, change "
                              "the context, or what a reference leads to");
                static_assert(
                    changing || takes_some_of<decltype(policy.function), Seen, Context>,
                    "an observer takes what it sees and a context, one of them, or nothing; a context is given "
                    "by apply_in");
                if constexpr (takes_some_of<decltype(policy.function), Seen, Context>) {
                    if (policy.about(which)) call_with_some_of(policy.function, seen, context);
                }
            }
        };
        (call(static_cast<const policy_slot<I, Policies>&>(*this).held), ...);
    }

private:
    template <class Predicate, class Move, class Context>
    [[nodiscard]] static constexpr bool holds(const Predicate& predicate, const Move& move, Context& context) {
        constexpr bool callable = takes_some_of<Predicate, Move, Context>;
        constexpr bool changing = changes_itself<Predicate, Move, Context>;
        static_assert(!changing,
                      "a guard is called as a constant: in place of a mutable lambda, change the context, or "
                      "what a reference leads to");
        static_assert(callable || changing,
                      "a guard takes a move and a context, one of them, or nothing; a context is given by apply_in");
        if constexpr (callable) {
            using answer = decltype(call_with_some_of(predicate, move, context));
            static_assert(std::same_as<std::remove_cvref_t<answer>, bool>, "a guard answers with a bool");
            if constexpr (std::same_as<std::remove_cvref_t<answer>, bool>) {
                return call_with_some_of(predicate, move, context);
            }
        }
        return false;
    }
};

/// Whether a policy is about the stages or events of this process, as its moment asks.
template <class Policy, class Process>
[[nodiscard]] consteval bool is_about() {
    if constexpr (requires { typename Policy::which_type::about; }) {
        using about = typename Policy::which_type::about;
        constexpr bool of_stages = Policy::when == moment::leaving || Policy::when == moment::entering;
        return std::same_as<about,
                            std::conditional_t<of_stages, typename Process::stage_type, typename Process::event_type>>;
    }
    return true;
}

}  // namespace detail
}  // namespace emptor
