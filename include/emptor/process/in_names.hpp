// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From a process in enumerators to one in names.

#include <optional>
#include <string>
#include <vector>

#include <emptor/process/label.hpp>
#include <emptor/process/named_rule.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

/// A process in names, to be drawn, changed or kept as data.
/// @param labels in this language, where asked for.
template <enumerated Stage, enumerated Event, enumerated Role>
[[nodiscard]] named_rules in_names(const process<Stage, Event, Role>& process, std::optional<language> labels = {}) {
    const auto named = [](const auto& all) {
        std::vector<std::string> names;
        for (const auto each : all) names.emplace_back(name(each));
        return names;
    };
    named_rules rules;
    rules.start = name(process.start());
    for (const Stage stage : process.stages()) {
        for (const Event event : process.possible(stage)) {
            rules.rules.push_back({.in = {std::string{name(stage)}},
                                   .on = std::string{name(event)},
                                   .by = named(process.who_may(stage, event)),
                                   .once_agreed = named(process.who_must_agree(stage, event)),
                                   .to = std::string{name(process.target(stage, event).value_or(stage))},
                                   .weight = process.weight(stage, event)});
        }
    }
    rules.ends = named(process.finals());
    rules.endless = named(process.endless());
    rules.stages = named(process.stages());
    rules.events = named(process.events());
    rules.roles = named(process.roles());
    const auto labelled = [&](const auto& all) {
        std::vector<named_label> shown;
        for (const auto each : all) {
            shown.push_back({std::string{name(each)}, std::string{label(each, *labels)}});
        }
        return shown;
    };
    if (labels) {
        rules.stage_labels = labelled(process.stages());
        rules.event_labels = labelled(process.events());
        rules.role_labels = labelled(process.roles());
    }
    return rules;
}

}  // namespace emptor
