// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Lists in JSON.

#include <string>

namespace emptor::io::detail {

/// A list of objects or texts, each on a line of its own.
template <class Rows, class Text>
[[nodiscard]] std::string json_lines(const Rows& rows, const std::string& indent, Text text) {
    std::string out = "[";
    for (const auto& row : rows) {
        out.append(out.size() > 1 ? ",\n" : "\n").append(indent).append("  ").append(text(row));
    }
    return out.size() > 1 ? out.append("\n").append(indent).append("]") : out.append("]");
}

}  // namespace emptor::io::detail
