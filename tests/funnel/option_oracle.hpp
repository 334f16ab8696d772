// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The plain meaning of every rule of a question: every chain of events is tried. Slow, and obviously right.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/matching_rules.hpp>

#include "option_choices.hpp"
#include "option_elements.hpp"

namespace plain {

/// Asks a question of the events of one entity, in order of time.
class every_chain : public question_elements {
public:
    every_chain(const marked* events, std::size_t count, std::size_t steps, const emptor::matching_rules& rules,
                const lengths& given)
        : question_elements{events, count, steps, rules, given} {}

    /// The best of the entity, of every attempt, or of every start.
    std::vector<outcome> run() {
        if (ends_entity() || rules_.on_exclusion == emptor::break_effect::end_entity) cut();
        return asked();
    }

private:
    std::vector<outcome> asked() {
        furthest_ = 0;
        hit_ = false;
        if (rules_.reuse == emptor::reuse_rule::exclusive) return vying();
        std::vector<outcome> all;
        places every;
        starts(every);
        if (rules_.each == emptor::counted_unit::entity) {
            const outcome& best = best_from(every);
            if (best.level > 0) all.push_back(best);
            return all;
        }
        std::size_t free = 0;  // the first element that may start an attempt
        std::uint64_t begun = 0;
        const auto has_begun = [&](std::size_t event) { return (begun >> event & 1) != 0; };
        for (const std::size_t start : every) {
            const std::size_t event = elements_[start].event;
            if (rules_.each == emptor::counted_unit::attempt && start < free) continue;
            if (has_begun(event)) continue;
            begun |= std::uint64_t{1} << event;
            places own;
            own.add(start);
            const bool was_hit = hit_;
            outcome best = best_from(own);
            free = std::max(complete_.value_or(free_), start + 1);
            for (const std::size_t other : every) {  // an event may start with any of its steps
                if (other <= start) continue;
                if (elements_[other].event == event) {
                    own.add(other);
                    hit_ = was_hit;
                    best = best_from(own);
                    free = std::max(complete_.value_or(free_), other + 1);
                } else if (rules_.each == emptor::counted_unit::attempt && other >= free &&
                           !has_begun(elements_[other].event)) {
                    break;
                }
            }
            all.push_back(best);
        }
        return all;
    }

    /// Each event does something for one attempt: of those it could carry on, the one that waited longest, or else it
    /// starts one. What it does to the others it does to all of them.
    std::vector<outcome> vying() {
        std::vector<outcome> all;
        std::vector<std::size_t> result;  // of each attempt
        std::vector<chain> running;       // the one that waited longest stands first
        std::uint64_t given = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            const element& e = elements_[i];
            std::vector<chain> still;
            std::vector<std::size_t> theirs;
            std::optional<chain> moved;
            std::size_t its = 0;
            for (std::size_t j = 0; j < running.size(); ++j) {
                chain at = running[j];
                const element& last = elements_[at.last];
                if (!in_window(elements_[at.start], e) || too_late(last, e)) {
                    if (late()) count_for(all[result[j]], at);
                    continue;
                }
                const bool broken = breaks(at.level, e);
                std::size_t next_step = 0;
                for (std::size_t m = steps_; m > 0; --m) {
                    if (has(e.taken, m) && may_take(at.taken, at.step, m)) next_step = m;
                }
                const bool could = next_step != 0 && e.event != last.event && gap_allows(last.at, e.at) &&
                                   (at.used >> e.event & 1) == 0 &&
                                   !(broken && rules_.conflict == emptor::conflict_rule::breaks);
                if (could && !moved && (given >> e.event & 1) == 0) {
                    moved = at;
                    take(*moved, i, next_step);
                    its = result[j];
                    continue;
                }
                if (broken && !could && !suffers(at, rules_.on_break, all[result[j]])) continue;
                if (excluded(at, e)) {
                    hit_ = hit_ || i + 1 == size_;
                    if (trails()) all[result[j]].spoilt = true;
                    if (!suffers(at, rules_.on_exclusion, all[result[j]])) continue;
                }
                still.push_back(at);
                theirs.push_back(result[j]);
            }
            running = still;
            result = theirs;
            if (!moved && may_start(e) && (given >> e.event & 1) == 0) {
                std::size_t m = 1;
                while (!has(e.taken, m) || !may_start_with(m)) ++m;
                moved = begun(i, m);
                its = all.size();
                all.emplace_back();
            }
            if (!moved) continue;
            given |= std::uint64_t{1} << e.event;
            furthest_ = std::max(furthest_, moved->level);
            if (moved->level == steps_ || !late()) count_for(all[its], *moved);
            if (moved->level == steps_) continue;
            running.push_back(*moved);
            result.push_back(its);
        }
        for (std::size_t j = 0; late() && j < running.size(); ++j) count_for(all[result[j]], running[j]);
        return all;
    }

