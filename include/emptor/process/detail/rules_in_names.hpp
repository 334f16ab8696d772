// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rows of a process or a model in names.

#include <optional>
#include <string>
#include <vector>

#include <emptor/process/named_rule.hpp>

namespace emptor::detail {

/// One row for each stage and event, in their order, and the names of all three kinds, without labels.
template <class Process>
[[nodiscard]] named_rules rules_in_names(const Process& process) {
    const auto named = [&](const auto& ids) {
        std::vector<std::string> names;
        for (const auto id : ids) names.emplace_back(process.name(id));
        return names;
    };
    named_rules all;
    all.start = process.name(process.start());
    for (const auto stage : process.stages()) {
        for (const auto event : process.possible(stage)) {
            const auto asked = process.agreement(stage, event);
            const bool some = asked.needed() < asked.roles().size();
            all.rules.push_back({.in = {std::string{process.name(stage)}},
                                 .on = std::string{process.name(event)},
                                 .by = named(process.who_may(stage, event)),
                                 .once_agreed = named(asked.order()),
                                 .at_least = some ? std::optional{asked.needed()} : std::nullopt,
                                 .in_sequence = asked.in_sequence(),
                                 .separate_duties = asked.separate_duties(),
                                 .to = std::string{process.name(process.target(stage, event).value_or(stage))},
                                 .weight = process.weight(stage, event)});
        }
    }
    all.ends = named(process.finals());
    all.endless = named(process.endless());
    all.stages = named(process.stages());
    all.events = named(process.events());
    all.roles = named(process.roles());
    return all;
}

}  // namespace emptor::detail
