// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A table as columns of text, and how it looks in a terminal.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/display_width.hpp>

namespace emptor::io::detail {

struct column {
    std::string over{};  ///< a heading it shares with its neighbours that say the same; may be empty
    std::string heading{};
    bool is_text{};  ///< aligned left; numbers are aligned right
    std::vector<std::string> cells{};
};

using table = std::vector<column>;

/// How many columns from `first` on stand under the same shared heading.
[[nodiscard]] inline std::size_t span_of(const table& columns, std::size_t first) {
    std::size_t next = first + 1;
    while (next < columns.size() && !columns[first].over.empty() && columns[next].over == columns[first].over) ++next;
    return next - first;
}

/// `text` with spaces up to `width` columns, on its left side where `right` is asked for.
[[nodiscard]] inline std::string padded(std::string_view text, std::size_t width, bool right) {
    const std::size_t used = display_width(text);
    const std::string space(width > used ? width - used : 0, ' ');
    return right ? space + std::string{text} : std::string{text} + space;
}

/// The lines of a table in a terminal, two spaces between its columns. Text longer than `longest_text` columns takes
/// more lines; nothing is cut.
[[nodiscard]] inline std::string render(const table& columns, std::size_t longest_text = 36) {
    constexpr std::size_t gap = 2;
    std::vector<std::size_t> widths(columns.size());
    std::vector<std::vector<std::vector<std::string>>> cells(columns.size());  // by column, row, line
    std::size_t rows = 0;
    bool has_over = false;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const column& one = columns[at];
        widths[at] = display_width(one.heading);
        for (const std::string& cell : one.cells) {
            cells[at].push_back(one.is_text ? wrap(cell, static_cast<double>(longest_text),
                                                   [](const cluster& c) { return static_cast<double>(c.width); })
                                            : std::vector{cell});
            for (const std::string& line : cells[at].back()) widths[at] = std::max(widths[at], display_width(line));
        }
        rows = std::max(rows, one.cells.size());
        has_over = has_over || !one.over.empty();
    }
    std::string over;
    for (std::size_t at = 0, span = 1; at < columns.size(); at += span) {
        span = span_of(columns, at);
        std::size_t width = gap * (span - 1);
        for (std::size_t next = at; next < at + span; ++next) width += widths[next];
        const std::size_t wanted = display_width(columns[at].over);
        if (wanted > width) {
            widths[at] += wanted - width;
            width = wanted;
        }
        // A heading over several columns stands in their middle.
        const bool middle = span > 1;
        const std::size_t left = middle ? (width - wanted) / 2 : 0;
        over += std::string(at == 0 ? 0 : gap, ' ') + std::string(left, ' ') +
                padded(columns[at].over, width - left, !middle && !columns[at].is_text);
    }
    std::string out;
    const auto put = [&out](std::string line) {
        while (line.ends_with(' ')) line.pop_back();
        out += line + "\n";
    };
    if (has_over) put(over);
    std::string line;
    std::size_t total = 0;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const std::size_t before = at == 0 ? 0 : gap;
        line += std::string(before, ' ') + padded(columns[at].heading, widths[at], !columns[at].is_text);
        total += before + widths[at];
    }
    put(line);
    for (std::size_t dash = 0; dash < total; ++dash) out += "─";
    out += '\n';
    for (std::size_t row = 0; row < rows; ++row) {
        std::size_t lines = 1;
        for (const auto& one : cells) lines = std::max(lines, row < one.size() ? one[row].size() : 1);
        for (std::size_t at_line = 0; at_line < lines; ++at_line) {
            line.clear();
            for (std::size_t at = 0; at < columns.size(); ++at) {
                const bool present = row < cells[at].size() && at_line < cells[at][row].size();
                line += std::string(at == 0 ? 0 : gap, ' ') +
                        padded(present ? cells[at][row][at_line] : "", widths[at], !columns[at].is_text);
            }
            put(line);
        }
    }
    return out;
}

/// A bar of block characters, `cells` columns long for a share of 1. What is more than nothing is seen.
[[nodiscard]] inline std::string bar(double share, std::size_t cells) {
    constexpr std::string_view eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const double bounded = std::clamp(share, 0.0, 1.0) * static_cast<double>(cells) * 8;
    const std::size_t filled = bounded > 0 ? std::max<std::size_t>(1, static_cast<std::size_t>(bounded + 0.5)) : 0;
    std::string out;
    for (std::size_t cell = 0; cell < filled / 8; ++cell) out += "█";
    return out.append(eighths[filled % 8]);
}

}  // namespace emptor::io::detail
