// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long a tick of bare numbers is.

#include <cstdint>

namespace emptor {

enum class question_option : std::uint8_t;

/// Says how long one tick of bare numbers is.
template <class Tick>
struct tick_unit {
    static constexpr question_option option{1};  // its `unit`
};

inline namespace question_words {

/// The times are bare numbers that count this `std::chrono` duration, as in `unit<std::chrono::seconds>`.
template <class Tick>
inline constexpr tick_unit<Tick> unit{};

}  // namespace question_words

namespace detail {

/// How long a tick is: what a word says, else what the times say of themselves; `void` if nothing does.
template <class Word, class Tick>
struct unit_or {
    using type = Tick;
};
template <class Unit, class Tick>
struct unit_or<tick_unit<Unit>, Tick> {
    using type = Unit;
};

}  // namespace detail
}  // namespace emptor
