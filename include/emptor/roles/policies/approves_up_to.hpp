// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How much a role may spend.

#include <concepts>
#include <optional>
#include <type_traits>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/money.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Agrees to amounts up to the limit. Above it refuses; or escalates, where a role is said.
/// @code
/// emptor::approves_up_to<eur::of(50'000), decision_maker>
/// @endcode
template <auto Limit, auto... Above>
    requires(money_amount<std::remove_cv_t<decltype(Limit)>> && sizeof...(Above) <= 1)
struct approves_up_to {
    using money_type = std::remove_cv_t<decltype(Limit)>;
    static_assert(Limit >= money_type{}, "emptor::approves_up_to: the limit is 0 or more");

    template <class Request>
        requires std::same_as<typename Request::money_type, money_type> &&
                 (std::same_as<typename Request::role_type, std::remove_cv_t<decltype(Above)>> && ...)
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        if (asked.amount <= Limit) return Request::agree();
        const typename Request::grounds_type reason{.why = cause::over_limit, .by = asked.amount - Limit};
        if constexpr (sizeof...(Above) == 1) {
            return Request::escalate(Above..., reason);
        } else {
            return Request::refuse(reason);
        }
    }
    [[nodiscard]] static constexpr auto escalates_to() noexcept
        requires(sizeof...(Above) == 1)
    {
        return enumerator_set{Above...};
    }
};

}  // namespace emptor
