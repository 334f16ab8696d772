// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Draws values with their intervals below each other on one scale: shares of groups, and differences between them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/plain_views.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_chart.hpp>
#include <emptor/io/detail/svg_groups.hpp>
#include <emptor/io/detail/view_sentences.hpp>

namespace emptor::io::detail {

struct interval_row {
    std::string name{};
    std::optional<double> value{};
    std::optional<interval> range{};
    std::string said{};  ///< beside it
    std::string note{};  ///< more of it, muted
    bool strong{};       ///< it stands out
};

/// An axis of shares or of differences of shares, with a line to compare with.
struct interval_axis {
    double low{};
    double high{1};
    double step{0.25};
    double line{};       ///< where the line stands
    bool differences{};  ///< in points, with their sign
};

/// An axis on which all rows and the line have room.
[[nodiscard]] inline interval_axis axis_of(const std::vector<interval_row>& rows, double line, bool differences,
                                           double ticks) {
    double low = line, high = line;
    for (const interval_row& row : rows) {
        if (!row.value) continue;
        low = std::min({low, *row.value, row.range ? row.range->low : *row.value});
        high = std::max({high, *row.value, row.range ? row.range->high : *row.value});
    }
    if (!differences) low = std::min(low, 0.0);
    const double step = std::min(0.25, round_step(std::max(high - low, 1e-6) / ticks));
    return {.low = std::max(-1.0, std::floor(low / step + 1e-9) * step),
            .high = std::min(1.0, std::max(std::ceil(high / step - 1e-9) * step, low + step)),
            .step = step,
            .line = line,
            .differences = differences};
}

/// How wide the columns of rows are, in pixels; the same for all blocks of a picture.
struct interval_columns {
    double names{};
    double said{};
};

[[nodiscard]] inline interval_columns columns_of(const std::vector<interval_row>& rows, const chart_size& size) {
    interval_columns out;
    const type_size strong{size.text, true}, small{size.text - 1.5, false};
    for (const interval_row& row : rows) {
        out.names = std::max(out.names, set_width(visible(row.name), strong));
        out.said = std::max({out.said, set_width(row.said, strong), set_width(row.note, small)});
    }
    out.names = std::min(out.names, size.room() * 0.32);
    return out;
}

/// One value: its interval as a bar, itself as a dot.
inline void draw_value(svg_canvas& out, const interval_row& row, const scale& x, double middle) {
    if (!row.value) return;
    if (row.range) {
        const double from = x(row.range->low), to = x(row.range->high);
        out.shape(box(from, middle - 4, std::max(1.0, to - from), 8), ink::flow);
    }
    out.dot(x(*row.value), middle, 5, row.strong ? ink::expired : ink::band);
}

/// The rows from `y` on with the axis below them; returns where they end.
inline double draw_intervals(svg_canvas& out, const chart_size& size, double y, const std::vector<interval_row>& rows,
                             const interval_axis& axis, const interval_columns& columns, std::string_view caption) {
    const type_size type{size.text, false}, strong{size.text, true}, small{size.text - 1.5, false};
    const bool narrow = size.narrow();
    const double left = narrow ? size.edge + 6 : size.edge + columns.names + 20;
    const double right = size.width - size.edge - (narrow ? 6 : columns.said + 20);
    const double lines = narrow ? 2 * size.text * 1.35 : 0, pitch = narrow ? lines + 26 : 34;
    const scale x{axis.low, axis.high, left, right};
    const double height = pitch * static_cast<double>(rows.size());
    if (!narrow) out.rect(x(axis.line) - 0.75, y, 1.5, height, ink::muted);
    for (const interval_row& row : rows) {
        const double middle = narrow ? y + lines + 11 : y + pitch / 2;
        out.begin_row(visible(row.name) + ": " + row.said + (row.note.empty() ? "" : ", " + row.note));
        if (narrow) {
            const std::string name = set_lines(visible(row.name), size.room(), strong, 1).front();
            out.text(size.edge, y + size.text, name, strong, ink::text);
            out.text(size.edge, y + size.text * 2.35, row.said + (row.note.empty() ? "" : " · " + row.note), small,
                     ink::muted);
            out.rect(left, middle - 0.5, right - left, 1, ink::edge);
            out.rect(x(axis.line) - 0.75, middle - 9, 1.5, 18, ink::muted);
        } else {
            const std::vector<std::string> named = set_lines(visible(row.name), columns.names, type, 2);
            double baseline = middle + size.text * 0.36 - (named.size() > 1 ? size.text * 0.55 : 0);
            const type_size used{named.size() > 1 ? size.text - 2 : size.text, false};
            for (const std::string& line : set_lines(visible(row.name), columns.names, used, 2)) {
                out.text(size.edge, baseline, line, used, ink::text);
                baseline += used.size * 1.15;
            }
            const bool noted = !row.note.empty();
            out.text(size.width - size.edge, middle + (noted ? -1 : size.text * 0.36), row.said, strong, ink::text,
                     anchor::end);
            out.text(size.width - size.edge, middle + small.size, row.note, small, ink::muted, anchor::end);
        }
        draw_value(out, row, x, middle);
        out.end_row();
        y += pitch;
    }
    const auto label = [&](double tick) {
        const double value = std::abs(tick) < axis.step / 2 ? 0 : tick;
        if (!axis.differences) return trimmed(value * 100, 4) + " %";
        const std::string digits = trimmed(std::abs(value) * 100, 4);
        return value == 0 ? "0" : (value < 0 ? "−" : "+") + digits;
    };
    return draw_axis(out, x, y + 2, size.text, ticks_of(axis.low, axis.high, axis.step), label, caption, left, right);
}

/// The share of each group that got to the end, with its interval, and that of all together as a line.
[[nodiscard]] inline std::string group_shares_picture(const plain_views& views, const picture& shown,
                                                      const chart_size& size) {
    const plain_breakdown& groups = views.funnel;
    const std::vector<std::string> said = group_sentences(views);
    const std::string name = "Share that got to the end, by " + in_quotes(groups.by);
    std::vector<interval_row> rows;
    const auto add = [&](const std::string& value, const plain_report& report, bool strong) {
        if (report.steps.empty()) return;
        const plain_step& last = report.steps.back();
        rows.push_back({.name = value.empty() ? "(none)" : value,
                        .value = last.share_of_first,
                        .range = last.interval_of_first,
                        .said = last.share_of_first ? percent(*last.share_of_first) : "–",
                        .note = last.interval_of_first ? percent(*last.interval_of_first) : std::string{},
                        .strong = strong});
    };
    add("all together", groups.overall, true);
    for (const plain_group* group : drawn_groups(groups)) add(group->value, group->report, false);
    svg_canvas out{shown.in_page};
    double y = begin_chart(out, shown, size, name, said);
    const double line = rows.empty() ? 0 : rows.front().value.value_or(0);
    const interval_axis axis = axis_of(rows, line, false, size.narrow() ? 4 : 6);
    if (!rows.empty()) {
        y = draw_intervals(out, size, y, rows, axis, columns_of(rows, size),
                           "share of the first step; bars are Wilson’s intervals, the line is all together");
    }
    if (const std::string left_out = undrawn_sentence(groups); !left_out.empty()) {
        y = draw_words(out, size.edge, y + 6, size.room(), left_out, size.text - 1.5);
    }
    return end_chart(out, shown, size, y + 4, name, said);
}

/// How many comparisons a picture shows.
inline constexpr std::size_t most_comparisons_drawn = 8;

/// So many contrasts at most, in their order: the clearest where there are more.
[[nodiscard]] inline std::vector<const rate_contrast*> clearest_contrasts(const rate_comparison& rates,
                                                                          std::size_t most) {
    std::vector<const rate_contrast*> out;
    for (const rate_contrast& one : rates.contrasts()) out.push_back(&one);
    if (out.size() <= most) return out;
    std::ranges::sort(out, [](const auto* a, const auto* b) {
        const double p = a->p().value_or(2), q = b->p().value_or(2);
        return p != q ? p < q : a < b;  // elements of one vector: the earlier one first
    });
    out.resize(most);
    std::ranges::sort(out);
    return out;
}

[[nodiscard]] inline std::vector<interval_row> contrast_rows(const rate_comparison& rates, std::size_t most) {
    std::vector<interval_row> rows;
    for (const rate_contrast* one : clearest_contrasts(rates, most)) {
        interval_row row{.name = one->group().name + " − " + one->baseline().name,
                         .value = one->apart().value,
                         .said = one->apart().value ? points(*one->apart().value) + " points" : std::string{"–"},
                         .strong = one->holm_p().value_or(1) < 0.05};
        if (row.value) row.range = one->apart().plausible;
        if (one->p()) row.note = "p " + p_text(one->holm_p().value_or(*one->p())) + " by Holm";
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The differences between groups, with a line where there is none.
[[nodiscard]] inline std::string comparison_picture(const comparison_view& view, const picture& shown,
                                                    const chart_size& size) {
    const std::vector<std::string> said = sentences_of(view);
    const std::string name = "Differences by " + in_quotes(view.by);
    svg_canvas out{shown.in_page};
    double y = begin_chart(out, shown, size, name, said);
    std::vector<std::vector<interval_row>> blocks;
    std::vector<interval_row> all;
    const std::size_t drawn = std::min(view.rates.size(), most_comparisons_drawn);
    const std::size_t contrasts = rows_of_each(drawn, 24, 3, 6);
    for (std::size_t at = 0; at < drawn; ++at) {
        blocks.push_back(contrast_rows(view.rates[at], contrasts));
        all.insert(all.end(), blocks.back().begin(), blocks.back().end());
    }
    const interval_columns columns = columns_of(all, size);
    const interval_axis axis = axis_of(all, 0, true, size.narrow() ? 4 : 6);
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        const rate_comparison& rates = view.rates[at];
        y = draw_words(out, size.edge, y + 2, size.room(), visible(rates.what()), size.text + 1, ink::text, true) + 4;
        y = draw_intervals(out, size, y, blocks[at], axis, columns,
                           at + 1 < blocks.size() ? "" : "difference in points") +
            10;
        if (blocks[at].size() < rates.contrasts().size()) {
            y = draw_words(out, size.edge, y - 4, size.room(),
                           "The " + grouped(blocks[at].size()) + " clearest of " + grouped(rates.contrasts().size()) +
                               " contrasts are drawn.",
                           size.text - 1.5) +
                8;
        }
    }
    if (blocks.size() < view.rates.size()) {
        y = draw_words(
                out, size.edge, y, size.room(),
                "The first " + grouped(blocks.size()) + " of " + grouped(view.rates.size()) + " comparisons are drawn.",
                size.text - 1.5) +
            8;
    }
    y = draw_legend(
            out, size.edge, y + size.text, size.room(),
            {{ink::expired, "stands out: p below 0.05 by Holm"}, {ink::band, "does not"}, {ink::flow, "interval"}},
            size.text - 1.5) +
        10;
    return end_chart(out, shown, size, y, name, said);
}

}  // namespace emptor::io::detail
