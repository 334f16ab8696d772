// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What charts have in common: scales with round ticks, shapes, a heading above and words below.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_funnel.hpp>

namespace emptor::io::detail {

/// How large a chart is, in pixels.
struct chart_size {
    double width{1200};
    double edge{48};
    double text{15};  ///< the size of its type

    [[nodiscard]] constexpr bool narrow() const noexcept { return width < 500; }
    [[nodiscard]] constexpr double room() const noexcept { return width - 2 * edge; }
};

inline constexpr chart_size alone_size{1200, 48, 15}, wide_size{960, 2, 14}, narrow_size{344, 8, 12.5};

/// How many rows each of several parts gets where all of them have so many together.
[[nodiscard]] constexpr std::size_t rows_of_each(std::size_t parts, std::size_t together, std::size_t least,
                                                 std::size_t most) noexcept {
    return std::clamp(together / std::max<std::size_t>(parts, 1), least, most);
}

/// Where values of one axis lie, in pixels.
struct scale {
    double low{};
    double high{1};
    double from{};
    double to{1};

    [[nodiscard]] double operator()(double value) const noexcept {
        const double share = high > low ? (value - low) / (high - low) : 0;
        return from + (to - from) * std::clamp(share, 0.0, 1.0);
    }
};

/// The smallest of 1, 2 and 5 times a power of ten that is not below `rough`.
[[nodiscard]] inline double round_step(double rough) {
    if (!(rough > 1e-300) || !(rough < 1e300)) return 1;
    const double ten = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double times : {1.0, 2.0, 5.0}) {
        if (times * ten >= rough * (1 - 1e-9)) return times * ten;
    }
    return 10 * ten;
}

/// The same for a length of time that has a unit: of seconds, minutes, hours, days, weeks or years.
[[nodiscard]] inline double round_time(double rough) {
    constexpr double minute = 60, hour = 3600, day = 86400, year = 365.2425 * day;
    if (!(rough > 1)) return round_step(rough);
    for (const double step :
         {2.0,         5.0,         10.0,     15.0,     30.0,     minute,   2 * minute, 5 * minute, 10 * minute,
          15 * minute, 30 * minute, hour,     2 * hour, 3 * hour, 6 * hour, 12 * hour,  day,        2 * day,
          3 * day,     7 * day,     14 * day, 28 * day, 56 * day, 91 * day, 182 * day}) {
        if (step >= rough) return step;
    }
    return round_step(rough / year) * year;
}

/// Ticks of an axis from `low` to `high`, both in whole steps.
[[nodiscard]] inline std::vector<double> ticks_of(double low, double high, double step) {
    std::vector<double> out;
    const double first = std::ceil(low / step - 1e-9), last = std::floor(high / step + 1e-9);
    if (!(last - first <= 100)) return {low, high};
    for (double at = first; at <= last; ++at) out.push_back(at * step);
    return out;
}

/// A part of a path, as SVG writes numbers.
[[nodiscard]] inline std::string pixels(double value) { return trimmed(value, 1); }

/// A filled circle, as a part of a path.
[[nodiscard]] inline std::string disc(double x, double y, double radius) {
    const std::string r = pixels(radius), across = pixels(2 * radius);
    std::string out = "M" + pixels(x - radius) + " " + pixels(y);
    out.append("a").append(r).append(" ").append(r).append(" 0 1 0 ").append(across).append(" 0");
    out.append("a").append(r).append(" ").append(r).append(" 0 1 0 -").append(across).append(" 0z");
    return out;
}

/// A box, as a part of a path.
[[nodiscard]] inline std::string box(double x, double y, double width, double height) {
    std::string out = "M" + pixels(x) + " " + pixels(y) + "h" + pixels(width);
    return out.append("v").append(pixels(height)).append("h").append(pixels(-width)).append("z");
}

/// Sets a paragraph below `y`, and returns where it ends.
inline double draw_words(svg_canvas& out, double left, double y, double room, std::string_view words, double size,
                         ink fill = ink::muted, bool bold = false) {
    const type_size type{size, bold};
    const double measured = bold ? 0.93 * room : room;  // in some fonts bold letters are wider than `set_width` says
    for (const std::string& line : set_lines(words, measured, type, 12)) {
        if (!line.empty()) out.text(left, y + size, line, type, fill);
        y += size * 1.45;
    }
    return y;
}

/// Sentences as one paragraph.
[[nodiscard]] inline std::string in_one(const std::vector<std::string>& sentences) {
    std::string all;
    for (const std::string& sentence : sentences) all.append(all.empty() ? "" : " ").append(sentence);
    return all;
}

/// Begins a chart: its heading where it stands alone, what it shows for who cannot see it. Returns where it goes on.
inline double begin_chart(svg_canvas& out, const picture& shown, const chart_size& size, const std::string& subtitle,
                          const std::vector<std::string>& said) {
    out.describe(in_one(said));
    if (shown.in_page) return 4;
    return draw_heading(out, size.edge, 36, size.room(), shown.title, subtitle) + 16;
}

/// Ends a chart at `y`: the sentences below it where it stands alone.
[[nodiscard]] inline std::string end_chart(svg_canvas& out, const picture& shown, const chart_size& size, double y,
                                           const std::string& name, const std::vector<std::string>& said) {
    if (!shown.in_page && !said.empty()) {
        out.rect(size.edge, y + 6, size.room(), 1, ink::edge);
        y += 16;
        for (const std::string& sentence : said) y = draw_words(out, size.edge, y, size.room(), sentence, 13);
        y += 20;
    }
    return out.finish(size.width, y + 6, shown.title.empty() ? std::string_view{name} : shown.title, shown.css_class);
}

/// A horizontal axis below a plot: ticks as texts where they do not meet, `caption` below them. Returns where it ends.
template <class Text>
double draw_axis(svg_canvas& out, const scale& x, double y, double type, const std::vector<double>& ticks, Text text,
                 std::string_view caption, double left, double right) {
    const type_size small{type - 1.5, false};
    double free = left - 1e6;
    for (const double tick : ticks) {
        const std::string label = text(tick);
        const double width = set_width(label, small), at = x(tick);
        const double begin = std::clamp(at - width / 2, left, std::max(left, right - width));
        out.rect(at - 0.5, y, 1, 5, ink::edge);
        if (begin < free) continue;
        out.text(begin, y + 8 + small.size, label, small, ink::muted);
        free = begin + width + 12;
    }
    y += 8 + small.size + 4;
    return caption.empty() ? y : draw_words(out, left, y, right - left, caption, small.size) + 2;
}

/// A vertical axis of shares on the left of a plot: lines across it with their percentages.
inline void draw_share_lines(svg_canvas& out, const scale& y, double step, double left, double right, double size) {
    const type_size small{size - 1.5, false};
    for (const double tick : ticks_of(y.low, y.high, step)) {
        out.rect(left, y(tick) - 0.5, right - left, 1, ink::edge);
        out.text(left - 8, y(tick) + small.size * 0.36, trimmed(tick * 100, 4) + " %", small, ink::muted, anchor::end);
    }
}

/// A step of shares so that about `lines` of them reach `most`.
[[nodiscard]] inline double share_step(double most, double lines) {
    return std::min(0.25, round_step(std::max(most, 1e-6) / lines));
}

}  // namespace emptor::io::detail
