// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// One funnel as a picture with a row a step: for many steps, and for narrow screens.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_funnel.hpp>

namespace emptor::io::detail {

/// One number of each step, in a column of a picture.
struct svg_column {
    std::string heading{};
    std::vector<std::string> cells{};
    double width{};
};

/// The numbers of a picture of many steps; how many dropped off and how long it took only where that is known.
[[nodiscard]] inline std::vector<svg_column> svg_columns(const plain_report& report, type_size type) {
    std::vector<svg_column> out{{"entities"}, {"of first"}, {"of previous"}, {"dropped off"}};
    const named_clock* const clock = told_clock(report);
    for (const plain_step& step : report.steps) {
        const bool is_first = &step == &report.steps.front();
        const auto share = [is_first](const std::optional<double>& value) -> std::string {
            return value ? percent(*value) : is_first ? "" : "–";
        };
        out[0].cells.push_back(grouped(step.entities));
        out[1].cells.push_back(share(step.share_of_first));
        out[2].cells.push_back(share(step.share_of_previous));
        out[3].cells.push_back(step.drop_off ? grouped(*step.drop_off) : "");
    }
    if (clock != nullptr) {
        svg_column times{"median"};
        for (const plain_step& step : report.steps) {
            const auto& median = (step.*clock->times).median;
            times.cells.push_back(median ? time_text(*median, report.has_unit) : "");
        }
        out.push_back(std::move(times));
    }
    for (svg_column& one : out) {
        one.width = set_width(one.heading, {12, false});
        for (const std::string& cell : one.cells) one.width = std::max(one.width, set_width(cell, type));
    }
    return out;
}

/// The picture for more than a dozen steps: a table with bars.
[[nodiscard]] inline std::string listed_svg(const plain_report& report, const picture& shown) {
    constexpr double width = 1200, gutter = 22, pitch = 27, thick = 16;
    const double edge = shown.in_page ? 0 : 48;
    const type_size type{14, false}, strong{14, true}, small{12, false};
    const std::vector<svg_column> columns = svg_columns(report, strong);
    double names = 80, numbers = 0;
    for (const plain_step& step : report.steps) {
        names = std::max(names, std::min(300.0, set_width(visible(step.name), type)));
    }
    for (const svg_column& one : columns) numbers += one.width + gutter;
    names = std::max(80.0, std::min(names, width - 2 * edge - gutter - numbers - 160));  // bands before names
    const double left = edge + names + gutter, room = width - edge - numbers - left;
    const std::vector<double> widths = band_widths(report, room);

    svg_canvas out{shown.in_page};
    const std::string subtitle = headline(report).value_or("");
    double y = (shown.in_page ? 0 : draw_heading(out, edge, 36, width - 2 * edge, shown.title, subtitle)) + 34;
    double x = left + room;
    for (const svg_column& one : columns) {
        x += gutter + one.width;
        out.text(x, y - 8, one.heading, small, ink::muted, anchor::end);
    }
    out.rect(edge, y, width - 2 * edge, 1, ink::edge);
    y += 6;
    for (std::size_t at = 0; at < report.steps.size(); ++at, y += pitch) {
        const plain_step& step = report.steps[at];
        const double middle = y + pitch / 2, baseline = middle + 5;
        out.begin(step_sentence(step));
        out.text(edge, baseline, set_lines(visible(step.name), names, type, 1).front(), type, ink::text);
        if (at > 0) {
            out.taper(left, y - (pitch - thick) / 2, middle - thick / 2, widths[at - 1], widths[at], ink::flow);
            draw_drop_off(out, step, left + widths[at], left + widths[at - 1], middle - 2, 4);
        }
        out.rect(left, middle - thick / 2, widths[at], thick, ink::band);
        x = left + room;
        for (const svg_column& one : columns) {
            x += gutter + one.width;
            const bool first = &one == &columns.front();
            out.text(x, baseline, one.cells[at], first ? strong : type, first ? ink::text : ink::muted, anchor::end);
        }
        out.end();
    }
    y = draw_footer(out, edge, y + (shown.in_page ? 30 : 14), width - 2 * edge, report, told_clock(report),
                    legend_of(report), shown.in_page);
    return out.finish(width, y + 2, spoken_name(report, shown), shown.css_class);
}

/// The picture for a page on a screen 360 pixels wide: name and numbers above each bar.
[[nodiscard]] inline std::string narrow_svg(const plain_report& report, const picture& shown) {
    constexpr double width = 344, edge = 8, room = width - 2 * edge, thick = 18;
    const type_size name_type{15, true}, number{15, true}, note{12.5, false};
    const std::vector<double> widths = band_widths(report, room);
    const named_clock* const clock = told_clock(report);
    svg_canvas out{shown.in_page};
    double y = 2;
    for (std::size_t at = 0; at < report.steps.size(); ++at) {
        const plain_step& step = report.steps[at];
        out.begin(step_sentence(step));
        if (at > 0) {
            std::string rest = onward_time(step, clock, report.has_unit);
            if (step.drop_off.value_or(0) > 0)
                rest += (rest.empty() ? "" : " · ") + grouped(*step.drop_off) + " dropped off";
            out.text(edge, y + 20, onward_share(step), rest, 12.5);
            const std::string split = step.drop_off.value_or(0) > 0 ? drop_off_text(step) : "";
            out.text(edge + 16, y + 37, split, note, ink::muted);
            y += split.empty() ? 36 : 53;
        }
        const std::string count = grouped(step.entities);
        for (const std::string& line :
             set_lines(visible(step.name), room - set_width(count, number) - 12, name_type, 3)) {
            out.text(edge, y + 15, line, name_type, ink::text);
            y += 19;
        }
        out.text(width - edge, y - 4, count, number, ink::text, anchor::end);
        y += 3;
        out.rect(edge, y, widths[at], thick, ink::band);
        if (at > 0) draw_drop_off(out, step, edge + widths[at], edge + widths[at - 1], y + thick / 2 - 2.5, 5);
        y += thick;
        if (at > 0 && step.share_of_first) {
            std::string share = percent(*step.share_of_first) + " of first";
            if (step.interval_of_first) share += " (" + percent(*step.interval_of_first) + ")";
            out.text(width - edge, y + 16, share, note, ink::muted, anchor::end);
            y += 18;
        }
        out.end();
    }
    y = draw_footer(out, edge, y + 28, room, report, clock, legend_of(report), true, 12.5);
    return out.finish(width, y + 6, spoken_name(report, shown), shown.css_class);
}

/// The picture of one report, drawn as its number of steps asks for.
[[nodiscard]] inline std::string wide_svg(const plain_report& report, const picture& shown) {
    return report.steps.size() > 12 ? listed_svg(report, shown) : flowing_svg(report, shown);
}

}  // namespace emptor::io::detail
