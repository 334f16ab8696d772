// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// One funnel as a picture for a slide, up to a dozen steps: bands that flow into each other.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>

namespace emptor::io::detail {

/// The clock whose medians a picture tells: from the previous step where it measured anybody, else since the first
/// start. None where neither did.
[[nodiscard]] inline const named_clock* told_clock(const plain_report& report) {
    for (const named_clock& clock : clocks) {
        if (std::ranges::any_of(report.steps, [&](const plain_step& step) {
                return (step.*clock.times).median && &step != &report.steps[0];
            })) {
            return &clock;
        }
    }
    return nullptr;
}

/// How many pixels wide the entities of each step are, `room` for most of them. What is more than nobody is seen.
[[nodiscard]] inline std::vector<double> band_widths(const plain_report& report, double room) {
    std::uint64_t most = 0;
    for (const plain_step& step : report.steps) most = std::max(most, step.entities);
    std::vector<double> out;
    for (const plain_step& step : report.steps) {
        out.push_back(step.entities == 0
                          ? 0
                          : std::max(1.5, room * static_cast<double>(step.entities) / static_cast<double>(most)));
    }
    return out;
}

/// The drop-off at `step` as a thin strip from `left` to `right`: first who may yet come, then who will not.
inline void draw_drop_off(svg_canvas& out, const plain_step& step, double left, double right, double y, double height) {
    if (step.drop_off.value_or(0) == 0 || right - left < 1) return;
    const double lost = static_cast<double>(step.open.value_or(0)) + static_cast<double>(step.expired.value_or(0));
    if (!(lost > 0)) {
        out.rect(left, y, right - left, height, ink::edge);
        return;
    }
    const double open = (right - left) * static_cast<double>(step.open.value_or(0)) / lost;
    out.rect(left, y, open, height, ink::open);
    out.rect(left + open, y, right - left - open, height, ink::expired);
}

/// "1,062 expired · 531 open", each where there is any; nothing where that is not known.
[[nodiscard]] inline std::string drop_off_text(const plain_step& step) {
    std::string out;
    if (step.expired.value_or(0) > 0) out = grouped(*step.expired) + " expired";
    if (step.open.value_or(0) > 0) out.append(out.empty() ? "" : " · ").append(grouped(*step.open)).append(" open");
    return out;
}

/// "in 7 m 18 s": the median time to the step, or nothing where it was not measured.
[[nodiscard]] inline std::string onward_time(const plain_step& step, const named_clock* clock, bool has_unit) {
    if (clock == nullptr || !(step.*clock->times).median) return {};
    return "in " + time_text(*(step.*clock->times).median, has_unit);
}

/// "↓ 63.4 %": the share of the previous step, or nothing where nobody was there.
[[nodiscard]] inline std::string onward_share(const plain_step& step) {
    return step.share_of_previous ? "↓ " + percent(*step.share_of_previous) : std::string{};
}

/// What a step tells in one sentence, for who points at it.
[[nodiscard]] inline std::string step_sentence(const plain_step& step) {
    std::string out = step.name + ": " + people(step.entities);
    if (step.share_of_first) out += ", " + percent(*step.share_of_first) + " of the first step";
    if (step.drop_off) out += ", " + grouped(*step.drop_off) + " dropped off before it";
    return out;
}

/// Where a picture stands: on its own it has a title, a headline and the totals, within a page it leaves them to the
/// page.
struct picture {
    std::string_view title{};
    std::string_view css_class{};
    bool in_page{};
};

/// What is said of the picture of `report` to who cannot see it.
[[nodiscard]] inline std::string spoken_name(const plain_report& report, const picture& shown) {
    return shown.title.empty() ? headline(report).value_or("Funnel") : std::string{shown.title};
}

/// Draws title and headline from `y` on, within `room` from `left`, and returns where they end.
inline double draw_heading(svg_canvas& out, double left, double y, double room, std::string_view title,
                           std::string_view subtitle, double size = 26) {
    const type_size large{size, true}, small{std::max(13.0, size * 0.6), false};
    if (title.empty()) std::swap(title, subtitle);
    if (!title.empty()) {
        for (const std::string& line : set_lines(visible(title), room, large, 2)) {
            out.text(left, y + size, line, large, ink::text);
            y += size * 1.3;
        }
        y += size * 0.15;
    }
    if (!subtitle.empty()) {
        for (const std::string& line : set_lines(subtitle, room, small, 3)) {
            out.text(left, y + small.size, line, small, ink::muted);
            y += small.size * 1.45;
        }
    }
    return y;
}

struct legend_entry {
    ink colour{};
    std::string text{};
};

/// Which colours the picture of `report` needs explained, and which clock its times are from.
[[nodiscard]] inline std::vector<legend_entry> legend_of(const plain_report& report) {
    std::vector<legend_entry> out{{ink::band, "reached the step"}};
    bool open = false, expired = false;
    for (const plain_step& step : report.steps) {
        open = open || step.open.value_or(0) > 0;
        expired = expired || step.expired.value_or(0) > 0;
    }
    if (open) out.push_back({ink::open, "dropped off, still open"});
    if (expired) out.push_back({ink::expired, "dropped off, window expired"});
    return out;
}

/// Draws the legend with its first line at `y`, and returns where its last line stands.
inline double draw_legend(svg_canvas& out, double left, double y, double room, const std::vector<legend_entry>& legend,
                          double size) {
    const type_size type{size, false};
    double x = left;
    for (const auto& [colour, text] : legend) {
        const double width = size + 7 + set_width(text, type);
        if (x > left && x + width > left + room) {
            x = left;
            y += size * 1.6;
        }
        out.rect(x, y - size * 0.8, size * 0.85, size * 0.85, colour, 2);
        out.text(x + size + 4, y, text, type, ink::muted);
        x += width + 18;
    }
    return y;
}

/// Draws the legend, the name of the clock, if any, and the totals below `y`, and returns where they end.
inline double draw_footer(svg_canvas& out, double left, double y, double room, const plain_report& report,
                          const named_clock* clock, const std::vector<legend_entry>& legend, bool in_page,
                          double size = 13) {
    const type_size type{size, false};
    if (!in_page) out.rect(left, y, room, 1, ink::edge);
    y += in_page ? 0 : size * 1.9;
    y = draw_legend(out, left, y, room, legend, size);
    y += size * 1.7;
    const auto set = [&](const std::string& paragraph) {
        for (const std::string& line : set_lines(paragraph, room, type, 8)) {
            out.text(left, y, line, type, ink::muted);
            y += line.empty() ? 0 : size * 1.5;
        }
    };
    std::string said = clock == nullptr ? "" : std::string{"Times: median "} + clock->name + ".";
    if (!in_page) {
        const std::vector<std::string> sentences = totals_sentences(report);
        for (const std::string& sentence : sentences) {
            const bool how_to_read = sentence.starts_with("Window") || sentence.starts_with("No window");
            if (how_to_read) set(std::exchange(said, {}));
            said += (said.empty() ? "" : " ") + sentence;
        }
    }
    set(said);
    return y - size * 0.6 + (in_page ? 0 : size * 2);
}

/// The picture: name and way to it on the left, bands in the middle, numbers on the right.
[[nodiscard]] inline std::string flowing_svg(const plain_report& report, const picture& shown) {
    constexpr double width = 1200, gutter = 28;
    const double edge = shown.in_page ? 0 : 48;
    const auto& steps = report.steps;
    const bool airy = steps.size() <= 6;
    const double band = airy ? 48 : 40, way = airy ? 46 : 40;
    const type_size name_type{airy ? 18.0 : 16.0, true}, small_name{13, true}, number{airy ? 22.0 : 18.0, true};
    const type_size share_type{airy ? 18.0 : 16.0, true}, note{13, false};

    double names = 150, counts = 60, shares = 128;
    for (const plain_step& step : steps) {
        names = std::max(names, std::min(330.0, set_width(visible(step.name), name_type)));
        counts = std::max(counts, set_width(grouped(step.entities), number));
        shares = std::max(shares, set_width(drop_off_text(step), note));
    }
    if (steps.size() > 1) names = std::max(names, 190.0);
    const double left = edge + names + gutter;
    const auto room_beside = [&](double last) { return width - edge - last - 2 * gutter - counts - left; };
    const bool splits = room_beside(shares) >= 240;  // else the bands need the room: the strips tell the split alone
    if (!splits) shares = 128;
    const double numbers = width - edge - shares - gutter - counts, room = room_beside(shares);
    const std::vector<double> widths = band_widths(report, room);
    const named_clock* const clock = told_clock(report);

    svg_canvas out{shown.in_page};
    double y = 4;
    if (!shown.in_page) {
        const std::string subtitle = headline(report).value_or("");
        y = draw_heading(out, edge, 36, width - 2 * edge, shown.title, subtitle);
        if (y > 36) y += 26;
    }
    if (!steps.empty()) {
        out.text(numbers + counts, y + 10, "entities", note, ink::muted, anchor::end);
        out.text(width - edge, y + 10, "of first", note, ink::muted, anchor::end);
        y += 20;
    }
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const plain_step& step = steps[at];
        out.begin(step_sentence(step));
        if (at > 0) {
            out.taper(left, y, y + way, widths[at - 1], widths[at], ink::flow);
            const double line = y + way / 2 + 5;
            out.text(edge, line, onward_share(step), onward_time(step, clock, report.has_unit), 14);
            if (step.drop_off.value_or(0) > 0) {
                out.text(numbers + counts, line, "−" + grouped(*step.drop_off), {14, false}, ink::muted, anchor::end);
                out.text(width - edge, line, drop_off_text(step), note, ink::muted, anchor::end);
            }
            y += way;
        }
        const std::string name = visible(step.name);
        const bool fits = set_lines(name, names, name_type, 9).size() <= 2;
        const type_size used = fits ? name_type : small_name;
        const std::vector<std::string> lines = set_lines(name, names, used, fits ? 2 : 3);
        const double leading = used.size * 1.22;
        double baseline = y + band / 2 + used.size * 0.36 - leading * static_cast<double>(lines.size() - 1) / 2;
        for (const std::string& line : lines) {
            out.text(edge, baseline, line, used, ink::text);
            baseline += leading;
        }
        out.rect(left, y, widths[at], band, ink::band);
        if (at > 0) draw_drop_off(out, step, left + widths[at], left + widths[at - 1], y + band / 2 - 3, 6);
        out.text(numbers + counts, y + band / 2 + number.size * 0.36, grouped(step.entities), number, ink::text,
                 anchor::end);
        const bool ranged = step.share_of_first && step.interval_of_first;
        out.text(width - edge, y + band / 2 + (ranged ? -2 : share_type.size * 0.36),
                 step.share_of_first ? percent(*step.share_of_first) : "–", share_type, ink::text, anchor::end);
        if (ranged) {
            out.text(width - edge, y + band / 2 + 17, percent(*step.interval_of_first), note, ink::muted, anchor::end);
        }
        y += band;
        out.end();
    }
    if (steps.empty()) {
        out.text(edge, y + 20, "No steps.", name_type, ink::muted);
        y += 30;
    }
    y = draw_footer(out, edge, y + 30, width - 2 * edge, report, clock, legend_of(report), shown.in_page);
    return out.finish(width, y + 2, spoken_name(report, shown), shown.css_class);
}

}  // namespace emptor::io::detail