    /// @returns whether the attempt goes on.
    bool suffers(chain& at, emptor::break_effect effect, outcome& counted) {
        if (effect == emptor::break_effect::end_attempt && late()) count_for(counted, at);
        at.spoilt = at.spoilt || effect == emptor::break_effect::drop_entity;
        return effect == emptor::break_effect::drop_entity || effect == emptor::break_effect::end_entity;
    }

    /// Of one attempt alone, what it came to is what it comes to.
    void count_for(outcome& counted, const chain& at) {
        for (std::size_t k = 0; k < steps_; ++k) {
            if ((at.taken >> k & 1) == 0) continue;
            counted.met |= std::uint64_t{1} << k;
            counted.first[k] = at.times[k];
        }
        const outcome met = counted;
        counted = came_to(at, at.spoilt);
        counted.met = met.met;
        std::copy_n(met.first, most_steps, counted.first);
    }

    const outcome& best_from(const places& from) {
        complete_.reset();
        limit_ = size_;
        const bool was_hit = hit_;
        search(from);
        if (complete_ && rules_.each != emptor::counted_unit::entity) {
            limit_ = *complete_;  // what follows counts for no attempt
            hit_ = was_hit;
            search(from);
        }
        best_.reached = reached_;
        best_.met = met_;
        copy_first(best_);
        return best_;
    }

    void search(const places& from) {
        best_ = {};
        free_ = 0;
        met_ = reached_ = 0;
        came_.clear();
        for (const std::size_t start : from) {
            if (start >= limit_) continue;
            for (std::size_t m = 1; m <= steps_; ++m) {
                if (has(elements_[start].taken, m) && may_start_with(m)) go_on(begun(start, m));
            }
        }
        if (trails()) let_them_come();
    }

    /// Tries every way on for an attempt that has just taken a step.
    void go_on(const chain& at) {
        const element& start = elements_[at.start];
        const element& last = elements_[at.last];
        furthest_ = std::max(furthest_, at.level);
        if (at.level == steps_ || !late()) judge(at, at.spoilt, at.last);
        if (at.level == steps_) {
            if (!complete_ || at.last + 1 < *complete_) complete_ = at.last + 1;
            return;
        }
        bool spoilt = at.spoilt;
        const bool again = rules_.reuse == emptor::reuse_rule::all ||
                           (rules_.reuse == emptor::reuse_rule::all_but_start && start.event != last.event);
        for (std::size_t i = again ? at.last : at.last + 1; i < limit_; ++i) {
            const element& e = elements_[i];
            if (!in_window(start, e) || too_late(last, e)) {
                free_ = std::max(free_, i);
                return judge_end(at, spoilt, i);
            }
            const bool own = again ? (rules_.reuse == emptor::reuse_rule::all_but_start && e.event == start.event)
                                   : (at.used >> e.event & 1) != 0;
            const bool broken = i != at.last && breaks(at.level, e);
            bool moves = false;
            if (!own && gap_allows(last.at, e.at) && !(broken && rules_.conflict == emptor::conflict_rule::breaks)) {
                for (std::size_t m = 1; m <= steps_; ++m) {
                    if (!has(e.taken, m) || !may_take(at.taken, at.step, m)) continue;
                    moves = true;
                    chain further = at;
                    further.spoilt = spoilt;
                    take(further, i, m);
                    go_on(further);
                }
            }
            if (moves && rules_.take == emptor::taking::first) return;
            if (i == at.last) continue;
            if (!moves && broken && over(at, spoilt, rules_.on_break, i)) return;
            if (excluded(at, e)) {
                hit_ = hit_ || i + 1 == size_;
                if (over(at, spoilt, rules_.on_exclusion, i)) return;
            }
        }
        free_ = size_;
        judge_end(at, spoilt, limit_ - 1);
    }

    /// What element i does to an attempt that it breaks or excludes.
    /// @returns whether that is over.
    bool over(const chain& at, bool& spoilt, emptor::break_effect effect, std::size_t i) {
        if (effect == emptor::break_effect::end_entity) return false;  // the elements end with this one
        if (effect == emptor::break_effect::drop_entity) {
            spoilt = true;
            return false;
        }
        free_ = std::max(free_, i + 1);
        if (effect == emptor::break_effect::end_attempt) judge_end(at, spoilt, i);
        return true;
    }

