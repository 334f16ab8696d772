// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rules and lengths of a question, as its engine reads them.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// Rules that are known when the program is compiled: what they do not ask for is not compiled.
template <matching_rules Rules>
struct fixed_rules {
    [[nodiscard]] static constexpr const matching_rules& get() noexcept { return held; }

private:
    static constexpr matching_rules held = Rules;
};

/// Rules that were chosen when the program ran.
struct chosen_rules {
    matching_rules held{};

    [[nodiscard]] constexpr const matching_rules& get() const noexcept { return held; }
};

/// A length that no two moments exceed.
template <class Span>
inline constexpr Span no_limit =
    std::numeric_limits<Span>::has_infinity ? std::numeric_limits<Span>::infinity() : std::numeric_limits<Span>::max();

/// The lengths of a question in ticks, and its places: bit k stands for step k, counted from 0.
template <class Ticks>
struct attempt_limits {
    ticks_span<Ticks> window{no_limit<ticks_span<Ticks>>};  ///< of time, or of a session's longest pause
    bool endless{};                                         ///< the window is longer than any two moments can be apart
    std::uint64_t events{};                                 ///< of a window of events
    /// Between step k+1 and the next: one for each gap, or none at all where nothing is limited.
    std::vector<ticks_span<Ticks>> longest{};
    std::vector<ticks_span<Ticks>> shortest{};
    std::uint64_t unreachable{};  ///< gaps whose shortest time is longer than any two moments can be apart
    std::uint64_t optional{};     ///< steps that may be skipped
    std::uint64_t anchored{};     ///< steps that stay in their place
    std::uint64_t end_of_path{};  ///< steps that the end of the entity's events takes

    friend bool operator==(const attempt_limits&, const attempt_limits&) = default;
};

/// What every entity's attempts have in common.
template <class Ticks, class Rules>
class attempt_plan {
public:
    using span_type = ticks_span<Ticks>;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    attempt_plan(std::size_t steps, Rules rules, attempt_limits<Ticks> limits)
        : rules_{rules}, steps_{steps}, limits_{std::move(limits)} {
        require_step_count(steps);
    }

    [[nodiscard]] constexpr const matching_rules& rules() const noexcept { return rules_.get(); }
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

    /// Whether two questions have the same rules, lengths and places.
    [[nodiscard]] bool same_as(const attempt_plan& other) const noexcept {
        return rules() == other.rules() && steps_ == other.steps_ && limits_ == other.limits_;
    }
    [[nodiscard]] span_type window() const noexcept { return limits_.window; }
    [[nodiscard]] const attempt_limits<Ticks>& limits() const noexcept { return limits_; }

    /// Attempts count only when they have ended, for a break or an exclusion may undo them.
    [[nodiscard]] bool settles_late() const noexcept {
        return (rules().breaks.bits != 0 && rules().on_break == break_effect::discard_attempt) ||
               rules().on_exclusion == break_effect::discard_attempt;
    }

    /// Excluded events after the last step of the best attempt so far count, too.
    [[nodiscard]] bool trails() const noexcept {
        return rules().trailing_exclusions && rules().on_exclusion == break_effect::drop_entity;
    }

    /// An attempt that an excluded event ends is the end of all, so that one to which it does nothing is no better.
    [[nodiscard]] bool ends_all() const noexcept { return rules().on_exclusion == break_effect::end_entity; }

    /// One event may fill several steps of an attempt.
    [[nodiscard]] bool cascades() const noexcept {
        return rules().reuse == reuse_rule::all || rules().reuse == reuse_rule::all_but_start;
    }

    /// Of events at one time that take the same steps, each does as well as the other: no more is asked than how far
    /// the best attempt of an entity comes.
    [[nodiscard]] bool takes_alike() const noexcept {
        return rules().each == counted_unit::entity && rules().reuse == reuse_rule::once &&
               rules().take == taking::any && rules().from == start_rule::every && rules().breaks.bits == 0;
    }

    /// Events at one time convert in step order. Where a window counts events, they have the order they came in.
    [[nodiscard]] bool by_step() const noexcept {
        return rules().ties == tie_order::by_step && rules().window != window_kind::events;
    }

    /// Whether an attempt that began at `start`, the entity's event number `first`, may take a step at `at`, which is
    /// its event number `event`.
    [[nodiscard]] bool in_window(Ticks start, std::uint64_t first, Ticks at, std::uint64_t event) const noexcept {
        switch (rules().window) {
            case window_kind::time: {
                const span_type passed = elapsed_ticks(start, at);
                return rules().half_open ? passed < limits_.window || limits_.endless : passed <= limits_.window;
            }
            case window_kind::events: {
                const std::uint64_t passed = event - first;
                return rules().half_open ? passed < limits_.events : passed <= limits_.events;
            }
            default:
                return true;
        }
    }

    /// Attempts that started apart may end apart, with their windows.
    [[nodiscard]] bool ends_one_by_one() const noexcept {
        return rules().window == window_kind::time || rules().window == window_kind::events;
    }

    /// The pause since an event of the entity at `before` ends its session.
    [[nodiscard]] bool ends_session(Ticks before, Ticks at) const noexcept {
        if (rules().window != window_kind::session) return false;
        const span_type passed = elapsed_ticks(before, at);
        return rules().half_open ? passed >= limits_.window && !limits_.endless : passed > limits_.window;
    }

