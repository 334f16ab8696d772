// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the plain meaning of a question looks at: events, or their steps, one after the other.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/matching_rules.hpp>

namespace plain {

inline constexpr std::size_t most_events = 12;
inline constexpr std::size_t most_steps = 4;

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
    std::uint64_t end_of_path{};
};

/// What an attempt came to.
struct outcome {
    std::size_t level{};
    bool spoilt{};
    std::int64_t start{};
    std::int64_t done{};
    int taken{};                       ///< how many steps
    std::uint64_t reached{};           ///< where attempts may start with any step: what any that counts took
    std::uint64_t met{};               ///< the steps that any attempt that counts took
    std::int64_t first[most_steps]{};  ///< when it first did
    std::int64_t times[most_steps]{};  ///< when the attempt took each

    friend bool operator==(const outcome&, const outcome&) = default;
};

/// The events of one entity, in order of time, and what they may do to an attempt.
class question_elements {
public:
    /// Whether one outcome is better than another.
    [[nodiscard]] bool better(const outcome& a, const outcome& b) const {
        if (rules_.open && a.taken != b.taken) return a.taken > b.taken;
        if (a.level != b.level) return a.level > b.level;
        if (a.spoilt != b.spoilt && (a.level < steps_ || a.done == b.done)) return b.spoilt;
        if (a.done != b.done) return a.done < b.done;
        if (a.start != b.start) return a.start > b.start;
        if (a.taken != b.taken) return a.taken > b.taken;
        return std::lexicographical_compare(a.times, a.times + steps_, b.times, b.times + steps_);
    }

protected:
    question_elements(const marked* events, std::size_t count, std::size_t steps, const emptor::matching_rules& rules,
                      const lengths& given)
        : steps_{steps}, rules_{rules}, given_{given}, events_{events}, count_{count} {
        take_apart();
    }

    /// What is looked at one after the other: events, or where equal times convert in step order, their steps.
    struct element {
        std::int64_t at;
        std::uint64_t taken;
        std::uint64_t excludes;
        std::size_t event;
        std::size_t number;  ///< of the event among those that a window of events counts
        std::size_t key;
        bool spared;  ///< it neither breaks nor excludes
    };

    [[nodiscard]] bool is_seen(const marked& each) const {
        return each.what.steps.bits != 0 || each.what.excludes != 0 || rules_.breaks.has(emptor::break_kind::foreign);
    }