    /// Element i would carry an attempt on.
    [[nodiscard]] bool could_move(const chain& at, std::size_t i) const {
        const element& e = elements_[i];
        if ((at.used >> e.event & 1) != 0 || !gap_allows(elements_[at.last].at, e.at)) return false;
        for (std::size_t m = 1; m <= steps_; ++m) {
            if (has(e.taken, m) && may_take(at.taken, at.step, m)) return true;
        }
        return false;
    }

    /// Lets the attempts come as they came, and each be the best until a better one comes.
    void let_them_come() {
        best_ = {};
        chain now;
        bool goes_on = false;
        for (std::size_t i = 0; i < limit_; ++i) {
            const element& e = elements_[i];
            if (goes_on && best_.level < steps_) {
                bool over = !in_window(elements_[now.start], e) || too_late(elements_[now.last], e);
                if (!over && breaks(best_.level, e) && rules_.on_break != emptor::break_effect::drop_entity) {
                    over = rules_.conflict == emptor::conflict_rule::breaks || !could_move(now, i);
                }
                if (!over && excluded(now, e)) best_.spoilt = true;
                if (over) goes_on = false;
            }
            for (const arrival& each : came_) {
                if (each.when != i || !better(came_to(each.what, each.spoilt), best_)) continue;
                best_ = came_to(each.what, each.spoilt);
                now = each.what;
                goes_on = true;
            }
        }
    }

    void judge_end(const chain& at, bool spoilt, std::size_t when) {
        if (late()) judge(at, spoilt, when);
    }

    /// @param when it counts from this element on.
    void judge(const chain& at, bool spoilt, std::size_t when) {
        for (std::size_t k = 0; k < steps_; ++k) {
            if (rules_.anchored ? k < at.level : (at.taken >> k & 1) != 0) met(k + 1, at.times[k]);
        }
        reached_ |= at.taken;
        if (trails()) came_.push_back({at, spoilt, when});
        const outcome found = came_to(at, spoilt);
        // an attempt that is counted by itself is over with the event that completes it
        if (at.level == steps_ && best_.level == steps_ && rules_.each != emptor::counted_unit::entity) {
            if (at.last != complete_at_) {
                if (at.last > complete_at_) return;
                best_ = {};
            }
        }
        if (at.level == steps_) complete_at_ = at.last;
        if (better(found, best_)) best_ = found;
    }

    /// Leaves out what stands from the first break of the entity on, or after the first event excluded from it.
    void cut() {
        const std::size_t all = size_;
        for (std::size_t i = 0; i < all; ++i) {
            size_ = i;
            if (ends_entity() && !elements_[i].spared && breaks_entity(elements_[i])) return;
            size_ = i + 1;
            if (rules_.on_exclusion != emptor::break_effect::end_entity || elements_[i].excludes == 0) continue;
            asked();
            if (hit_) return;
        }
        size_ = all;
    }

    [[nodiscard]] bool breaks_entity(const element& e) {
        using enum emptor::break_kind;
        asked();
        const std::size_t furthest = furthest_;
        if (furthest == 0) return false;
        bool over = is_foreign(e) && rules_.breaks.has(emptor::break_kind::foreign);
        bool moves = false;
        for (std::size_t m = 1; m <= steps_; ++m) {
            if (!has(e.taken, m)) continue;
            moves = moves || next(furthest, m);
            if (m >= 2 && m <= furthest && rules_.breaks.has(repeat)) over = true;
            if (m < furthest && rules_.breaks.has(back)) over = true;
            if (m > furthest && !next(furthest, m) && rules_.breaks.has(ahead)) over = true;
            if (m == 1 && furthest >= 2 && rules_.breaks.has(restart)) over = true;
        }
        return over && !(moves && rules_.conflict == emptor::conflict_rule::advances);
    }

    outcome best_{};
    std::uint64_t reached_{};
    std::size_t complete_at_{};
    std::size_t furthest_{};  // step that any attempt took
    bool hit_{};              // an event that is excluded is the last element
    std::size_t limit_{};     // what is not looked at
    std::size_t free_{};      // where the attempt was over
    struct arrival {
        chain what;
        bool spoilt;
        std::size_t when;
    };
    std::vector<arrival> came_;            // what counts, where it matters when it did
    std::optional<std::size_t> complete_;  // where it was complete
};

/// The answer to any question.
inline std::vector<outcome> answer(const marked* events, std::size_t count, std::size_t steps,
                                   const emptor::matching_rules& rules, const lengths& given) {
    if (rules.unordered && !rules.anchored) return every_choice{events, count, steps, rules, given}.run();
    return every_chain{events, count, steps, rules, given}.run();
}

}  // namespace plain
