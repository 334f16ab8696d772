// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The answers to a sequence pattern.

#include <cstdint>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// What a pattern found in the events of one entity.
template <event_time When>
struct pattern_answer {
    bool matched{};         ///< at least one match; or no event at all, where the pattern asks for none
    std::uint64_t count{};  ///< matches that share no event
    /// If asked for (`timed`): when the events of the first match were that a `(?n)` took; where there is no match,
    /// those of the longest beginning of one, of several the first.
    std::vector<When> times{};

    friend bool operator==(const pattern_answer&, const pattern_answer&) = default;
};

/// What a pattern found among entities. Reports of disjoint sets of entities add up.
///
/// Nothing is lost: every event is in one of these numbers.
struct pattern_report {
    std::uint64_t events{};        ///< all events, the ones below included
    std::uint64_t unmatched{};     ///< events that met no condition, of those that were counted: passed by
    std::uint64_t out_of_order{};  ///< events older than one that stood before them for the same entity
    bool sorted{};                 ///< the events out of order were put in order; else they were left out
    proportion matched{};          ///< the entities, and those in whose events the pattern was found
    std::uint64_t count{};         ///< matches that share no event, of all entities

    /// Adds what was found among other entities.
    constexpr pattern_report& operator+=(const pattern_report& other) noexcept {
        events += other.events;
        unmatched += other.unmatched;
        out_of_order += other.out_of_order;
        sorted = sorted || other.sorted;
        matched += other.matched;
        count += other.count;
        return *this;
    }

    friend bool operator==(const pattern_report&, const pattern_report&) noexcept = default;
};

static_assert(mergeable<pattern_report>);

}  // namespace emptor
