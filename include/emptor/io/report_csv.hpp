// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel report as CSV, for spreadsheets and data frames.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::vector<std::string> csv_header(bool has_unit) {
    std::vector<std::string> names{"step",
                                   "entities",
                                   "share_of_first",
                                   "share_of_first_low",
                                   "share_of_first_high",
                                   "share_of_previous",
                                   "share_of_previous_low",
                                   "share_of_previous_high",
                                   "drop_off",
                                   "expired",
                                   "open",
                                   "skipped",
                                   "reversed"};
    const std::string unit = has_unit ? "_seconds" : "";
    for (const std::string clock : {"from_previous", "since_first_start", "in_attempt"}) {
        names.insert(names.end(),
                     {clock + "_median" + unit, clock + "_p90" + unit, clock + "_entities", clock + "_negative"});
    }
    return names;
}

inline void csv_cell(std::string& out, const std::optional<std::uint64_t>& value) {
    out += ',';
    if (value) out += std::to_string(*value);
}

inline void csv_cell(std::string& out, const std::optional<double>& value) {
    out += ',';
    if (value) out += exact(*value);
}

/// Appends a row for each step, each begun with `first`.
inline void csv_rows(std::string& out, const std::string& first, const plain_report& report) {
    for (const plain_step& step : report.steps) {
        const auto shares = [&out](const std::optional<double>& share, const std::optional<interval>& range) {
            csv_cell(out, share);
            csv_cell(out, range ? std::optional{range->low} : std::nullopt);
            csv_cell(out, range ? std::optional{range->high} : std::nullopt);
        };
        out += first + csv_field(step.name);
        csv_cell(out, std::optional{step.entities});
        shares(step.share_of_first, step.interval_of_first);
        shares(step.share_of_previous, step.interval_of_previous);
        for (const auto& count : {step.drop_off, step.expired, step.open, step.skipped, step.reversed}) {
            csv_cell(out, count);
        }
        for (const named_clock& clock : clocks) {
            const plain_times& times = step.*clock.times;
            csv_cell(out, times.median);
            csv_cell(out, times.p90);
            csv_cell(out, std::optional{times.entities});
            csv_cell(out, std::optional{times.negative});
        }
        out += "\r\n";
    }
}

[[nodiscard]] inline std::string csv_head(const plain_report& report, const std::string& group = {}) {
    std::string out = group;
    for (const std::string& name : csv_header(report.has_unit)) {
        if (!out.empty()) out += ',';
        out += name;
    }
    return out + "\r\n";
}

[[nodiscard]] inline std::string csv_of(const plain_report& report) {
    std::string out = csv_head(report);
    csv_rows(out, "", report);
    return out;
}

[[nodiscard]] inline std::string csv_of(const plain_breakdown& groups) {
    std::string name = groups.by.empty() ? "by_" : groups.by;
    for (const std::string& taken : csv_header(groups.overall.has_unit)) {
        if (name == taken) name = "by_" + name;
    }
    std::string out = csv_head(groups.overall, csv_field(name));
    for (const plain_group& group : groups.groups) csv_rows(out, csv_field(group.value) + ",", group.report);
    return out;
}

}  // namespace detail

/// The report as CSV (RFC 4180, so lines end with CR LF): a header, then a row a step. What is absent is empty.
///
/// The columns are the same for every report: shares in [0, 1], and times whose names end with `_seconds` where the
/// report has a unit. Numbers read back exactly.
template <class Elapsed>
[[nodiscard]] std::string csv(const funnel_report<Elapsed>& report) {
    return detail::csv_of(detail::plain(report));
}

/// A row for each step of each group, the group first. The overall report is left out, so that the rows are of one
/// kind.
///
/// The first column is named after the groups' column, with `by_` before it where the name would be taken or is empty.
template <class Elapsed>
[[nodiscard]] std::string csv(const breakdown<Elapsed>& groups) {
    return detail::csv_of(detail::plain(groups));
}

}  // namespace emptor::io
