// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of one entity at the steps in their order, by any rules.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_crowd.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/live_attempt.hpp>
#include <emptor/funnel/detail/pursuit_tick.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>

namespace emptor::detail {

/// All attempts of one entity that may yet go on, and the best they came to.
///
/// Of attempts that stand at the same step, only the one that started last can outlive the others, so it stands for
/// them: one record a step is exact. More are kept where a shortest gap makes the youngest wait, where attempts are
/// counted one by one, and where a break may undo them.
template <class Ticks, class Rules, bool Chained>
class pursuit {
public:
    using plan_type = attempt_plan<Ticks, Rules>;
    using result_type = unit_result<Ticks, Chained>;

    [[nodiscard]] bool in_order(Ticks at) const noexcept { return !seen_ || !(at < now_); }

    /// Counts an event that is in order.
    void count(const plan_type& plan, Ticks at, marked_event event) {
        const matching_rules& rules = plan.rules();
        if (seen_ && now_ < at) {
            settle(plan);
            if (plan.ends_session(now_, at)) end_attempts(plan);
        }
        now_ = at;
        seen_ = true;
        std::uint64_t taken = event.steps.bits;
        ++events_;
        if (!rules.counts_matching || taken != 0) ++counted_;
        if (over_) return;
        if (rules.reuse == reuse_rule::first_match) taken &= ~taken + 1;
        if (taken == 0 && event.excludes == 0 && !rules.breaks.has(break_kind::foreign)) return;
        if (plan.by_step()) {
            hold_row(tick_, {.taken = taken, .excludes = event.excludes, .event = events_, .number = counted_},
                     plan.steps(), rules.each != counted_unit::entity);
        } else {
            meet(plan, {.taken = taken, .excludes = event.excludes, .event = events_, .number = counted_}, false);
        }
    }

    /// Settles what is held back of the current time, as if a later event had arrived.
    void settle(const plan_type& plan) {
        if (tick_.empty()) return;
        const bool spared = tick_.size() > 1 && !plan.rules().crowds_break;
        const auto in_parts = [](const tick_row& row) {
            return std::popcount(row.taken) + (row.excludes != 0 ? 1 : 0) > 1;
        };
        if (tick_.size() == 1 && !in_parts(tick_.front())) {
            meet(plan, tick_.front(), spared);
        } else {
            live_.begin_time();
            std::vector<bool> given;  // events that take several steps and that one attempt has to itself
            for (const tick_row& part :
                 in_step_order(tick_, plan.rules().reuse != reuse_rule::all, plan.takes_alike())) {
                if (part.several >= given.size()) given.resize(2 * std::size_t{part.several} + 1);
                const bool before = part.several != 0 && given[part.several];
                given[part.several] = meet(plan, part, spared, before);
            }
            live_.next_time();
        }
        tick_.clear();
    }

    /// Settles everything: no event follows.
    void finish(const plan_type& plan) {
        settle(plan);
        if (plan.end_of_path() != 0 && seen_ && !over_) {
            meet(plan, {.taken = plan.end_of_path(), .excludes = 0, .event = events_ + 1, .number = counted_ + 1},
                 true);
        }
        if (plan.settles_late()) {
            for (std::size_t i = 0; i < live_.size(); ++i) note(plan, i);
        }
    }

    /// The best of the entity, or of each attempt or start; none before the first start.
    [[nodiscard]] std::span<const result_type> results() const noexcept { return results_; }

    /// An attempt that counts for this result may yet get further after `now`.
    [[nodiscard]] bool open(const plan_type& plan, std::size_t result, Ticks now) const noexcept {
        if (over_) return false;
        if (results_[result].over) return false;
        for (const attempt& each : live_) {
            if (each.dead || each.result != result || !plan.in_window(each.start, each.first, now, counted_ + 1))
                continue;
            if (!plan.too_late(each.level, each.last, now) && !plan.ends_session(now_, now)) return true;
        }
        return false;
    }

private:
    friend struct engine_access;

    using attempt = live_attempt<Ticks>;

