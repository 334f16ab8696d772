// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far an entity, an attempt or a start came.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace emptor::detail {

/// The best attempt that counts for one line of the count.
template <class Ticks, bool Chained>
struct unit_result {
    Ticks start{};
    Ticks done{};             ///< when it took its last step
    std::uint64_t first{};    ///< the number of the event it started with
    std::uint64_t begun{};    ///< the same among all events of the entity, where starts are counted or chosen
    std::uint64_t taken{};    ///< the steps it took
    std::uint64_t reached{};  ///< the lines it counts for; where attempts may start with any step, those of any attempt
    std::uint64_t met{};      ///< the steps that any attempt took
    std::uint8_t level{};     ///< the furthest of them, counted from 1
    bool spoilt{};
    bool over{};                       ///< complete, and counted by itself: what follows counts for others
    bool closed{};                     ///< where exclusions after its last step count: something broke it since
    std::uint64_t latest{};            ///< there also the event it took its last step with
    std::vector<Ticks> first_times{};  ///< when each step was first taken in any attempt
    std::vector<Ticks> best_times{};   ///< when the best attempt took each, if asked for

    /// Some attempt took this step, counted from 1.
    void meet(std::size_t steps, std::size_t step, Ticks at) {
        const std::uint64_t bit = std::uint64_t{1} << (step - 1);
        if ((met & bit) != 0) {
            if (at < first_times[step - 1]) first_times[step - 1] = at;
            return;
        }
        met |= bit;
        if (first_times.empty()) first_times.resize(steps);
        first_times[step - 1] = at;
    }

    /// Whether this is better than another result of the same entity; anything is better than none.
    [[nodiscard]] bool better_than(const unit_result& other, std::size_t steps, bool any_entry) const noexcept {
        struct as_attempt {
            Ticks start, last;
            std::uint64_t taken;
            std::uint8_t level;
            bool spoilt;
        };
        return other.improved_by(steps, any_entry, as_attempt{start, done, taken, level, spoilt}, best_times.data());
    }

    /// Whether an attempt is better: it comes further; completes earlier; is not spoilt; started later; took more
    /// steps; took them earlier. Of incomplete attempts that come equally far, one that is not spoilt is better even if
    /// it got there later.
    /// @param any_entry an attempt may start with any step, so that one that took more steps is better before all else.
    /// @param chain when it took each step, if that is asked for.
    template <class Attempt>
    [[nodiscard]] bool improved_by(std::size_t steps, bool any_entry, const Attempt& by,
                                   [[maybe_unused]] const Ticks* chain) const noexcept {
        const int more = std::popcount(by.taken) - std::popcount(taken);
        if (any_entry && more != 0) return more > 0;
        if (by.level != level) return by.level > level;
        if (spoilt != by.spoilt && (level < steps || by.last == done)) return spoilt;
        if (by.last != done) return by.last < done;
        if (by.start != start) return by.start > start;
        if (more != 0) return more > 0;
        if constexpr (Chained) {
            if (!best_times.empty() && chain != nullptr) {
                return std::lexicographical_compare(chain, chain + level, best_times.begin(),
                                                    best_times.begin() + level);
            }
        }
        return false;
    }

    friend bool operator==(const unit_result&, const unit_result&) noexcept = default;
};

}  // namespace emptor::detail
