// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The tables of a report: how many, how long, and group beside group.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>

namespace emptor::io::detail {

/// What stands where there is no number.
inline constexpr const char* absent = "–";

/// How much a table tells.
struct table_options {
    bool bars{};               ///< shares drawn with block characters
    bool previous_interval{};  ///< the interval of the share of the previous step, too
};

/// A column with a cell for each step, or nothing where no step has that number. What the first step lacks stays blank:
/// nothing comes before it.
template <class Value, class Show>
void add_column(table& out, const plain_report& report, const char* over, const char* heading, Value value, Show show) {
    column one{over, heading};
    bool present = false;
    for (std::size_t at = 0; at < report.steps.size(); ++at) {
        const auto number = value(report.steps[at]);
        present = present || number.has_value();
        one.cells.push_back(number ? show(*number) : at == 0 ? "" : absent);
    }
    if (present) out.push_back(std::move(one));
}

[[nodiscard]] inline column names_of(const plain_report& report) {
    column names{"", "step", true};
    for (const plain_step& step : report.steps) names.cells.push_back(visible(step.name));
    return names;
}

/// The share of the first step that a bar shows: counted, so that a share that is absent has a bar of nothing.
[[nodiscard]] inline double bar_share(const plain_report& report, const plain_step& step) {
    const auto first = static_cast<double>(report.steps.front().entities);
    return first > 0 ? static_cast<double>(step.entities) / first : 0;
}

/// Who reached each step, and who did not.
[[nodiscard]] inline table counts_table(const plain_report& report, table_options options) {
    const auto share = [](double value) { return percent(value); };
    const auto range = [](const interval& value) { return percent(value); };
    table out{names_of(report)};
    add_column(out, report, "", "entities", [](const auto& s) { return std::optional{s.entities}; }, grouped);
    if (options.bars && !report.steps.empty()) {
        column bars{"", "", true};
        for (const plain_step& step : report.steps) bars.cells.push_back(bar(bar_share(report, step), 20));
        out.push_back(std::move(bars));
    }
    add_column(out, report, "of first", "share", [](const auto& s) { return s.share_of_first; }, share);
    add_column(out, report, "of first", "interval", [](const auto& s) { return s.interval_of_first; }, range);
    add_column(out, report, "of previous", "share", [](const auto& s) { return s.share_of_previous; }, share);
    if (options.previous_interval) {
        add_column(out, report, "of previous", "interval", [](const auto& s) { return s.interval_of_previous; }, range);
    }
    add_column(out, report, "dropped off", "all", [](const auto& s) { return s.drop_off; }, grouped);
    add_column(out, report, "dropped off", "expired", [](const auto& s) { return s.expired; }, grouped);
    add_column(out, report, "dropped off", "open", [](const auto& s) { return s.open; }, grouped);
    add_column(out, report, "", "skipped", [](const auto& s) { return s.skipped; }, grouped);
    add_column(out, report, "", "reversed", [](const auto& s) { return s.reversed; }, grouped);
    return out;
}

/// How long each step took, on each clock that measured anybody. Two clocks that agree share their columns; how many
/// were measured is said where it is not everybody who reached the step.
/// Nothing but the names where no clock measured.
[[nodiscard]] inline table times_table(const plain_report& report) {
    table out{names_of(report)};
    const auto same = std::ranges::all_of(
        report.steps, [](const plain_step& step) { return step.in_attempt == step.since_first_start; });
    for (const named_clock& clock : clocks) {
        if (same && clock.times == &plain_step::in_attempt) continue;
        const bool both = same && clock.times == &plain_step::since_first_start;
        const char* const name = both ? "since first start = in the attempt" : clock.name;
        const auto show = [&report](double time) { return time_text(time, report.has_unit); };
        const auto times = [&clock](const plain_step& step) -> const plain_times& { return step.*clock.times; };
        add_column(out, report, name, "median", [&](const auto& s) { return times(s).median; }, show);
        add_column(out, report, name, "p90", [&](const auto& s) { return times(s).p90; }, show);
        const auto told = [&](bool tell, std::uint64_t count) { return tell ? std::optional{count} : std::nullopt; };
        const bool partly = std::ranges::any_of(report.steps, [&](const plain_step& step) {
            return times(step).entities > 0 && times(step).entities != step.entities;
        });
        const bool negative =
            std::ranges::any_of(report.steps, [&](const plain_step& step) { return times(step).negative > 0; });
        add_column(
            out, report, name, "measured", [&](const auto& s) { return told(partly, times(s).entities); }, grouped);
        add_column(
            out, report, name, "negative", [&](const auto& s) { return told(negative, times(s).negative); }, grouped);
    }
    return out;
}

/// A row a group: how many began, how many reached the end.
[[nodiscard]] inline table groups_table(const plain_breakdown& groups, table_options options) {
    table out{{"", visible(groups.by), true},
              {"", "events"},
              {"", "entities"},
              {"", "first step"},
              {"", "last step"},
              {"", "", true},
              {"last of first", "share"},
              {"last of first", "interval"}};
    double most = 0;
    for (const plain_group& group : groups.groups) {
        if (!group.report.steps.empty()) most = std::max(most, group.report.steps.back().share_of_first.value_or(0));
    }
    const auto add = [&](const std::string& name, const plain_report& report) {
        const plain_step nobody{};
        const plain_step& last = report.steps.empty() ? nobody : report.steps.back();
        out[0].cells.push_back(name);
        out[1].cells.push_back(grouped(report.totals.events));
        out[2].cells.push_back(grouped(report.totals.entities));
        out[3].cells.push_back(grouped(report.steps.empty() ? 0 : report.steps.front().entities));
        out[4].cells.push_back(grouped(last.entities));
        out[5].cells.push_back(most > 0 ? bar(last.share_of_first.value_or(0) / most, 12) : "");
        out[6].cells.push_back(last.share_of_first ? percent(*last.share_of_first) : absent);
        out[7].cells.push_back(last.interval_of_first ? percent(*last.interval_of_first) : absent);
    };
    for (const plain_group& group : groups.groups) add(visible(group.value), group.report);
    add("all together", groups.overall);
    if (!options.bars) out.erase(out.begin() + 5);
    return out;
}

}  // namespace emptor::io::detail
