// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text as JSON, XML and CSV want it.

#include <string>
#include <string_view>

#include <emptor/io/detail/code_point.hpp>

namespace emptor::io::detail {

/// A JSON string with its quotes (RFC 8259, section 7). Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] inline std::string json_string(std::string_view text) {
    std::string out = "\"";
    out.reserve(text.size() + 2);
    while (!text.empty()) {
        const auto [value, bytes] = first_code_point(text);
        text.remove_prefix(bytes);
        switch (value) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\b':
                out += "\\b";
                break;
            case '\f':
                out += "\\f";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (value < 0x20 || value == 0x7F) {
                    constexpr std::string_view digits = "0123456789abcdef";
                    out += "\\u00";
                    out += digits[value >> 4];
                    out += digits[value & 0xF];
                } else {
                    append_utf8(out, value);
                }
        }
    }
    return out += '"';
}

/// Text for the content or a quoted attribute of XML 1.0 and HTML, made visible first, for not every character may
/// stand in XML.
[[nodiscard]] inline std::string markup(std::string_view text) {
    std::string out;
    for (const char c : visible(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

/// A field of a CSV row (RFC 4180), quoted where it must be. Bytes that are not UTF-8 and NUL, which readers refuse,
/// become U+FFFD.
[[nodiscard]] inline std::string csv_field(std::string_view text) {
    std::string out;
    bool quoted = text.starts_with(' ') || text.ends_with(' ');
    while (!text.empty()) {
        const auto [value, bytes] = first_code_point(text);
        text.remove_prefix(bytes);
        if (value == '"' || value == ',' || value == '\r' || value == '\n') quoted = true;
        if (value == '"') out += '"';
        append_utf8(out, value == 0 ? replacement : value);
    }
    return quoted ? '"' + out + '"' : out;
}

}  // namespace emptor::io::detail
