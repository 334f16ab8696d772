// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far each entity has come, kept in O(steps) numbers an entity.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/tick.hpp>

namespace emptor::detail {

/// What the attempts of an entity are remembered by.
enum class remembered {
    first_times,  ///< no window: when each step was first reached
    starts,       ///< a window: also the latest start that reaches each step
    chains,       ///< a window: also the times of every step from that start, and of the best attempt
};

/// The attempts of every entity, fed one event at a time.
///
/// One record a level is exact: of all attempts that took l steps, only the one that started last can outlive the
/// others, so it stands for all of them. The events of the current time are held back until a later one arrives, for
/// equal times convert in step order; they are a set of steps, not a list (except where events take several steps at
/// once, see `add_to_tick`).
///
/// Cells of an entity with n steps: the first time of each step (n); with a window, for levels l = 1 to n-1, the start
/// of the latest attempt at that level, and with chains all its l times; with chains also the best attempt's n times.
template <class Ticks, remembered What>
class attempt_table {
public:
    using span_type = ticks_span<Ticks>;
    static constexpr bool windowed = What != remembered::first_times;
    static constexpr bool chained = What == remembered::chains;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    attempt_table(std::size_t steps, span_type window) : steps_{steps}, window_{window} {
        require_step_count(steps);
        if constexpr (chained) {
            stride_ = steps + steps * (steps - 1) / 2 + steps;
        } else {
            stride_ = windowed ? steps + (steps - 1) : steps;
        }
    }

    [[nodiscard]] std::size_t entities() const noexcept { return entities_.size(); }
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
    [[nodiscard]] span_type window() const noexcept { return window_; }

    /// Takes the memory for so many entities.
    void reserve(std::size_t entities) {
        cells_.reserve(entities * stride_);
        entities_.reserve(entities);
    }

    /// Makes room for the entities up to and including this one. Those new have seen nothing.
    void admit(std::size_t entity) {
        if (entity < entities_.size()) return;
        cells_.resize((entity + 1) * stride_);
        entities_.resize(entity + 1);
    }

    /// Adds the attempts of other entities, whose numbers follow.
    /// @pre the steps and the window are the same.
    attempt_table& operator+=(const attempt_table& other) {
        for (const auto& [entity, events] : other.crowds_) crowds_[entities_.size() + entity] = events;
        cells_.insert(cells_.end(), other.cells_.begin(), other.cells_.end());
        entities_.insert(entities_.end(), other.entities_.begin(), other.entities_.end());
        return *this;
    }

    /// Makes a settled entity one that has seen nothing.
    void forget(std::size_t entity) noexcept { entities_[entity] = {}; }

    /// Whether an event at this time is in order for an admitted entity: none of its events was later.
    [[nodiscard]] bool in_order(std::size_t entity, Ticks at) const noexcept {
        return !entities_[entity].seen || !(at < entities_[entity].now);
    }

    /// Counts an event that is in order.
    void count(std::size_t entity, Ticks at, step_set taken) {
        state& current = entities_[entity];
        if (current.pending != 0 && current.now < at) settle(entity);
        current.now = at;
        current.seen = true;
        if (taken.bits != 0) hold(entity, taken.bits);
    }

    /// Settles what is held back, as if a later event had arrived for everyone. Later events may still follow, but none
    /// at a time that was seen already may count with those before.
    void settle_all() {
        for (std::size_t entity = 0; entity < entities_.size(); ++entity) {
            if (entities_[entity].pending != 0) settle(entity);
        }
    }

    /// @name What has been settled
    /// @{
    [[nodiscard]] std::size_t level(std::size_t entity) const noexcept { return entities_[entity].level; }

    /// When the entity first took 1, 2, ... steps of an attempt; `level` numbers.
    [[nodiscard]] std::span<const Ticks> first_times(std::size_t entity) const noexcept {
        return {cells(entity), level(entity)};
    }

    /// The times of the best attempt; `level` numbers.
    [[nodiscard]] std::span<const Ticks> best_times(std::size_t entity) const noexcept
        requires(What != remembered::starts)
    {
        return {cells(entity) + (chained ? best_offset() : 0), level(entity)};
    }

    /// When the last attempt of the entity started, if it has two steps or more and there was one.
    [[nodiscard]] Ticks latest_start(std::size_t entity) const noexcept
        requires windowed
    {
        return steps_ > 1 ? start(entity, 1) : Ticks{};
    }

    /// The entity has a start, less than complete, that may yet get further after `now`.
    [[nodiscard]] bool open(std::size_t entity, Ticks now) const noexcept {
        if (level(entity) == 0 || level(entity) == steps_) return false;
        if constexpr (windowed) return elapsed_ticks(start(entity, 1), now) <= window_;
        return true;
    }
    /// @}

private:
    struct state {
        Ticks now{};              ///< the time of the last event
        std::uint64_t pending{};  ///< steps taken at that time and not settled yet
        std::uint8_t level{};     ///< steps of the best attempt
        bool seen{};              ///< had any event
        bool one_event{};         ///< `pending` is what one event can take
        bool crowded{};           ///< the events of this time are in `crowds_`
    };