    /// One event, or one step of an event.
    /// @param given some attempt has the event to itself.
    /// @returns whether one has it now.
    bool meet(const plan_type& plan, const tick_row& row, bool spared, bool given = false) {
        const matching_rules& rules = plan.rules();
        if (over_) return given;
        const bool single = rules.each == counted_unit::entity && rules.from != start_rule::last_start && !rules.open &&
                            !plan.settles_late();
        if (single && !results_.empty() && results_.front().level == plan.steps() && results_.front().done < now_) {
            over_ = true;
            live_.clear();
            return given;
        }
        const bool foreign = row.taken == 0 && row.excludes == 0;
        if (rules.on_break == break_effect::end_entity && !spared && plan.breaks_all(furthest_, row.taken, foreign)) {
            end_attempts(plan);
            over_ = true;
            return given;
        }
        std::size_t before = live_.size();
        bool running = false;
        undid_ = ends_ = false;
        const std::uint64_t broken = spared ? 0 : plan.broken_by(row.taken, foreign);
        if (plan.trails() && !spared && (row.excludes != 0 || broken != 0)) hit_best(plan, row, broken);
        live_.visit(plan, row, broken, [&](std::size_t i) {
            if (ended(plan, i, row)) live_[i].dead = true;
            if (live_[i].dead) return true;
            running = true;
            const bool moved = judge(plan, i, row, given, broken, spared);
            given = given || (moved && rules.reuse == reuse_rule::exclusive);
            return !given || broken != 0 || row.excludes != 0;
        });
        if (undid_) live_.forget_moves(plan);
        if ((row.taken & plan.starts()) != 0 && row.before == 0 && !given) {
            if (start(plan, row, running)) before = 0;
            given = rules.reuse == reuse_rule::exclusive;
        }
        if (plan.cascades()) cascade(plan, row, before);
        if (ends_) {
            end_attempts(plan);
            over_ = true;
        }
        for (const std::uint32_t result : completed_) results_[result].over = true;
        completed_.clear();
        live_.thin_out(plan, now_);
        return given;
    }

    /// An attempt that may not go on: its time is over or, where it is counted by itself, it is complete.
    [[nodiscard]] bool ended(const plan_type& plan, std::size_t i, const tick_row& row) {
        const attempt& each = live_[i];
        if (!results_[each.result].over && plan.in_window(each.start, each.first, now_, row.number) &&
            !plan.too_late(each.level, each.last, now_)) {
            return false;
        }
        if (plan.settles_late()) note(plan, i);
        return true;
    }

    /// What the event does to an attempt: carries it on, breaks it, excludes it, or nothing.
    /// @param given another attempt has the event to itself.
    /// @returns whether it carried it on.
    bool judge(const plan_type& plan, std::size_t i, const tick_row& row, bool given, std::uint64_t broken,
               bool spared) {
        const matching_rules& rules = plan.rules();
        const attempt each = live_[i];
        std::uint64_t targets = row.taken & live_.next(plan, each);
        const bool breaks = (broken >> (each.level - 1) & 1) != 0;
        const used_events& used = live_.used();
        if (used.has(each, row.several) || (row.after != 0 && !used.has(each, row.after))) targets = 0;
        if (rules.reuse == reuse_rule::exclusive) targets &= ~targets + 1;
        if (!plan.late_enough(each.level, each.last, now_)) targets = 0;
        if (rules.reuse == reuse_rule::all_but_start && each.begun == row.event) targets = 0;
        const bool could = targets != 0 && !(breaks && rules.conflict == conflict_rule::breaks);
        const bool moves = could && !given;
        if (moves) {
            targets &= ~live_.made(i, row, broken);
            for (; targets != 0; targets &= targets - 1) {
                carry(plan, i, static_cast<std::size_t>(std::countr_zero(targets)) + 1, row);
            }
            if (goes_on(rules)) live_[i].dead = true;
        } else if (breaks && !could) {
            suffer(plan, rules.on_break, i);
        }
        const std::uint64_t gap = rules.anchored ? ~std::uint64_t{} : std::uint64_t{1} << (each.level - 1);
        if (!spared && !live_[i].dead && (row.excludes & gap) != 0 && each.latest != row.event) {
            suffer(plan, rules.on_exclusion, i);
        }
        return moves;
    }

