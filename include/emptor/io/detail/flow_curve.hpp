// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws how the share that has come to a state grows with time, with its band.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <emptor/io/detail/flow_findings.hpp>
#include <emptor/io/detail/flow_tables.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/flow_views.hpp>

namespace emptor::io::detail {

/// The last step in each of so many equal lengths of time: all that a picture as wide shows.
[[nodiscard]] inline std::vector<survival_step> steps_to_draw(const survival_curve& curve, double columns) {
    std::vector<survival_step> out;
    if (curve.steps().empty()) return out;
    const double end = curve.steps().back().time;
    double before = -1;
    for (const survival_step& step : curve.steps()) {
        const double column = end > 0 ? std::floor(step.time / end * columns) : 0;
        if (column > before) {
            out.push_back(step);
        } else {
            out.back() = step;
        }
        before = column;
    }
    return out;
}

/// The share that has come, as a line of level and upright pieces, in its band: two paths that are filled.
[[nodiscard]] inline std::pair<std::string, std::string> line_and_band(const std::vector<survival_step>& steps,
                                                                       const scale& x, const scale& up) {
    constexpr double thick = 2.4;
    std::string line, forth, back;
    double from = x(0), level = up(0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double at = x(steps[i].time), next = up(1 - steps[i].share);
        if (at - from >= 0.1) line += box(from - thick / 2, level - thick / 2, at - from + thick, thick);
        if (level - next >= 0.1) line += box(at - thick / 2, next - thick / 2, thick, level - next + thick);
        from = at;
        level = next;
        const auto band = came(steps[i].band());
        if (!band) continue;
        const double end = i + 1 < steps.size() ? x(steps[i + 1].time) : at;
        forth.append(forth.empty() ? "M" : "L").append(pixels(at)).append(" ").append(pixels(up(band->high)));
        forth.append("H").append(pixels(end));
        back.insert(0, std::string{"L"}
                           .append(pixels(end))
                           .append(" ")
                           .append(pixels(up(band->low)))
                           .append("H")
                           .append(pixels(at)));
    }
    return {line, forth.empty() ? forth : forth + back + "z"};
}

/// The picture, alone or within a page. Where nobody waited for any time there is nothing to draw but the words.
[[nodiscard]] inline std::string wait_picture(const wait_view& wait, const picture& shown, const chart_size& size) {
    const survival_curve curve = wait.waiting.curve();
    const std::vector<survival_step> steps = steps_to_draw(curve, 600);
    svg_canvas out;
    std::vector<std::string> said = wait_sentences(wait, curve);
    said.push_back(wait_note());
    const std::string name = "Time from the first event to " + in_quotes(wait.until);
    double y = begin_chart(out, shown, size, name, said);
    if (steps.empty() || !(steps.back().time > 0)) return end_chart(out, shown, size, y, name, said);
    double most = 0;
    for (const survival_step& step : steps) {
        const auto band = came(step.band());
        most = std::max({most, 1 - step.share, band ? band->high : 0});
    }
    const double lines = share_step(most, 4);
    const double top = std::max(lines, std::min(1.0, std::ceil(most / lines - 1e-9) * lines));
    const double left = size.edge + set_width("100 %", {size.text, false}) + 8;
    const std::string reached = percent(1 - steps.back().share);
    const double right = size.width - size.edge - set_width(reached, {size.text, true}) - 10;
    y = draw_words(out, size.edge, y, size.room(), "share that has come to " + in_quotes(wait.until), size.text) + 12;
    const double height = size.narrow() ? 190 : 250;
    const scale up{0, top, y + height, y};
    const scale x{0, steps.back().time, left, right};
    draw_share_lines(out, up, lines, left, right, size.text);
    const auto [line, band] = line_and_band(steps, x, up);
    if (!band.empty()) out.shape(band, ink::flow);
    if (!line.empty()) out.shape(line, ink::band);
    out.text(right + 8, up(1 - steps.back().share) + size.text * 0.36, reached, {size.text, true}, ink::text);
    const double rough = x.high / (size.narrow() ? 4 : 8);
    const auto ticks = ticks_of(0, x.high, wait.has_unit ? round_time(rough) : round_step(rough));
    const auto label = [&](double tick) { return tick == 0 ? std::string{"0"} : time_text(tick, wait.has_unit); };
    y = draw_axis(out, x, y + height, size.text, ticks, label, "time since the first event of each", left, right);
    const type_size small{size.text - 1.5, false};
    double from = size.edge;
    y += size.text;
    for (const auto& [colour, text] :
         {std::pair{ink::band, "estimate by Kaplan and Meier"}, {ink::flow, "band at 95 %"}}) {
        out.rect(from, y - small.size * 0.8, small.size * 0.85, small.size * 0.85, colour, 2);
        out.text(from + small.size + 4, y, text, small, ink::muted);
        from += small.size + 25 + set_width(text, small);
    }
    y += 10;
    return end_chart(out, shown, size, y, name, said);
}

}  // namespace emptor::io::detail
