// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text that a template may take as an argument.

#include <cstddef>
#include <string_view>

namespace emptor::detail {

/// A text as a template argument.
template <std::size_t Size>
struct literal {
    consteval literal(const char (&text)[Size]) noexcept {  // NOLINT: written as a string
        for (std::size_t i = 0; i < Size; ++i) letters[i] = text[i];
    }
    consteval explicit literal(std::string_view text) noexcept {
        for (std::size_t i = 0; i + 1 < Size; ++i) letters[i] = text[i];
        letters[Size - 1] = '\0';  // clang shows as text only what is written to the end
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {letters, Size - 1}; }

    char letters[Size]{};
};

}  // namespace emptor::detail
