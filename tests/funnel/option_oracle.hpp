// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The plain meaning of every rule of a question: every chain of events is tried. Slow, and obviously right.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace plain {

struct marked {
    std::int64_t at;
    emptor::marked_event what;
};

struct lengths {
    std::int64_t window{};
    std::uint64_t events{};
    std::optional<std::int64_t> longest, shortest;
    std::uint64_t optional{};
    std::uint64_t anchored{};
};

/// What an attempt came to.
struct outcome {
    std::size_t level{};
    bool spoilt{};
    std::int64_t start{};
    std::int64_t done{};
    std::vector<std::optional<std::int64_t>> first{};  ///< when any attempt that counts took each step

    friend bool operator==(const outcome&, const outcome&) = default;
};

/// Asks a question of the events of one entity, in order of time.
class every_chain {
public:
    every_chain(std::vector<marked> events, std::size_t steps, emptor::matching_rules rules, lengths given)
        : steps_{steps}, rules_{rules}, given_{given} {
        take_apart(events);
        for (const marked& each : events) moments_.push_back(each.at);
    }

    /// The best of the entity, of every attempt, or of every start.
    std::vector<outcome> run() {
        if (rules_.anchored) return placed();
        if (rules_.unordered) return gathered();
        if (rules_.on_break == emptor::break_effect::end_entity) cut();
        std::vector<outcome> all;
        if (rules_.each == emptor::counted_unit::entity) {
            const outcome best = best_from(starts());
            if (best.level > 0) all.push_back(best);
            return all;
        }
        std::size_t free = 0;  // the first element that may start an attempt
        std::set<std::size_t> begun;
        const auto every = starts();
        for (const std::size_t start : every) {
            const std::size_t event = elements_[start].event;
            if (rules_.each == emptor::counted_unit::attempt && start < free) continue;
            if (!begun.insert(event).second) continue;
            std::vector<std::size_t> own{start};
            outcome best = best_from(own);
            free = std::max(complete_.value_or(free_), start + 1);
            for (const std::size_t other : every) {  // an event may start with any of its steps
                if (other <= start) continue;
                if (elements_[other].event == event) {
                    own.push_back(other);
                    best = best_from(own);
                    free = std::max(complete_.value_or(free_), other + 1);
                } else if (rules_.each == emptor::counted_unit::attempt && other >= free &&
                           !begun.contains(elements_[other].event)) {
                    break;
                }
            }
            all.push_back(best);
        }
        return all;
    }

private:
    /// What is looked at one after the other: events, or where equal times convert in step order, their steps.
    struct element {
        std::int64_t at;
        std::uint64_t taken;
        std::uint64_t excludes;
        std::size_t event;
        std::size_t number;  ///< of the event among those that a window of events counts
        std::size_t key;
    };

