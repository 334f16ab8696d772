// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Tables with one row an entity, as customer systems export them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/milestones.hpp>
#include <emptor/funnel/steps.hpp>

#include "answer.hpp"
#include "clock.hpp"
#include "key.hpp"
#include "log.hpp"
#include "messages.hpp"
#include "name_index.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "table.hpp"
#include "text_index.hpp"
#include "views.hpp"

namespace program {

/// Where a file has the cells of one step.
class wide_column {
public:
    wide_column(const wide_step& step, const table& rows)
        : place_{step.column.empty() ? rows.find(step.name) : rows.column(step.column, "--wide")} {
        if (step.only) only_.emplace(rows.column(step.only->first, "--wide"), step.only->second);
    }

    /// No column holds its times: the row itself is what counts.
    [[nodiscard]] bool is_row() const noexcept { return !place_; }

    [[nodiscard]] emptor::milestone<moment> operator()(table& row, clock_reader& clock) const {
        if (only_ && row[only_->first] != only_->second) return {};
        if (!place_) return {.reached = true, .at = {}};
        if (row[*place_].empty()) return {};
        return {.reached = true, .at = time_in(row, *place_, clock)};
    }

private:
    std::optional<std::size_t> place_;
    std::optional<std::pair<std::size_t, std::string>> only_;
};

/// Counts the rows of every file.
/// @throws failure if two rows are about the same entity, for then each says something else of it.
[[nodiscard]] inline answer ask_wide(const funnel_options& options, progress& shown) {
    using counter_type = emptor::milestone_counter<moment>;
    std::vector<std::string> names;
    for (const wide_step& step : options.wide) names.push_back(step.name);
    counter_type all{names};
    std::vector<counter_type> counters;
    name_index groups;
    text_index who_names;
    std::vector<std::string> places;  // of the first row of each entity: the file, and the line there
    std::vector<std::pair<std::uint32_t, std::uint64_t>> stands;
    std::uint64_t count = 0;
    clock_reader clock{options.input};
    announce(options.input.files, shown);
    std::vector<emptor::milestone<moment>> cells(options.wide.size());
    for (const std::string& file : options.input.files) {
        table rows{file, options.input, shown};
        std::vector<std::size_t> who_columns;
        for (const std::string& name : options.who) who_columns.push_back(rows.column(name, "--who"));
        key who{who_columns};
        const std::size_t by = options.by.empty() ? 0 : rows.column(options.by, "--by");
        std::vector<wide_column> columns;
        for (const wide_step& step : options.wide) {
            columns.emplace_back(step, rows);
            if (columns.size() > 1 && columns.back().is_row() && !step.only) {
                note(shown, place_of(file) + ": no column is named " + in_quotes(step.name) +
                                ", so every row counts as having that step");
            }
        }
        places.push_back(place_of(file));
        while (rows.next()) {
            const std::uint32_t number = who_names.number(who(rows));
            if (number < stands.size()) {
                const auto& [place, line] = stands[number];
                throw bad_data(rows.here() + listed(options.who) + " is the same as in " + places[place] + ":" +
                               std::to_string(line) + "; with --wide there is one row an entity");
            }
            stands.emplace_back(places.size() - 1, rows.line());
            for (std::size_t k = 0; k < cells.size(); ++k) cells[k] = columns[k](rows, clock);
            all.count(cells);
            if (options.by.empty()) continue;
            const std::uint32_t group = groups.number(rows[by]);
            if (group == counters.size()) counters.emplace_back(names);
            counters[group].count(cells);
        }
        count += rows.rows();
    }
    shown.erase();
    require_rows(count, options.input);
    if (stands.empty()) warn_of_empty_answer(shown);
    answer found{.views = {.funnel = all.report()}};
    if (options.by.empty()) return found;
    std::vector<funnel_answer> reports;
    for (const counter_type& counter : counters) reports.push_back(counter.report());
    add_groups(found.views, named_groups(std::move(reports), groups), emptor::steps(names), options, shown);
    return found;
}

}  // namespace program