    [[nodiscard]] const Ticks* cells(std::size_t entity) const noexcept { return cells_.data() + entity * stride_; }
    [[nodiscard]] Ticks* cells(std::size_t entity) noexcept { return cells_.data() + entity * stride_; }

    [[nodiscard]] std::size_t best_offset() const noexcept { return stride_ - steps_; }

    /// Where the record of level l (1 to n-1) begins; its first number is the start of the attempt.
    [[nodiscard]] std::size_t record_offset(std::size_t l) const noexcept {
        return steps_ + (chained ? l * (l - 1) / 2 : l - 1);
    }

    [[nodiscard]] Ticks start(std::size_t entity, std::size_t l) const noexcept {
        return cells(entity)[record_offset(l)];
    }

    void hold(std::size_t entity, std::uint64_t taken) {
        state& current = entities_[entity];
        const bool alone = current.pending == 0;
        const bool one_step = std::has_single_bit(taken);
        if (!alone && !current.crowded && (!one_step || (current.one_event && !std::has_single_bit(current.pending)))) {
            split(entity);
        }
        if (current.crowded) add_to_tick(crowds_[entity], taken, steps_);
        current.one_event = alone;
        current.pending |= taken;
    }

    /// From here on the events of this time are kept one by one.
    void split(std::size_t entity) {
        state& current = entities_[entity];
        std::vector<std::uint64_t>& events = crowds_[entity];
        events.clear();
        if (current.one_event) {
            events.push_back(current.pending);
        } else {
            for (std::uint64_t rest = current.pending; rest != 0; rest &= rest - 1) {
                events.push_back(rest & (~rest + 1));
            }
        }
        current.crowded = true;
    }

    void settle(std::size_t entity) {
        state& current = entities_[entity];
        if (current.crowded) {
            const auto events = crowds_.extract(entity);
            advance(entity, matched_tick{events.mapped(), steps_});
            current.crowded = false;
        } else {
            advance(entity, plain_tick{current.pending, current.one_event});
        }
        current.pending = 0;
    }

    /// Carries every attempt as far as the events of the tick go. From the longest to the shortest, so that each is
    /// carried from where it stood before the tick.
    template <class Tick>
    void advance(std::size_t entity, const Tick& tick) {
        const std::size_t before = entities_[entity].level;
        if (before == steps_) return;
        for (std::uint64_t rest = tick.taken(); rest != 0;) {
            const auto m = static_cast<std::size_t>(std::bit_width(rest));
            rest ^= std::uint64_t{1} << (m - 1);
            const std::size_t l = tick.from(m);
            if (l == m || l > before) continue;
            if constexpr (windowed) {
                carry(entity, l, m, before);
            } else {
                reach(entity, m);
            }
        }
    }

    /// The entity has taken m steps now, and at no time before.
    void reach(std::size_t entity, std::size_t m) noexcept {
        state& current = entities_[entity];
        if (m <= current.level) return;
        std::fill(cells(entity) + current.level, cells(entity) + m, current.now);
        current.level = static_cast<std::uint8_t>(m);
    }

    /// Carries the attempt that took l steps, or starts one, to m steps.
    /// @param before the level before this tick, up to which there are records.
    void carry(std::size_t entity, std::size_t l, std::size_t m, std::size_t before) noexcept {
        const Ticks now = entities_[entity].now;
        const Ticks begun = l == 0 ? now : start(entity, l);
        if (elapsed_ticks(begun, now) > window_) return;
        // Of the records with this start, the longest took its steps earliest.
        if (l > 0) {
            while (l + 1 < m && l + 1 <= before && start(entity, l + 1) == begun) ++l;
        }
        Ticks* const own = cells(entity);
        if (m > entities_[entity].level) {
            if constexpr (chained) write_chain(own, l, m, now, own + best_offset());
            reach(entity, m);
        }
        if (m < steps_ && (m > before || start(entity, m) < begun)) {
            if constexpr (chained) {
                write_chain(own, l, m, now, own + record_offset(m));
            } else {
                own[record_offset(m)] = begun;
            }
        }
    }

    /// Writes the times of the record of level l, then `now` for steps l+1 to m.
    void write_chain(const Ticks* own, std::size_t l, std::size_t m, Ticks now, Ticks* to) const noexcept {
        if (l > 0) to = std::copy_n(own + record_offset(l), l, to);
        std::fill_n(to, m - l, now);
    }

    std::size_t steps_;
    span_type window_;
    std::size_t stride_{};
    std::vector<Ticks> cells_;
    std::vector<state> entities_;
    std::unordered_map<std::size_t, std::vector<std::uint64_t>> crowds_;
};

}  // namespace emptor::detail
