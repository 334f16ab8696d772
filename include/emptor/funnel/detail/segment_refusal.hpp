// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Questions that no summary of a span of time answers.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/segment_chain.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// Why the attempts of consecutive spans cannot be joined.
enum class segment_refusal : std::uint8_t {
    none,
    gaps,       ///< when each chain took its last step has no summary of fixed size: 2^k states can be told apart
    exclusive,  ///< attempts vie for events
    units,      ///< there are as many attempts and starts as events
    undoing,    ///< a break acts on all attempts together, or on what they did before
    session,    ///< spans do not end where sessions do
    places,     ///< a record for each two sets of steps
    skipping,   ///< which steps the best attempt skipped is told by the times of its steps
    held_entry  ///< the same for where it began
};

[[nodiscard]] constexpr segment_refusal segment_refusal_of(const matching_rules& rules, bool gaps, bool holds) {
    if (gaps) return segment_refusal::gaps;
    if (rules.reuse == reuse_rule::exclusive) return segment_refusal::exclusive;
    if (rules.each != counted_unit::entity) return segment_refusal::units;
    if (rules.on_break != break_effect::end_attempt && rules.breaks.bits != 0) return segment_refusal::undoing;
    if (rules.on_exclusion != break_effect::end_attempt) return segment_refusal::undoing;
    if (rules.window == window_kind::session) return segment_refusal::session;
    if (rules.anchored) return segment_refusal::places;
    if (rules.skips) return segment_refusal::skipping;
    if (rules.open && holds) return segment_refusal::held_entry;
    return segment_refusal::none;
}

/// The same in words.
[[nodiscard]] constexpr const char* words_of(segment_refusal refusal) {
    switch (refusal) {
        case segment_refusal::gaps:
            return "when each chain took its last step has no summary of fixed size, so no gap_max and no gap_min";
        case segment_refusal::exclusive:
            return "attempts that vie for an event cannot be told apart, so no reuse_rule::exclusive";
        case segment_refusal::units:
            return "attempts and starts may be as many as the events, so only entities are counted";
        case segment_refusal::undoing:
            return "breaks and exclusions can end an attempt, but not undo it, nor drop or end the entity";
        case segment_refusal::session:
            return "a session may go on from one span to the next, so no session as a window";
        case segment_refusal::places:
            return "steps that stay in their place need a record for each two sets of steps, so no anchored";
        case segment_refusal::skipping:
            return "which steps the best attempt skipped is told by the times of all of them, so no may_skip";
        case segment_refusal::held_entry:
            return "where the best attempt began is told by the times of its steps, so no open beside hold";
        case segment_refusal::none:
            break;
    }
    return "";
}

/// The number of steps that is known when the program is compiled; else 0.
template <class Steps>
[[nodiscard]] consteval std::size_t known_steps() {
    if constexpr (requires { std::integral_constant<std::size_t, Steps::size()>{}; }) {
        return Steps::size();
    } else {
        return 0;
    }
}

/// To look at it is to have the question checked.
template <class Question, event_time When>
struct sound_segment : std::true_type {
private:
    static constexpr segment_refusal refusal =
        segment_refusal_of(Question::rules, Question::limits_gaps, Question::holds);

    static_assert(known_steps<typename Question::steps_type>() <= most_segment_steps,
                  "emptor::segment: what becomes of each step is kept for each other, so there are at most 16");
    static_assert(std::is_same_v<typename Question::steps_type::tracker, step_tracker>,
                  "emptor::segment: where an entity stands when a span begins is not known in it, so not `through` a "
                  "process");
    static_assert(refusal != segment_refusal::gaps,
                  "emptor::segment: when each chain took its last step has no summary of fixed size, so no gap_max and "
                  "no gap_min");
    static_assert(refusal != segment_refusal::exclusive,
                  "emptor::segment: attempts that vie for an event cannot be told apart, so no reuse_rule::exclusive");
    static_assert(refusal != segment_refusal::units,
                  "emptor::segment: attempts and starts may be as many as the events, so only entities are counted");
    static_assert(refusal != segment_refusal::undoing,
                  "emptor::segment: breaks and exclusions can end an attempt, but not undo it, nor drop or end the "
                  "entity");
    static_assert(refusal != segment_refusal::session,
                  "emptor::segment: a session may go on from one span to the next, so no session as a window");
    static_assert(refusal != segment_refusal::places,
                  "emptor::segment: steps that stay in their place need a record for each two sets of steps, so no "
                  "anchored");
    static_assert(refusal != segment_refusal::skipping,
                  "emptor::segment: which steps the best attempt skipped is told by the times of all of them, so no "
                  "may_skip");
    static_assert(refusal != segment_refusal::held_entry,
                  "emptor::segment: where the best attempt began is told by the times of its steps, so no open beside "
                  "hold");
    static_assert(!Question::keeps_times || (Question::plain && Question::rules.window == window_kind::none),
                  "emptor::segment: the times of every step are not kept across spans, so timed needs no window and no "
                  "other word");
};

}  // namespace emptor::detail
