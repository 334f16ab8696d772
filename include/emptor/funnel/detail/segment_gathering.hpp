// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The steps in any order: what a span of time does to an entity's events.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/segment_moment.hpp>
#include <emptor/funnel/detail/unit_result.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// Events that fill steps together, each one of its own.
class filled_steps {
public:
    /// Adds an event that takes these steps, unless it fills no step more (augmenting paths, H. W. Kuhn 1955).
    /// @returns whether it does.
    bool add(std::uint64_t taken) noexcept {
        std::uint64_t visited = 0;
        return place(taken, visited);
    }

private:
    bool place(std::uint64_t taken, std::uint64_t& visited) noexcept {
        for (std::uint64_t rest = taken; rest != 0; rest &= rest - 1) {
            const auto step = static_cast<std::size_t>(std::countr_zero(rest));
            if ((visited >> step & 1) != 0) continue;
            visited |= std::uint64_t{1} << step;
            if (holder_[step] == 0 || place(holder_[step], visited)) {
                holder_[step] = taken;
                return true;
            }
        }
        return false;
    }

    std::array<std::uint64_t, most_steps> holder_{};  // what the event that fills a step takes
};

/// What a span of time does to the steps an entity takes in any order, whatever came before it and whatever follows.
///
/// Which events can fill steps together is a transversal matroid (J. Edmonds and D. R. Fulkerson 1965). Taken one by
/// one, each kept if it fills a step more, the oldest first, they fill as many steps as all events up to any moment;
/// the youngest first, as many as all events since any moment. At most one a step is kept either way. A window that
/// began in an earlier span holds all of this one up to the present, so the oldest tell when it filled how many steps,
/// and a window that reaches into a later span holds all of this one since its start, so the youngest tell what they
/// were. What filled as many with a window that began within the span is kept too. Of two spans, the oldest of both are
/// the oldest among those of each, and so are the youngest; where an excluded event cuts off what came before it, only
/// those up to it or since it count. All of it is told by the events alone, so joining is exact and associative.
///
/// An entity that is complete can do no better: what follows is left out.
template <class Ticks, class Rules>
class segment_gathering {
    using moment = segment_moment<Ticks, may_count_events<Rules>>;

public:
    using plan_type = attempt_plan<Ticks, Rules>;
    using result_type = unit_result<Ticks, false>;

    explicit segment_gathering(const plan_type&) noexcept {}

    /// Counts an event that is in order.
    void count(const plan_type& plan, Ticks at, marked_event event) {
        const matching_rules& rules = plan.rules();
        const std::uint64_t taken = event.steps.bits;
        now_ = at;
        if (!rules.counts_matching || taken != 0) ++counted_;
        if (complete(plan)) return;
        if (taken == 0 && event.excludes == 0) return;
        if (taken == 0) {
            youngest_.clear();
            cut_ = true;
            return;
        }
        const moment now{at, number_for(plan, counted_)};
        add_youngest({{now, taken}});
        if (!cut_) add_oldest({now, taken}, plan.steps());
        const auto first = std::find_if(youngest_.begin(), youngest_.end() - 1,
                                        [&](const kept_event& each) { return in_window(plan, each, now); });
        note(plan, static_cast<std::size_t>(youngest_.end() - first), first->at.at, at);
        if (complete(plan)) youngest_.clear();
    }

    /// Adds what happened in a later span.
    void then(const plan_type& plan, segment_gathering later) {
        const std::uint64_t before = number_for(plan, std::exchange(counted_, counted_ + later.counted_));
        now_ = later.now_;
        if (complete(plan)) return;
        for (kept_event& each : later.oldest_) each.at = each.at.after(before);
        for (kept_event& each : later.youngest_) each.at = each.at.after(before);
        filled_steps filled;
        for (std::size_t i = 0; i < later.oldest_.size(); ++i) {
            const kept_event& now = later.oldest_[i];
            filled.add(now.taken);
            filled_steps with_these = filled;
            std::size_t level = i + 1;
            Ticks start{};
            for (std::size_t k = youngest_.size(); k > 0 && in_window(plan, youngest_[k - 1], now.at); --k) {
                if (!with_these.add(youngest_[k - 1].taken)) continue;
                ++level;
                start = youngest_[k - 1].at.at;
            }
            if (level > i + 1) note(plan, level, start, now.at.at);
            if (!cut_) add_oldest(now, plan.steps());
            if (!complete(plan)) continue;
            youngest_.clear();
            return;
        }
        add(plan, later.result_);
        if (later.cut_) youngest_.clear();
        cut_ = cut_ || later.cut_;
        add_youngest(std::move(later.youngest_));
        if (complete(plan)) youngest_.clear();
    }

