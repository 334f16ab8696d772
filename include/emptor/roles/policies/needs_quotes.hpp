// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a role wants to have in hand first.

#include <concepts>
#include <cstdint>
#include <type_traits>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Refuses as long as fewer than this many quotes have been recorded.
template <std::uint32_t Least>
struct needs_quotes {
    static_assert(Least > 0, "emptor::needs_quotes: at least one");

    template <class Request>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const noexcept {
        if (asked.quotes >= Least) return Request::agree();
        return Request::refuse({.why = cause::too_few_quotes, .counted = asked.quotes, .needed = Least});
    }
};

/// Refuses until someone in each of these roles has given an evaluation.
template <auto Role, std::same_as<std::remove_cv_t<decltype(Role)>> auto... More>
    requires enumerated<std::remove_cv_t<decltype(Role)>>
struct needs_evaluation_by {
    template <class Request>
        requires std::same_as<typename Request::role_type, std::remove_cv_t<decltype(Role)>>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const noexcept {
        for (const auto role : {Role, More...}) {
            if (!asked.evaluated_by.contains(role)) {
                return Request::refuse({.why = cause::not_evaluated, .role = role});
            }
        }
        return Request::agree();
    }
    [[nodiscard]] static constexpr auto evaluated_by() noexcept { return enumerator_set{Role, More...}; }
};

}  // namespace emptor
