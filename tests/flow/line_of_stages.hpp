// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The published figures of journeys against a line of stages.

#include <cstddef>
#include <fstream>
#include <string>

#include <emptor/process/model.hpp>
#include <nlohmann/json.hpp>

#include "shared_data.hpp"

namespace line_test {

inline nlohmann::json published() {
    std::ifstream in{shared_file("tables/conformance_linear_stage_model.json")};
    return nlohmann::json::parse(in);
}

/// Stages from 0, each led out of by the next of the table's events.
inline emptor::model process_of(const nlohmann::json& table) {
    emptor::named_rules rules{.start = "0"};
    for (std::size_t i = 0; i < table["model"].size(); ++i) {
        rules.rules.push_back({.in = {std::to_string(i)}, .on = table["model"][i], .to = std::to_string(i + 1)});
    }
    rules.ends = {std::to_string(table["model"].size())};
    return emptor::model{rules};
}

}  // namespace line_test
