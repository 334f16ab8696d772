// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The steps in their order: what a span of time does to the attempts of one entity.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/pursuit_tick.hpp>
#include <emptor/funnel/detail/segment_chain.hpp>
#include <emptor/funnel/detail/segment_moment.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>

namespace emptor::detail {

/// What a span of time does to the attempts of one entity, whatever came before it and whatever follows.
///
/// Kept are, window or none, for steps l and m:
///  1. when the first of the attempts that came to the span standing at l took step m;
///  2. whether, at the end, any of them stands at m;
///  3. the latest start within the span of which an attempt stands at m at the end;
///  4. of the attempts within the span, and within the window: the best, and when each step was first taken.
///
/// That is enough. An event carries an attempt on, breaks or excludes it by what the attempt did at this time and by
/// the step it stands at; the window alone asks for its start, and nothing asks for other attempts. Spans share no
/// instant, so the attempts that come to one standing at l all have the same futures but for their windows: to take
/// step m at some time is possible for all of them or for none. A window that lets one of them take a step lets one
/// that started later do so too, and has let it take those before. So the latest start at each step outlives the others
/// (3), whether an attempt from before takes m at all, and when first, is told by its start and 1, and where it stands
/// at the end by
/// 2. The best attempt of two spans is that of either, or one that started in the first (3) and took its last step in
/// the second (1); and 1, 2 and 3 of both spans are each the best over the step at which an attempt passed from one to
/// the other. Each of the four is told by the events alone, not by how they were split, so joining is associative.
/// Rules under which attempts do depend on each other, or on more than the step where they stand, are those that
/// `segment_refusal` lists.
///
/// An entity that is complete can do no better: what follows is left out, unless it may be that its start does not
/// count.
template <class Ticks, class Rules>
class segment_chains {
    using moment = segment_moment<Ticks, may_count_events<Rules>>;
    using chain = segment_chain<moment>;

public:
    using plan_type = attempt_plan<Ticks, Rules>;
    using result_type = unit_result<Ticks, false>;

    /// @pre 1 to 16 steps.
    explicit segment_chains(const plan_type& plan) : earliest_(plan.steps() * (plan.steps() - 1) / 2) {
        live_.reserve(2 * plan.steps());
        for (std::size_t l = 1; l < plan.steps(); ++l) {
            chain each;
            each.from = bit(l);
            each.level = static_cast<std::uint8_t>(l);
            live_.push_back(each);
        }
    }

    /// Counts an event that is in order.
    void count(const plan_type& plan, Ticks at, marked_event event) {
        const matching_rules& rules = plan.rules();
        if (seen_ && now_ < at) close(plan);
        now_ = at;
        seen_ = true;
        std::uint64_t taken = event.steps.bits;
        ++events_;
        if (!rules.counts_matching || taken != 0) ++counted_;
        if (rules.reuse == reuse_rule::first_match) taken &= ~taken + 1;
        if (taken == 0 && event.excludes == 0 && !rules.breaks.has(break_kind::foreign)) return;
        const tick_row row{.taken = taken, .excludes = event.excludes, .event = events_, .number = counted_};
        if (plan.by_step()) {
            hold_row(tick_, row, plan.steps(), false);
        } else {
            meet(plan, row, false);
        }
    }

    /// Adds what happened in a later span.
    /// @pre neither of them was finished.
    void then(const plan_type& plan, segment_chains later) {
        close(plan);
        later.rest(plan);
        const std::uint64_t before = number_for(plan, std::exchange(counted_, counted_ + later.counted_));
        const bool had_started = std::exchange(started_, started_ || later.started_);
        events_ += later.events_;
        now_ = later.now_;
        seen_ = seen_ || later.seen_;
        if (over(plan)) return;
        if (plan.rules().from == start_rule::last_start && later.started_) {
            result_ = {};
            reached_ = later.reached_;
            earliest_ = std::move(later.earliest_);
            live_.clear();
        }
        const bool counts_starts = plan.rules().from != start_rule::first_start || !had_started;
        std::vector<chain> passed = std::exchange(live_, {});
        for (const chain& each : passed) arrive_later(plan, each, later, before);
        for (const chain& each : later.live_) {
            if (!each.came()) {
                if (!counts_starts) continue;
                live_.push_back(each);
                live_.back().start = each.start.after(before);
                continue;
            }
            for (chain on : passed) {
                if ((each.from & bit(on.level)) == 0) continue;
                on.level = each.level;
                on.fresh = each.fresh;
                live_.push_back(on);
            }
        }
        if (counts_starts) add(plan, later.result_);
        rest(plan);
    }

