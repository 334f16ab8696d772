// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of one entity at the steps in any order.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>

namespace emptor::detail {

/// How many different steps the events within a window can fill, one event a step.
///
/// Which events can fill steps together is a transversal matroid (J. Edmonds and D. R. Fulkerson 1965), so to add each
/// event, and to take out the oldest of those that then fill no more steps than without it, leaves the youngest events
/// that fill as many as all of them: at most one a step is kept, and that is exact for every window.
///
/// Where attempts are counted one by one, or an excluded event discards those that run, the start of an attempt stays
/// what it was, and an event that fills no more steps is not kept. Of such attempts one runs at a time where every
/// attempt is counted; else one from each event whose window runs, or a few for each number of steps where no window
/// ends one before the other.
template <class Ticks, class Rules, bool Chained>
class gathering {
public:
    using plan_type = attempt_plan<Ticks, Rules>;
    using result_type = unit_result<Ticks, Chained>;

    [[nodiscard]] bool in_order(Ticks at) const noexcept { return !seen_ || !(at < now_); }

    /// Counts an event that is in order.
    void count(const plan_type& plan, Ticks at, marked_event event) {
        const matching_rules& rules = plan.rules();
        if (seen_ && now_ < at && plan.ends_session(now_, at)) end_session(plan);
        now_ = at;
        seen_ = true;
        const std::uint64_t taken = event.steps.bits;
        if (!rules.counts_matching || taken != 0) ++events_;
        if (over_) return;
        expire(plan, now_);
        if (taken == 0 && event.excludes != 0) return exclude(rules);
        if (taken != 0) add(plan, {now_, events_, taken});
    }

    /// Settles everything: no event follows.
    void finish(const plan_type& plan) {
        if (discards(plan)) note_all(plan);
    }

    [[nodiscard]] std::span<const result_type> results() const noexcept { return results_; }

    [[nodiscard]] bool open(const plan_type& plan, std::size_t result, Ticks now) const noexcept {
        if (over_ || running_.empty() || result + 1 != results_.size()) return false;
        const events& youngest = running_.back();
        const kept_event& from = slides(plan) ? youngest.back() : youngest.front();
        return plan.in_window(from.at, from.event, now, events_ + 1) && !plan.ends_session(now_, now);
    }

private:
    friend struct engine_access;

    struct kept_event {
        Ticks at;
        std::uint64_t event;
        std::uint64_t taken;
    };
    using events = std::vector<kept_event>;  // of one attempt, oldest first

    [[nodiscard]] static bool discards(const plan_type& plan) noexcept {
        return plan.rules().on_exclusion == break_effect::discard_attempt;
    }

    /// One set of events stands for all attempts.
    [[nodiscard]] static bool slides(const plan_type& plan) noexcept {
        return plan.rules().each == counted_unit::entity && !discards(plan);
    }

    void expire(const plan_type& plan, Ticks now) {
        const auto outside = [&](const kept_event& each) { return !plan.in_window(each.at, each.event, now, events_); };
        if (running_.empty() || !outside(running_[begin_].front())) return;
        if (slides(plan)) {
            std::erase_if(running_.front(), outside);
            if (running_.front().empty()) running_.clear();
            return;
        }
        for (; begin_ < running_.size() && outside(running_[begin_].front()); ++begin_) {
            if (discards(plan)) note(plan, running_[begin_]);
        }
        if (2 * begin_ < running_.size()) return;
        running_.erase(running_.begin(), running_.begin() + static_cast<std::ptrdiff_t>(begin_));
        begin_ = 0;
    }

    void add(const plan_type& plan, const kept_event& event) {
        const bool once = plan.rules().each == counted_unit::entity;
        if (once && !results_.empty() && results_.front().level == plan.steps()) return;
        if (running_.empty() && (!once || results_.empty())) results_.emplace_back();
        if (running_.empty() || (!slides(plan) && once && starts_apart(plan, event))) running_.emplace_back();
        bool complete = false;
        // what adds nothing to an attempt adds nothing to those that have its events and more
        for (std::size_t i = running_.size(); i > begin_; --i) {
            events& each = running_[i - 1];
            if (slides(plan)) {
                take_in(each, event);
            } else if (!grow(each, event)) {
                break;
            }
            complete = complete || each.size() == plan.steps();
            if (each.size() == plan.steps() || !discards(plan)) note(plan, each);
        }
        if (complete) return end_attempts();
        if (!slides(plan) && running_.size() > 1 && !plan.ends_one_by_one()) thin_out();
    }

