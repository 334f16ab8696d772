// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a policy is asked.

#include <cstdint>
#include <optional>

#include <emptor/events/time.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/member.hpp>
#include <emptor/roles/money.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Someone wants an event to happen to a deal, or to agree that it may: what is known of it, and the four verdicts.
/// @code
/// struct wants_it_signed {
///     template <class Request>
///     constexpr auto operator()(const Request& asked) const {
///         return asked.quotes > 0 ? asked.agree() : asked.refuse("nothing was offered in writing");
///     }
/// };
/// @endcode
template <enumerated Stage, enumerated Event, enumerated Role, money_amount Money, event_time Time>
struct purchase_request {
    using stage_type = Stage;
    using event_type = Event;
    using role_type = Role;
    using money_type = Money;
    using time_type = Time;
    using verdict_type = verdict<Role, Money, Time>;
    using grounds_type = grounds<Role, Money, Time>;

    Stage stage;           ///< where the deal is
    Event event;           ///< what is to happen
    Role role;             ///< the role that is asked ...
    member_id who;         ///< ... and the person who acts in it
    bool approving;        ///< whether they are asked to agree to what another wants; else they want it themselves
    std::uint32_t quotes;  ///< how many offers have been recorded
    enumerator_set<Role> agreed;        ///< the roles that have agreed so far
    enumerator_set<Role> evaluated_by;  ///< the roles that have given an evaluation
    Money amount;
    Time when;
    Time stage_since;  ///< when the deal came into its stage
    std::optional<Money> budget{};
    std::optional<Time> deadline{};

    [[nodiscard]] static constexpr verdict_type agree() noexcept { return {}; }
    [[nodiscard]] static constexpr verdict_type abstain() noexcept { return {stance::abstain, {}, {}}; }
    [[nodiscard]] static constexpr verdict_type refuse(const grounds_type& reason) noexcept {
        return {stance::refuse, {}, reason};
    }
    [[nodiscard]] static constexpr verdict_type refuse(static_text words) noexcept {
        return refuse(grounds_type{.why = cause::own_words, .words = words});
    }
    [[nodiscard]] static constexpr verdict_type escalate(Role to, const grounds_type& reason) noexcept {
        return {stance::escalate, to, reason};
    }
    [[nodiscard]] static constexpr verdict_type escalate(Role to, static_text words) noexcept {
        return escalate(to, grounds_type{.why = cause::own_words, .words = words});
    }
};

}  // namespace emptor
