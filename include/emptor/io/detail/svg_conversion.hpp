// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws how the share that has got from one step to another grows with time, with its band.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/view_sentences.hpp>

namespace emptor::io::detail {

/// The steps of a curve that can be told apart in a picture, and the last.
[[nodiscard]] inline plain_curve drawn_curve(const plain_curve& curve, const scale& x, const scale& up) {
    plain_curve out{.happened = curve.happened, .censored = curve.censored, .times = curve.times};
    for (const plain_curve_step& step : curve.steps) {
        const bool is_last = &step == &curve.steps.back();
        if (!out.steps.empty() && !is_last && x(step.time) - x(out.steps.back().time) < 8 &&
            up(out.steps.back().waiting) - up(step.waiting) > -4) {
            continue;
        }
        out.steps.push_back(step);
    }
    return out;
}

/// The share got there as a path of level and upright pieces.
[[nodiscard]] inline std::string curve_path(const plain_curve& curve, const scale& x, const scale& up) {
    std::string path = "M" + pixels(x(0)) + " " + pixels(up(0));
    for (const plain_curve_step& step : curve.steps) {
        path += "H" + pixels(x(step.time)) + "V" + pixels(up(1 - step.waiting));
    }
    return path;
}

/// The band of that share, from the first of the curve's steps on that has one.
[[nodiscard]] inline std::string curve_band(const plain_curve& curve, const scale& x, const scale& up) {
    std::string forth, back;
    for (std::size_t at = 0; at < curve.steps.size(); ++at) {
        const plain_curve_step& step = curve.steps[at];
        if (!step.band) continue;
        const double begin = x(step.time);
        const double end = at + 1 < curve.steps.size() ? x(curve.steps[at + 1].time) : begin;
        const std::string high = pixels(up(1 - step.band->low)), low = pixels(up(1 - step.band->high));
        forth += (forth.empty() ? "M" + pixels(begin) + " " : "H" + pixels(begin) + "V") + high + "H" + pixels(end);
        back.insert(0, "V" + low + "H" + pixels(begin));
    }
    return forth.empty() ? forth : forth + back + "z";
}

/// Whether there is anything to draw: somebody waited for some time.
[[nodiscard]] inline bool has_curve(const plain_conversion& times) {
    return times.curve && !times.curve->steps.empty() && times.curve->steps.back().time > 0;
}

/// A curve with its band on axes, from `y` on, with the share it ends at beside it; returns where it ends.
/// @param shares,times what the axes tell, for those who read it.
/// @param marks quantiles that get a dot.
inline double draw_curve(svg_canvas& out, const chart_size& size, double y, const plain_curve& curve, bool has_unit,
                         const std::string& shares, const std::string& times,
                         const std::vector<plain_quantile>& marks = {}) {
    double most = 0;
    for (const plain_curve_step& step : curve.steps) {
        most = std::max({most, 1 - step.waiting, step.band ? 1 - step.band->low : 0});
    }
    const double lines = share_step(most, 4);
    const double top = std::max(lines, std::min(1.0, std::ceil(most / lines - 1e-9) * lines));
    const type_size strong{size.text, true};
    const std::string reached = percent(1 - curve.steps.back().waiting);
    const double left = size.edge + set_width("100 %", {size.text, false}) + 8;
    const double right = size.width - size.edge - set_width(reached, strong) - 10;
    y = draw_words(out, size.edge, y, size.room(), shares, size.text) + 12;
    const double height = size.narrow() ? 190 : 250;
    const scale up{0, top, y + height, y};
    const scale x{0, curve.steps.back().time, left, right};
    draw_share_lines(out, up, lines, left, right, size.text);
    const plain_curve drawn = drawn_curve(curve, x, up);
    if (const std::string band = curve_band(drawn, x, up); !band.empty()) out.shape(band, ink::flow);
    out.line(curve_path(drawn, x, up), ink::band, 2.4);
    out.text(right + 8, up(1 - curve.steps.back().waiting) + size.text * 0.36, reached, strong, ink::text);
    for (const plain_quantile& one : marks) {
        if (!one.of_all.time || one.share > top) continue;
        out.begin(plain_percent(one.share) + " of all within " + time_text(*one.of_all.time, has_unit));
        out.dot(x(*one.of_all.time), up(one.share), 5.5, ink::paper);
        out.dot(x(*one.of_all.time), up(one.share), 4, ink::mark);
        out.end();
    }
    const double rough = x.high / (size.narrow() ? 4 : 8);
    const auto ticks = ticks_of(0, x.high, has_unit ? round_time(rough) : round_step(rough));
    const auto label = [&](double tick) { return tick == 0 ? std::string{"0"} : time_text(tick, has_unit); };
    return draw_axis(out, x, y + height, size.text, ticks, label, times, left, right);
}

[[nodiscard]] inline std::string conversion_picture(const plain_conversion& times, const plain_views& views,
                                                    const picture& shown, const chart_size& size) {
    svg_canvas out{shown.in_page};
    std::vector<std::string> said = sentences_of(times, views);
    said.push_back(clock_sentence(views));
    const std::string name = "Time from " + way_text(times);
    double y = begin_chart(out, shown, size, name, said);
    if (!has_curve(times)) return end_chart(out, shown, size, y, name, said);
    y = draw_curve(out, size, y, *times.curve, views.has_unit(), "share that has got to " + in_quotes(times.to_name),
                   "time since " + in_quotes(times.from_name) + ", in each entity’s first attempt", times.quantiles);
    std::vector<legend_entry> legend{{ink::band, "estimate by Kaplan and Meier"}};
    if (views.confidence) legend.push_back({ink::flow, "band at " + plain_percent(*views.confidence)});
    y = draw_legend(out, size.edge, y + size.text, size.room(), legend, size.text - 1.5) + 10;
    return end_chart(out, shown, size, y, name, said);
}

}  // namespace emptor::io::detail
