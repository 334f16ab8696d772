// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From a process in enumerators to one in names.

#include <optional>
#include <string>
#include <vector>

#include <emptor/process/detail/rules_in_names.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/named_rule.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

/// A process in names, to be drawn, changed or kept as data.
/// @param labels in this language, where asked for.
template <enumerated Stage, enumerated Event, enumerated Role>
[[nodiscard]] named_rules in_names(const process<Stage, Event, Role>& process, std::optional<language> labels = {}) {
    named_rules rules = detail::rules_in_names(process);
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
