// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers in the words of an error.

#include <cstdio>
#include <string>

namespace emptor::detail {

/// A number as short as tells it from its neighbours in the eyes of a reader: `0.3`, `-1`, `nan`, `1e-12`.
inline std::string written(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.12g", number);
    return text;
}

/// Neither infinite nor NaN.
constexpr bool is_finite(double number) noexcept { return number - number == 0; }

}  // namespace emptor::detail
