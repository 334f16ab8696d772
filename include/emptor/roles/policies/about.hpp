// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A policy for some events only.

#include <concepts>
#include <type_traits>
#include <utility>

#include <emptor/roles/role_policy.hpp>

namespace emptor {

namespace detail {

template <class Policy, auto... Events>
class policy_about {
    using event_type = std::common_type_t<std::remove_cv_t<decltype(Events)>...>;

public:
    constexpr explicit policy_about(Policy policy) : policy_{std::move(policy)} {}

    template <class Request>
        requires role_policy<Policy, Request> && std::same_as<typename Request::event_type, event_type>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        return concerns(asked.event) ? policy_(asked) : Request::abstain();
    }
    [[nodiscard]] constexpr bool may_agree(auto role, event_type event) const {
        return !concerns(event) || detail::may_agree(policy_, role, event);
    }
    [[nodiscard]] constexpr auto escalates_to(auto role) const { return detail::escalates_to(policy_, role); }
    [[nodiscard]] constexpr auto evaluated_by() const
        requires requires(const Policy& policy) { policy.evaluated_by(); }
    {
        return policy_.evaluated_by();
    }

private:
    [[nodiscard]] static constexpr bool concerns(event_type event) noexcept { return ((event == Events) || ...); }

    [[no_unique_address]] Policy policy_;
};

}  // namespace detail

/// The policy where one of these events is asked for; it has nothing to say of others. That a role stands aside, or is
/// passed over in time, is never for some events only.
/// @code
/// as<buyer>(always{}, about<signed_off>(needs_quotes<3>{}))
/// @endcode
template <auto Event, std::same_as<std::remove_cv_t<decltype(Event)>> auto... More, class Policy>
    requires enumerated<std::remove_cv_t<decltype(Event)>>
[[nodiscard]] constexpr auto about(Policy policy) {
    return detail::policy_about<Policy, Event, More...>{std::move(policy)};
}

}  // namespace emptor
