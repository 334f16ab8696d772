// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Follows one entity from session to session.

#include <cstdint>
#include <optional>

#include <emptor/events/time.hpp>

namespace emptor::detail {

/// What the words about sessions say of an event.
struct session_mark {
    bool start{};
    bool end{};
};

/// When sessions begin and end, for times of this kind.
template <class Ticks>
struct session_plan {
    using span = ticks_span<Ticks>;

    std::optional<span> pause;    ///< none: no two moments are as far apart
    std::optional<span> longest;  ///< the same
    bool pause_ends{};            ///< a pause of just this length ends a session
    bool within{};                ///< events that begin a session belong to it
    bool begins_itself{};         ///< an event outside of a session begins one

    friend constexpr bool operator==(const session_plan&, const session_plan&) noexcept = default;
};

/// Where an entity stands.
template <class Ticks>
struct session_state {
    using span = ticks_span<Ticks>;

    Ticks begin{};             ///< of the session
    Ticks last{};              ///< the last event
    std::uint64_t sessions{};  ///< that were begun
    std::uint64_t events{};    ///< in the session
    bool seen{};               ///< any event at all
    bool within{};             ///< a session is under way
    bool awaited{};            ///< the next event begins one

    [[nodiscard]] constexpr span length() const noexcept { return elapsed_ticks(begin, last); }

    /// Whether a session, or the wait for its first event, is over at a later time.
    [[nodiscard]] constexpr bool is_over(const session_plan<Ticks>& plan, Ticks at) const noexcept {
        if (!within && !awaited) return false;
        const span waited = elapsed_ticks(last, at);
        if (plan.pause && (plan.pause_ends ? waited >= *plan.pause : waited > *plan.pause)) return true;
        return plan.longest && within && elapsed_ticks(begin, at) > *plan.longest;
    }

    /// Takes the next event, which is not older than the last one.
    /// @param ended is called with a session that it ends, as it was.
    /// @return whether the event is in a session: in the latest one then.
    template <class Ended>
    constexpr bool take(const session_plan<Ticks>& plan, Ticks at, session_mark mark, Ended ended) {
        if (within && (is_over(plan, at) || mark.start || mark.end)) {
            ended(*this);
            within = false;
        } else if (awaited && is_over(plan, at)) {
            awaited = false;
        }
        seen = true;
        last = at;
        if (mark.start || mark.end) awaited = mark.start;
        if ((mark.start || mark.end) && !plan.within) return false;
        if (!within) {
            if (!awaited && !plan.begins_itself) return false;
            awaited = false;
            within = true;
            begin = at;
            events = 0;
            ++sessions;
        }
        ++events;
        return true;
    }

    friend constexpr bool operator==(const session_state&, const session_state&) noexcept = default;
};

}  // namespace emptor::detail
