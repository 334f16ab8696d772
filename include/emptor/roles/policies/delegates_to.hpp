// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Leaving a decision to another role.

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/role_policy.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Decides nothing: what this role would have to agree to, `To` agrees to in its place; what it wants itself, `To` must
/// agree to.
template <auto To>
    requires enumerated<std::remove_cv_t<decltype(To)>>
struct delegates_to {
    using role_type = std::remove_cv_t<decltype(To)>;

    template <class Request>
        requires std::same_as<typename Request::role_type, role_type>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request&) const noexcept {
        return Request::escalate(To, {.why = cause::delegated});
    }
    [[nodiscard]] static constexpr bool may_agree(auto, auto) noexcept { return false; }
    [[nodiscard]] static constexpr auto escalates_to() noexcept { return enumerator_set{To}; }
    [[nodiscard]] static constexpr std::optional<role_type> stands_aside_for() noexcept { return To; }
};

namespace detail {

template <auto To, class Policy>
class else_asking {
public:
    constexpr explicit else_asking(Policy policy) : policy_{std::move(policy)} {}

    template <class Request>
        requires role_policy<Policy, Request> &&
                 std::same_as<typename Request::role_type, std::remove_cv_t<decltype(To)>>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        typename Request::verdict_type verdict = policy_(asked);
        if (verdict.stance == stance::refuse) return Request::escalate(To, verdict.reason);
        return verdict;
    }
    [[nodiscard]] constexpr bool may_agree(auto role, auto event) const {
        return detail::may_agree(policy_, role, event);
    }
    [[nodiscard]] constexpr auto escalates_to(std::remove_cv_t<decltype(To)> role) const {
        auto roles = detail::escalates_to(policy_, role);
        roles.insert(To);
        return roles;
    }
    [[nodiscard]] constexpr auto evaluated_by() const {
        return detail::evaluated_by<std::remove_cv_t<decltype(To)>>(policy_);
    }

private:
    [[no_unique_address]] Policy policy_;
};

}  // namespace detail

/// The policy, but where it would refuse, `To` decides.
/// @code
/// as<buyer>(otherwise_asks<decision_maker>(within_budget{}), needs_quotes<3>{})
/// @endcode
template <auto To, class Policy>
    requires enumerated<std::remove_cv_t<decltype(To)>>
[[nodiscard]] constexpr auto otherwise_asks(Policy policy) {
    return detail::else_asking<To, Policy>{std::move(policy)};
}

}  // namespace emptor
