// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// CSV read the obvious way, a byte at a time, whole in memory: what the fast reader is held against.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plain_csv {

struct row {
    std::uint64_t line{};
    std::vector<std::string> fields;

    friend bool operator==(const row&, const row&) = default;
};

struct problem {
    std::string_view says;  ///< words of the sentence that must tell of it
    std::uint64_t line{};
    std::uint64_t column{};
    std::uint64_t offset{};
};

struct table {
    std::vector<std::string> header;
    std::vector<row> rows;
    std::optional<problem> stopped_by;
};

/// The place of the first byte that breaks the UTF-8 character which begins at `first`; its end if none does.
/// A character the text is too short for breaks at the end of the text.
struct character {
    std::size_t end{};
    bool good{};
};

inline character character_at(std::string_view text, std::size_t first) {
    const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(first);
    if (lead < 0x80) return {first + 1, true};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC0 || lead > 0xF7) return {first, false};
    std::uint32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        // Whatever follows, is there a character with this beginning? Fill up with the least and the most.
        std::uint32_t least = code;
        std::uint32_t most = code;
        for (std::size_t k = i; k < length; ++k) {
            least <<= 6;
            most = most << 6 | 0x3F;
        }
        const std::uint32_t shortest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        if (most < shortest || least > 0x10FFFF || (least >= 0xD800 && most <= 0xDFFF)) return {first + i - 1, false};
        if (first + i == text.size()) return {text.size(), false};
        if ((byte(first + i) & 0xC0) != 0x80) return {first + i, false};
        code = code << 6 | (byte(first + i) & 0x3F);
    }
    const std::uint32_t shortest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    if (code < shortest || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {first + length - 1, false};
    return {first + length, true};
}

inline table read(const std::string_view text, const char delimiter, const std::size_t longest_field) {
    table read;
    const std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const auto line_of = [&](std::size_t place) {
        std::uint64_t line = 1;
        for (std::size_t i = 0; i < place; ++i) {
            if (text[i] == '\r' || (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))) ++line;
        }
        return line;
    };

    enum class state { field_start, plain, quoted, after_quote } now = state::field_start;
    std::vector<std::string> fields;
    std::string field;
    std::size_t row = begin;
    std::size_t start = begin;
    std::size_t character_begin = begin;
    character current{begin, true};

    const auto stop = [&](std::string_view says, std::size_t place) {
        read.stopped_by = problem{says, line_of(place), fields.size() + 1, place};
    };
    // Ends the row before `place`; the next begins at `next`. False at an error.
    const auto end_row = [&](std::size_t place, std::size_t next) {
        const bool blank = place == row;
        if (!blank || read.header.size() == 1) {
            fields.push_back(field);
            if (read.header.empty()) {
                read.header = fields;
            } else if (fields.size() != read.header.size()) {
                read.stopped_by = problem{"; the header has ", line_of(row), 0, row};
                return false;
            } else {
                read.rows.push_back({line_of(row), fields});
            }
        }
        fields.clear();
        field.clear();
        row = start = next;
        now = state::field_start;
        return true;
    };

    for (std::size_t i = begin; i < text.size(); ++i) {
        if (i - start > longest_field) return stop("longer than", start), read;
        if (i == current.end && current.good) {
            character_begin = i;
            current = character_at(text, i);
        }
        if (!current.good && i == current.end) return stop("begins no UTF-8 character", character_begin), read;
        const char c = text[i];
        if (c == '\0') return stop("NUL", i), read;
        if (now == state::quoted) {
            if (c == '"') {
                now = state::after_quote;
            } else {
                field += c;
            }
        } else if (c == delimiter) {
            fields.push_back(field);
            field.clear();
            start = i + 1;
            now = state::field_start;
        } else if (c == '\n' || c == '\r') {
            const bool pair = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
            if (!end_row(i, i + (pair ? 2 : 1))) return read;
            if (pair) {
                ++i;
                current = {i + 1, true};
            }
        } else if (now == state::after_quote) {
            if (c != '"') return stop("closing quote", i), read;
            field += c;
            now = state::quoted;
        } else if (c == '"' && now == state::field_start) {
            now = state::quoted;
        } else {
            field += c;
            now = state::plain;
        }
    }
    if (text.size() - start > longest_field) return stop("longer than", start), read;
    if (!current.good) return stop("ends within a UTF-8 character", character_begin), read;
    if (now == state::quoted) return stop("never closed", start), read;
    if (row != text.size() && !end_row(text.size(), text.size())) return read;
    if (read.header.empty()) read.stopped_by = problem{"empty", 1, 0, text.size()};
    return read;
}

}  // namespace plain_csv