    /// An attempt that moves does not stay where it was, too.
    [[nodiscard]] static bool goes_on(const matching_rules& rules) noexcept {
        return rules.take == taking::first || rules.reuse == reuse_rule::exclusive;
    }

    void suffer(const plan_type& plan, break_effect effect, std::size_t i) {
        undid_ = true;
        switch (effect) {
            case break_effect::drop_entity:
                live_[i].spoilt = true;
                break;
            case break_effect::end_entity:
                ends_ = true;
                break;
            default:
                if (effect == break_effect::end_attempt && plan.settles_late()) note(plan, i);
                live_[i].dead = true;
                break;
        }
    }

    /// An event that breaks the best attempts so far, or is excluded after their last steps while they could have gone
    /// on. While one could, some attempt stands where it does.
    void hit_best(const plan_type& plan, const tick_row& row, std::uint64_t broken) {
        const matching_rules& rules = plan.rules();
        for (const attempt& each : live_) {
            result_type& best = results_[each.result];
            if (each.dead || best.level != each.level || best.closed) continue;
            if (!plan.in_window(best.start, best.first, now_, row.number)) continue;
            if (plan.too_late(best.level, best.done, now_)) continue;
            const std::uint64_t here = std::uint64_t{1} << (best.level - 1);
            const bool could = (row.taken & plan.next(best.level)) != 0 && rules.conflict == conflict_rule::advances &&
                               plan.late_enough(best.level, best.done, now_);
            if ((broken & here) != 0 && !could && rules.on_break != break_effect::drop_entity) {
                best.closed = true;
            } else if ((row.excludes & here) != 0 && best.latest != row.event) {
                best.spoilt = true;
            }
        }
    }

    /// Starts an attempt, or more than one where first steps may be skipped.
    /// @returns whether nothing else counts any more.
    bool start(const plan_type& plan, const tick_row& row, bool running) {
        const matching_rules& rules = plan.rules();
        std::size_t result = row.again ? begun_by(row) : results_.size();
        const bool anew = result == results_.size();
        if (anew) {
            if (rules.each == counted_unit::attempt && running) return false;
            if (rules.from == start_rule::first_start && !results_.empty()) return false;
            if (rules.from == start_rule::last_start) {
                ends_ = false;  // what was excluded counts for nothing
                live_.clear();
                results_.clear();
                furthest_ = 0;
            }
            result = rules.each == counted_unit::entity ? 0 : results_.size();
            if (result == results_.size()) results_.emplace_back();
            results_[result].begun = row.event;
        } else if (rules.each != counted_unit::entity) {
            if (results_[result].over) return false;
            if (rules.each == counted_unit::attempt && result + 1 != results_.size()) return false;
        }
        for (std::uint64_t rest = row.taken & plan.starts(); rest != 0; rest &= rest - 1) {
            const auto step = static_cast<std::size_t>(std::countr_zero(rest));
            attempt begun{.start = now_,
                          .last = now_,
                          .first = row.number,
                          .begun = row.event,
                          .latest = row.event,
                          .taken = std::uint64_t{1} << step,
                          .used = 0,
                          .more = 0,
                          .result = static_cast<std::uint32_t>(result),
                          .level = static_cast<std::uint8_t>(plan.rules().anchored ? 1 : step + 1),
                          .spoilt = false,
                          .exempt = row.exempts,
                          .dead = false};
            live_.used().add(begun, row.several);
            arrive(plan, begun, live_.nobody);
            if (rules.reuse == reuse_rule::exclusive) break;
        }
        return anew && rules.from == start_rule::last_start;
    }

    /// What the step of this event that stood before began, or none: the number of results.
    [[nodiscard]] std::size_t begun_by(const tick_row& row) const noexcept {
        for (std::size_t i = results_.size(); i > 0 && results_[i - 1].begun >= tick_.front().event; --i) {
            if (results_[i - 1].begun == row.event) return i - 1;
        }
        return results_.size();
    }