    /// Settles everything: no event follows.
    void finish(const plan_type& plan) {
        settle(plan);
        if (plan.end_of_path() != 0 && seen_) {
            meet(plan, {.taken = plan.end_of_path(), .excludes = 0, .event = events_ + 1, .number = counted_ + 1},
                 true);
        }
    }

    [[nodiscard]] const result_type& result() const noexcept { return result_; }

    /// An attempt may yet get further after `now`.
    [[nodiscard]] bool open(const plan_type& plan, Ticks now) const noexcept {
        return std::any_of(live_.begin(), live_.end(), [&](const chain& each) {
            return !each.came() && plan.in_window(each.start.at, each.start.number, now, counted_ + 1);
        });
    }

    /// Brings what says the same into the same form. More may follow.
    void rest(const plan_type& plan) {
        settle(plan);
        for (chain& each : live_) each.begun = each.latest = 0;
        thin_out(plan);
        if (complete(plan)) {
            live_.clear();
            for (std::size_t m = 2; m <= plan.steps(); ++m) {
                for (std::size_t l = 1; l < m; ++l) {
                    if ((reached_[m - 1] & bit(l)) == 0 || !(result_.done < earliest_[cell(l, m)].at)) continue;
                    reached_[m - 1] = without(reached_[m - 1], bit(l));
                    earliest_[cell(l, m)] = {};
                }
            }
        }
        std::sort(live_.begin(), live_.end(), [](const chain& a, const chain& b) {
            if (a.level != b.level) return a.level < b.level;
            return a.fresh != b.fresh ? b.fresh : a.came() && !b.came();
        });
    }

    /// Of two that rest, whether they say the same.
    [[nodiscard]] bool same_as(const segment_chains& other) const noexcept {
        return live_ == other.live_ && earliest_ == other.earliest_ && reached_ == other.reached_ &&
               result_ == other.result_ && events_ == other.events_ && counted_ == other.counted_ &&
               now_ == other.now_ && seen_ == other.seen_ && started_ == other.started_;
    }

private:
    [[nodiscard]] static constexpr std::uint16_t bit(std::size_t level) noexcept {
        return static_cast<std::uint16_t>(1U << (level - 1));
    }
    [[nodiscard]] static constexpr std::uint16_t without(std::uint16_t set, std::uint16_t others) noexcept {
        return static_cast<std::uint16_t>(set & ~others);
    }
    [[nodiscard]] static constexpr std::size_t cell(std::size_t from, std::size_t to) noexcept {
        return (to - 1) * (to - 2) / 2 + from - 1;
    }
    [[nodiscard]] static constexpr std::uint64_t number_for(const plan_type& plan, std::uint64_t number) noexcept {
        return plan.rules().window == window_kind::events ? number : 0;
    }

    /// Whether nothing that follows counts.
    [[nodiscard]] bool complete(const plan_type& plan) const noexcept {
        const matching_rules& rules = plan.rules();
        return rules.from == start_rule::every && !rules.open && result_.level == plan.steps();
    }
    [[nodiscard]] bool over(const plan_type& plan) const noexcept { return complete(plan) && result_.done < now_; }

    /// Settles what is held back of the current time.
    void settle(const plan_type& plan) {
        if (tick_.empty()) return;
        const bool spared = tick_.size() > 1 && !plan.rules().crowds_break;
        if (tick_.size() == 1 && std::popcount(tick_.front().taken) <= 1) {
            meet(plan, tick_.front(), spared);
        } else {
            for (const tick_row& part : in_step_order(tick_, plan.rules().reuse != reuse_rule::all, plan.takes_alike()))
                meet(plan, part, spared);
            for (chain& each : live_) {
                each.used = 0;
                each.exempt = false;
            }
            thin_out(plan);
        }
        tick_.clear();
    }

