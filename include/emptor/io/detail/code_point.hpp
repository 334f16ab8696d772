// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text that may not be text: one code point at a time, whatever the bytes.

#include <cstddef>
#include <string>
#include <string_view>

#include <emptor/process/detail/append_utf8.hpp>

namespace emptor::io::detail {

using emptor::detail::append_utf8;

/// What stands for bytes that mean nothing.
inline constexpr char32_t replacement = 0xFFFD;

struct code_point {
    char32_t value{};
    std::size_t bytes{};  ///< how many bytes it took, at least one
};

/// Reads the first code point of `text`, which is not empty. Bytes that are not UTF-8 read as U+FFFD, one for each
/// longest run that could have begun a code point (The Unicode Standard, section 3.9, "maximal subparts").
[[nodiscard]] constexpr code_point first_code_point(std::string_view text) noexcept {
    const auto byte = [&](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(text[at])); };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC2 || lead > 0xF4) return {replacement, 1};
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // The second byte alone decides about overlong forms, surrogates and what lies beyond U+10FFFF.
    const char32_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const char32_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    char32_t value = lead & (0x7FU >> length);
    for (std::size_t at = 1; at < length; ++at) {
        if (at >= text.size() || byte(at) < (at == 1 ? low : 0x80) || byte(at) > (at == 1 ? high : 0xBF)) {
            return {replacement, at};
        }
        value = value << 6 | (byte(at) & 0x3F);
    }
    return {value, length};
}

/// `text` as a person may safely see it, on one line: control characters become their pictures (a line feed becomes ␊),
/// and what is no text, or would turn the reading direction of what follows, becomes U+FFFD.
[[nodiscard]] inline std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto [value, bytes] = first_code_point(text);
        text.remove_prefix(bytes);
        const bool turns = (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
        const bool breaks = value == 0x2028 || value == 0x2029;
        const bool nothing = (value >= 0x80 && value < 0xA0) || (value & 0xFFFE) == 0xFFFE || value == 0xFEFF;
        append_utf8(out, value < 0x20                 ? 0x2400 + value
                         : value == 0x7F              ? char32_t{0x2421}
                         : turns || breaks || nothing ? replacement
                                                      : value);
    }
    return out;
}

}  // namespace emptor::io::detail