    void carry(const plan_type& plan, std::size_t i, std::size_t step, const tick_row& row) {
        attempt next = live_[i];
        next.last = now_;
        next.latest = row.event;
        next.taken |= std::uint64_t{1} << (step - 1);
        next.moved = 0;
        if (!plan.cascades()) live_.used().add(next, row.several);
        next.level = static_cast<std::uint8_t>(plan.rules().anchored ? next.level + 1 : step);
        next.exempt = row.exempts;
        arrive(plan, next, i);
        live_.moved(plan, i, step, row);
    }

    /// One event may fill the next steps of the attempts that it carried on, too.
    void cascade(const plan_type& plan, const tick_row& row, std::size_t before) {
        const matching_rules& rules = plan.rules();
        for (std::size_t i = before; i < live_.size(); ++i) {
            const attempt each = live_[i];
            if (rules.reuse == reuse_rule::all_but_start && each.begun == row.event) continue;
            std::uint64_t targets = row.taken & live_.next(plan, each);
            if (each.dead || targets == 0 || !plan.late_enough(each.level, each.last, now_)) continue;
            if (!plan.in_window(each.start, each.first, now_, row.number)) continue;
            for (; targets != 0; targets &= targets - 1) {
                carry(plan, i, static_cast<std::size_t>(std::countr_zero(targets)) + 1, row);
            }
            if (goes_on(rules)) live_[i].dead = true;
        }
    }

    /// An attempt took a step. Complete ones are only remembered.
    void arrive(const plan_type& plan, const attempt& next, std::size_t from) {
        live_.add(plan, next, from, now_);
        furthest_ = std::max<std::size_t>(furthest_, next.level);
        const std::size_t i = live_.size() - 1;
        const bool complete = next.level == plan.steps();
        if (complete || !plan.settles_late()) note(plan, i);
        live_[i].dead = complete;
        if (complete && plan.rules().each != counted_unit::entity) completed_.push_back(next.result);
    }

    /// Remembers how far an attempt has come.
    void note(const plan_type& plan, std::size_t i) {
        const attempt& each = live_[i];
        if (each.dead) return;
        result_type& result = results_[each.result];
        const Ticks* const chain = live_.chain(plan, i);
        const std::uint64_t met = plan.steps_met(each.taken, each.level);
        if (plan.settles_late()) {
            for (std::uint64_t rest = met; rest != 0; rest &= rest - 1) {
                const auto step = static_cast<std::size_t>(std::countr_zero(rest));
                result.meet(plan.steps(), step + 1, chain[step]);
            }
        } else {
            result.meet(plan.steps(), each.level, each.last);
        }
        if (plan.rules().open) result.reached |= each.taken;
        if (!result.improved_by(plan.steps(), plan.rules().open, each, Chained ? chain : nullptr)) return;
        result.level = each.level;
        result.taken = met;
        if (!plan.rules().open) result.reached = result.taken;
        result.spoilt = each.spoilt;
        result.start = each.start;
        result.first = each.first;
        result.done = each.last;
        if (plan.trails()) {
            result.latest = each.latest;
            result.closed = false;
        }
        if constexpr (Chained) result.best_times.assign(chain, chain + plan.steps());
    }

    /// Ends every attempt, with what it took.
    void end_attempts(const plan_type& plan) {
        if (plan.settles_late()) {
            for (std::size_t i = 0; i < live_.size(); ++i) note(plan, i);
        }
        if (plan.trails()) {
            for (const attempt& each : live_) results_[each.result].closed = true;
        }
        live_.clear();
    }

    attempt_crowd<Ticks, Rules, Chained> live_;
    std::vector<tick_row> tick_;  // held back, where equal times convert in step order
    std::vector<result_type> results_;
    std::vector<std::uint32_t> completed_;  // of them, by the current event
    std::uint64_t events_{};
    std::uint64_t counted_{};  // of them, by a window of events
    std::size_t furthest_{};   // step that any attempt took
    Ticks now_{};
    bool seen_{};
    bool over_{};
    bool undid_{};  // the current event broke or excluded an attempt
    bool ends_{};   // the current event ends the entity
};

}  // namespace emptor::detail
