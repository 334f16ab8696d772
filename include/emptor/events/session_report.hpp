// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many sessions there were, and what they were like.

#include <cstdint>
#include <optional>

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace emptor {

/// Reports of disjoint entities add up to that of all of them.
///
/// Nothing is lost: `events == inside + outside + out_of_order`, and where the events out of order were put in order,
/// `events == inside + outside`.
struct session_report {
    std::uint64_t events{};        ///< all events, the ones below included
    std::uint64_t inside{};        ///< events in a session
    std::uint64_t outside{};       ///< events in none: marks that belong to none, and all that has no session around it
    std::uint64_t out_of_order{};  ///< events older than one that stood before them for the same entity
    bool sorted{};                 ///< the events out of order were put in order; else they were left out
    std::uint64_t entities{};      ///< distinct entities, those without a session included
    std::uint64_t sessions{};
    std::uint64_t open{};             ///< of these, the last ones of entities that no event has ended yet
    quantile_sketch per_entity{};     ///< the sessions of each entity: none is 0
    quantile_sketch events_in_one{};  ///< the events of each session
    quantile_sketch lengths{};  ///< of each session from its first event to its last, in seconds, or in the log's own
                                ///< unit where its times have none; open ones as far as they have come

    /// Adds what was counted of other entities.
    session_report& operator+=(const session_report& other) {
        events += other.events;
        inside += other.inside;
        outside += other.outside;
        out_of_order += other.out_of_order;
        sorted = sorted || other.sorted;
        entities += other.entities;
        sessions += other.sessions;
        open += other.open;
        per_entity += other.per_entity;
        events_in_one += other.events_in_one;
        lengths += other.lengths;
        return *this;
    }

    friend bool operator==(const session_report&, const session_report&) = default;
};

static_assert(mergeable<session_report>);

}  // namespace emptor
