// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The steps of a table with one row an entity, as they are written.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "list.hpp"
#include "options.hpp"
#include "words.hpp"

namespace program {

/// Takes `created,engaged=engage_date,won=close_date?deal_stage=Won` apart.
[[nodiscard]] inline std::vector<wide_step> wide_steps_in(std::string_view text) {
    std::vector<wide_step> steps;
    name_reader reader{"--wide", text};
    do {
        wide_step step;
        step.name = reader.name("=?,", "the name of step " + std::to_string(steps.size() + 1));
        if (reader.take('=')) step.column = reader.name("?,", "the column of " + in_quotes(step.name));
        if (reader.take('?')) {
            std::string column = reader.name("=,", "the column that decides on " + in_quotes(step.name));
            if (!reader.take('=')) throw bad_usage(reader.said() + "after ? there must be COLUMN=VALUE");
            step.only.emplace(std::move(column), reader.name(",", "the value that decides on " + in_quotes(step.name)));
        }
        steps.push_back(std::move(step));
    } while (reader.take(','));
    return steps;
}

}  // namespace program
