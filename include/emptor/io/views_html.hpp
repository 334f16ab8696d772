// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel with its views as a page, for a browser, a phone and paper.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/detail/html_page.hpp>
#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/svg_conversion.hpp>
#include <emptor/io/detail/svg_groups.hpp>
#include <emptor/io/detail/svg_intervals.hpp>
#include <emptor/io/detail/svg_lost.hpp>
#include <emptor/io/detail/svg_retention.hpp>
#include <emptor/io/detail/svg_trend.hpp>
#include <emptor/io/detail/view_sentences.hpp>
#include <emptor/io/detail/view_tables.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/io/html.hpp>

namespace emptor::io {

namespace detail {

/// What a page of several parts needs beside `page_style`: the numbers at its head, the way to its parts, tables that
/// open.
inline constexpr std::string_view views_style = R"(
.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:12px;margin:0 0 1.4rem}
.key div{background:var(--card);border-radius:10px;padding:.7rem .9rem;min-width:0}
.key dt{font-weight:400;color:var(--muted);font-size:.86rem;overflow-wrap:anywhere}
.key dd{font-size:1.55rem;font-weight:600;line-height:1.25;margin:.1rem 0 0;font-variant-numeric:tabular-nums}
.key dd small{display:block;font-size:.82rem;font-weight:400;color:var(--muted)}
nav{margin:0 0 1.4rem;font-size:.94rem}nav a{display:inline-block;color:var(--band);padding:.3rem 0;margin:0 1.1rem 0 0}
section{scroll-margin-top:1rem}section>h2{border-top:1px solid var(--edge);padding-top:1.6rem}
h3{font-size:1.05rem;margin:1.8rem 0 .5rem;overflow-wrap:anywhere}
.chart{max-width:960px}
details{margin:0 0 1.6rem}
summary{cursor:pointer;color:var(--band);padding:.4rem 0;width:fit-content}
summary:focus-visible,nav a:focus-visible,.scroll:focus-visible{outline:2px solid var(--band);outline-offset:2px}
details .scroll{max-height:32rem;overflow:auto}
@media screen and (max-width:640px){nav,details,h3,.key{margin-left:8px;margin-right:8px}section>h2{padding-top:1.1rem}
.key{grid-template-columns:repeat(2,1fr)}.key dd{font-size:1.25rem}}
@media print{nav{display:none}.key div{border:1px solid var(--edge)}
details::details-content{content-visibility:visible;display:block;height:auto}details .scroll{max-height:none;overflow:visible}
summary{display:none}
figure{break-inside:avoid}}
)";

/// A part of the page.
struct page_part {
    const char* id{};
    std::string heading{};
    std::string body{};
};

[[nodiscard]] inline std::string html_details(std::string_view summary, const std::string& body) {
    return body.empty() ? body : "<details>\n<summary>" + markup(summary) + "</summary>\n" + body + "</details>\n";
}

[[nodiscard]] inline std::string html_of(const std::vector<named_table>& tables) {
    std::string out;
    for (const named_table& one : tables) {
        if (!one.columns.empty()) out += html_table(one.columns, one.name);
    }
    return out;
}

/// A chart for wide screens and for narrow ones.
template <class Draw>
[[nodiscard]] std::string html_chart(Draw draw) {
    return "<figure class=\"chart\">\n" + draw(on_wide_screen, wide_size) + draw(on_narrow_screen, narrow_size) +
           "</figure>\n";
}

/// The numbers one would tell first.
[[nodiscard]] inline std::string html_key(const plain_views& views) {
    const plain_report& report = views.report();
    if (report.steps.empty()) return {};
    std::string out = "<dl class=\"key\">\n";
    const auto add = [&out](const std::string& name, const std::string& value, const std::string& more) {
        out += "<div><dt>" + markup(name) + "</dt><dd>" + markup(value) +
               (more.empty() ? "" : "<small>" + markup(more) + "</small>") + "</dd></div>\n";
    };
    const plain_step& first = report.steps.front();
    const plain_step& last = report.steps.back();
    add("reached " + in_quotes(first.name), grouped(first.entities), "");
    if (report.steps.size() > 1) {
        add("reached " + in_quotes(last.name), grouped(last.entities), "");
        if (last.share_of_first) {
            add("of the first step", percent(*last.share_of_first),
                last.interval_of_first ? percent(*last.interval_of_first) : "");
        }
    }
    if (last.in_attempt.median && report.steps.size() > 1) {
        add("half took no longer than", time_text(*last.in_attempt.median, report.has_unit), "in the attempt");
    }
    return out + "</dl>\n";
}

[[nodiscard]] inline page_part times_part(const plain_views& views) {
    constexpr std::size_t most_ways = 6;  // of more, the table and the sentences tell enough
    std::string body;
    std::vector<named_table> tables{table_of(views.times, views)};
    for (std::size_t at = 0; at < views.times.size(); ++at) {
        const plain_conversion& times = views.times[at];
        if (views.times.size() > 1) body += "<h3>" + markup("From " + way_text(times)) + "</h3>\n";
        body += html_sentences(sentences_of(times, views), "findings");
        if (at >= most_ways) continue;
        if (has_curve(times)) {
            body += html_chart([&](const picture& shown, const chart_size& size) {
                return conversion_picture(times, views, shown, size);
            });
            tables.push_back(curve_table(times, views));
        }
        if (!times.histogram.empty()) tables.push_back(histogram_table(times, views));
    }
    if (views.times.size() > most_ways) {
        body += "<p class=\"notes\">The curves of the first " + grouped(most_ways) + " of " +
                grouped(views.times.size()) + " ways are drawn.</p>\n";
    }
    return {"times", "How long it takes",
            body + "<p class=\"notes\">" + markup(clock_sentence(views)) + "</p>\n" +
                html_details("How long it takes, as tables", html_of(tables))};
}

