// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of one entity at the steps in any order.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
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
        expire(plan);
        if (taken == 0 && event.excludes != 0) return exclude(rules);
        if (taken != 0) add(plan, taken);
    }

    /// Settles everything: no event follows.
    void finish(const plan_type& plan) {
        if (plan.rules().on_exclusion == break_effect::discard_attempt) note(plan);
    }

    [[nodiscard]] std::span<const result_type> results() const noexcept { return results_; }

    [[nodiscard]] bool open(const plan_type& plan, std::size_t result, Ticks now) const noexcept {
        if (over_ || kept_.empty() || result + 1 != results_.size()) return false;
        return plan.in_window(kept_.back().at, kept_.back().event, now, events_ + 1) && !plan.ends_session(now_, now);
    }

private:
    struct kept_event {
        Ticks at;
        std::uint64_t event;
        std::uint64_t taken;
    };

    void expire(const plan_type& plan) {
        const auto outside = [&](const kept_event& each) {
            return !plan.in_window(each.at, each.event, now_, events_);
        };
        if (kept_.empty() || !outside(kept_.front())) return;
        if (plan.rules().on_exclusion == break_effect::discard_attempt) note(plan);
        if (plan.rules().each == counted_unit::attempt) {
            kept_.clear();
        } else {
            std::erase_if(kept_, outside);
        }
    }

    void add(const plan_type& plan, std::uint64_t taken) {
        const matching_rules& rules = plan.rules();
        if (results_.empty() || (rules.each == counted_unit::attempt && kept_.empty())) results_.emplace_back();
        if (rules.each == counted_unit::entity && results_.front().level == plan.steps()) return;
        kept_.push_back({now_, events_, taken});
        for (std::size_t without = 0; !independent(kept_.size()) && without < kept_.size(); ++without) {
            if (!independent(without)) continue;
            kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(without));
            break;
        }
        const bool complete = kept_.size() == plan.steps();
        if (complete || rules.on_exclusion != break_effect::discard_attempt) note(plan);
        if (complete) kept_.clear();
    }

    /// Whether each event but this one can have a step of its own (augmenting paths, H. W. Kuhn 1955).
    [[nodiscard]] bool independent(std::size_t without) const {
        std::vector<std::size_t> holder(most_steps, kept_.size());
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            std::uint64_t visited = 0;
            if (i != without && !place(i, holder, visited)) return false;
        }
        return true;
    }

    bool place(std::size_t event, std::vector<std::size_t>& holder, std::uint64_t& visited) const {
        for (std::uint64_t rest = kept_[event].taken; rest != 0; rest &= rest - 1) {
            const auto step = static_cast<std::size_t>(std::countr_zero(rest));
            if ((visited >> step & 1) != 0) continue;
            visited |= std::uint64_t{1} << step;
            if (holder[step] == kept_.size() || place(holder[step], holder, visited)) {
                holder[step] = event;
                return true;
            }
        }
        return false;
    }

    void note(const plan_type& plan) {
        if (kept_.empty()) return;
        result_type& result = results_.back();
        const std::size_t level = kept_.size();
        if (level <= result.level) return;
        for (std::size_t k = result.level; k < level; ++k) result.meet(plan.steps(), k + 1, now_);
        result.level = static_cast<std::uint8_t>(level);
        result.taken = result.reached = ~std::uint64_t{} >> (most_steps - level);
        result.start = kept_.front().at;
        result.first = kept_.front().event;
        result.done = kept_.back().at;
        if constexpr (Chained) {
            result.best_times.clear();
            for (const kept_event& each : kept_) result.best_times.push_back(each.at);
        }
    }

    void exclude(const matching_rules& rules) {
        if (kept_.empty()) return;
        kept_.clear();
        if (rules.on_exclusion == break_effect::end_entity) over_ = true;
    }

    void end_session(const plan_type& plan) {
        if (plan.rules().on_exclusion == break_effect::discard_attempt) note(plan);
        kept_.clear();
    }

    std::vector<kept_event> kept_;  // oldest first
    std::vector<result_type> results_;
    std::uint64_t events_{};
    Ticks now_{};
    bool seen_{};
    bool over_{};
};

}  // namespace emptor::detail
