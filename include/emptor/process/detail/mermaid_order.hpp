// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a Mermaid diagram says of the order of stages, events and roles.

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <emptor/process/detail/mermaid_text.hpp>
#include <emptor/process/detail/plain_process.hpp>

namespace emptor::detail {

/// Names in the order in which one meets them, each once.
class names_met {
public:
    void meet(const std::string& name) {
        if (seen_.insert(name).second) names_.push_back(name);
    }

    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

private:
    std::vector<std::string> names_{};
    std::unordered_set<std::string> seen_{};
};

/// `%% emptor events: chosen, delivered = 收货`, a line that a comment is to Mermaid; nothing where those who read the
/// diagram meet just these names in this order, and no name has a label.
[[nodiscard]] inline std::string order_line(std::string_view kind, const std::vector<plain_name>& names,
                                            const names_met& met) {
    const auto plainly = [](const plain_name& each, const std::string& name) {
        return each.name == name && each.label.empty();
    };
    if (std::equal(names.begin(), names.end(), met.names().begin(), met.names().end(), plainly)) return {};
    std::string line = std::string{"    %% emptor "}.append(kind);
    std::string_view before = ": ";
    for (const plain_name& each : names) {
        line.append(before).append(mermaid_word(each.name));
        if (!each.label.empty()) line.append(" = ").append(mermaid_word(each.label));
        before = ", ";
    }
    return line += '\n';
}

/// The lines that a diagram in names needs, so that what reads it again numbers everything as the process does.
[[nodiscard]] inline std::string order_lines(const plain_process& plain, const plain_names& names) {
    names_met stages, events, roles;
    std::vector<plain_name> stage_names;
    for (const bool final : {false, true}) {
        for (const plain_stage& each : plain.stages) {
            if (each.final == final) stages.meet(each.name);
        }
    }
    for (const plain_stage& each : plain.stages) stage_names.push_back({each.name});
    for (const plain_rule& rule : plain.rules) {
        events.meet(rule.event);
        for (const auto& role : rule.by) roles.meet(role);
        for (const auto& role : rule.agreed.roles) roles.meet(role);
    }
    return order_line("stages", stage_names, stages)
        .append(order_line("events", names.events, events))
        .append(order_line("roles", names.roles, roles));
}

}  // namespace emptor::detail