    void take_apart() {
        std::size_t number = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            std::uint64_t taken = events_[i].what.steps.bits;
            const std::uint64_t excludes = events_[i].what.excludes;
            if (!rules_.counts_matching || taken != 0) ++number;
            if (rules_.reuse == emptor::reuse_rule::first_match) taken &= ~taken + 1;
            bool spared = false;
            for (std::size_t j = 0; j < count_ && !rules_.crowds_break && !in_given_order(); ++j) {
                spared = spared || (j != i && events_[j].at == events_[i].at && is_seen(events_[j]));
            }
            const element whole{events_[i].at, taken, excludes, i, number, 0, spared};
            if (in_given_order() || taken == 0) {
                elements_[size_++] = whole;
                continue;
            }
            for (std::size_t k = 0; k < steps_; ++k) {
                if ((taken >> k & 1) == 0) continue;
                elements_[size_++] = {whole.at, std::uint64_t{1} << k, 0, i, number, 2 * k + 2, spared};
            }
            if (excludes != 0) {
                const auto key = 2 * static_cast<std::size_t>(std::bit_width(taken)) + 1;
                elements_[size_++] = {whole.at, 0, excludes, i, number, key, spared};
            }
        }
        if (!in_given_order()) {
            std::sort(elements_, elements_ + size_, [](const element& a, const element& b) {
                if (a.at != b.at) return a.at < b.at;
                return a.key != b.key ? a.key < b.key : a.event < b.event;
            });
        }
        if (rules_.ends && count_ > 0) {  // as if one more followed the last
            elements_[size_++] = {events_[count_ - 1].at, given_.end_of_path, 0, count_, number + 1, 0, true};
        }
    }

    [[nodiscard]] bool in_given_order() const {
        return (rules_.unordered && !rules_.anchored) || rules_.ties == emptor::tie_order::input ||
               rules_.window == emptor::window_kind::events;
    }
    [[nodiscard]] static bool is_foreign(const element& e) { return e.taken == 0 && e.excludes == 0; }
    [[nodiscard]] static bool has(std::uint64_t set, std::size_t step) { return (set >> (step - 1) & 1) != 0; }
    [[nodiscard]] bool optional(std::size_t step) const { return rules_.skips && has(given_.optional, step); }
    [[nodiscard]] bool anchored(std::size_t step) const { return has(given_.anchored, step); }

    /// Whether an attempt at step k may take step m next.
    [[nodiscard]] bool next(std::size_t k, std::size_t m) const {
        if (m <= k || m > steps_) return false;
        for (std::size_t between = k + 1; between < m; ++between) {
            if (!optional(between)) return false;
        }
        return true;
    }

    /// The same of an attempt that took these steps, the last of them step k.
    [[nodiscard]] bool may_take(std::uint64_t taken, std::size_t k, std::size_t m) const {
        if (!rules_.anchored) return next(k, m);
        if (has(taken, m)) return false;
        for (std::size_t before = 1; before < m; ++before) {
            bool apart = false;  // one of the two stays in its place, or one between them does
            for (std::size_t step = before; step <= m; ++step) apart = apart || anchored(step);
            if (apart && !has(taken, before)) return false;
        }
        return true;
    }

    [[nodiscard]] bool may_start_with(std::size_t m) const { return rules_.open || may_take(0, 0, m); }
    [[nodiscard]] bool may_start(const element& e) const {
        for (std::size_t m = 1; m <= steps_; ++m) {
            if (has(e.taken, m) && may_start_with(m)) return true;
        }
        return false;
    }

    struct places {
        std::size_t at[5 * most_events + 1];
        std::size_t count{};

        void add(std::size_t place) { at[count++] = place; }
        [[nodiscard]] const std::size_t* begin() const { return at; }
        [[nodiscard]] const std::size_t* end() const { return at + count; }
    };

    void starts(places& all) const {
        for (std::size_t i = 0; i < size_; ++i) {
            if (may_start(elements_[i])) all.add(i);
        }
        if (all.count == 0 || rules_.from == emptor::start_rule::every) return;
        const bool first = rules_.from == emptor::start_rule::first_start;
        const std::size_t event = elements_[first ? all.at[0] : all.at[all.count - 1]].event;
        places chosen;
        for (const std::size_t start : all) {
            if (elements_[start].event == event) {
                chosen.add(start);
            } else if (!first) {
                chosen.count = 0;  // no other start stands after the last one
            }
        }
        all = chosen;
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
            case emptor::window_kind::session: {
                std::int64_t at = start.at;
                for (std::size_t i = 0; i < count_; ++i) {
                    const std::int64_t time = events_[i].at;
                    if (time <= start.at || time > now.at) continue;
                    if (rules_.half_open ? time - at >= given_.window : time - at > given_.window) return false;
                    at = time;
                }
                return true;
            }
            default:
                return true;
        }
    }

    [[nodiscard]] bool too_late(const element& last, const element& now) const {
        return given_.longest && now.at - last.at > *given_.longest;
    }

    [[nodiscard]] bool gap_allows(std::int64_t last, std::int64_t now) const {
        if (rules_.increasing && now <= last) return false;
        return !given_.shortest || now - last >= *given_.shortest;
    }

    [[nodiscard]] bool breaks(std::size_t k, const element& e) const {
        using enum emptor::break_kind;
        if (e.spared || ends_entity() || rules_.breaks.bits == 0) return false;
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
        std::size_t step{};  ///< the one that was taken last
        std::size_t level{};
        std::size_t start{};
        std::size_t last{};
        std::uint64_t used{};  ///< bit i: event i
        std::uint64_t taken{};
        bool spoilt{};
        std::int64_t times[most_steps]{};
    };

    /// An attempt that starts with step m.
    [[nodiscard]] chain begun(std::size_t start, std::size_t m) const {
        chain first;
        first.start = start;
        take(first, start, m);
        return first;
    }

    void take(chain& by, std::size_t i, std::size_t m) const {
        by.step = m;
        by.level = rules_.anchored ? by.level + 1 : m;
        by.last = i;
        by.used |= std::uint64_t{1} << elements_[i].event;
        by.taken |= std::uint64_t{1} << (m - 1);
        by.times[by.level - 1] = elements_[i].at;
    }

    [[nodiscard]] bool excluded(const chain& by, const element& e) const {
        if (e.spared || e.event == elements_[by.last].event) return false;
        return rules_.anchored ? e.excludes != 0 : has(e.excludes, by.level);
    }

    [[nodiscard]] outcome came_to(const chain& at, bool spoilt) const {
        outcome found;
        found.level = at.level;
        found.spoilt = spoilt;
        found.start = elements_[at.start].at;
        found.done = elements_[at.last].at;
        found.taken = std::popcount(at.taken);
        std::copy_n(at.times, most_steps, found.times);
        return found;
    }

    [[nodiscard]] bool ends_entity() const {
        return rules_.breaks.bits != 0 && rules_.on_break == emptor::break_effect::end_entity;
    }

    /// What an attempt counts for is known at its end only: it may be undone, or spoilt, after the steps it took.
    [[nodiscard]] bool late() const {
        return (rules_.breaks.bits != 0 && rules_.on_break == emptor::break_effect::discard_attempt) ||
               rules_.on_exclusion == emptor::break_effect::discard_attempt;
    }

    /// What is excluded after the last step of the best attempt so far counts, too.
    [[nodiscard]] bool trails() const {
        return rules_.trailing_exclusions && rules_.on_exclusion == emptor::break_effect::drop_entity;
    }

    void copy_first(outcome& to) const {
        for (std::size_t k = 0; k < steps_; ++k) to.first[k] = (met_ >> k & 1) != 0 ? first_[k] : 0;
    }

    void met(std::size_t step, std::int64_t at) {
        const std::uint64_t bit = std::uint64_t{1} << (step - 1);
        if ((met_ & bit) == 0 || at < first_[step - 1]) first_[step - 1] = at;
        met_ |= bit;
    }

    std::size_t steps_;
    const emptor::matching_rules& rules_;
    const lengths& given_;
    const marked* events_;
    std::size_t count_;
    element elements_[5 * most_events + 1];
    std::size_t size_{};
    std::uint64_t met_{};  // by any attempt
    std::int64_t first_[most_steps]{};
};

}  // namespace plain
