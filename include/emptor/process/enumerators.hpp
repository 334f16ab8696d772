// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The enumerators of an enum, and their names, as the compiler knows them.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <emptor/process/detail/probe.hpp>

namespace emptor {

/// An enum: a type whose values have names.
template <class E>
concept enumerated = std::is_enum_v<E>;

/// Every enumerator of `E`, in order: the place of an enumerator in this array is its index.
///
/// They are found by asking the compiler, which takes an enum that is scoped or has a fixed underlying type, and whose
/// enumerators count up from 0 without a gap. It is asked for values from 0 on, sixteen at a time, up to the first that
/// has no name: an enum without an enumerator 0, and one with a gap before the end of those sixteen, does not compile;
/// but what is below 0, or behind a gap that reaches beyond them, is not seen, and so is no enumerator to the library:
/// it has no name, and as an id it is refused like any other number. For any such enum, or to leave some out, say them
/// yourself:
/// @code
/// template <>
/// inline constexpr std::array emptor::enumerators<colour>{colour::red, colour::blue};
/// @endcode
template <enumerated E>
inline constexpr auto enumerators = detail::probe_enumerators<E>();

/// The name of every enumerator of `E`, in the order of `enumerators<E>`: the identifier, unless specialised.
template <enumerated E>
inline constexpr auto enumerator_names = detail::views(detail::names_of<E, enumerators<E>>);

namespace detail {

template <enumerated E>
inline constexpr std::size_t enumerator_count = enumerators<E>.size();

template <enumerated E>
inline constexpr bool counts_from_0 = [] {
    for (std::size_t i = 0; i < enumerator_count<E>; ++i) {
        if (static_cast<std::size_t>(enumerators<E>[i]) != i) return false;
    }
    return true;
}();

/// The index of `e`, or `enumerator_count<E>` where its value is no enumerator.
template <enumerated E>
[[nodiscard]] constexpr std::size_t index_of(E e) noexcept {
    constexpr std::size_t count = enumerator_count<E>;
    if constexpr (counts_from_0<E>) {
        const auto index = static_cast<std::size_t>(e);
        return index < count ? index : count;
    } else {
        std::size_t index = 0;
        while (index < count && enumerators<E>[index] != e) ++index;
        return index;
    }
}

/// The enumerator with this index.
template <enumerated E>
[[nodiscard]] constexpr E enumerator_at(std::size_t index) noexcept {
    if constexpr (counts_from_0<E>) {
        return static_cast<E>(index);  // no look into the table: a program need not carry it
    } else {
        return enumerators<E>[index];
    }
}

}  // namespace detail

/// Whether the value of `e` is one of the enumerators; an id read from a file may not be.
template <enumerated E>
[[nodiscard]] constexpr bool is_enumerator(E e) noexcept {
    return detail::index_of(e) < detail::enumerator_count<E>;
}

/// The name of `e`, or nothing ("") where its value is no enumerator.
template <enumerated E>
[[nodiscard]] constexpr std::string_view name(E e) noexcept {
    static_assert(enumerator_names<E>.size() == enumerators<E>.size(),
                  "emptor::enumerator_names: there must be one name for each of the enumerators");
    const std::size_t index = detail::index_of(e);
    return index < detail::enumerator_count<E> ? std::string_view{enumerator_names<E>[index]} : std::string_view{};
}

}  // namespace emptor
