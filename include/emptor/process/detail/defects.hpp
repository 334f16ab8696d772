// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What can be wrong with a process, in words.

#include <cstddef>
#include <string>
#include <string_view>

namespace emptor::detail {

/// What keeps rows from being a process.
enum class defect_kind : unsigned char {
    no_rules,
    start_outside,
    ends_outside,
    endless_outside,
    event_outside,
    stage_outside,
    role_outside,
    weight_outside,
    terms_of_no_one,
    agreeing_twice,
    agreeing_number,
    agreeing_order,
    agreements_crowded,
    holds_nowhere,
    two_rules,
    any_overlaps,
    way_out,
    endless_final,
    unused,
    dead_end,
    never_reached,
    no_way_to_a_final_stage,
};

/// The place of a row, as its reader knows it.
struct row_place {
    std::size_t row{};   ///< counted from 1; 0: of no row
    std::size_t line{};  ///< where it was read, if from a text
};

/// A defect and where it is; the indices are those the kind needs.
struct defect {
    defect_kind kind{};
    std::size_t stage{};
    std::size_t event{};
    row_place at{};
    row_place earlier{};   ///< the row it contradicts
    std::size_t needed{};  ///< how many have to agree ...
    std::size_t roles{};   ///< ... of how many
};

[[nodiscard]] inline std::string place_text(const row_place& place) {
    std::string text{place.line > 0 ? "line " : "row "};
    return text += std::to_string(place.line > 0 ? place.line : place.row);
}

/// "two rules for stage 'a' and event 'x' (row 1 and row 4)".
[[nodiscard]] inline std::string defect_text(const defect& found, std::string_view stage_name,
                                             std::string_view event_name) {
    const auto quoted = [](std::string_view name) { return std::string{"'"}.append(name).append("'"); };
    const std::string stage = quoted(stage_name);
    const std::string event = quoted(event_name);
    const std::string row = found.at.row > 0 ? std::string{" ("}.append(place_text(found.at)).append(")") : "";
    const std::string rule = std::string{"the rule for stage "} + stage + " and event " + event;
    switch (found.kind) {
        case defect_kind::no_rules:
            return "it has no rules";
        case defect_kind::start_outside:
            return "the start is none of its stages";
        case defect_kind::ends_outside:
            return std::string{"ends names a stage that is none of its stages"} + row;
        case defect_kind::endless_outside:
            return std::string{"endless names a stage that is none of its stages"} + row;
        case defect_kind::event_outside:
            return std::string{"a rule names an event that is none of its events"} + row;
        case defect_kind::stage_outside:
            return std::string{"a rule on event "} + event + " names a stage that is none of its stages" + row;
        case defect_kind::role_outside:
            return std::string{"a rule on event "} + event + " names a role that is none of its roles" + row;
        case defect_kind::weight_outside:
            return std::string{"a rule on event "} + event + " has a weight that is not finite and above 0" + row;
        case defect_kind::terms_of_no_one:
            return rule + " says how to agree, and no role must" + row;
        case defect_kind::agreeing_twice:
            return rule + " asks a role twice to agree" + row;
        case defect_kind::agreeing_number:
            return rule + " needs the agreement of " + std::to_string(found.needed) + " of " +
                   std::to_string(found.roles) + " roles; 1 to " + std::to_string(found.roles) + " can be" + row;
        case defect_kind::agreeing_order:
            return rule + " asks for an agreement in sequence that is not one of all its roles, each once" + row;
        case defect_kind::agreements_crowded:
            return rule + " needs one agreement too many: of those not simply by all, an enum's process has 32" + row;
        case defect_kind::holds_nowhere:
            return std::string{"a rule on event "} + event + " holds in no stage" + row;
        case defect_kind::two_rules:
            return std::string{"two rules for stage "} + stage + " and event " + event + " (" +
                   place_text(found.earlier) + " and " + place_text(found.at) + ")";
        case defect_kind::any_overlaps:
            return std::string{"in_any() overlaps another rule for stage "} + stage + " and event " + event + " (" +
                   place_text(found.earlier) + " and " + place_text(found.at) + "); leave the stage out with except";
        case defect_kind::way_out:
            return std::string{"final stage "} + stage + " has a way out on event " + event + row;
        case defect_kind::endless_final:
            return std::string{"final stage "} + stage + " is declared endless" + row;
        case defect_kind::unused:
            return std::string{"event "} + event + " is used by no rule";
        case defect_kind::dead_end:
            return std::string{"stage "} + stage + " is a dead end and not declared with ends";
        case defect_kind::never_reached:
            return std::string{"stage "} + stage + " is never reached";
        case defect_kind::no_way_to_a_final_stage:
            return std::string{"stage "} + stage + " leads to no final stage and is not declared endless";
    }
    return {};
}

}  // namespace emptor::detail
