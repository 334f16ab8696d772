// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Words put together into sentences.

#include <cstddef>
#include <string>
#include <string_view>

namespace emptor::detail {

/// "user", "user or buyer", "user, buyer or seller": the members of a set as `text` gives them.
template <class Set, class Text>
[[nodiscard]] std::string listed_text(const Set& members, std::string_view comma, std::string_view last,
                                      const Text& text) {
    std::string all;
    std::size_t left = members.size();
    for (auto&& member : members) {
        all += text(member);
        if (--left > 0) all += left == 1 ? last : comma;
    }
    return all;
}

}  // namespace emptor::detail
