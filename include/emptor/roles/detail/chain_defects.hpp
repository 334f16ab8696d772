// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a decision chain that cannot work is refused.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/process/detail/refuse.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor::detail {

/// What can be wrong with a chain.
enum class chain_fault : unsigned char {
    none,
    two_policies,  ///< of a role
    no_policy,     ///< for a role that a rule names
    unnamed,       ///< a policy for a role that nobody asks for
    asks_nobody,   ///< a policy turns to a role that has none
    asks_itself,   ///< a policy turns to its own role
    no_approval,   ///< of an event and a role
    nobody_can,    ///< of a stage and an event
    never_acts,    ///< of a role
};

struct chain_defect {
    chain_fault kind{};
    std::size_t stage{};
    std::size_t event{};
    std::size_t role{};
};

/// @name What the compiler says
/// @{
template <auto Role>
inline int two_policies_for_one_role = 0;
template <auto Role>
inline int role_of_a_rule_without_a_policy = 0;
template <auto Role>
inline int policy_for_a_role_no_rule_names = 0;
template <auto Role>
inline int policy_turns_to_a_role_without_a_policy = 0;
template <auto Role>
inline int policy_turns_to_its_own_role = 0;
template <auto Event, auto Role>
inline int agreement_that_no_policy_can_give = 0;
template <auto Stage, auto Event>
inline int rule_that_no_role_can_make_happen = 0;
template <auto Role>
inline int role_that_can_never_act = 0;
/// @}

template <auto Role>
inline constexpr forbidden<6> of_role{
    &two_policies_for_one_role<Role>,       &role_of_a_rule_without_a_policy<Role>,
    &policy_for_a_role_no_rule_names<Role>, &policy_turns_to_a_role_without_a_policy<Role>,
    &role_that_can_never_act<Role>,         &policy_turns_to_its_own_role<Role>};
template <auto Event, auto... Roles>
inline constexpr forbidden<sizeof...(Roles)> agreements_on{&agreement_that_no_policy_can_give<Event, Roles>...};
template <auto Stage, auto... Events>
inline constexpr forbidden<sizeof...(Events)> stuck_in{&rule_that_no_role_can_make_happen<Stage, Events>...};

template <class Stages, class Events, class Roles>
struct forbidden_of_chain;

template <class Stage, class Event, class Role, std::size_t... S, std::size_t... E, std::size_t... R>
struct forbidden_of_chain<std::pair<Stage, std::index_sequence<S...>>, std::pair<Event, std::index_sequence<E...>>,
                          std::pair<Role, std::index_sequence<R...>>> {
    static constexpr const forbidden<6>* role[sizeof...(R)] = {&of_role<enumerators<Role>[R]>...};
    static constexpr const forbidden<sizeof...(R)>* agreement[sizeof...(E)] = {
        &agreements_on<enumerators<Event>[E], enumerators<Role>[R]...>...};
    static constexpr const forbidden<sizeof...(E)>* stuck[sizeof...(S)] = {
        &stuck_in<enumerators<Stage>[S], enumerators<Event>[E]...>...};
};

/// Refuses a chain: when compiled by the variables above, when run by an exception.
template <enumerated Stage, enumerated Event, enumerated Role>
struct refuse_chain {
    constexpr void operator()(const chain_defect& found) const {
        std::is_constant_evaluated() ? static_cast<void>(read(variable(found))) : throw_because(found);
    }

private:
    template <enumerated E>
    using numbered = std::pair<E, std::make_index_sequence<enumerator_count<E>>>;

    template <enumerated E>
    [[nodiscard]] static std::string quoted(std::size_t index) {
        return std::string{"'"}.append(name(enumerators<E>[index])).append("'");
    }

    [[noreturn]] static void throw_because(const chain_defect& found) {
        std::string text{"emptor::decision_chain: "};
        switch (found.kind) {
            case chain_fault::two_policies:
                text.append("two policies for role ").append(quoted<Role>(found.role));
                break;
            case chain_fault::no_policy:
                text.append("a rule names role ").append(quoted<Role>(found.role)).append(", which has no policy");
                break;
            case chain_fault::unnamed:
                text.append("a policy for role ").append(quoted<Role>(found.role)).append(", which no rule names");
                break;
            case chain_fault::asks_nobody:
                text.append("a policy turns to role ").append(quoted<Role>(found.role)).append(", which has none");
                break;
            case chain_fault::asks_itself:
                text.append("a policy of role ").append(quoted<Role>(found.role)).append(" turns to that role itself");
                break;
            case chain_fault::no_approval:
                text.append("no policy can ever give the agreement of role ").append(quoted<Role>(found.role));
                text.append(" to event ").append(quoted<Event>(found.event));
                break;
            case chain_fault::nobody_can:
                text.append("no role can make event ").append(quoted<Event>(found.event));
                text.append(" happen in stage ").append(quoted<Stage>(found.stage));
                break;
            case chain_fault::never_acts:
                text.append("role ").append(quoted<Role>(found.role)).append(" can never act");
                break;
            case chain_fault::none:
                break;
        }
        throw std::invalid_argument{text};
    }

