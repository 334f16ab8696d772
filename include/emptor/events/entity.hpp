// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who an event is about.

#include <concepts>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace emptor {
namespace detail {

template <class T>
concept text_like = std::convertible_to<const T&, std::string_view>;

}  // namespace detail

/// What can tell entities apart: text in any form, or any copyable value with `std::hash` and `==`.
template <class T>
concept entity_id = detail::text_like<std::remove_cvref_t<T>> ||
                    (std::copyable<std::remove_cvref_t<T>> && std::equality_comparable<std::remove_cvref_t<T>> &&
                     requires(const std::remove_cvref_t<T>& id) {
                         { std::hash<std::remove_cvref_t<T>>{}(id) } -> std::convertible_to<std::size_t>;
                     });

namespace detail {

template <class Id>
using kept_value = std::conditional_t<std::is_same_v<Id, bool>, unsigned char, Id>;

/// The form in which an id is kept: text of any kind as `std::string`, a `bool` as a number, all else as it is.
template <entity_id Id>
using kept_id =
    std::conditional_t<text_like<std::remove_cvref_t<Id>>, std::string, kept_value<std::remove_cvref_t<Id>>>;

/// The form in which an id is looked up: a view of text, or the id itself.
/// @throws std::invalid_argument for a null pointer or NaN, which tell nobody apart.
template <entity_id Id>
[[nodiscard]] constexpr decltype(auto) looked_up(const Id& id) {
    if constexpr (text_like<Id>) {
        if constexpr (std::is_pointer_v<std::decay_t<Id>>) {
            if (id == nullptr) throw std::invalid_argument{"emptor: the entity of an event is a null pointer"};
        }
        return std::string_view{id};
    } else {
        if constexpr (std::floating_point<Id>) {
            if (id != id) throw std::invalid_argument{"emptor: the entity of an event is NaN, which is no id"};
        }
        return std::as_const(id);
    }
}

}  // namespace detail
}  // namespace emptor