    /// Settles everything: no event follows.
    void finish(const plan_type&) const noexcept {}

    [[nodiscard]] const result_type& result() const noexcept { return result_; }

    [[nodiscard]] bool open(const plan_type& plan, Ticks now) const noexcept {
        return !youngest_.empty() && in_window(plan, youngest_.back(), {now, counted_ + 1});
    }

    void rest(const plan_type&) const noexcept {}

    [[nodiscard]] bool same_as(const segment_gathering& other) const noexcept {
        return oldest_ == other.oldest_ && youngest_ == other.youngest_ && result_ == other.result_ &&
               counted_ == other.counted_ && now_ == other.now_ && cut_ == other.cut_;
    }

private:
    struct kept_event {
        moment at{};
        std::uint64_t taken{};

        friend constexpr bool operator==(const kept_event&, const kept_event&) noexcept = default;
    };

    [[nodiscard]] static constexpr std::uint64_t number_for(const plan_type& plan, std::uint64_t number) noexcept {
        return plan.rules().window == window_kind::events ? number : 0;
    }

    [[nodiscard]] bool complete(const plan_type& plan) const noexcept { return result_.level == plan.steps(); }

    [[nodiscard]] static bool in_window(const plan_type& plan, const kept_event& each, const moment& now) noexcept {
        return plan.in_window(each.at.at, each.at.number, now.at, now.number);
    }

    /// Keeps the youngest that fill as many steps as all.
    void add_youngest(std::vector<kept_event> later) {
        later.insert(later.begin(), youngest_.begin(), youngest_.end());
        filled_steps filled;
        youngest_.clear();
        for (std::size_t i = later.size(); i > 0; --i) {
            if (filled.add(later[i - 1].taken)) youngest_.push_back(later[i - 1]);
        }
        std::reverse(youngest_.begin(), youngest_.end());
    }

    /// Keeps this one if it fills a step more than the oldest.
    void add_oldest(const kept_event& event, std::size_t steps) {
        if (oldest_.size() == steps) return;
        filled_steps filled;
        for (const kept_event& each : oldest_) filled.add(each.taken);
        if (filled.add(event.taken)) oldest_.push_back(event);
    }

    /// So many steps are filled for the first time, unless they were before.
    void note(const plan_type& plan, std::size_t level, Ticks start, Ticks at) {
        if (level <= result_.level) return;
        for (std::size_t k = result_.level; k < level; ++k) result_.meet(plan.steps(), k + 1, at);
        set_best(level, start, at);
    }

    void set_best(std::size_t level, Ticks start, Ticks at) noexcept {
        result_.level = static_cast<std::uint8_t>(level);
        result_.taken = result_.reached = ~std::uint64_t{} >> (most_steps - level);
        result_.start = start;
        result_.done = at;
    }

    /// Adds what windows filled that began in a later span.
    void add(const plan_type& plan, const result_type& later) {
        const std::size_t level = result_.level;
        for (std::size_t k = 0; k < later.level; ++k) result_.meet(plan.steps(), k + 1, later.first_times[k]);
        if (later.level > level || (later.level == level && level > 0 && later.done < result_.done)) {
            set_best(later.level, later.start, later.done);
        }
    }

    std::vector<kept_event> oldest_;    // up to the first cut, oldest first
    std::vector<kept_event> youngest_;  // since the last cut, oldest first
    result_type result_;
    std::uint64_t counted_{};
    Ticks now_{};
    bool cut_{};
};

}  // namespace emptor::detail