    static constexpr const int* variable(const chain_defect& found) {
        using of = forbidden_of_chain<numbered<Stage>, numbered<Event>, numbered<Role>>;
        switch (found.kind) {
            case chain_fault::two_policies:
                return of::role[found.role]->variables[0];
            case chain_fault::no_policy:
                return of::role[found.role]->variables[1];
            case chain_fault::unnamed:
                return of::role[found.role]->variables[2];
            case chain_fault::asks_nobody:
                return of::role[found.role]->variables[3];
            case chain_fault::never_acts:
                return of::role[found.role]->variables[4];
            case chain_fault::asks_itself:
                return of::role[found.role]->variables[5];
            case chain_fault::no_approval:
                return of::agreement[found.event]->variables[found.role];
            case chain_fault::nobody_can:
                return of::stuck[found.stage]->variables[found.event];
            case chain_fault::none:
                break;
        }
        return nullptr;
    }
};

/// The roles that can ever let an event pass: by agreeing, or by turning to one that can.
template <class RoleSet, enumerated Event, class EachActing>
[[nodiscard]] constexpr RoleSet who_can_let_pass(Event event, const EachActing& each_acting) {
    RoleSet givers;
    for (bool more = true; more;) {
        more = false;
        each_acting([&](const auto& acting) {
            if (givers.contains(acting.role)) return;
            if (!acting.may_agree(acting.role, event) &&
                !(acting.may_let_pass(acting.role, event) && acting.escalates_to().meets(givers))) {
                return;
            }
            givers.insert(acting.role);
            more = true;
        });
    }
    return givers;
}

/// Looks for what is wrong with policies over a process, the first in the order of `chain_fault`.
/// @param acting calls with each role's policies, in their order.
template <class Process, class EachActing>
[[nodiscard]] constexpr chain_defect chain_defect_of(const Process& process, const EachActing& each_acting) {
    using role_set = typename Process::role_set;
    using role_type = typename Process::role_type;
    using event_type = typename Process::event_type;
    const auto first_of = [](const role_set& roles) { return index_of(*roles.begin()); };

    role_set bound;
    role_set twice;
    role_set turned_to;
    role_set selfish;
    each_acting([&](const auto& acting) {
        if (bound.contains(acting.role)) twice.insert(acting.role);
        bound.insert(acting.role);
        role_set instead = acting.escalates_to();
        if (const auto aside = acting.stands_aside_for()) instead.insert(*aside);
        if (instead.contains(acting.role)) selfish.insert(acting.role);
        turned_to |= instead;
        turned_to |= acting.evaluated_by();
    });
    if (!twice.empty()) return {chain_fault::two_policies, 0, 0, first_of(twice)};

    role_set named;
    for (const auto stage : Process::stages()) {
        for (const event_type event : Process::events()) {
            named |= process.who_may(stage, event);
            named |= process.who_must_agree(stage, event);
        }
    }
    role_set left = named;
    left -= bound;
    if (!left.empty()) return {chain_fault::no_policy, 0, 0, first_of(left)};
    left = bound;
    left -= named;
    left -= turned_to;
    if (!left.empty()) return {chain_fault::unnamed, 0, 0, first_of(left)};
    left = turned_to;
    left -= bound;
    if (!left.empty()) return {chain_fault::asks_nobody, 0, 0, first_of(left)};

    if (!selfish.empty()) return {chain_fault::asks_itself, 0, 0, first_of(selfish)};

    role_set givers[enumerator_count<event_type>]{};
    for (std::size_t e = 0; e < enumerator_count<event_type>; ++e) {
        givers[e] = who_can_let_pass<role_set>(enumerators<event_type>[e], each_acting);
    }
    role_set acts = turned_to;
    for (std::size_t s = 0; s < Process::stages().size(); ++s) {
        for (std::size_t e = 0; e < enumerator_count<event_type>; ++e) {
            const auto stage = Process::stages()[s];
            const event_type event = enumerators<event_type>[e];
            if (!process.target(stage, event)) continue;
            const auto asked = process.agreement(stage, event);
            if (!asked.met_by(givers[e])) {
                left = asked.roles();
                left -= givers[e];
                return {chain_fault::no_approval, s, e, first_of(left)};
            }
            const role_set may = process.who_may(stage, event);
            if (may.empty() ? givers[e].empty() : !may.meets(givers[e])) return {chain_fault::nobody_can, s, e, 0};
            for (const role_type role : givers[e]) {
                if (may.empty() || may.contains(role) || asked.roles().contains(role)) acts.insert(role);
            }
        }
    }
    left = bound;
    left -= acts;
    if (!left.empty()) return {chain_fault::never_acts, 0, 0, first_of(left)};
    return {};
}

}  // namespace emptor::detail
