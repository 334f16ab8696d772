// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of one entity that may yet go on.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_plan.hpp>
#include <emptor/funnel/detail/live_attempt.hpp>
#include <emptor/funnel/detail/pursuit_tick.hpp>
#include <emptor/funnel/detail/used_events.hpp>

namespace emptor::detail {

/// Attempts in the order in which they took their last steps, without those that others outlive.
///
/// They are thinned out when they have become twice as many, so that it takes O(1) attempts looked at for each that was
/// added where few count for one result, and O(n) where n do. Where they are many, an event looks at those only that
/// wait for it: no attempt makes the same move again while what came of the first one does as well.
template <class Ticks, class Rules, bool Chained>
class attempt_crowd {
public:
    using attempt = live_attempt<Ticks>;
    using plan_type = attempt_plan<Ticks, Rules>;
    static constexpr std::size_t nobody = ~std::size_t{};

    [[nodiscard]] std::size_t size() const noexcept { return live_.size(); }
    [[nodiscard]] attempt& operator[](std::size_t i) noexcept { return live_[i]; }
    [[nodiscard]] const attempt& operator[](std::size_t i) const noexcept { return live_[i]; }
    [[nodiscard]] auto begin() const noexcept { return live_.begin(); }
    [[nodiscard]] auto end() const noexcept { return live_.end(); }

    /// When an attempt took each of its steps, if that is kept; else null.
    [[nodiscard]] const Ticks* chain(const plan_type& plan, std::size_t i) const noexcept {
        return keeps_chains(plan) ? chains_.data() + i * plan.steps() : nullptr;
    }

    [[nodiscard]] used_events& used() noexcept { return used_; }
    [[nodiscard]] const used_events& used() const noexcept { return used_; }

    /// The steps an attempt may take next.
    [[nodiscard]] static std::uint64_t next(const plan_type& plan, const attempt& each) noexcept {
        return plan.rules().anchored ? plan.next_after(each.taken) : plan.next(each.level);
    }

    /// An attempt took a step at `now`.
    /// @param from the attempt that it went on from, or nobody.
    void add(const plan_type& plan, const attempt& next, std::size_t from, Ticks now) {
        const std::size_t steps = plan.steps();
        live_.push_back(next);
        if (keeps_chains(plan)) {
            chains_.resize(live_.size() * steps);
            Ticks* const own = chains_.data() + (live_.size() - 1) * steps;
            if (from != nobody) std::copy_n(chains_.data() + from * steps, steps, own);
            own[next.level - 1] = now;
        }
        if (!waiting_.empty()) waiting_[next.level].all.push_back(live_.size() - 1);
    }

    /// An attempt moved with this row, and stays where it was, too: it need not make this move again.
    void moved(const plan_type& plan, std::size_t i, std::size_t step, const tick_row& row) noexcept {
        if (row.exempts && (plan.ends_all() || plan.settles_late())) return;
        if (row.several == 0 && remembers_moves(plan)) live_[i].moved |= std::uint64_t{1} << (step - 1);
    }

    /// The moves that an attempt need not make again with this row. Where it excludes or breaks, too, the attempt that
    /// made one before could be ended by it.
    /// @param broken bit k: the row may break those that took step k last, counted from 0.
    [[nodiscard]] std::uint64_t made(std::size_t i, const tick_row& row, std::uint64_t broken) const noexcept {
        return row.excludes != 0 || row.exempts ? 0 : live_[i].moved & ~broken;
    }

    /// Some were broken or excluded: what they had done in the place of others is not done any more.
    void forget_moves(const plan_type& plan) {
        for (attempt& each : live_) each.moved = 0;
        if (!waiting_.empty()) list(plan);
    }

    /// Calls `use(i)` for the attempts that the row may do something to, and maybe for others, until it says stop.
    /// @param broken bit k: the row may break those that took step k last, counted from 0.
    template <class Use>
    void visit(const plan_type& plan, const tick_row& row, std::uint64_t broken, Use use) {
        const std::size_t before = live_.size();
        const auto concerns = [&](std::size_t level) {
            return plan.rules().anchored || (row.taken & plan.next(level)) != 0;
        };
        if (waiting_.empty() || row.excludes != 0 || row.exempts || broken != 0) {
            for (std::size_t i = 0; i < before; ++i) {
                if (!use(i)) return;
            }
            return;
        }
        std::array<std::size_t, most_steps + 1> next_of{};  // of those that wait at each level
        for (std::size_t level = 1; level < waiting_.size(); ++level) next_of[level] = waiting_[level].begin;
        for (bool more = true; more;) {
            std::size_t first = before;  // the attempt that took its last step first
            std::size_t its_level = 0;
            for (std::size_t level = 1; level < waiting_.size(); ++level) {
                const std::vector<std::size_t>& all = waiting_[level].all;
                if (!concerns(level) || next_of[level] == all.size() || all[next_of[level]] >= first) continue;
                first = all[next_of[level]];
                its_level = level;
            }
            if (first == before) break;
            ++next_of[its_level];
            more = use(first);
        }
        for (std::size_t level = 1; level < waiting_.size(); ++level) {
            waiting& here = waiting_[level];
            std::size_t begin = next_of[level];
            for (std::size_t at = begin; at > here.begin; --at) {  // who waits still moves up to the others
                if (waits(plan, here.all[at - 1])) here.all[--begin] = here.all[at - 1];
            }
            here.begin = begin;
        }
    }

