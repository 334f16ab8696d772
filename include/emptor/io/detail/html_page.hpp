// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The parts of a page.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/display_width.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/table.hpp>

namespace emptor::io::detail {

/// How the page looks: in one column, light or dark, on a phone, and on paper.
inline constexpr std::string_view page_style = R"(
:root{color-scheme:light dark;--paper:#fff;--text:#17222d;--muted:#566573;--edge:#d5dde4;--card:#f4f7f9;--band:#0f6b8f}
@media screen and (prefers-color-scheme:dark){
:root{--paper:#11171d;--text:#e9eff4;--muted:#9fb1c1;--edge:#33404c;--card:#1a222a;--band:#46a8cf}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);line-height:1.5}
main{max-width:1120px;margin:0 auto;padding:32px 24px 48px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .8rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;overflow-wrap:anywhere}
.findings{margin:0 0 1.6rem;padding:0;list-style:none;max-width:46rem}
.findings li{padding:.2rem 0 .2rem .9rem;border-left:3px solid var(--edge);margin:.35rem 0;overflow-wrap:anywhere}
.findings li:first-child{border-left-color:var(--band);font-size:1.1rem;font-weight:600}
figure{margin:0 0 2rem}
svg{display:block;width:100%;height:auto}
.narrow{display:none}
.scroll{overflow-x:auto;margin:0 0 1.6rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.94rem;min-width:100%}
caption{text-align:left;font-weight:600;padding:0 0 .5rem;position:sticky;left:0}
caption::first-letter{text-transform:uppercase}
th,td{padding:.42rem .7rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--edge)}
thead th{font-weight:500;color:var(--muted);vertical-align:bottom}
thead th[colspan]{text-align:center}
th.left,td.left,tbody th{text-align:left}
tbody th{font-weight:600;white-space:normal;position:sticky;left:0;background:var(--paper)}
tbody th span{display:inline-block;max-width:20rem;overflow-wrap:break-word}
.notes{color:var(--muted);font-size:.9rem;max-width:46rem}
.notes p{margin:.5rem 0}
dl{margin:.8rem 0 0}dt{font-weight:600;color:var(--text)}dd{margin:0 0 .4rem}
@media screen and (max-width:1040px){
figure:not(.chart) .wide{display:none}figure:not(.chart) .narrow{display:block;max-width:480px}}
@media screen and (max-width:640px){
main{padding:20px 8px 32px}
h1,h2,.findings,.notes,caption{margin-left:8px;margin-right:8px}
h1{font-size:1.5rem}.wide{display:none}.narrow{display:block}
th,td{padding:.4rem .5rem}tbody th span{max-width:34vw}}
@media print{
@page{margin:14mm}
:root{color-scheme:light}
body{font-size:10pt}main{max-width:none;padding:0}
.scroll{overflow:visible}table{font-size:8pt}th,td{padding:2pt 3pt}tbody th span{max-width:11rem}tbody th,caption{position:static}
h2{break-after:avoid}tr,.findings li{break-inside:avoid}
svg,svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)";

/// @param more style that only this page needs.
[[nodiscard]] inline std::string html_page(std::string_view title, std::string_view body, std::string_view more = {}) {
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>" + markup(title) +
           "</title>\n<style>\nbody{font-family:" + std::string{font_stack} + "}";
    return out.append(page_style)
        .append(picture_style())
        .append(more)
        .append("</style>\n</head>\n<body>\n<main>\n<h1>" + markup(title) + "</h1>\n")
        .append(body)
        .append("</main>\n</body>\n</html>\n");
}

[[nodiscard]] inline std::string html_heading(std::string_view text) { return "<h2>" + markup(text) + "</h2>\n"; }

[[nodiscard]] inline std::string html_sentences(const std::vector<std::string>& sentences, std::string_view css_class) {
    if (sentences.empty()) return {};
    std::string out = "<ul class=\"" + std::string{css_class} + "\">\n";
    for (const std::string& sentence : sentences) out += "<li>" + markup(sentence) + "</li>\n";
    return out + "</ul>\n";
}

/// One picture for wide screens and paper, one for those on which the texts of the wide one would be too small.
[[nodiscard]] inline std::string html_figure(const std::string& wide, const std::string& narrow) {
    return "<figure>\n" + wide + narrow + "</figure>\n";
}

/// Names as wide as this need one line everywhere.
inline constexpr std::size_t one_line_on_a_phone = 12;

/// A table whose first column names its rows. It scrolls within itself where the screen is too narrow for it.
[[nodiscard]] inline std::string html_table(const table& columns, std::string_view caption) {
    const std::string label = markup(caption);
    std::string out = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + label + "\">\n<table>\n";
    out += "<caption>" + label + "</caption>\n<thead>\n<tr>";
    std::string second;
    bool has_over = false;
    for (const column& one : columns) has_over = has_over || !one.over.empty();
    for (std::size_t at = 0, span = 1; at < columns.size(); at += span) {
        span = span_of(columns, at);
        const std::string side = columns[at].is_text ? " class=\"left\"" : "";
        if (columns[at].over.empty()) {
            out += "<th scope=\"col\"" + side + (has_over ? " rowspan=\"2\"" : "") + ">" + markup(columns[at].heading) +
                   "</th>";
            continue;
        }
        out += "<th scope=\"colgroup\" colspan=\"" + std::to_string(span) + "\">" + markup(columns[at].over) + "</th>";
        for (std::size_t next = at; next < at + span; ++next) {
            second += "<th scope=\"col\">" + markup(columns[next].heading) + "</th>";
        }
    }
    out += "</tr>\n" + (second.empty() ? "" : "<tr>" + second + "</tr>\n") + "</thead>\n<tbody>\n";
    const std::size_t rows = columns.empty() ? 0 : columns.front().cells.size();
    for (std::size_t row = 0; row < rows; ++row) {
        out += "<tr>";
        for (const column& one : columns) {
            const bool names = &one == &columns.front();
            out += names ? "<th scope=\"row\">" : one.is_text ? "<td class=\"left\">" : "<td>";
            const std::string cell = markup(one.cells[row]);
            const bool may_wrap = names && display_width(one.cells[row]) > one_line_on_a_phone;
            out += may_wrap ? "<span>" + cell + "</span>" : cell;
            out += names ? "</th>" : "</td>";
        }
        out += "</tr>\n";
    }
    return out + "</tbody>\n</table>\n</div>\n";
}

/// What went in, and what the words of the tables mean.
[[nodiscard]] inline std::string html_notes(const plain_report& report) {
    std::string out = "<section class=\"notes\">\n<h2>What went in</h2>\n";
    for (const std::string& sentence : totals_sentences(report)) out += "<p>" + markup(sentence) + "</p>\n";
    const auto term = [&out](std::string_view word, std::string_view meaning) {
        out += "<dt>" + markup(word) + "</dt><dd>" + markup(meaning) + "</dd>\n";
    };
    out += "<dl>\n";
    term("dropped off", "reached the step before, but not this one");
    term("expired", "of those: the window ran out before the last event that was seen");
    term("open", "of those: may yet move on");
    term("interval", "the shares that this many entities leave plausible");
    term("p90", "nine in ten took no longer");
    term("from previous step", "the time between two steps of the attempt");
    term("since first start", "the time from an entity’s very first start until it first got this far");
    term("in the attempt", "the time from the start of the attempt that got furthest");
    return out + "</dl>\n</section>\n";
}

}  // namespace emptor::io::detail
