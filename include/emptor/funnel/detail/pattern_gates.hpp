// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The places of a pattern that are left only after some time.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/pattern_plan.hpp>
#include <emptor/funnel/detail/pattern_range.hpp>

namespace emptor::detail {

/// Which of the arrivals at a timed place can still matter.
///
/// Let an entity come to a place at a and later at b. Whatever b may do after a time in an interval, a may do too at
/// every moment at which b may, until a's time is up: for the later of two arrivals less time has passed. So
/// - with no longest time the first arrival does for all (`first`);
/// - with no shortest time the last one does, if only whether matters (`last`); where the first match is asked for, an
///   earlier arrival goes before a later one until its time is up, so all whose time is not up are kept (`all`);
/// - with both, all whose time is not up are kept (`all`);
/// - for any time but one, of two arrivals at different times one will do (`two`).
enum class pattern_keeping : unsigned char { first, last, all, two };

/// A timed place.
template <class Ticks>
struct pattern_gate {
    pattern_range<ticks_span<Ticks>> range;
    pattern_keeping keeping{};
    std::size_t store{};  ///< of those that keep alike: `first` and `last` one moment, `all` and `two` a list
};

/// The timed places of a pattern, for the ticks of a log.
template <class Ticks>
class pattern_gates {
public:
    /// @param traced the events that led to an arrival are asked for
    template <class Tick>
    [[nodiscard]] static pattern_gates of(const pattern_plan& plan, bool traced) {
        pattern_gates gates;
        for (std::uint64_t rest = plan.timed; rest != 0; rest &= rest - 1) {
            const auto place = static_cast<std::size_t>(std::countr_zero(rest));
            pattern_gate<Ticks> gate{.range = to_pattern_range<Ticks, Tick>(plan.limits[place])};
            const auto& range = gate.range;
            if (range.unequal) {
                gate.keeping = pattern_keeping::two;
            } else if (!range.bounded) {
                gate.keeping = pattern_keeping::first;
            } else if (!traced && range.holds({})) {
                gate.keeping = pattern_keeping::last;
            } else {
                gate.keeping = pattern_keeping::all;
            }
            const bool listed = traced || gate.keeping == pattern_keeping::all || gate.keeping == pattern_keeping::two;
            gate.store = listed ? gates.lists_++ : gates.moments_++;
            gates.number_[place] = static_cast<std::uint8_t>(gates.gates_.size());
            gates.gates_.push_back(gate);
        }
        return gates;
    }

    [[nodiscard]] const pattern_gate<Ticks>& at(std::size_t place) const noexcept { return gates_[number_[place]]; }
    [[nodiscard]] std::size_t moments() const noexcept { return moments_; }
    [[nodiscard]] std::size_t lists() const noexcept { return lists_; }

private:
    std::vector<pattern_gate<Ticks>> gates_;
    std::array<std::uint8_t, most_pattern_events + 1> number_{};
    std::size_t moments_{};
    std::size_t lists_{};
};

}  // namespace emptor::detail
