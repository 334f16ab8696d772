// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A sequence pattern as the engine reads it.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace emptor::detail {

/// The most conditions a pattern is over, as in ClickHouse.
inline constexpr std::size_t most_pattern_conditions = 32;

/// The most events, `(?n)` and `.` together, in one pattern: a bit of a word each, and one for the end.
inline constexpr std::size_t most_pattern_events = 63;

/// What time may lie between two events, in the units of the pattern's text.
struct pattern_limits {
    std::uint64_t low{};
    std::uint64_t high{std::numeric_limits<std::uint64_t>::max()};
    bool above{};    ///< not `low` itself
    bool below{};    ///< not `high` itself
    bool bounded{};  ///< there is a `high`
    bool unequal{};  ///< any time but `low`; then nothing else is said

    constexpr void at_least(std::uint64_t time, bool open) noexcept {
        if (time < low || (time == low && !open)) return;
        low = time;
        above = open;
    }
    constexpr void at_most(std::uint64_t time, bool open) noexcept {
        if (bounded && (time > high || (time == high && !open))) return;
        high = time;
        below = open;
        bounded = true;
    }

    friend constexpr bool operator==(const pattern_limits&, const pattern_limits&) noexcept = default;
};

/// The events of a pattern, in order, and what may lie between them.
///
/// Place k is where k events have been taken: place 0 before the first, place `events` at the end. Bit k of a word
/// stands for place k, and for the event that leads on from it.
struct pattern_plan {
    std::uint8_t events{};
    std::uint8_t conditions{};
    std::array<std::uint64_t, most_pattern_conditions> takes{};  ///< of each condition: the places it leads on from
    std::uint64_t any{};                                         ///< the places that every event leads on from
    std::uint64_t named{};  ///< the places that a `(?n)` leads on from: its time is part of the match
    std::uint64_t waits{};  ///< the places where other events may pass by, for as long as may be
    std::uint64_t timed{};  ///< the places that are left only after some time
    std::array<pattern_limits, most_pattern_events + 1> limits{};  ///< of each timed place
    /// Where the path to a place begins if the paths to all, each as long as it has named events, lie side by side.
    std::array<std::uint16_t, most_pattern_events + 2> path_begin{};

    [[nodiscard]] constexpr std::uint64_t goal() const noexcept { return std::uint64_t{1} << events; }
    [[nodiscard]] constexpr bool is_timed(std::size_t place) const noexcept { return (timed >> place & 1) != 0; }
    [[nodiscard]] constexpr bool is_named(std::size_t place) const noexcept { return (named >> place & 1) != 0; }

    /// How many of the events before this place are named.
    [[nodiscard]] constexpr std::size_t named_before(std::size_t place) const noexcept {
        return static_cast<std::size_t>(std::popcount(named & ((std::uint64_t{1} << place) - 1)));
    }

    friend constexpr bool operator==(const pattern_plan&, const pattern_plan&) noexcept = default;
};

}  // namespace emptor::detail
