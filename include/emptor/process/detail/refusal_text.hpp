// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Why an event was refused, in words.

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/process/detail/agreement_text.hpp>
#include <emptor/process/detail/text.hpp>
#include <emptor/process/refusal.hpp>

namespace emptor::detail {

/// The number of an id that has no name.
template <class Id>
[[nodiscard]] std::string id_text(Id id) {
    using underlying = std::underlying_type_t<Id>;
    using widest = std::conditional_t<std::is_signed_v<underlying>, long long, unsigned long long>;
    return std::to_string(static_cast<widest>(id));
}

/// "possible: search_begun by user, abandoned", or "lost is final".
template <class Process>
[[nodiscard]] std::string possible_text(const Process& process, typename Process::stage_type from) {
    const auto name = [&](auto id) { return process.name(id); };
    if (process.is_final(from)) return std::string{name(from)}.append(" is final");
    std::string events = "possible: ";
    bool first = true;
    for (const auto event : process.possible(from)) {
        if (!first) events += ", ";
        first = false;
        events += name(event);
        const auto who = process.who_may(from, event);
        if (!who.empty()) events.append(" by ").append(listed_text(who, ", ", " or ", name));
        const auto asked = process.agreement(from, event);
        if (!asked.empty()) events.append(" once agreed by ").append(agreement_text(asked, name));
    }
    return events;
}

/// The refusal as a sentence with what would have been possible; empty where there is none.
template <class Process>
[[nodiscard]] std::string refusal_text(const Process& process, typename Process::stage_type from,
                                       typename Process::event_type event,
                                       std::optional<typename Process::role_type> role, bool agreed) {
    const auto name = [&](auto id) { return process.name(id); };
    const auto text = [&](auto id) { return std::string{process.name(id)}; };
    switch (process.reason(from, event, role, agreed)) {
        case refusal::not_possible:
            return text(event) + " is not possible in " + text(from) + "; " + possible_text(process, from);
        case refusal::not_permitted:
            return text(event) + " in " + text(from) + " may be done by " +
                   listed_text(process.who_may(from, event), ", ", " or ", name) +
                   (role ? std::string{", not by "} + text(*role) : ", not without a role");
        case refusal::not_agreed:
            return text(event) + " in " + text(from) + " needs the agreement of " +
                   agreement_text(process.agreement(from, event), name);
        case refusal::unknown_event:
            return id_text(event) + " is no event of this process";
        case refusal::unknown_role:
            return id_text(role.value_or(typename Process::role_type{})) + " is no role of this process";
        case refusal::unknown_stage:
            return id_text(from) + " is no stage of this process";
        default:
            return {};
    }
}

}  // namespace emptor::detail
