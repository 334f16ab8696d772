// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel report as text, for a terminal.

#include <string>
#include <string_view>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/detail/code_point.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::string text_tables(const plain_report& report) {
    if (report.steps.empty()) return "No steps.\n";
    std::string out = render(counts_table(report, {.bars = true}));
    if (const table times = times_table(report); times.size() > 1) out += "\n" + render(times);
    return out;
}

/// A line for each sentence, or more where one is longer than 100 columns.
[[nodiscard]] inline std::string text_totals(const plain_report& report) {
    std::string out;
    const auto columns = [](const cluster& c) { return static_cast<double>(c.width); };
    for (const std::string& sentence : totals_sentences(report)) {
        for (const std::string& line : wrap(sentence, 100, columns)) out += line + "\n";
    }
    return out;
}

[[nodiscard]] inline std::string text_of(const plain_report& report, std::string_view title) {
    std::string out = title.empty() ? "" : visible(title) + "\n\n";
    return out + text_tables(report) + "\n" + text_totals(report);
}

[[nodiscard]] inline std::string text_of(const plain_breakdown& groups, std::string_view title) {
    std::string out = text_of(groups.overall, title);
    if (groups.groups.empty()) return out + "\nNo groups by " + visible(groups.by) + ".\n";
    out += "\n" + render(groups_table(groups, {.bars = true}));
    for (const plain_group& group : groups.groups) {
        out += "\n" + visible(groups.by) + " = " + visible(group.value) + "\n\n" + text_tables(group.report);
    }
    return out;
}

}  // namespace detail

/// The report as tables and sentences in UTF-8, good to read in a terminal of 100 columns: how many reached each step
/// and how many did not, how long they took on each clock, and what went in.
///
/// Columns are aligned as terminals draw them (Chinese characters and emoji take two columns). What no step has gets no
/// column; what a single step lacks is a dash. Control characters in names are shown, not sent.
template <class Elapsed>
[[nodiscard]] std::string text(const funnel_report<Elapsed>& report, std::string_view title = {}) {
    return detail::text_of(detail::plain(report), title);
}

/// The overall report as above, the groups beside each other, then the tables of each group.
template <class Elapsed>
[[nodiscard]] std::string text(const breakdown<Elapsed>& groups, std::string_view title = {}) {
    return detail::text_of(detail::plain(groups), title);
}

}  // namespace emptor::io
