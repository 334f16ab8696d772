// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who may move a purchase, who must agree, and on which conditions.

#include <concepts>
#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <emptor/events/time.hpp>
#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/process.hpp>
#include <emptor/roles/acting_as.hpp>
#include <emptor/roles/detail/chain_defects.hpp>
#include <emptor/roles/money.hpp>
#include <emptor/roles/purchase_request.hpp>
#include <emptor/roles/role_policy.hpp>

namespace emptor {

namespace detail {

template <class A>
inline constexpr bool is_acting = false;
template <auto Role, class... Policies>
inline constexpr bool is_acting<acting_as<Role, Policies...>> = true;

}  // namespace detail

/// A process with a policy for each role: see `decision_chain`.
template <const auto& Process, money_amount Money, event_time Time, class... Acting>
class basic_decision_chain {
    static_assert(detail::is_process<std::remove_cvref_t<decltype(Process)>>,
                  "a decision chain is about an emptor::process that is a constant with a name");
    static_assert((detail::is_acting<Acting> && ...), "a decision chain is made of as<role>(policies...)");

public:
    using process_type = std::remove_cvref_t<decltype(Process)>;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;
    using role_set = typename process_type::role_set;
    using money_type = Money;
    using time_type = Time;
    using request_type = purchase_request<stage_type, event_type, role_type, money_type, time_type>;
    using verdict_type = typename request_type::verdict_type;
    using grounds_type = typename request_type::grounds_type;

    static_assert((std::same_as<typename Acting::role_type, role_type> && ...),
                  "the roles of a decision chain are those of its process");
    static_assert((role_policy<Acting, request_type> && ...),
                  "a role policy is called with the purchase_request of its chain and answers with its verdict; the "
                  "roles, events, times and the currency it names are those of the chain");

    static constexpr const process_type& process = Process;

    /// @throws std::invalid_argument naming the defect; in a constant expression it does not compile.
    constexpr explicit basic_decision_chain(Acting... acting) : acting_{std::move(acting)...} {
        const detail::chain_defect found =
            detail::chain_defect_of(Process, [this](const auto& call) { this->each(call); });
        if (found.kind != detail::chain_fault::none) {
            detail::refuse_chain<stage_type, event_type, role_type>{}(found);
        }
    }

    /// The roles that have a policy.
    [[nodiscard]] constexpr role_set roles() const noexcept { return {Acting::role...}; }

    /// What the policies of the role in the request say. A role without one refuses, and so does one that escalates to
    /// such a role.
    [[nodiscard]] constexpr verdict_type ask(const request_type& asked) const {
        verdict_type said = of(
            asked.role, [&] { return request_type::refuse({.why = cause::no_such_role, .role = asked.role}); },
            [&](const auto& acting) { return acting(asked); });
        if (said.stance > stance::escalate ||
            (said.stance == stance::escalate && !(said.to && roles().contains(*said.to)))) [[unlikely]] {
            said = request_type::refuse({.why = cause::no_such_role, .role = said.to});
        }
        return said;  // one object all along: a copy of what was just written in parts would wait for it
    }

    /// The roles some policy may escalate to.
    [[nodiscard]] constexpr role_set escalates_to() const {
        role_set targets;
        each([&](const auto& acting) { targets |= acting.escalates_to(); });
        return targets;
    }

    /// Which of these roles would agree to this, were they asked to.
    [[nodiscard]] constexpr role_set who_would_agree(request_type asked, const role_set& of_these) const {
        asked.approving = true;
        role_set agreeing;
        each([&](const auto& acting) {
            asked.role = acting.role;
            if (of_these.contains(acting.role) && acting(asked).stance == stance::agree) agreeing.insert(acting.role);
        });
        return agreeing;
    }

    /// Who decides in place of this role, from the start.
    [[nodiscard]] constexpr std::optional<role_type> stands_aside_for(role_type role) const {
        return of(role, none, [](const auto& acting) { return acting.stands_aside_for(); });
    }

    /// Who decides in place of this role, which has been asked since then; nothing while it has time.
    [[nodiscard]] constexpr std::optional<role_type> overdue(role_type role, const Time& asked, const Time& now) const {
        const std::optional<role_type> to =
            of(role, none, [&](const auto& acting) { return acting.overdue(asked, now); });
        return to && roles().contains(*to) ? to : std::nullopt;
    }

    /// The process as the policies leave it: its rules are only for roles that can ever let their event pass.
    ///
    /// What policies know beforehand is data then, and a journey or a fleet checks it at no cost:
    /// @code
    /// inline constexpr auto lawful = approval.authorised();
    /// emptor::fleet<lawful> purchases{1'000'000};
    /// @endcode
    [[nodiscard]] constexpr process_type authorised() const {
        auto rows = Process.rules();
        for (auto& row : rows) {
            if (row.ends || row.endless) continue;
            const role_set able =
                detail::who_can_let_pass<role_set>(row.event, [this](const auto& call) { this->each(call); });
            if (row.roles.empty() && able.size() < process_type::roles().size()) {
                row.roles = able;
            } else {
                row.roles &= able;
            }
        }
        return process_type(Process.start(), rows);
    }

private:
    template <class Call>
    constexpr void each(const Call& call) const {
        std::apply([&](const auto&... acting) { (call(acting), ...); }, acting_);
    }

    [[nodiscard]] static constexpr std::optional<role_type> none() noexcept { return std::nullopt; }

    /// What the call gives for the policies of the role.
    template <std::size_t Place = 0, class Otherwise, class Call>
    [[nodiscard]] constexpr auto of(role_type role, const Otherwise& otherwise, const Call& call) const {
        if constexpr (Place == sizeof...(Acting)) {
            return otherwise();
        } else {
            const auto& acting = std::get<Place>(acting_);
            return acting.role == role ? call(acting) : of<Place + 1>(role, otherwise, call);
        }
    }

    [[no_unique_address]] std::tuple<Acting...> acting_;
};

/// Binds policies to the roles of a process, which they must all fit. What cannot work does not compile where the chain
/// is a constant, and throws where it is made when the program runs:
/// - a rule that no role with a policy can make happen;
/// - a role that a rule names, or to which a policy turns, and that has no policy; a policy that turns to its own role;
/// - a policy for a role that no rule names and no policy turns to; two policies for one role;
/// - an agreement that no policy can ever give; a role that can never act.
/// @code
/// inline constexpr auto approval = emptor::decision_chain<buying, eur, sys_seconds>(
///     as<user>(always{}),
///     as<buyer>(within_budget{}, needs_quotes<3>{}),
///     as<decision_maker>(approves_up_to<eur::of(50'000)>{}));
/// @endcode
/// @tparam Process a constant with a name, `inline constexpr` in a header.
template <const auto& Process, money_amount Money, event_time Time, class... Acting>
[[nodiscard]] constexpr auto decision_chain(Acting... acting) {
    return basic_decision_chain<Process, Money, Time, Acting...>{std::move(acting)...};
}

}  // namespace emptor