    /// A later time has come.
    void close(const plan_type& plan) {
        settle(plan);
        if (!plan.rules().increasing) return;
        for (chain& each : live_) each.fresh = false;
        thin_out(plan);
    }

    /// One event, or one step of an event.
    void meet(const plan_type& plan, const tick_row& row, bool spared) {
        if (over(plan)) return;
        const bool foreign = row.taken == 0 && row.excludes == 0;
        std::size_t before = live_.size();
        bool changed = false;
        for (std::size_t i = 0; i < before; ++i) changed |= judge(plan, i, row, foreign, spared);
        if ((row.taken & plan.starts()) != 0 && row.before == 0) changed |= start(plan, row, before);
        if (plan.cascades()) cascade(plan, row, before);
        if (changed) thin_out(plan);
    }

    /// What the event does to an attempt: carries it on, breaks it, excludes it, or nothing.
    /// @returns whether it did anything.
    bool judge(const plan_type& plan, std::size_t i, const tick_row& row, bool foreign, bool spared) {
        const matching_rules& rules = plan.rules();
        const chain each = live_[i];
        const std::uint64_t target = target_of(plan, each, row);
        const bool may = target != 0 && (each.used & row.bit) == 0 && (row.before & ~each.used) == 0;
        const bool breaks = !spared && plan.breaks(each.level, row.taken, foreign);
        const bool moves = may && !(breaks && rules.conflict == conflict_rule::breaks);
        bool dead = moves ? rules.take == taking::first : breaks;
        if (moves) carry(plan, each, row);
        const std::uint64_t gap = std::uint64_t{1} << (each.level - 1);
        dead = dead || (!spared && (row.excludes & gap) != 0 && each.latest != row.event);
        live_[i].dead = dead;
        return moves || dead;
    }

    /// The step that this event may be for an attempt; none if it is 0.
    [[nodiscard]] static std::uint64_t target_of(const plan_type& plan, const chain& each, const tick_row& row) {
        if (plan.rules().reuse == reuse_rule::all_but_start && each.begun == row.event) return 0;
        return plan.rules().increasing && each.fresh ? 0 : row.taken & plan.next(each.level);
    }

    void carry(const plan_type& plan, chain next, const tick_row& row) {
        ++next.level;
        next.latest = row.event;
        if (!plan.cascades()) next.used |= row.bit;
        next.exempt = row.exempts;
        next.fresh = plan.rules().increasing;
        arrive(plan, next, row.number);
    }

    /// @param before how many attempts there were; none, if no others count any more.
    bool start(const plan_type& plan, const tick_row& row, std::size_t& before) {
        const matching_rules& rules = plan.rules();
        if (rules.from == start_rule::first_start && started_) return false;
        if (rules.from == start_rule::last_start) {
            live_.clear();
            result_ = {};
            reached_ = {};
            std::fill(earliest_.begin(), earliest_.end(), moment{});
            before = 0;
        }
        started_ = true;
        for (std::uint64_t rest = row.taken & plan.starts(); rest != 0; rest &= rest - 1) {
            chain next;
            next.start = {now_, number_for(plan, row.number)};
            next.begun = next.latest = row.event;
            next.used = row.bit;
            next.level = static_cast<std::uint8_t>(std::countr_zero(rest) + 1);
            next.fresh = rules.increasing;
            next.exempt = row.exempts;
            note(plan, next.level, next.start, now_);
            if (next.level < plan.steps()) live_.push_back(next);
        }
        return true;
    }

    /// One event may fill the next steps of the attempts that it carried on, too.
    void cascade(const plan_type& plan, const tick_row& row, std::size_t before) {
        for (std::size_t i = before; i < live_.size(); ++i) {
            const chain each = live_[i];
            if (target_of(plan, each, row) == 0) continue;
            carry(plan, each, row);
            live_[i].dead = plan.rules().take == taking::first;
        }
    }

