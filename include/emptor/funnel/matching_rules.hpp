// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How events become attempts: every rule of a question but its lengths of time.

#include <cstdint>

namespace emptor {

/// In what order events of one entity at one time count.
enum class tie_order : std::uint8_t {
    by_step,  ///< in the order of the steps they take, an event once for each of them; events that take none stand first
    input,    ///< in the order in which they were given
};

/// What else an event may do for an attempt that it has carried on already.
enum class reuse_rule : std::uint8_t {
    once,           ///< nothing: an event fills one step of an attempt
    all,            ///< it may fill the next steps too
    all_but_start,  ///< the same, but an event that starts an attempt fills its first step only
    first_match,    ///< an event can fill the first of its steps only, in any attempt
    exclusive,  ///< nothing, nor may it fill a step of another attempt: of those it could, the one that waited longest has it
};

/// Whether an attempt has to go on with the first event that could carry it on.
enum class taking : std::uint8_t { any, first };

/// What prevails where an event could carry an attempt on and would break it, too.
enum class conflict_rule : std::uint8_t { advances, breaks };

/// What a break or an exclusion does.
enum class break_effect : std::uint8_t {
    end_attempt,      ///< the attempt goes no further and keeps the steps it took
    discard_attempt,  ///< the attempt does not count at all
    end_entity,       ///< nothing of the entity counts from then on
    drop_entity,      ///< the attempt goes on, but if it is the best one, the entity is left out of the report
};

/// Kinds of events that break an attempt. Judged from where the attempt stands.
enum class break_kind : std::uint8_t {
    foreign = 1,  ///< takes no step of the question
    repeat = 2,   ///< takes the step that was taken last
    back = 4,     ///< takes a step before that
    ahead = 8,    ///< takes a step after the next one
    restart = 16  ///< takes the first step, and the attempt has two or more
};

/// A set of them.
struct break_set {
    std::uint8_t bits{};

    [[nodiscard]] constexpr bool has(break_kind kind) const noexcept {
        return (bits & static_cast<std::uint8_t>(kind)) != 0;
    }
    constexpr break_set& operator|=(break_kind kind) noexcept {
        bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(kind));
        return *this;
    }

    constexpr void remove(break_kind kind) noexcept {
        bits = static_cast<std::uint8_t>(bits & ~static_cast<std::uint8_t>(kind));
    }

    friend constexpr bool operator==(break_set, break_set) noexcept = default;
};

/// What is counted.
enum class counted_unit : std::uint8_t {
    entity,   ///< each entity once, with its best attempt
    attempt,  ///< every attempt; while one is running, no other one starts
    start,    ///< every start, with the best its attempt came to
};

/// Which events of the first step may start an attempt.
enum class start_rule : std::uint8_t { every, first_start, last_start };

/// What the window of an attempt is measured in.
enum class window_kind : std::uint8_t {
    none,
    time,     ///< time since its start
    session,  ///< the attempt lies within one session: no pause between events of the entity is longer
    events    ///< events of the entity since its start
};

/// Every rule of a question but its lengths and places, as a value that a program may choose when it runs, and a
/// template may have as an argument.
struct matching_rules {
    bool unordered{};                                      ///< the steps count in any order
    bool anchored{};                                       ///< unordered: some steps stay in their place
    tie_order ties{tie_order::by_step};                    ///< events at one time
    bool increasing{};                                     ///< each step is later than the one before it
    reuse_rule reuse{reuse_rule::once};                    ///< one event, several steps
    taking take{taking::any};                              ///< may a chance be passed by
    break_set breaks{};                                    ///< what breaks an attempt
    conflict_rule conflict{conflict_rule::advances};       ///< to advance or to break
    break_effect on_break{break_effect::end_attempt};      ///< what a break does
    break_effect on_exclusion{break_effect::end_attempt};  ///< what an excluded event does
    bool trailing_exclusions{};  ///< with `drop_entity`: excluded events after the last step taken count, too
    bool crowds_break{true};     ///< events break and exclude even where several stand at one time
    bool skips{};                ///< some steps may be skipped
    counted_unit each{counted_unit::entity};  ///< what is counted
    start_rule from{start_rule::every};       ///< what may start an attempt
    window_kind window{window_kind::none};    ///< what the window is measured in
    bool half_open{};                         ///< the end of the window is outside it
    bool counts_matching{};                   ///< a window of events counts only those that take a step
    bool open{};                              ///< an attempt may start with any step
    bool ends{};                              ///< the end of the entity's events takes a step

    friend constexpr bool operator==(const matching_rules&, const matching_rules&) noexcept = default;
};

}  // namespace emptor
