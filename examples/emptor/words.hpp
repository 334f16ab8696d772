// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Names as a message shows them, and the name that was probably meant.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/detail/code_point.hpp>

namespace program {

/// Text from a file or a command line, in quotes, safe to send to a terminal and not too long for a line.
[[nodiscard]] inline std::string in_quotes(std::string_view text) {
    constexpr std::size_t most = 80;
    const bool long_one = text.size() > most;
    std::size_t shown = std::min(text.size(), most);
    while (long_one && shown > 0 && (static_cast<unsigned char>(text[shown]) & 0xC0U) == 0x80U) --shown;
    return '"' + emptor::io::detail::visible(text.substr(0, shown)) + (long_one ? "…\"" : "\"");
}

/// "a", "b" and "c"; of a long list the beginning, and how many more there are.
template <class Names>
[[nodiscard]] std::string listed(const Names& names, std::string_view last = " and ", std::size_t most = 24) {
    const std::size_t count = std::size(names);
    const std::size_t shown = count > most + 1 ? most : count;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == count ? last : std::string_view{", "};
        text += in_quotes(names[i]);
    }
    if (shown < count) text.append(last).append(std::to_string(count - shown)).append(" more");
    return text;
}

/// How many bytes must be put in, left out, replaced or swapped with the next to make one text of the other
/// (F. J. Damerau 1964, restricted to one edit a place); upper and lower case of ASCII letters are alike.
[[nodiscard]] inline std::size_t distance(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    std::vector<std::size_t> older(b.size() + 1);
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        older.swap(before);
        before.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0U : 1U)});
            const bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], older[j - 2] + 1);
        }
    }
    return row[b.size()];
}

/// The name among those given that was probably meant, if one is near enough.
template <class Names>
[[nodiscard]] std::optional<std::string> meant(std::string_view name, const Names& names) {
    constexpr std::size_t longest = 200;
    std::optional<std::string> nearest;
    std::size_t least = 1 + name.size() / 3;
    if (name.size() > longest) return nearest;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        const std::string_view other = names[i];
        if (other.size() > longest || other.empty()) continue;
        const std::size_t steps = distance(name, other);
        if (steps > least || (steps == least && nearest) || steps >= name.size()) continue;
        least = steps;
        nearest = other;
    }
    return nearest;
}

/// "; did you mean "x"?" where one of the names is near, else nothing.
template <class Names>
[[nodiscard]] std::string hint(std::string_view name, const Names& names) {
    const auto near = meant(name, names);
    return near ? "; did you mean " + in_quotes(*near) + "?" : std::string{};
}

}  // namespace program