    /// An attempt took a step.
    void arrive(const plan_type& plan, const chain& next, std::uint64_t number) {
        if (next.came()) {
            reach(next.from, next.level, {now_, number_for(plan, number)});
        } else if (plan.in_window(next.start.at, next.start.number, now_, number)) {
            note(plan, next.level, next.start, now_);
        }
        if (next.level < plan.steps()) live_.push_back(next);
    }

    /// Attempts that came from before, standing at these steps, took step m. Only the first time counts.
    void reach(std::uint16_t from, std::size_t m, const moment& at) {
        const std::uint16_t first = without(from, reached_[m - 1]);
        for (unsigned rest = first; rest != 0; rest &= rest - 1) {
            earliest_[cell(static_cast<std::size_t>(std::countr_zero(rest)) + 1, m)] = at;
        }
        reached_[m - 1] = static_cast<std::uint16_t>(reached_[m - 1] | first);
    }

    /// An attempt comes to a later span, and takes steps there.
    /// @param before how many events the window counts before that span.
    void arrive_later(const plan_type& plan, const chain& each, const segment_chains& later, std::uint64_t before) {
        for (std::size_t m = each.level + std::size_t{1}; m <= plan.steps(); ++m) {
            if ((later.reached_[m - 1] & bit(each.level)) == 0) continue;
            const moment at = later.earliest_[cell(each.level, m)].after(before);
            if (!each.came()) {
                if (plan.in_window(each.start.at, each.start.number, at.at, at.number)) {
                    note(plan, m, each.start, at.at);
                }
                continue;
            }
            for (unsigned rest = each.from; rest != 0; rest &= rest - 1) {
                const auto l = static_cast<std::size_t>(std::countr_zero(rest)) + 1;
                moment& first = earliest_[cell(l, m)];
                if ((reached_[m - 1] & bit(l)) == 0 || at < first) first = at;
            }
            reached_[m - 1] = static_cast<std::uint16_t>(reached_[m - 1] | each.from);
        }
    }

    /// An attempt that began at `start` took a step in time.
    void note(const plan_type& plan, std::size_t level, const moment& start, Ticks at) {
        result_.meet(plan.steps(), level, at);
        if (plan.rules().open) {
            result_.reached = result_.met;
            return;
        }
        result_type by;
        by.level = static_cast<std::uint8_t>(level);
        by.taken = by.reached = ~std::uint64_t{} >> (most_steps - level);
        by.start = start.at;
        by.done = at;
        improve(plan, by);
    }

    void improve(const plan_type& plan, const result_type& by) {
        if (!by.better_than(result_, plan.steps(), false)) return;
        result_.level = by.level;
        result_.taken = by.taken;
        result_.reached = by.reached;
        result_.start = by.start;
        result_.done = by.done;
    }

    /// Adds what attempts came to that began in a later span.
    void add(const plan_type& plan, const result_type& later) {
        for (std::uint64_t rest = later.met; rest != 0; rest &= rest - 1) {
            const auto k = static_cast<std::size_t>(std::countr_zero(rest));
            result_.meet(plan.steps(), k + 1, later.first_times[k]);
        }
        if (plan.rules().open) {
            result_.reached = result_.met;
        } else {
            improve(plan, later);
        }
    }

    void thin_out(const plan_type& plan) { thin_out_chains(live_, plan.rules().take == taking::first); }

    std::vector<chain> live_;
    std::vector<tick_row> tick_;    // held back, where equal times convert in step order
    std::vector<moment> earliest_;  // for m = 2, 3, ...: when those that came from steps 1 to m-1 first took step m
    std::array<std::uint16_t, most_segment_steps> reached_{};  // for each step m: from where it was taken at all
    result_type result_;
    std::uint64_t events_{};
    std::uint64_t counted_{};  // of them, by a window of events
    Ticks now_{};
    bool seen_{};
    bool started_{};
};

}  // namespace emptor::detail
