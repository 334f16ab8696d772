// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What became of the events of a log on their way into counts of moves.

#include <cstdint>

namespace emptor {

/// Nothing is lost: `events == entities + moves + unknown + out_of_order`, and where the events out of order were put
/// in order, `events == entities + moves + unknown`.
struct flow_totals {
    std::uint64_t events{};        ///< all events, the ones below included
    std::uint64_t entities{};      ///< distinct entities among them; each has a first event
    std::uint64_t moves{};         ///< events that came after another of the same entity
    std::uint64_t unknown{};       ///< events without a state, or with one that is no enumerator: left out
    std::uint64_t out_of_order{};  ///< events older than one that stood before them for the same entity
    bool sorted{};                 ///< the events out of order were put in order; else they were left out

    /// Adds what became of the events of other entities, or of a later span of time.
    constexpr flow_totals& operator+=(const flow_totals& other) noexcept {
        events += other.events;
        entities += other.entities;
        moves += other.moves;
        unknown += other.unknown;
        out_of_order += other.out_of_order;
        sorted = sorted || other.sorted;
        return *this;
    }

    friend bool operator==(const flow_totals&, const flow_totals&) noexcept = default;
};

}  // namespace emptor
