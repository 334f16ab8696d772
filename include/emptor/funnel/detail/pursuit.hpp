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
        if (tick_.size() == 1 && std::popcount(tick_.front().taken) <= 1) {
            meet(plan, tick_.front(), spared);
        } else {
            for (const tick_row& part : in_step_order(tick_, plan.rules().reuse != reuse_rule::all, plan.takes_alike()))
                meet(plan, part, spared);
            for (attempt& each : live_) {
                each.used = 0;
                each.exempt = false;
            }
            thin_out(plan);
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
        for (const attempt& each : live_) {
            if (each.result != result || !plan.in_window(each.start, each.first, now, counted_ + 1)) continue;
            if (!plan.too_late(each.level, each.last, now) && !plan.ends_session(now_, now)) return true;
        }
        return false;
    }

private:
    using attempt = live_attempt<Ticks>;

    [[nodiscard]] static std::uint64_t next(const plan_type& plan, const attempt& each) noexcept {
        return plan.rules().anchored ? plan.next_after(each.taken) : plan.next(each.level);
    }

    /// One event, or one step of an event.
    void meet(const plan_type& plan, const tick_row& row, bool spared) {
        const matching_rules& rules = plan.rules();
        if (over_) return;
        const bool single = rules.each == counted_unit::entity && rules.from != start_rule::last_start && !rules.open;
        if (single && !results_.empty() && results_.front().level == plan.steps() && results_.front().done < now_) {
            over_ = true;
            live_.clear();
            return;
        }
        const bool foreign = row.taken == 0 && row.excludes == 0;
        if (rules.on_break == break_effect::end_entity && !spared && plan.breaks_all(furthest_, row.taken, foreign)) {
            end_attempts(plan);
            over_ = true;
            return;
        }
        std::size_t before = live_.size();
        bool running = false;
        bool given = false;  // to an attempt that has it to itself
        for (std::size_t i = 0; i < before; ++i) {
            live_[i].dead = live_[i].dead || expired(plan, i, row);
            if (live_[i].dead) continue;
            running = true;
            if (given && rules.reuse == reuse_rule::exclusive) continue;
            const bool moved = judge(plan, i, row, foreign, spared);
            given = given || moved;
            if (over_) return;
        }
        if ((row.taken & plan.starts()) != 0 && row.before == 0 && !(given && rules.reuse == reuse_rule::exclusive)) {
            if (start(plan, row, running)) before = 0;
        }
        if (plan.cascades()) cascade(plan, row, before);
        end_complete(plan);
        thin_out(plan);
    }

    [[nodiscard]] bool expired(const plan_type& plan, std::size_t i, const tick_row& row) {
        const attempt& each = live_[i];
        if (plan.in_window(each.start, each.first, now_, row.number) && !plan.too_late(each.level, each.last, now_)) {
            return false;
        }
        if (plan.settles_late()) note(plan, i);
        return true;
    }

    /// What the event does to an attempt: carries it on, breaks it, excludes it, or nothing.
    /// @returns whether it carried it on.
    bool judge(const plan_type& plan, std::size_t i, const tick_row& row, bool foreign, bool spared) {
        const matching_rules& rules = plan.rules();
        const attempt each = live_[i];
        std::uint64_t targets = row.taken & next(plan, each);
        if ((each.used & row.bit) != 0 || (row.before & ~each.used) != 0) targets = 0;
        if (!plan.late_enough(each.level, each.last, now_)) targets = 0;
        if (rules.reuse == reuse_rule::all_but_start && each.begun == row.event) targets = 0;
        const bool breaks =
            !spared && rules.on_break != break_effect::end_entity && plan.breaks(each.level, row.taken, foreign);
        const bool moves = targets != 0 && !(breaks && rules.conflict == conflict_rule::breaks);
        if (moves) {
            for (; targets != 0; targets &= targets - 1) {
                carry(plan, i, static_cast<std::size_t>(std::countr_zero(targets)) + 1, row);
            }
            if (rules.take == taking::first) live_[i].dead = true;
        } else if (breaks) {
            suffer(plan, rules.on_break, i);
        }
        const std::uint64_t gap = rules.anchored ? ~std::uint64_t{} : std::uint64_t{1} << (each.level - 1);
        if (!over_ && !spared && !live_[i].dead && (row.excludes & gap) != 0 && each.latest != row.event) {
            suffer(plan, rules.on_exclusion, i);
            if (!over_ && rules.trailing_exclusions) spoil_best(plan, each, row);
        }
        return moves;
    }

    void suffer(const plan_type& plan, break_effect effect, std::size_t i) {
        switch (effect) {
            case break_effect::drop_entity:
                live_[i].spoilt = true;
                break;
            case break_effect::end_entity:
                end_attempts(plan);
                over_ = true;
                break;
            default:
                live_[i].dead = true;
                break;
        }
    }

    /// An excluded event after the last step of the best attempt, while that could have gone on.
    void spoil_best(const plan_type& plan, const attempt& by, const tick_row& row) {
        result_type& best = results_[by.result];
        if (best.level == by.level && plan.in_window(best.start, best.first, now_, row.number)) best.spoilt = true;
    }

    /// Starts an attempt, or more than one where first steps may be skipped.
    /// @returns whether nothing else counts any more.
    bool start(const plan_type& plan, const tick_row& row, bool running) {
        const matching_rules& rules = plan.rules();
        if (rules.each == counted_unit::attempt && running) return false;
        if (rules.from == start_rule::first_start && started_) return false;
        if (rules.from == start_rule::last_start) {
            live_.clear();
            chains_.clear();
            results_.clear();
            furthest_ = 0;
        }
        started_ = true;
        std::size_t result = 0;
        if (results_.empty() || rules.each != counted_unit::entity) {
            result = results_.size();
            results_.emplace_back();
        }
        for (std::uint64_t rest = row.taken & plan.starts(); rest != 0; rest &= rest - 1) {
            const auto step = static_cast<std::size_t>(std::countr_zero(rest));
            arrive(plan,
                   {.start = now_,
                    .last = now_,
                    .first = row.number,
                    .begun = row.event,
                    .latest = row.event,
                    .taken = std::uint64_t{1} << step,
                    .used = row.bit,
                    .result = static_cast<std::uint32_t>(result),
                    .level = static_cast<std::uint8_t>(plan.rules().anchored ? 1 : step + 1),
                    .spoilt = false,
                    .exempt = row.exempts,
                    .dead = false},
                   nobody);
        }
        return rules.from == start_rule::last_start;
    }

    void carry(const plan_type& plan, std::size_t i, std::size_t step, const tick_row& row) {
        attempt next = live_[i];
        next.last = now_;
        next.latest = row.event;
        next.taken |= std::uint64_t{1} << (step - 1);
        if (!plan.cascades()) next.used |= row.bit;
        next.level = static_cast<std::uint8_t>(plan.rules().anchored ? next.level + 1 : step);
        next.exempt = row.exempts;
        arrive(plan, next, i);
    }

    /// One event may fill the next steps of the attempts that it carried on, too.
    void cascade(const plan_type& plan, const tick_row& row, std::size_t before) {
        const matching_rules& rules = plan.rules();
        for (std::size_t i = before; i < live_.size(); ++i) {
            const attempt each = live_[i];
            if (rules.reuse == reuse_rule::all_but_start && each.begun == row.event) continue;
            std::uint64_t targets = row.taken & next(plan, each);
            if (targets == 0 || !plan.late_enough(each.level, each.last, now_)) continue;
            if (!plan.in_window(each.start, each.first, now_, row.number)) continue;
            for (; targets != 0; targets &= targets - 1) {
                carry(plan, i, static_cast<std::size_t>(std::countr_zero(targets)) + 1, row);
            }
            if (rules.take == taking::first) live_[i].dead = true;
        }
    }

    static constexpr std::size_t nobody = ~std::size_t{};

    /// An attempt took a step. Complete ones are only remembered.
    void arrive(const plan_type& plan, const attempt& next, std::size_t from) {
        const std::size_t steps = plan.steps();
        live_.push_back(next);
        furthest_ = std::max<std::size_t>(furthest_, next.level);
        if constexpr (Chained) {
            chains_.resize(live_.size() * steps);
            Ticks* const own = chains_.data() + (live_.size() - 1) * steps;
            if (from != nobody) std::copy_n(chains_.data() + from * steps, steps, own);
            own[next.level - 1] = now_;
        }
        const bool complete = next.level == steps;
        if (complete || !plan.settles_late()) note(plan, live_.size() - 1);
        live_.back().dead = complete;
        completed_ = completed_ || complete;
    }

    /// An attempt that is counted by itself is over when it is complete.
    void end_complete(const plan_type& plan) {
        if (!completed_) return;
        completed_ = false;
        if (plan.rules().each == counted_unit::entity) return;
        for (attempt& each : live_) each.dead = each.dead || results_[each.result].level == plan.steps();
    }

    /// Remembers how far an attempt has come.
    void note(const plan_type& plan, std::size_t i) {
        const attempt& each = live_[i];
        if (each.dead) return;
        result_type& result = results_[each.result];
        result.meet(plan.steps(), each.level, each.last);
        if (plan.rules().open) result.reached |= each.taken;
        const Ticks* chain = nullptr;
        if constexpr (Chained) chain = chains_.data() + i * plan.steps();
        if (!result.improved_by(plan.steps(), plan.rules().open, each, chain)) return;
        result.level = each.level;
        result.taken = plan.rules().anchored ? ~std::uint64_t{} >> (most_steps - each.level) : each.taken;
        if (!plan.rules().open) result.reached = result.taken;
        result.spoilt = each.spoilt;
        result.start = each.start;
        result.first = each.first;
        result.done = each.last;
        if constexpr (Chained) result.best_times.assign(chain, chain + plan.steps());
    }

    /// Ends every attempt, with what it took.
    void end_attempts(const plan_type& plan) {
        if (plan.settles_late()) {
            for (std::size_t i = 0; i < live_.size(); ++i) note(plan, i);
        }
        live_.clear();
        chains_.clear();
    }

    /// Whether the times of one attempt are earlier, from the first step on; of those that are the same, the one that
    /// was there first.
    [[nodiscard]] bool earlier(const plan_type& plan, std::size_t i, std::size_t j) const noexcept {
        if constexpr (Chained) {
            const Ticks* const a = chains_.data() + i * plan.steps();
            const Ticks* const b = chains_.data() + j * plan.steps();
            for (std::size_t k = 0; k < live_[i].level; ++k) {
                if (a[k] != b[k]) return a[k] < b[k];
            }
        }
        return i < j;
    }

    /// Whatever happens, attempt i comes no further than j.
    [[nodiscard]] bool outlived(const plan_type& plan, std::size_t i, std::size_t j) const noexcept {
        const attempt& a = live_[i];
        const attempt& b = live_[j];
        if (a.level != b.level || a.result != b.result || (b.used & ~a.used) != 0) return false;
        if (plan.rules().anchored && a.taken != b.taken) return false;
        if constexpr (Chained) {
            if (plan.rules().open && std::countr_zero(a.taken) != std::countr_zero(b.taken)) return false;
        }
        if (plan.rules().take == taking::first && a.used != b.used) return false;
        if (a.exempt && a.latest != b.latest) return false;
        const bool by_number = plan.rules().window == window_kind::events;
        if (b.start < a.start || (by_number && b.first < a.first) || (b.spoilt && !a.spoilt)) return false;
        if (plan.waits() && a.last < b.last && !plan.late_enough(b.level, b.last, now_)) return false;
        if (plan.hurries() && b.last < a.last) return false;
        if (a.start != b.start || (by_number && a.first != b.first) || a.spoilt != b.spoilt) return true;
        const int more = std::popcount(b.taken) - std::popcount(a.taken);
        if (more != 0) return more > 0;
        return plan.hurries() && a.last != b.last ? j > i : earlier(plan, j, i);
    }

    /// Leaves out the attempts that have ended, and those that others outlive.
    void thin_out(const plan_type& plan) {
        if (!plan.settles_late()) {
            for (std::size_t i = 0; i < live_.size(); ++i) {
                for (std::size_t j = 0; j < live_.size() && !live_[i].dead; ++j) {
                    if (i == j || live_[j].dead) continue;
                    live_[i].dead = outlived(plan, i, j);
                }
            }
        }
        const std::size_t steps = plan.steps();
        std::size_t kept = 0;
        for (std::size_t i = 0; i < live_.size(); ++i) {
            if (live_[i].dead) continue;
            if (kept != i) {
                live_[kept] = live_[i];
                if constexpr (Chained) std::copy_n(chains_.data() + i * steps, steps, chains_.data() + kept * steps);
            }
            ++kept;
        }
        live_.resize(kept);
        if constexpr (Chained) chains_.resize(kept * steps);
    }

    std::vector<attempt> live_;
    std::vector<Ticks> chains_;   // a row of times for each of them, if asked for
    std::vector<tick_row> tick_;  // held back, where equal times convert in step order
    std::vector<result_type> results_;
    std::uint64_t events_{};
    std::uint64_t counted_{};  // of them, by a window of events
    std::size_t furthest_{};   // step that any attempt took
    Ticks now_{};
    bool seen_{};
    bool over_{};
    bool started_{};
    bool completed_{};
};

}  // namespace emptor::detail