    void take_apart(const std::vector<marked>& events) {
        std::size_t number = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            std::uint64_t taken = events[i].what.steps.bits;
            const std::uint64_t excludes = events[i].what.excludes;
            if (!rules_.counts_matching || taken != 0) ++number;
            if (rules_.reuse == emptor::reuse_rule::first_match) taken &= ~taken + 1;
            const element whole{events[i].at, taken, excludes, i, number, 0};
            if (in_given_order() || taken == 0) {
                elements_.push_back(whole);
                continue;
            }
            for (std::size_t k = 0; k < steps_; ++k) {
                if ((taken >> k & 1) != 0)
                    elements_.push_back({whole.at, std::uint64_t{1} << k, 0, i, number, 2 * k + 2});
            }
            if (excludes != 0) {
                elements_.push_back(
                    {whole.at, 0, excludes, i, number, 2 * static_cast<std::size_t>(std::bit_width(taken)) + 1});
            }
        }
        if (in_given_order()) return;
        std::sort(elements_.begin(), elements_.end(), [](const element& a, const element& b) {
            if (a.at != b.at) return a.at < b.at;
            return a.key != b.key ? a.key < b.key : a.event < b.event;
        });
    }

    [[nodiscard]] bool in_given_order() const {
        return rules_.unordered || rules_.ties == emptor::tie_order::input ||
               rules_.window == emptor::window_kind::events;
    }
    [[nodiscard]] static bool is_foreign(const element& e) { return e.taken == 0 && e.excludes == 0; }
    [[nodiscard]] static bool has(std::uint64_t set, std::size_t step) { return (set >> (step - 1) & 1) != 0; }
    [[nodiscard]] bool optional(std::size_t step) const { return rules_.skips && has(given_.optional, step); }

    /// Whether an attempt at step k may take step m next.
    [[nodiscard]] bool next(std::size_t k, std::size_t m) const {
        if (m <= k || m > steps_) return false;
        for (std::size_t between = k + 1; between < m; ++between) {
            if (!optional(between)) return false;
        }
        return true;
    }

    [[nodiscard]] bool may_start(const element& e) const {
        for (std::size_t m = 1; m <= steps_; ++m) {
            if (has(e.taken, m) && next(0, m)) return true;
        }
        return false;
    }

    [[nodiscard]] std::vector<std::size_t> starts() const {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            if (may_start(elements_[i])) all.push_back(i);
        }
        if (all.empty() || rules_.from == emptor::start_rule::every) return all;
        const bool first = rules_.from == emptor::start_rule::first_start;
        const std::size_t event = elements_[first ? all.front() : all.back()].event;
        if (!first) {  // no other start stands after it
            const auto other = std::find_if(all.rbegin(), all.rend(),
                                            [&](std::size_t start) { return elements_[start].event != event; });
            all.erase(all.begin(), other.base());
        }
        std::erase_if(all, [&](std::size_t start) { return elements_[start].event != event; });
        return all;
    }

    [[nodiscard]] bool in_window(const element& start, const element& now) const {
        switch (rules_.window) {
            case emptor::window_kind::time: {
                const std::int64_t passed = now.at - start.at;
                return rules_.half_open ? passed < given_.window : passed <= given_.window;
            }
            case emptor::window_kind::events: {
                const std::size_t passed = now.number - start.number;
                return rules_.half_open ? passed < given_.events : passed <= given_.events;
            }
            case emptor::window_kind::session:
                for (std::int64_t at = start.at; const std::int64_t time : moments_) {
                    if (time <= start.at || time > now.at) continue;
                    if (rules_.half_open ? time - at >= given_.window : time - at > given_.window) return false;
                    at = time;
                }
                return true;
            default:
                return true;
        }
    }

    [[nodiscard]] bool gap_allows(std::int64_t last, std::int64_t now) const {
        if (rules_.increasing && now <= last) return false;
        return !given_.shortest || now - last >= *given_.shortest;
    }

    [[nodiscard]] bool breaks(std::size_t k, const element& e) const {
        using enum emptor::break_kind;
        if (is_foreign(e)) return rules_.breaks.has(emptor::break_kind::foreign);
        for (std::size_t m = 1; m <= steps_; ++m) {
            if (!has(e.taken, m)) continue;
            if (m == k && rules_.breaks.has(repeat)) return true;
            if (m < k && rules_.breaks.has(back)) return true;
            if (m > k && !next(k, m) && rules_.breaks.has(ahead)) return true;
            if (m == 1 && k >= 2 && rules_.breaks.has(restart)) return true;
        }
        return false;
    }

    struct chain {
        std::size_t level;
        std::size_t start;
        std::size_t last;
        std::set<std::size_t> used;
        bool spoilt;
        std::vector<std::pair<std::size_t, std::int64_t>> times;  // of each step
    };

    outcome best_from(const std::vector<std::size_t>& from) {
        complete_.reset();
        limit_ = elements_.size();
        search(from);
        if (complete_ && rules_.each != emptor::counted_unit::entity) {
            limit_ = *complete_;  // what follows counts for no attempt
            search(from);
        }
        best_.first = first_times_;
        return best_;
    }

    void search(const std::vector<std::size_t>& from) {
        best_ = {};
        free_ = 0;
        furthest_ = 0;
        first_times_.assign(steps_, std::nullopt);
        for (const std::size_t start : from) {
            if (start >= limit_) continue;
            for (std::size_t m = 1; m <= steps_; ++m) {
                if (!has(elements_[start].taken, m) || !next(0, m)) continue;
                go_on({m, start, start, {elements_[start].event}, false, {{m, elements_[start].at}}});
            }
        }
    }

    void met(std::size_t step, std::int64_t at) {
        auto& first = first_times_[step - 1];
        if (!first || at < *first) first = at;
    }

    /// Tries every way on for an attempt that has just taken a step.
    void go_on(const chain& at) {
        const element start = elements_[at.start];
        const element last = elements_[at.last];
        if (!undone()) met(at.level, last.at);
        furthest_ = std::max(furthest_, at.level);
        if (at.level == steps_ || !undone()) judge(at);
        if (at.level == steps_) {
            complete_ = std::min(complete_.value_or(elements_.size()), at.last + 1);
            return;
        }
        bool spoilt = at.spoilt;
        const bool again = rules_.reuse == emptor::reuse_rule::all ||
                           (rules_.reuse == emptor::reuse_rule::all_but_start && start.event != last.event);
        for (std::size_t i = again ? at.last : at.last + 1; i < limit_; ++i) {
            const element& e = elements_[i];
            if (!in_window(start, e) || (given_.longest && e.at - last.at > *given_.longest)) {
                free_ = std::max(free_, i);
                return judge_end(at, spoilt);
            }
            const bool own = again ? (rules_.reuse == emptor::reuse_rule::all_but_start && e.event == start.event)
                                   : at.used.contains(e.event);
            const bool broken = i != at.last && !ends_entity() && breaks(at.level, e);
            bool moves = false;
            if (!own && gap_allows(last.at, e.at) && !(broken && rules_.conflict == emptor::conflict_rule::breaks)) {
                for (std::size_t m = at.level + 1; m <= steps_; ++m) {
                    if (!has(e.taken, m) || !next(at.level, m)) continue;
                    moves = true;
                    chain further{m, at.start, i, at.used, spoilt, at.times};
                    further.used.insert(e.event);
                    further.times.emplace_back(m, e.at);
                    go_on(further);
                }
            }
            if (moves && rules_.take == emptor::taking::first) return;
            if (i == at.last) continue;
            if (!moves && broken) {
                if (rules_.on_break != emptor::break_effect::drop_entity) {
                    free_ = std::max(free_, i + 1);
                    return;
                }
                spoilt = true;
            }
            if (has(e.excludes, at.level) && e.event != last.event) {
                if (rules_.on_exclusion != emptor::break_effect::drop_entity) {
                    free_ = std::max(free_, i + 1);
                    return;
                }
                spoilt = true;
            }
        }
        free_ = elements_.size();
        judge_end(at, spoilt);
    }

    [[nodiscard]] bool ends_entity() const { return rules_.on_break == emptor::break_effect::end_entity; }

    /// Attempts count only if nothing breaks them to their end.
    [[nodiscard]] bool undone() const {
        return (rules_.breaks.bits != 0 && rules_.on_break == emptor::break_effect::discard_attempt) ||
               rules_.on_exclusion == emptor::break_effect::discard_attempt;
    }

    void judge_end(const chain& at, bool spoilt) {
        if (!undone()) return;
        chain ended = at;
        ended.spoilt = spoilt;
        judge(ended);
    }

    void judge(const chain& at) {
        for (const auto& [step, time] : at.times) met(step, time);
        const outcome found{at.level, at.spoilt, elements_[at.start].at, elements_[at.last].at};
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

    [[nodiscard]] bool better(const outcome& a, const outcome& b) const {
        if (a.level != b.level) return a.level > b.level;
        if (a.spoilt != b.spoilt && (a.level < steps_ || a.done == b.done)) return b.spoilt;
        if (a.done != b.done) return a.done < b.done;
        return a.start > b.start;
    }

    /// Leaves out what stands from the first break of the entity on.
    void cut() {
        using enum emptor::break_kind;
        const std::vector<element> all = elements_;
        for (std::size_t i = 0; i < all.size(); ++i) {
            elements_.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i));
            best_from(starts());
            const std::size_t furthest = furthest_;
            if (furthest == 0) continue;
            const element& e = all[i];
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
            if (moves && rules_.conflict == emptor::conflict_rule::advances) over = false;
            if (over) return;
        }
        elements_ = all;
    }

    /// Gives every step one event or none, in all ways.
    std::vector<outcome> placed() {
        std::vector<std::optional<std::size_t>> holder(steps_);
        outcome best;
        place(0, holder, best);
        if (best.level == 0) return {};
        return {best};
    }

    void place(std::size_t step, std::vector<std::optional<std::size_t>>& holder, outcome& best) const {
        if (step == steps_) {
            const outcome found = judged(holder);
            if (found.level > 0 && better(found, best)) best = found;
            return;
        }
        holder[step].reset();
        place(step + 1, holder, best);
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            if (!has(elements_[i].taken, step + 1)) continue;
            bool free = true;
            for (std::size_t k = 0; k < step; ++k) free = free && holder[k] != i;
            if (!free) continue;
            holder[step] = i;
            place(step + 1, holder, best);
        }
        holder[step].reset();
    }

    /// Nothing unless every step stands where it may.
    [[nodiscard]] outcome judged(const std::vector<std::optional<std::size_t>>& holder) const {
        outcome found{0, false, INT64_MAX, INT64_MIN};
        for (std::size_t k = 0; k < steps_; ++k) {
            if (!holder[k]) continue;
            ++found.level;
            found.start = std::min(found.start, elements_[*holder[k]].at);
            found.done = std::max(found.done, elements_[*holder[k]].at);
            for (std::size_t before = 0; before < k; ++before) {
                bool apart = false;  // an anchored step is one of the two, or stands between them
                for (std::size_t m = before; m <= k; ++m) apart = apart || (given_.anchored >> m & 1) != 0;
                if (apart && (!holder[before] || elements_[*holder[before]].at > elements_[*holder[k]].at)) return {};
            }
        }
        if (rules_.window == emptor::window_kind::time && found.level > 0 && found.done - found.start > given_.window) {
            return {};
        }
        return found;
    }

    /// The most steps that events within one window can take, in any order.
    std::vector<outcome> gathered() {
        std::vector<outcome> all;
        const bool once = rules_.each == emptor::counted_unit::entity;
        outcome best;
        std::optional<std::size_t> complete;
        first_times_.assign(steps_, std::nullopt);
        std::size_t over = elements_.size();
        for (std::size_t first = 0; first < over; ++first) {
            if (elements_[first].taken == 0) continue;
            gathering found{};
            const bool counts = gather(first, found);
            if (!once) {
                if (!counts) found.best = {};
                found.best.first = found.times;
                all.push_back(found.best);
                if (found.ended) break;
                first = found.end - 1;
                continue;
            }
            if (counts) {
                for (std::size_t k = 1; k <= steps_; ++k) {
                    if (found.times[k - 1]) met(k, *found.times[k - 1]);
                }
                const bool completes = found.best.level == steps_;
                // complete with an earlier event, or with the same one from a later start
                if (completes ? !complete || found.last <= *complete : better(found.best, best)) best = found.best;
                if (completes) complete = std::min(complete.value_or(found.last), found.last);
            }
            if (found.ended) over = std::min(over, found.end);
        }
        best.first = first_times_;
        if (!once) return all;
        if (best.level == 0) return {};
        return {best};
    }

    struct gathering {
        outcome best;
        std::size_t last;  ///< the event that took the most steps first
        std::size_t end;   ///< where the attempt is over
        bool ended;        ///< nothing after that counts
        std::vector<std::optional<std::int64_t>> times;
    };

    /// What the events from here on come to, while the window runs.
    /// @returns whether it counts.
    bool gather(std::size_t first, gathering& found) const {
        found.times.assign(steps_, std::nullopt);
        for (std::size_t last = first; last < elements_.size(); ++last) {
            found.end = last;
            if (last > first && !in_window(elements_[first], elements_[last])) return true;
            if (elements_[last].taken == 0 && elements_[last].excludes != 0) {
                found.end = last + 1;
                found.ended = rules_.on_exclusion == emptor::break_effect::end_entity;
                return rules_.on_exclusion != emptor::break_effect::discard_attempt;
            }
            const std::size_t level = most(first, last, (std::uint64_t{1} << steps_) - 1);
            if (level > found.best.level) {
                found.best = {level, false, elements_[first].at, elements_[last].at, {}};
                found.times[level - 1] = elements_[last].at;
                found.last = last;
            }
            found.end = last + 1;
            if (level == steps_) return true;
        }
        return true;
    }

    std::size_t most(std::size_t i, std::size_t last, std::uint64_t open) const {
        if (i > last) return 0;
        std::size_t found = most(i + 1, last, open);
        for (std::uint64_t rest = elements_[i].taken & open; rest != 0; rest &= rest - 1) {
            found = std::max(found, 1 + most(i + 1, last, open & ~(rest & (~rest + 1))));
        }
        return found;
    }

    std::size_t steps_;
    emptor::matching_rules rules_;
    lengths given_;
    std::vector<element> elements_;
    std::vector<std::int64_t> moments_;
    std::vector<std::optional<std::int64_t>> first_times_;
    outcome best_{};
    std::size_t complete_at_{};
    std::size_t furthest_{};               // step that any attempt took
    std::size_t limit_{};                  // what is not looked at
    std::size_t free_{};                   // where the attempt was over
    std::optional<std::size_t> complete_;  // where it was complete
};

}  // namespace plain
