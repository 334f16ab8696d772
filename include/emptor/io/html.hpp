// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel report as a page, for a browser, a phone and paper.

#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/detail/html_page.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_groups.hpp>
#include <emptor/io/detail/svg_rows.hpp>

namespace emptor::io {

namespace detail {

/// Both tables of one report, each under a caption that begins with `of`.
[[nodiscard]] inline std::string html_tables(const plain_report& report, const std::string& of) {
    std::string out = html_table(counts_table(report, {.previous_interval = true}), of + "how many reached each step");
    if (const table times = times_table(report); times.size() > 1) {
        out += html_table(times, of + "how long it took" + (report.has_unit ? "" : ", in the log’s own unit"));
    }
    return out;
}

/// Where the pictures of a page stand.
inline constexpr picture on_wide_screen{.css_class = "wide", .in_page = true};
inline constexpr picture on_narrow_screen{.css_class = "narrow", .in_page = true};

[[nodiscard]] inline std::string html_figure(const plain_report& report) {
    if (report.steps.empty()) return "<p>No steps.</p>\n";
    return html_figure(wide_svg(report, on_wide_screen), narrow_svg(report, on_narrow_screen));
}

[[nodiscard]] inline std::string html_of(const plain_report& report, std::string_view title) {
    return html_page(title.empty() ? "Funnel" : title, html_sentences(findings(report), "findings") +
                                                           html_figure(report) + html_tables(report, "") +
                                                           html_notes(report));
}

[[nodiscard]] inline std::string html_of(const plain_breakdown& groups, std::string_view title) {
    const std::string name = title.empty() ? "Funnels by " + groups.by : std::string{title};
    std::string body = html_sentences(findings(groups), "findings") + html_figure(groups.overall);
    if (!groups.groups.empty()) {
        body += html_heading("By " + groups.by) +
                html_figure(groups_svg(groups, on_wide_screen, {.edge = 0, .across = cards_across(groups)}),
                            groups_svg(groups, on_narrow_screen, {.width = 344, .edge = 0, .across = 1})) +
                html_table(groups_table(groups, {}), "the groups beside each other");
    }
    body += html_heading("All together") + html_tables(groups.overall, "");
    for (const plain_group& group : groups.groups) {
        body += html_heading(groups.by + " = " + group.value) + html_tables(group.report, group.value + ": ");
    }
    return html_page(name, body + html_notes(groups.overall));
}

}  // namespace detail

/// The report as one HTML 5 page that needs nothing else: no script, no links, no fonts. It says in sentences what
/// stands out, shows the picture, and has every number in tables. It follows the reader's light or dark screen, fits a
/// phone, and prints.
template <class Elapsed>
[[nodiscard]] std::string html(const funnel_report<Elapsed>& report, std::string_view title = {}) {
    return detail::html_of(detail::plain(report), title);
}

/// The page for all groups together, then the groups beside each other, then each with its tables.
template <class Elapsed>
[[nodiscard]] std::string html(const breakdown<Elapsed>& groups, std::string_view title = {}) {
    return detail::html_of(detail::plain(groups), title);
}

}  // namespace emptor::io