[[nodiscard]] inline page_part trend_part(const plain_views& views) {
    const plain_trend& trend = *views.trend;
    return {"trend", "By " + visible(trend.bucket),
            html_sentences(sentences_of(trend, views.report()), "findings") +
                html_chart([&](const picture& shown, const chart_size& size) {
                    return trend_picture{trend, views.report(), size}.draw(shown);
                }) +
                html_details("The buckets as a table", html_of({table_of(trend, views.report(), true)}))};
}

[[nodiscard]] inline page_part groups_part(const plain_views& views) {
    const plain_breakdown& groups = views.funnel;
    std::string body = html_sentences(group_sentences(views), "findings");
    if (!groups.groups.empty()) {
        std::string tables = html_table(groups_table(groups, {}), "the groups beside each other");
        constexpr std::size_t most_cards = 6;  // of more, the shares and the table tell enough
        const std::span told{groups.groups.data(), std::min(groups.groups.size(), most_cards)};
        for (const plain_group& group : told) tables += html_tables(group.report, group.value + ": ");
        body += html_chart(
            [&](const picture& shown, const chart_size& size) { return group_shares_picture(views, shown, size); });
        if (groups.groups.size() <= most_cards) {
            body += html_figure(groups_svg(groups, on_wide_screen, {.edge = 0, .across = cards_across(groups)}),
                                groups_svg(groups, on_narrow_screen, {.width = 344, .edge = 0, .across = 1}));
        }
        const std::string which = told.size() < groups.groups.size()
                                      ? "The groups as tables, the first " + grouped(told.size()) + " one by one too"
                                      : std::string{"The groups as tables"};
        body += html_details(which, tables);
    }
    return {"groups", "By " + visible(groups.by), std::move(body)};
}

[[nodiscard]] inline page_part retention_part(const retention_view& view) {
    return {
        "retention", "Who came back, by " + visible(view.period),
        html_sentences(sentences_of(view), "findings") + html_chart([&](const picture& shown, const chart_size& size) {
            return retention_picture{view, size}.draw(shown);
        }) + html_details("The cohorts as a table", html_of({table_of(view, 26)}))};
}

[[nodiscard]] inline page_part comparison_part(const comparison_view& view) {
    std::vector<named_table> tables;
    const std::size_t most_rows = rows_of_each(view.rates.size(), 50, 5, 20);
    for (const rate_comparison& rates : view.rates) {
        tables.push_back(rates_table(rates));
        tables.push_back(contrasts_table(rates, most_rows));
    }
    return {
        "comparison", "Differences by " + visible(view.by),
        html_sentences(sentences_of(view), "findings") + html_chart([&](const picture& shown, const chart_size& size) {
            return comparison_picture(view, shown, size);
        }) + html_details("The differences as tables", html_of(tables))};
}

[[nodiscard]] inline page_part lost_part(const std::vector<plain_lost>& all) {
    std::vector<named_table> tables;
    for (const plain_lost& lost : all) {
        tables.push_back(table_of(lost));
        tables.push_back(paths_table(lost));
    }
    return {
        "lost", "What the lost did instead",
        html_sentences(sentences_of(all), "findings") + html_chart([&](const picture& shown, const chart_size& size) {
            return lost_picture(all, shown, size);
        }) + html_details("What they did, as tables", html_of(tables))};
}

[[nodiscard]] inline std::string html_of(const plain_views& views, std::string_view title) {
    if (views.plain_funnel() && (!views.has_groups || views.groups_sum)) {
        return views.has_groups ? html_of(views.funnel, title) : html_of(views.report(), title);
    }
    std::vector<page_part> parts;
    parts.push_back(
        {"funnel", "The funnel",
         html_figure(views.report()) + html_details("The funnel as tables", html_tables(views.report(), ""))});
    if (!views.times.empty()) parts.push_back(times_part(views));
    if (views.trend) parts.push_back(trend_part(views));
    if (views.has_groups) parts.push_back(groups_part(views));
    if (views.comparison != nullptr) parts.push_back(comparison_part(*views.comparison));
    if (views.retention != nullptr) parts.push_back(retention_part(*views.retention));
    if (!views.lost.empty()) parts.push_back(lost_part(views.lost));
    std::string ways = "<nav aria-label=\"Parts of this page\">\n", body;
    for (const page_part& part : parts) {
        const std::string id{part.id};
        ways += "<a href=\"#" + id + "\">" + markup(part.heading) + "</a>\n";
        body += "<section id=\"" + id + "\">\n" + html_heading(part.heading) + part.body + "</section>\n";
    }
    return html_page(title.empty() ? "Funnel" : title,
                     html_key(views) + html_sentences(findings(views.report()), "findings") + ways + "</nav>\n" + body +
                         html_notes(views.report()),
                     views_style);
}

}  // namespace detail

/// The views as one HTML 5 page that needs nothing else: no script, no fonts, nothing to load. A part for each view
/// that is there: in sentences what stands out, by which clock and which kind of interval; the chart, for wide screens
/// and for narrow ones, told to who cannot see it; and its numbers in tables that open. It follows the reader's light
/// or dark screen, fits a phone, and prints.
///
/// A funnel alone, or with groups that add up to it, is the page of its report. A year of weeks of six steps with ten
/// groups takes less than 300 kB; charts and tables of more say what they leave out.
/// @throws std::invalid_argument for a quantile outside [0, 1].
template <class Elapsed>
[[nodiscard]] std::string html(const funnel_views<Elapsed>& views, std::string_view title = {}) {
    return detail::html_of(detail::plain(views), title);
}

}  // namespace emptor::io