    /// Adds the youngest event, and takes out the oldest that is not needed any more.
    static void take_in(events& kept, const kept_event& event) {
        kept.push_back(event);
        for (std::size_t without = 0; !independent(kept, kept.size()) && without < kept.size(); ++without) {
            if (!independent(kept, without)) continue;
            kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(without));
            break;
        }
    }

    /// Adds an event if more steps are filled with it.
    /// @returns whether they are.
    static bool grow(events& kept, const kept_event& event) {
        kept.push_back(event);
        if (independent(kept, kept.size())) return true;
        kept.pop_back();
        return false;
    }

    /// Of attempts that start at one time, and end at one time, the first has all events of the others.
    [[nodiscard]] bool starts_apart(const plan_type& plan, const kept_event& event) const noexcept {
        return plan.rules().window == window_kind::events || running_.back().front().at < event.at;
    }

    /// Leaves out attempts that end together with others that do as well. Of those that fill as many steps, each event
    /// to come does the same for all: one is the best now, the youngest is from the next step on, and the oldest of all
    /// has filled each number of steps first.
    void thin_out() {
        std::vector<events> kept;
        for (std::size_t i = 0; i < running_.size(); ++i) {
            const events& each = running_[i];
            bool as_late = false;
            bool younger = false;
            bool sooner = false;
            for (std::size_t j = 0; j < running_.size(); ++j) {
                if (running_[j].size() != each.size()) continue;
                younger = younger || j > i;
                as_late = as_late || (j > i && running_[j].back().at == each.back().at);
                sooner = sooner || running_[j].back().at < each.back().at;
            }
            if (i == 0 || !younger || (!as_late && !sooner)) kept.push_back(each);
        }
        running_ = std::move(kept);
    }

    /// Whether each event but this one can have a step of its own (augmenting paths, H. W. Kuhn 1955).
    [[nodiscard]] static bool independent(const events& kept, std::size_t without) {
        holders holder;
        holder.fill(nobody);
        for (std::size_t i = 0; i < kept.size(); ++i) {
            std::uint64_t visited = 0;
            if (i != without && !place(kept, i, holder, visited)) return false;
        }
        return true;
    }

    using holders = std::array<std::uint8_t, most_steps>;
    static constexpr std::uint8_t nobody = 255;

    static bool place(const events& kept, std::size_t event, holders& holder, std::uint64_t& visited) {
        for (std::uint64_t rest = kept[event].taken; rest != 0; rest &= rest - 1) {
            const auto step = static_cast<std::size_t>(std::countr_zero(rest));
            if ((visited >> step & 1) != 0) continue;
            visited |= std::uint64_t{1} << step;
            if (holder[step] == nobody || place(kept, holder[step], holder, visited)) {
                holder[step] = static_cast<std::uint8_t>(event);
                return true;
            }
        }
        return false;
    }

    /// An attempt counts.
    void note(const plan_type& plan, const events& attempt) {
        result_type& result = results_.back();
        const std::size_t level = attempt.size();
        const Ticks done = attempt.back().at;
        if (slides(plan)) {
            for (std::size_t k = result.level; k < level; ++k) result.meet(plan.steps(), k + 1, now_);
        } else {
            for (std::size_t k = 0; k < level; ++k) result.meet(plan.steps(), k + 1, attempt[k].at);
        }
        if (level < result.level) return;
        if (level == result.level) {  // the same as early, from a later start?
            if (result.done < done || (!(done < result.done) && !(result.start < attempt.front().at))) return;
        }
        result.level = static_cast<std::uint8_t>(level);
        result.taken = result.reached = ~std::uint64_t{} >> (most_steps - level);
        result.start = attempt.front().at;
        result.first = attempt.front().event;
        result.done = done;
        if constexpr (Chained) {
            result.best_times.clear();
            for (const kept_event& each : attempt) result.best_times.push_back(each.at);
        }
    }

    void note_all(const plan_type& plan) {
        for (std::size_t i = begin_; i < running_.size(); ++i) note(plan, running_[i]);
    }

    void end_attempts() noexcept {
        running_.clear();
        begin_ = 0;
    }

    void exclude(const matching_rules& rules) {
        if (running_.empty()) return;
        end_attempts();
        if (rules.on_exclusion == break_effect::end_entity) over_ = true;
    }

    void end_session(const plan_type& plan) {
        if (discards(plan)) note_all(plan);
        end_attempts();
    }

    std::vector<events> running_;  // oldest start first
    std::size_t begin_{};          // of those that run still
    std::vector<result_type> results_;
    std::uint64_t events_{};
    Ticks now_{};
    bool seen_{};
    bool over_{};
};

}  // namespace emptor::detail