    /// The next events stand at a later time.
    void next_time() noexcept {
        for (std::size_t i = this_time_; i < live_.size(); ++i) {
            live_[i].used = 0;
            live_[i].more = 0;
            live_[i].exempt = false;
        }
        used_.clear();
    }
    void begin_time() noexcept { this_time_ = live_.size(); }

    /// Leaves out those that have ended, and gives back the memory of what is left out.
    /// @param ends whether an attempt has.
    template <class Ends>
    void settle(const plan_type& plan, Ticks now, Ends ends) {
        for (std::size_t i = 0; i < live_.size(); ++i) live_[i].dead = live_[i].dead || ends(i);
        enough_ = 0;
        thin_out(plan, now);
        live_.shrink_to_fit();
        chains_.shrink_to_fit();
        order_ = {};
    }

    /// An attempt as it was saved, with the times of its steps if they are kept.
    /// @returns where these belong, or null.
    Ticks* restore(const plan_type& plan, const attempt& each) {
        add(plan, each, nobody, each.last);
        return keeps_chains(plan) ? chains_.data() + (live_.size() - 1) * plan.steps() : nullptr;
    }

    void clear() noexcept {
        live_.clear();
        chains_.clear();
        waiting_.clear();
        this_time_ = 0;
        enough_ = few;
    }

    /// Leaves out the attempts that have ended and those that others outlive, if they have become many.
    void thin_out(const plan_type& plan, Ticks now) {
        if (live_.size() < enough_) return;
        mark_outlived(plan, now);
        const std::size_t steps = plan.steps();
        const bool chains = keeps_chains(plan);
        std::size_t kept = 0;
        std::size_t kept_before = 0;
        for (std::size_t i = 0; i < live_.size(); ++i) {
            if (i == this_time_) kept_before = kept;
            if (live_[i].dead) continue;
            if (kept != i) {
                live_[kept] = live_[i];
                if (chains) std::copy_n(chains_.data() + i * steps, steps, chains_.data() + kept * steps);
            }
            ++kept;
        }
        this_time_ = this_time_ < live_.size() ? kept_before : kept;
        live_.resize(kept);
        if (chains) chains_.resize(kept * steps);
        enough_ = std::max(few, 2 * kept);
        list(plan);
    }

private:
    static constexpr std::size_t few = 8;
    static constexpr std::size_t many = 64;
    static constexpr std::size_t crowded = 256;
    static constexpr std::size_t looked_at = 64;

    /// The times of every step are asked for, or needed for those of the attempts that will not have been undone.
    [[nodiscard]] static bool keeps_chains(const plan_type& plan) noexcept { return Chained || plan.settles_late(); }

    /// The sooner an attempt moves the better.
    [[nodiscard]] static bool remembers_moves(const plan_type& plan) noexcept { return !plan.hurries(); }

    /// Attempts at one level that wait for something, in the order in which they took their last steps.
    struct waiting {
        std::vector<std::size_t> all{};
        std::size_t begin{};  ///< those before it wait no more
    };

    /// Some event may let this attempt go on.
    [[nodiscard]] bool waits(const plan_type& plan, std::size_t i) const noexcept {
        return !live_[i].dead && (next(plan, live_[i]) & ~live_[i].moved) != 0;
    }

    /// Lists the attempts at each level that wait for something, where they are many.
    void list(const plan_type& plan) {
        waiting_.clear();
        if (live_.size() < many || plan.rules().each == counted_unit::attempt) return;
        waiting_.resize(plan.steps() + 1);
        for (std::size_t i = 0; i < live_.size(); ++i) {
            if (waits(plan, i)) waiting_[live_[i].level].all.push_back(i);
        }
    }

