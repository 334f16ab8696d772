// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A name as it is given in braces.

#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <type_traits>

namespace emptor::detail {

/// What a list of names in braces is made of: a text, and never a number or a pair of pointers that `std::string_view`
/// would take for one.
struct given_name {
    /// @throws std::invalid_argument for a null pointer.
    template <class Text>
        requires std::convertible_to<const Text&, std::string_view> && (!std::same_as<Text, std::nullptr_t>)
    constexpr given_name(const Text& name)  // NOLINT: a name is written as text
        : text{checked(name)} {}

    std::string_view text;

private:
    template <class Text>
    [[nodiscard]] static constexpr std::string_view checked(const Text& name) {
        if constexpr (std::is_pointer_v<Text>) {
            if (name == nullptr) throw std::invalid_argument{"emptor: a name in braces is a null pointer"};
        }
        return name;
    }
};

}  // namespace emptor::detail
