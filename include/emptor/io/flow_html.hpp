// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as a page, for a browser, a phone and paper.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/conformance.hpp>
#include <emptor/io/detail/flow_curve.hpp>
#include <emptor/io/detail/flow_findings.hpp>
#include <emptor/io/detail/flow_goal.hpp>
#include <emptor/io/detail/flow_plain_views.hpp>
#include <emptor/io/detail/flow_rows.hpp>
#include <emptor/io/detail/flow_tables.hpp>
#include <emptor/io/detail/html_page.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_flow.hpp>
#include <emptor/io/flow_text.hpp>
#include <emptor/io/flow_views.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::string html_paragraph(std::string_view text) {
    return text.empty() ? std::string{} : "<p class=\"notes\">" + markup(text) + "</p>\n";
}

/// A table without the columns of bars, or nothing where it has no rows.
[[nodiscard]] inline std::string html_rows(table columns, std::string_view caption) {
    std::erase_if(columns, [](const column& one) { return one.is_text && one.heading.empty(); });
    return columns.empty() || columns.front().cells.empty() ? std::string{} : html_table(columns, caption);
}

/// The picture, the moves, the states and the paths.
[[nodiscard]] inline std::string html_moves(const plain_flow& flow, const std::vector<std::size_t>& order) {
    std::string out = html_figure(flow_picture{flow}.draw({.css_class = "wide", .in_page = true}),
                                  flow_rows_svg(flow, {.css_class = "narrow", .in_page = true}));
    out += html_rows(moves_table(flow, order, {.bars = false}), "from state to state");
    if (const std::string rest = moves_left_out(flow); !rest.empty()) out += html_paragraph(rest);
    out += html_heading("How long they stay") +
           html_rows(dwell_table(flow, order), "states, and how long they are in them");
    if (flow.top.empty()) return out;
    table paths = paths_table(flow);
    std::swap(paths[0], paths[2]);
    return out + html_heading("The paths most often taken") +
           html_rows(paths, "paths, from the first state to the last") + html_paragraph(paths_sentence(flow));
}

[[nodiscard]] inline std::string html_wait(const wait_view& wait) {
    const survival_curve curve = wait.waiting.curve();
    std::string out = html_heading("From the first event to " + in_quotes(wait.until)) +
                      html_sentences(wait_sentences(wait, curve), "findings");
    if (curve.steps().empty()) return out + html_paragraph("Nobody waited.");
    out += html_figure(wait_picture(wait, {.css_class = "wide", .in_page = true}, wide_size),
                       wait_picture(wait, {.css_class = "narrow", .in_page = true}, narrow_size));
    return out + html_rows(wait_table(curve, wait.has_unit), "by when they had come") + html_paragraph(wait_note());
}

[[nodiscard]] inline std::string html_goal(const goal_view& goal, const plain_flow& flow,
                                           const std::vector<std::size_t>& order) {
    const std::string name = in_quotes(goal_name(goal));
    return html_heading("The chance to come to " + name) +
           html_rows(chances_table(goal, flow, order), "how likely paths come there, from each state") +
           html_rows(effects_table(goal), "what pays most: points of all paths for one point more of a move") +
           html_rows(losses_table(goal), "where it is lost") + (goal.changes.empty() ? "" : html_heading("What if")) +
           html_sentences(change_sentences(goal), "findings") +
           html_rows(changes_table(goal), "what changes would do") + html_paragraph(goal_note(goal));
}

[[nodiscard]] inline std::string html_process(const process_view& against) {
    constexpr std::size_t most = 20;
    const plain_conformance& report = against.report();
    std::string out = html_heading("Against the process " + against.name());
    if (report.journeys == 0) return out + html_paragraph("No journeys.");
    out += html_rows(departures_table(report.departures, "left first in", "because", "paths", most),
                     "where paths left the process first");
    out += html_rows(departures_table(report.deviations, "stage", "nearest allowed path", "times", most),
                     "what the nearest allowed paths lack, or have more");
    std::string text = share_of(report.finished, report.journeys) + " came to an end of it.";
    if (report.fitness) text += " Fitness " + rounded(*report.fitness, 3) + " of all (1: all is allowed, 0: nothing).";
    if (report.departures.size() > most || report.deviations.size() > most) {
        text += " The " + std::to_string(most) + " most frequent kinds of each are listed.";
    }
    return out + html_paragraph(text);
}

/// What went in, and what the words of the tables mean.
[[nodiscard]] inline std::string html_flow_notes(const plain_flow& flow) {
    std::string out = "<section class=\"notes\">\n<h2>What went in</h2>\n<p>" +
                      markup(totals_sentence(flow.totals, "state")) + "</p>\n";
    if (!flow.has_unit) out += "<p>Times are in the log’s own unit.</p>\n";
    const auto term = [&out](std::string_view word, std::string_view meaning) {
        out += "<dt>" + markup(word) + "</dt><dd>" + markup(meaning) + "</dd>\n";
    };
    out += "<dl>\n";
    term("begin, end", "paths whose first event is of that state, and whose last one is");
    term("until the next event",
         "the time from an event of that state to the next of the same entity; the last has none");
    term("p90", "nine in ten took no longer");
    term("interval", "the shares that this many paths leave plausible, at 95 % confidence");
    return out + "</dl>\n</section>\n";
}

[[nodiscard]] inline std::string html_of(const plain_flow_views& views, std::string_view title) {
    const std::vector<std::size_t> order = visited_in_order(views.flow);
    std::string body = html_sentences(findings(views), "findings");
    body += views.flow.entities == 0 ? "<p>No moves.</p>\n" : html_moves(views.flow, order);
    if (views.wait != nullptr) body += html_wait(*views.wait);
    if (views.goal != nullptr) body += html_goal(*views.goal, views.flow, order);
    if (views.returns && views.returns->paths > 0) {
        body += html_heading("Who came back") + html_sentences(return_sentences(views), "findings") +
                html_rows(returns_table(views.flow, *views.returns, order), "states, and how many came back to them");
    }
    if (views.steps && views.steps->paths > 0) {
        body += html_heading("Which state at which step") +
                html_rows(steps_table(views.flow, *views.steps, order), "shares of all paths");
    }
    if (views.against != nullptr) body += html_process(*views.against);
    return html_page(title.empty() ? "Flow" : title, body + html_flow_notes(views.flow));
}

}  // namespace detail

/// The flow with all that is known of it as one HTML 5 page that needs nothing else: no script, no links, no fonts. It
/// says in sentences what stands out (where most leave, what pays most, where the process is left), shows the pictures,
/// and has the numbers of each in a table. It follows the reader's light or dark screen, fits a phone, and prints.
template <class State>
[[nodiscard]] std::string html(const flow_views<State>& views, std::string_view title = {}) {
    return detail::html_of(detail::plain(views), title);
}

/// The page of a flow of which nothing else is known.
template <class State>
[[nodiscard]] std::string html(const flow_view<State>& flow, std::string_view title = {}) {
    return detail::html_of(detail::plain_flow_views{.flow = detail::plain(flow)}, title);
}

/// How the share that has come grows with time, with its band, as a stand-alone SVG 1.1 document 1200 pixels wide,
/// without script, links or fonts of its own.
[[nodiscard]] inline std::string svg(const wait_view& wait, std::string_view title = {}) {
    return detail::wait_picture(wait, {.title = title}, detail::alone_size);
}

}  // namespace emptor::io