    void mark_outlived(const plan_type& plan, Ticks now) {
        const bool late = plan.settles_late();
        const auto key = [&](std::size_t i) {
            const attempt& each = live_[i];
            return std::tuple{each.result, each.level, late ? each.start : Ticks{}, late ? each.first : 0};
        };
        order_.clear();
        for (std::size_t i = 0; i < live_.size(); ++i) {
            attempt& each = live_[i];
            const bool over =
                !plan.in_window(each.start, each.first, now, each.first) || plan.too_late(each.level, each.last, now);
            each.dead = each.dead || (over && !late);
            if (!each.dead) order_.push_back(i);
        }
        std::sort(order_.begin(), order_.end(), [&](std::size_t i, std::size_t j) {
            const auto a = key(i);
            const auto b = key(j);
            return a != b ? a < b : i < j;
        });
        for (std::size_t from = 0, to = 0; from < order_.size(); from = to) {
            while (to < order_.size() && key(order_[to]) == key(order_[from])) ++to;
            const bool crowd = to - from > crowded;
            if (crowd) {
                std::sort(order_.begin() + static_cast<std::ptrdiff_t>(from),
                          order_.begin() + static_cast<std::ptrdiff_t>(to), [&](std::size_t i, std::size_t j) {
                              if (live_[i].start != live_[j].start) return live_[j].start < live_[i].start;
                              return live_[i].last != live_[j].last ? live_[i].last < live_[j].last : i < j;
                          });
            }
            std::size_t kept = from;
            for (std::size_t at = from; at < to; ++at) {
                const std::size_t i = order_[at];
                // in a crowd, those with the next later starts are enough to keep it small
                const std::size_t first = crowd && kept > from + looked_at ? kept - looked_at : from;
                const std::size_t last = crowd ? kept : to;
                for (std::size_t k = first; k < last && !live_[i].dead; ++k) {
                    const std::size_t j = order_[k];
                    if (i == j || live_[j].dead) continue;
                    live_[i].dead = late ? undone_with(plan, i, j) : outlived(plan, i, j, now);
                }
                if (crowd && !live_[i].dead) order_[kept++] = i;
            }
        }
    }

    /// Whether the times of one attempt are earlier, from the first step on; of those that are the same, the one that
    /// was there first, unless `only` earlier times are asked for.
    [[nodiscard]] bool earlier(const plan_type& plan, std::size_t i, std::size_t j, bool only = false) const noexcept {
        if constexpr (Chained) {
            const Ticks* const a = chain(plan, i);
            const Ticks* const b = chain(plan, j);
            for (std::size_t k = 0; k < live_[i].level; ++k) {
                if (a[k] != b[k]) return a[k] < b[k];
            }
        }
        return !only && i < j;
    }

    /// Whatever happens, attempt i comes no further than j, which stands at the same step.
    [[nodiscard]] bool outlived(const plan_type& plan, std::size_t i, std::size_t j, Ticks now) const noexcept {
        const attempt& a = live_[i];
        const attempt& b = live_[j];
        if (!used_.within(b, a)) return false;
        if (plan.rules().anchored && a.taken != b.taken) return false;
        if constexpr (Chained) {
            if (plan.rules().open && std::countr_zero(a.taken) != std::countr_zero(b.taken)) return false;
            if (plan.rules().open && std::popcount(b.taken) < std::popcount(a.taken)) return false;
        }
        if (plan.rules().take == taking::first && !used_.within(a, b)) return false;
        if ((a.exempt || (b.exempt && plan.ends_all())) && a.latest != b.latest) return false;
        const bool by_number = plan.rules().window == window_kind::events;
        if (b.start < a.start || (by_number && b.first < a.first) || (b.spoilt && !a.spoilt)) return false;
        if (plan.waits() && a.last < b.last && !plan.late_enough(b.level, b.last, now)) return false;
        if (plan.hurries() && b.last < a.last) return false;
        if (a.start != b.start) return true;
        const int more = std::popcount(b.taken) - std::popcount(a.taken);
        if (a.spoilt != b.spoilt) return more > 0 || (more == 0 && !earlier(plan, i, j, true));
        if (more != 0) return more > 0;
        if (plan.hurries() && a.last != b.last) return j > i;
        if (by_number && a.first != b.first) return !earlier(plan, i, j, true);
        return earlier(plan, j, i);
    }

    /// Attempts that may be undone: what happens to i happens to j, which has the same start, and j took no step later.
    [[nodiscard]] bool undone_with(const plan_type& plan, std::size_t i, std::size_t j) const noexcept {
        const attempt& a = live_[i];
        const attempt& b = live_[j];
        if (a.taken != b.taken || a.begun != b.begun || a.spoilt != b.spoilt || a.last < b.last) return false;
        if (!used_.within(a, b) || !used_.within(b, a)) return false;
        if ((a.exempt || b.exempt) && a.latest != b.latest) return false;
        if (plan.hurries() && a.last != b.last) return false;
        const Ticks* const own = chain(plan, i);
        const Ticks* const other = chain(plan, j);
        bool same = true;
        for (std::uint64_t rest = plan.steps_met(a.taken, a.level); rest != 0; rest &= rest - 1) {
            const auto step = static_cast<std::size_t>(std::countr_zero(rest));
            if (own[step] < other[step]) return false;
            same = same && own[step] == other[step];
        }
        return !same || j < i;
    }

    std::vector<attempt> live_;
    std::vector<Ticks> chains_;     // a row of times for each of them, if kept
    std::vector<waiting> waiting_;  // where they are many: those at each level
    std::vector<std::size_t> order_;
    used_events used_;
    std::size_t this_time_{};  // the first that took a step at this time
    std::size_t enough_{few};
};

}  // namespace emptor::detail
