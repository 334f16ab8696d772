// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rows of a process whose names are known only when the program runs.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace emptor {

/// One row: in these stages, when this happens, made to happen by one of these roles, once all of those have agreed,
/// the journey moves to that stage.
struct named_rule {
    std::vector<std::string> in{};           ///< the stages; none where `any`
    bool any{};                              ///< every stage that is not final, as `in_any()`
    std::vector<std::string> except{};       ///< but these, after `any`
    std::string on{};                        ///< the event
    std::vector<std::string> by{};           ///< the roles that may; none: anyone
    std::vector<std::string> once_agreed{};  ///< the roles that must have agreed, each once
    std::optional<std::size_t> at_least{};   ///< so many of them; nothing: all
    bool in_sequence{};                      ///< all of them, one after the other as they stand there
    bool separate_duties{};                  ///< nobody acts twice: who makes it happen and who agree
    std::string to{};                        ///< the stage it leads to
    double weight{1};                        ///< how often, against the other events possible there; finite, above 0
    std::size_t line{};  ///< where it was read, for what is said of a defect; 0: its place in the list

    friend bool operator==(const named_rule&, const named_rule&) = default;
};

/// What to show for the stage, event or role of this name.
struct named_label {
    std::string name{};
    std::string label{};

    friend bool operator==(const named_label&, const named_label&) = default;
};

/// A whole process in names.
///
/// Stages, events and roles are numbered as they are listed, then as the rows name them: start, then row by row `in`,
/// `to`, `except`; then `ends`, then `endless`. A list that is not empty must name them all.
struct named_rules {
    std::string start{};
    std::vector<named_rule> rules{};
    std::vector<std::string> ends{};     ///< the final stages
    std::vector<std::string> endless{};  ///< stages that need lead to no final stage
    bool all_endless{};                  ///< no stage need do so, as `endless()`
    std::vector<std::string> stages{};
    std::vector<std::string> events{};
    std::vector<std::string> roles{};
    std::vector<named_label> stage_labels{};
    std::vector<named_label> event_labels{};
    std::vector<named_label> role_labels{};

    friend bool operator==(const named_rules&, const named_rules&) = default;
};

}  // namespace emptor
