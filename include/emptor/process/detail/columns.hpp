// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text in columns.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emptor::detail {

/// How many columns UTF-8 text takes in a terminal: two for an East Asian wide character, one for any other.
[[nodiscard]] constexpr std::size_t columns_of(std::string_view text) noexcept {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first >= 0x80 && first < 0xC0) continue;
        char32_t code = first;
        if (first >= 0xE0 && first < 0xF0 && i + 2 < text.size()) {
            code = (first & 0x0FU) << 12 | (static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6 |
                   (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
        } else if (first >= 0xF0) {
            code = 0x20000;
        }
        const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                          (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                          (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) || code >= 0x20000;
        columns += wide ? 2 : 1;
    }
    return columns;
}

/// Rows of cells as lines of columns, each as wide as its widest cell; no blanks at the end of a line.
[[nodiscard]] inline std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::size_t blanks = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) {
                text.append(blanks, ' ');
                text += row[i];
                blanks = 0;
            }
            blanks += widths[i] + 2 - columns_of(row[i]);
        }
        text += '\n';
    }
    return text;
}

}  // namespace emptor::detail
