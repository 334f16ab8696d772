// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Columns of a batch.

#include <concepts>
#include <cstddef>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace emptor::detail {

/// A range that can be looked into anywhere, and tells its length.
template <class R>
concept column = std::ranges::random_access_range<const R> && std::ranges::sized_range<const R>;

template <class R, class T>
concept column_with = column<R> && std::same_as<std::ranges::range_value_t<R>, T>;

/// A column that is not there.
struct no_column {};

template <class Column>
inline constexpr bool is_there = !std::is_same_v<Column, no_column>;

template <class Column>
[[nodiscard]] constexpr decltype(auto) cell_of(const Column& cells, std::size_t i) {
    return std::ranges::begin(cells)[static_cast<std::ranges::range_difference_t<const Column>>(i)];
}

/// The type of a part of what happened, of a pair or a tuple.
template <std::size_t I, class Told>
using told_part = std::remove_cvref_t<decltype(std::get<I>(std::declval<Told>()))>;

/// Whether a role may be told by a T.
template <class T, class Role>
concept tells_role = std::same_as<T, Role> || std::same_as<T, std::optional<Role>>;

template <class Role, class Roles>
[[nodiscard]] constexpr std::optional<Role> role_in(const Roles& roles, std::size_t i) {
    if constexpr (is_there<Roles>) {
        constexpr bool told = tells_role<std::ranges::range_value_t<Roles>, Role>;
        static_assert(told, "the roles of a column are those of the process, or optional ones");
        if constexpr (told) return cell_of(roles, i);
    }
    return std::nullopt;
}

template <class Agreed>
[[nodiscard]] constexpr bool agreed_in(const Agreed& agreed, std::size_t i) {
    if constexpr (is_there<Agreed>) {
        constexpr bool told = std::same_as<std::ranges::range_value_t<Agreed>, bool>;
        static_assert(told, "whether others have agreed is a bool");
        if constexpr (told) return cell_of(agreed, i);
    }
    return false;
}

/// @param what who is asked for what: "emptor::run: roles".
/// @throws std::invalid_argument if the column is there and has another length.
template <class Column>
void require_length(const char* what, const Column& cells, std::size_t length) {
    if constexpr (is_there<Column>) {
        const auto size = static_cast<std::size_t>(std::ranges::size(cells));
        if (size == length) return;
        throw std::invalid_argument{std::string{what} + ": " + std::to_string(size) + " in place of " +
                                    std::to_string(length)};
    }
}

}  // namespace emptor::detail