    [[nodiscard]] std::uint64_t optional() const noexcept { return rules().skips ? limits_.optional : 0; }
    [[nodiscard]] std::uint64_t end_of_path() const noexcept { return rules().ends ? limits_.end_of_path : 0; }

    /// The step after the first `level` ones may be taken at `at`, for all the shortest gap says.
    [[nodiscard]] bool late_enough(std::size_t level, Ticks last, Ticks at) const noexcept {
        if (rules().increasing && !(last < at)) return false;
        if (limits_.shortest.empty()) return true;
        return elapsed_ticks(last, at) >= limits_.shortest[level - 1] && (limits_.unreachable >> (level - 1) & 1) == 0;
    }

    /// The same for the longest gap. What is too late stays so.
    [[nodiscard]] bool too_late(std::size_t level, Ticks last, Ticks at) const noexcept {
        return !limits_.longest.empty() && elapsed_ticks(last, at) > limits_.longest[level - 1];
    }

    /// A longest or a shortest time from one step to the next is asked for.
    [[nodiscard]] bool has_gaps() const noexcept { return !limits_.longest.empty() || !limits_.shortest.empty(); }

    /// Attempts have to be told apart by when they took their last step.
    [[nodiscard]] bool waits() const noexcept { return rules().increasing || !limits_.shortest.empty(); }
    [[nodiscard]] bool hurries() const noexcept { return !limits_.longest.empty(); }

    /// The steps an attempt that took step `level` last (0: none yet) may take next.
    [[nodiscard]] std::uint64_t next(std::size_t level) const noexcept {
        if (level >= steps_) return 0;
        const std::uint64_t later = ~std::uint64_t{} << level;
        if (!rules().skips) return later & (~later + 1);
        const std::uint64_t needed = later & ~limits_.optional;
        // up to the first step that is needed
        return needed == 0 ? later : later & (needed ^ (needed - 1));
    }

    /// The steps an attempt that took these may take next, where some stay in their place: what is left of those up to
    /// the next step that does.
    [[nodiscard]] std::uint64_t next_after(std::uint64_t taken) const noexcept {
        const std::uint64_t left = ~taken & (~std::uint64_t{} >> (most_steps - steps_));
        const std::uint64_t first = left & (~left + 1);
        const std::uint64_t anchors = limits_.anchored & ~(first - 1);
        if (first == 0 || (anchors & first) != 0) return first;
        return left & ((anchors & (~anchors + 1)) - 1);
    }

    /// The steps an attempt took, as the lines of the report count them.
    [[nodiscard]] std::uint64_t steps_met(std::uint64_t taken, std::size_t level) const noexcept {
        return rules().anchored ? ~std::uint64_t{} >> (most_steps - level) : taken;
    }

    /// The steps an attempt may start with.
    [[nodiscard]] std::uint64_t starts() const noexcept {
        return rules().open ? ~std::uint64_t{} : rules().anchored ? next_after(0) : next(0);
    }

    /// Whether these steps break an attempt that took step `level` last. An event that is neither a step nor excluded
    /// is foreign.
    [[nodiscard]] bool breaks(std::size_t level, std::uint64_t taken, bool foreign) const noexcept {
        const break_set breaks = rules().breaks;
        if (breaks.bits == 0) return false;
        if (foreign) return breaks.has(break_kind::foreign);
        const std::uint64_t here = std::uint64_t{1} << (level - 1);
        const std::uint64_t later = level >= most_steps ? 0 : ~std::uint64_t{} << level;
        const std::uint64_t allowed = next(level);
        if (breaks.has(break_kind::repeat) && (taken & here) != 0) return true;
        if (breaks.has(break_kind::back) && (taken & (here - 1)) != 0) return true;
        if (breaks.has(break_kind::ahead) && (taken & later & ~allowed) != 0) return true;
        return breaks.has(break_kind::restart) && level >= 2 && (taken & 1) != 0;
    }

    /// Bit k: these steps break attempts that took step k last, counted from 0.
    [[nodiscard]] std::uint64_t broken_by(std::uint64_t taken, bool foreign) const noexcept {
        std::uint64_t broken = 0;
        if (rules().breaks.bits == 0 || rules().on_break == break_effect::end_entity) return broken;
        for (std::size_t level = 1; level <= steps_; ++level) {
            if (breaks(level, taken, foreign)) broken |= std::uint64_t{1} << (level - 1);
        }
        return broken;
    }

    /// The same for all of an entity's attempts together, the furthest of which stands at `level`.
    [[nodiscard]] bool breaks_all(std::size_t level, std::uint64_t taken, bool foreign) const noexcept {
        const break_set breaks = rules().breaks;
        if (level == 0) return false;
        if (foreign) return breaks.has(break_kind::foreign);
        const std::uint64_t reached = ~std::uint64_t{} >> (most_steps - level);
        if (rules().conflict == conflict_rule::advances && (taken & next(level)) != 0) return false;
        if (breaks.has(break_kind::repeat) && (taken & reached & ~std::uint64_t{1}) != 0) return true;
        if (breaks.has(break_kind::back) && (taken & (reached >> 1)) != 0) return true;
        if (breaks.has(break_kind::ahead) && (taken & ~reached & ~next(level)) != 0) return true;
        return breaks.has(break_kind::restart) && level >= 2 && (taken & 1) != 0;
    }

private:
    [[no_unique_address]] Rules rules_;
    std::size_t steps_;
    attempt_limits<Ticks> limits_;
};

}  // namespace emptor::detail
