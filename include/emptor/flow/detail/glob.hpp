// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Texts of a shape: `*` for any characters, `?` for one.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace emptor::detail {

/// @throws std::invalid_argument for a backslash at the end, which stands before nothing.
constexpr void demand_shape(std::string_view shape) {
    std::size_t backslashes = 0;
    while (backslashes < shape.size() && shape[shape.size() - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 1) {
        throw std::invalid_argument{std::string{"emptor::like: \""}.append(shape).append(
            "\" ends with a backslash; one stands before *, ? or another backslash")};
    }
}

/// The place after the character that begins here: UTF-8 takes up to four bytes for one.
[[nodiscard]] constexpr std::size_t after_character(std::string_view text, std::size_t at) noexcept {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    return at;
}

/// Whether all of the text has this shape, which `demand_shape` has accepted. In the worst case O(shape * text): a star
/// takes one byte more only where all after the last star fits nowhere before.
[[nodiscard]] constexpr bool has_shape(std::string_view text, std::string_view shape) noexcept {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t at = 0, place = 0;
    std::size_t star = none, taken = 0;  // behind the last star, and where what it takes ends
    while (at < text.size()) {
        if (place < shape.size() && shape[place] == '*') {
            star = ++place;
            taken = at;
            continue;
        }
        if (place < shape.size() && shape[place] == '?') {
            at = after_character(text, at);
            ++place;
            continue;
        }
        const bool escaped = place < shape.size() && shape[place] == '\\';
        const std::size_t letter = escaped ? place + 1 : place;
        if (letter < shape.size() && shape[letter] == text[at]) {
            ++at;
            place = letter + 1;
            continue;
        }
        if (star == none) return false;
        place = star;
        at = ++taken;
    }
    while (place < shape.size() && shape[place] == '*') ++place;
    return place == shape.size();
}

}  // namespace emptor::detail
