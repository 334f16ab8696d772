// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempt that counts of the entity whose events pass by, in as few instructions an event as it takes.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_layout.hpp>
#include <emptor/funnel/detail/bare_scan.hpp>
#include <emptor/funnel/detail/current_attempt.hpp>
#include <emptor/funnel/detail/marked_tick.hpp>
#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// How far one entity after the other came, when its steps were taken, and by which value of a property.
///
/// While an entity's events take one step each at rising times, which is nearly always, an event finds the level as
/// `bare_scan` does, and is noted. When the entity is over, its best attempt is followed through the notes from its
/// start: it took each step by the first event that could take it, for a later start would have overtaken it had it
/// ever waited behind one. An entity of whom that is not so, or that has too many events to note, goes through
/// `current_attempt`, which keeps the times of every attempt.
template <class Ticks, bool Windowed>
class scanned_attempt {
    using careful_attempt =
        current_attempt<marked_tick<Ticks>, Windowed ? remembered::chains : remembered::first_times>;

public:
    using span_type = ticks_span<Ticks>;

    /// @throws std::invalid_argument unless there are 1 to 64 steps.
    scanned_attempt(std::size_t steps, span_type window)
        : careful_{steps, window}, steps_{steps}, window_{window}, always_careful_{steps > most_scanned} {}

    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
    [[nodiscard]] span_type window() const noexcept { return window_; }

    /// Begins the next entity.
    void next() noexcept {
        reached_ = 1;
        noted_ = 0;
        seen_ = false;
        is_careful_ = always_careful_;
        if (is_careful_) begin_carefully();
    }

    /// Whether an event is in order: none of the entity's was later.
    [[nodiscard]] bool in_order(Ticks at) const noexcept { return !seen_ || !(at < now_); }

    /// Counts an event that is in order.
    /// @param value the number of its value.
    void count(Ticks at, step_set taken, std::uint32_t value) {
        bool plain = now_ < at;
        plain |= !seen_;
        plain &= (taken.bits & (taken.bits - 1)) == 0;
        plain &= !is_careful_;
        plain &= noted_ < most_noted;
        if (!plain) [[unlikely]]
            return count_carefully(at, taken, value);
        now_ = at;
        seen_ = true;
        take(at, taken.bits, value);
    }

    /// Ends the entity: it has no more events.
    void settle() {
        if (is_careful_) {
            settle_carefully();
        } else {
            const std::uint64_t levels = (std::uint64_t{2} << steps_) - 1;
            level_ = static_cast<std::size_t>(std::bit_width(reached_ & levels)) - 1;
            follow();
        }
    }

    /// The time of its last event.
    [[nodiscard]] Ticks now() const noexcept { return now_; }

    /// @name What has been settled
    /// @{
    [[nodiscard]] std::size_t level() const noexcept { return level_; }
    [[nodiscard]] std::span<const Ticks> first_times() const noexcept { return {first_times_.data() + 1, level_}; }
    [[nodiscard]] std::span<const Ticks> best_times() const noexcept { return {best_times_.data() + 1, level_}; }
    [[nodiscard]] std::span<const std::uint32_t> values() const noexcept { return {values_.data() + 1, level_}; }
    /// When its last attempt started.
    [[nodiscard]] Ticks latest_start() const noexcept
        requires Windowed
    {
        return starts_[1].at;
    }
    /// @}

private:
    static constexpr std::size_t most_noted = 128;

    /// An event that takes a step, from 1.
    struct note {
        Ticks at;
        std::uint32_t value;
        std::uint32_t step;
    };
    struct start {
        Ticks at;
        std::uint32_t place;  ///< among the notes
    };

    /// Takes a step, or none: then it takes one beyond the last, which nobody asks for.
    void take(Ticks at, std::uint64_t step, std::uint32_t value) noexcept {
        const auto m = static_cast<std::size_t>(std::countr_zero(step | std::uint64_t{1} << steps_)) + 1;
        std::uint64_t carried = reached_ >> (m - 1) & 1;
        if constexpr (Windowed) {
            starts_[0] = {at, static_cast<std::uint32_t>(noted_)};
            carried &= static_cast<std::uint64_t>(elapsed_ticks(starts_[m - 1].at, at) <= window_);
            starts_[m] = starts_[m - carried];
        }
        // the first time that a level is reached is kept; all others are written where nobody reads
        const std::size_t fresh = m & (std::size_t{0} - static_cast<std::size_t>(carried & ~(reached_ >> m)));
        first_times_[fresh] = at;
        if constexpr (Windowed) begun_[fresh] = starts_[m].place;
        reached_ |= carried << m;
        notes_[noted_] = {at, value, static_cast<std::uint32_t>(m)};
        noted_ += static_cast<std::size_t>(m <= steps_);
    }

    /// Follows the best attempt from its start.
    void follow() noexcept {
        const note* each = notes_.data();
        if constexpr (Windowed) each += begun_[level_];
        for (std::size_t step = 1; step <= level_; ++each) {
            best_times_[step] = each->at;
            values_[step] = each->value;
            step += static_cast<std::size_t>(each->step == step);
        }
    }

    /// @name With all that can happen at one time
    /// @{
    void count_carefully(Ticks at, step_set taken, std::uint32_t value) {
        const bool alone = !seen_ || now_ < at || taken.bits == 0 || noted_ == 0 || notes_[noted_ - 1].at < at;
        const bool one_step = (taken.bits & (taken.bits - 1)) == 0;
        now_ = at;
        seen_ = true;
        if (!is_careful_) {
            if (alone && one_step && noted_ < most_noted) return take(at, taken.bits, value);
            is_careful_ = true;
            begin_carefully();
            for (std::size_t i = 0; i < noted_; ++i) {
                add_carefully(notes_[i].at, {std::uint64_t{1} << (notes_[i].step - 1)}, notes_[i].value);
            }
        }
        add_carefully(at, taken, value);
    }

    void begin_carefully() {
        careful_.next({});
        marks_.forget();
    }

    void add_carefully(Ticks at, step_set taken, std::uint32_t value) {
        const attempt_state<marked_tick<Ticks>>& held_back = careful_.state();
        careful_.count(marks_.next(held_back.now, held_back.pending, 0, at, taken.bits, value), taken);
    }

    void settle_carefully() {
        careful_.settle();
        level_ = careful_.level();
        const auto best = careful_.best_times();
        const auto values = marks_.values(level_ == 0 ? 0 : ~std::uint64_t{} >> (most_steps - level_), best, 0);
        for (std::size_t k = 0; k < level_; ++k) {
            first_times_[k + 1] = careful_.first_times()[k].at;
            best_times_[k + 1] = best[k].at;
            values_[k + 1] = values[k];
        }
        if constexpr (Windowed) starts_[1].at = careful_.latest_start().at;
    }
    /// @}

    careful_attempt careful_;
    tick_marks<Ticks> marks_;
    std::size_t steps_;
    span_type window_;
    bool always_careful_;

    // of the entity that passes by
    std::uint64_t reached_{};  // bit l: an attempt has l steps
    std::size_t noted_{};
    Ticks now_{};
    bool seen_{};
    bool is_careful_{};
    std::size_t level_{};
    std::array<start, most_steps + 2> starts_{};  // of the latest attempt at each level
    std::array<Ticks, most_steps + 2> first_times_{};
    std::array<std::uint32_t, most_steps + 2> begun_{};  // where the first attempt started that reached a level
    std::array<Ticks, most_steps + 2> best_times_{};
    std::array<std::uint32_t, most_steps + 2> values_{};
    std::array<note, most_noted + 1> notes_{};
};

}  // namespace emptor::detail
