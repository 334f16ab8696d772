// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The policies of one role, in one.

#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/role_policy.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// A role with its policies: see `as`.
template <auto Role, class... Policies>
    requires enumerated<std::remove_cv_t<decltype(Role)>>
class acting_as {
    static_assert(sizeof...(Policies) > 0,
                  "emptor::as: a role has at least one policy; `always{}` agrees to everything");

public:
    using role_type = std::remove_cv_t<decltype(Role)>;
    static constexpr role_type role = Role;

    constexpr explicit acting_as(Policies... policies) : policies_{std::move(policies)...} {}

    template <class Request>
        requires(role_policy<Policies, Request> && ...)
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        if constexpr (sizeof...(Policies) == 1) {
            return std::get<0>(policies_)(asked);
        } else {
            return said_by_all(asked);
        }
    }

    /// @name What the policies know beforehand, put together
    /// @{
    [[nodiscard]] constexpr bool may_agree(role_type role_asked, auto event) const {
        return over([&](const auto&... policies) { return (detail::may_agree(policies, role_asked, event) && ...); });
    }
    /// Whether there is a way other than refusing: by agreeing, or by escalating.
    [[nodiscard]] constexpr bool may_let_pass(role_type role_asked, auto event) const {
        return over([&](const auto&... policies) {
            return ((detail::may_agree(policies, role_asked, event) || !detail::escalates_to(policies, role).empty()) &&
                    ...);
        });
    }
    [[nodiscard]] constexpr enumerator_set<role_type> escalates_to() const {
        return over([](const auto&... policies) {
            enumerator_set<role_type> roles;
            ((roles |= detail::escalates_to(policies, role)), ...);
            return roles;
        });
    }
    [[nodiscard]] constexpr enumerator_set<role_type> evaluated_by() const {
        return over([](const auto&... policies) {
            enumerator_set<role_type> roles;
            ((roles |= detail::evaluated_by<role_type>(policies)), ...);
            return roles;
        });
    }
    [[nodiscard]] constexpr std::optional<role_type> stands_aside_for() const {
        return over([](const auto&... policies) {
            std::optional<role_type> first;
            static_cast<void>(((first = detail::stands_aside_for<role_type>(policies)).has_value() || ...));
            return first;
        });
    }
    template <class Time>
    [[nodiscard]] constexpr std::optional<role_type> overdue(const Time& asked, const Time& now) const {
        return over([&](const auto&... policies) {
            std::optional<role_type> first;
            static_cast<void>(((first = detail::overdue<role_type>(policies, asked, now)).has_value() || ...));
            return first;
        });
    }
    /// @}

private:
    template <class Request>
    [[nodiscard]] constexpr typename Request::verdict_type said_by_all(const Request& asked) const {
        typename Request::verdict_type said = Request::abstain();
        bool agrees = false;
        const auto refuses = [&](const auto& policy) {
            const typename Request::verdict_type next = policy(asked);
            if (next.stance == stance::agree) {
                agrees = true;
                return false;
            }
            const bool ends_it = next.stance == stance::refuse || next.stance > stance::escalate;
            if (ends_it || (next.stance == stance::escalate && said.stance != stance::escalate)) said = next;
            return ends_it;
        };
        std::apply([&](const auto&... policies) { static_cast<void>((refuses(policies) || ...)); }, policies_);
        if (agrees && said.stance == stance::abstain) said.stance = stance::agree;
        return said;
    }

    template <class Call>
    constexpr auto over(const Call& call) const {
        return std::apply(call, policies_);
    }

    [[no_unique_address]] std::tuple<Policies...> policies_;
};

/// A role with its policies, which speak with one voice: whichever refuses first is the answer; else whichever
/// escalates first; else it agrees, unless all of them abstain.
/// @code
/// as<buyer>(within_budget{}, needs_quotes<3>{})
/// @endcode
template <auto Role, class... Policies>
    requires enumerated<std::remove_cv_t<decltype(Role)>>
[[nodiscard]] constexpr acting_as<Role, Policies...> as(Policies... policies) {
    return acting_as<Role, Policies...>{std::move(policies)...};
}

}  // namespace emptor
