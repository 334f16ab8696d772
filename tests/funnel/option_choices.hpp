// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The plain meaning of steps in any order, and of some that stay in their place: every way to give them events.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/matching_rules.hpp>

#include "option_elements.hpp"

namespace plain {

/// Asks a question of steps in any order of the events of one entity.
class every_choice : public question_elements {
public:
    every_choice(const marked* events, std::size_t count, std::size_t steps, const emptor::matching_rules& rules,
                 const lengths& given)
        : question_elements{events, count, steps, rules, given} {}

    /// The best of the entity, or of every attempt.
    std::vector<outcome> run() {
        std::vector<outcome> all;
        const bool once = rules_.each == emptor::counted_unit::entity;
        outcome best;
        std::optional<std::size_t> complete;
        met_ = 0;
        std::size_t over = size_;
        for (std::size_t first = 0; first < over; ++first) {
            if (elements_[first].taken == 0) continue;
            gathering found{};
            const bool counts = gather(first, found);
            if (!once) {
                if (!counts) found.best = {};
                found.best.met = found.met;
                std::copy_n(found.first, most_steps, found.best.first);
                all.push_back(found.best);
                if (found.ended) break;
                first = found.end - 1;
                continue;
            }
            if (counts) {
                for (std::size_t k = 1; k <= steps_; ++k) {
                    if (has(found.met, k)) met(k, found.first[k - 1]);
                }
                const bool completes = found.best.level == steps_;
                // complete with an earlier event, or with the same one from a later start
                if (completes ? !complete || found.last <= *complete : better(found.best, best)) best = found.best;
                if (completes && (!complete || found.last < *complete)) complete = found.last;
            }
            if (found.ended) over = std::min(over, found.end);
        }
        best.met = met_;
        copy_first(best);
        if (!once) return all;
        if (best.level == 0) return {};
        return {best};
    }

    /// The same for steps of which some stay in their place, and nothing else is said but a window of time: every way
    /// to give each step an event.
    std::vector<outcome> run_placed() const {
        std::size_t holder[most_steps];
        outcome best;
        place(0, holder, best);
        if (best.level == 0) return {};
        return {best};
    }

private:
    /// Gives every step one event or none, in all ways.
    void place(std::size_t step, std::size_t (&holder)[most_steps], outcome& best) const {
        constexpr std::size_t none = most_events;
        if (step == steps_) {
            const outcome found = judged(holder);
            if (found.level > 0 && better(found, best)) best = found;
            return;
        }
        for (std::size_t i = 0; i <= count_; ++i) {
            holder[step] = i < count_ ? i : none;
            bool free = i == count_ || has(events_[i].what.steps.bits, step + 1);
            for (std::size_t k = 0; k < step && i < count_; ++k) free = free && holder[k] != i;
            if (free) place(step + 1, holder, best);
        }
    }

    /// Nothing unless every step stands where it may.
    [[nodiscard]] outcome judged(const std::size_t (&holder)[most_steps]) const {
        outcome found;
        for (std::size_t k = 0; k < steps_; ++k) {
            if (holder[k] == most_events) continue;
            const std::int64_t at = events_[holder[k]].at;
            found.times[found.level++] = at;
            for (std::size_t before = 0; before < k; ++before) {
                bool apart = false;  // an anchored step is one of the two, or stands between them
                for (std::size_t m = before; m <= k; ++m) apart = apart || anchored(m + 1);
                if (apart && (holder[before] == most_events || events_[holder[before]].at > at)) return {};
            }
        }
        std::sort(found.times, found.times + found.level);
        if (found.level == 0) return found;
        found.taken = static_cast<int>(found.level);
        found.start = found.times[0];
        found.done = found.times[found.level - 1];
        if (rules_.window == emptor::window_kind::time && found.done - found.start > given_.window) return {};
        return found;
    }

    struct gathering {
        outcome best;
        std::size_t last;  ///< the event that took the most steps first
        std::size_t end;   ///< where the attempt is over
        bool ended;        ///< nothing after that counts
        std::uint64_t met;
        std::int64_t first[most_steps];
    };

    /// What the events from here on come to, while the window runs.
    /// @returns whether it counts.
    bool gather(std::size_t first, gathering& found) const {
        for (std::size_t last = first; last < size_; ++last) {
            found.end = last;
            if (last > first && !in_window(elements_[first], elements_[last])) return true;
            if (elements_[last].taken == 0 && elements_[last].excludes != 0) {
                found.end = last + 1;
                found.ended = rules_.on_exclusion == emptor::break_effect::end_entity;
                return rules_.on_exclusion != emptor::break_effect::discard_attempt;
            }
            const std::size_t level = most(first, last, (std::uint64_t{1} << steps_) - 1);
            if (level > found.best.level) {
                found.best = {};
                found.best.level = level;
                found.best.start = elements_[first].at;
                found.best.done = elements_[last].at;
                found.best.taken = static_cast<int>(level);
                found.met |= std::uint64_t{1} << (level - 1);
                found.first[level - 1] = elements_[last].at;
                found.last = last;
            }
            found.end = last + 1;
            if (level == steps_) return true;
        }
        return true;
    }

    std::size_t most(std::size_t i, std::size_t last, std::uint64_t open) const {
        while (i <= last && (elements_[i].taken & open) == 0) ++i;
        if (i > last || open == 0) return 0;
        std::size_t found = most(i + 1, last, open);
        for (std::uint64_t rest = elements_[i].taken & open; rest != 0; rest &= rest - 1) {
            found = std::max(found, 1 + most(i + 1, last, open & ~(rest & (~rest + 1))));
        }
        return found;
    }
};

}  // namespace plain
