// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What gives a role its behaviour.

#include <concepts>
#include <optional>

#include <emptor/process/enumerator_set.hpp>

namespace emptor {

/// A policy of a role: a value called with a `purchase_request` that answers with its verdict.
///
/// It may also say what it knows beforehand, so that a chain that cannot work does not compile:
/// - `may_agree(role, event)`: whether it can ever agree to the event, or has nothing to say of it;
/// - `escalates_to()`, or `escalates_to(role)` where one policy serves several roles: the roles it may escalate to, an
///   `enumerator_set`;
/// - `evaluated_by()`: the roles whose evaluation it waits for;
/// - `stands_aside_for()`: the role that decides in place of its own, from the start;
/// - `overdue(asked, now)`: the role that decides in its place once it has been asked too long ago, if it has.
template <class Policy, class Request>
concept role_policy = requires(const Policy& policy, const Request& asked) {
    { policy(asked) } -> std::same_as<typename Request::verdict_type>;
};

namespace detail {

template <class Policy, enumerated Role, enumerated Event>
[[nodiscard]] constexpr bool may_agree(const Policy& policy, Role role, Event event) {
    if constexpr (requires {
                      { policy.may_agree(role, event) } -> std::same_as<bool>;
                  }) {
        return policy.may_agree(role, event);
    } else {
        return true;
    }
}

template <class Policy, enumerated Role>
[[nodiscard]] constexpr enumerator_set<Role> escalates_to(const Policy& policy, Role role) {
    if constexpr (requires {
                      { policy.escalates_to(role) } -> std::same_as<enumerator_set<Role>>;
                  }) {
        return policy.escalates_to(role);
    } else if constexpr (requires {
                             { policy.escalates_to() } -> std::same_as<enumerator_set<Role>>;
                         }) {
        return policy.escalates_to();
    } else {
        return {};
    }
}

template <enumerated Role, class Policy>
[[nodiscard]] constexpr enumerator_set<Role> evaluated_by(const Policy& policy) {
    if constexpr (requires {
                      { policy.evaluated_by() } -> std::same_as<enumerator_set<Role>>;
                  }) {
        return policy.evaluated_by();
    } else {
        return {};
    }
}

template <enumerated Role, class Policy>
[[nodiscard]] constexpr std::optional<Role> stands_aside_for(const Policy& policy) {
    if constexpr (requires {
                      { policy.stands_aside_for() } -> std::same_as<std::optional<Role>>;
                  }) {
        return policy.stands_aside_for();
    } else {
        return std::nullopt;
    }
}

template <enumerated Role, class Policy, class Time>
[[nodiscard]] constexpr std::optional<Role> overdue(const Policy& policy, const Time& asked, const Time& now) {
    if constexpr (requires {
                      { policy.overdue(asked, now) } -> std::same_as<std::optional<Role>>;
                  }) {
        return policy.overdue(asked, now);
    } else {
        return std::nullopt;
    }
}

}  // namespace detail
}  // namespace emptor
