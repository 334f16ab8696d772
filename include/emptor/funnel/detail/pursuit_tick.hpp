// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events of one entity at one time, put in the order of the steps they take.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <emptor/funnel/steps.hpp>

namespace emptor::detail {

/// An event of a tick, or one step of it.
struct tick_row {
    std::uint64_t taken{};
    std::uint64_t excludes{};
    std::uint64_t event{};   ///< its number among the events of its entity
    std::uint64_t number{};  ///< the same, among those that a window of events counts
    std::uint64_t bit{};     ///< tells events apart that take several steps, where they are taken apart; else 0
    std::uint64_t
        before{};  ///< the bit of the event before it that takes the same steps, where they stand in for each other
    std::uint32_t several{};  ///< the number of the bit, counted from 1; the last bit has all numbers from 64 on
    std::uint32_t after{};    ///< the number of the event before
    bool exempts{};           ///< a step of an event that is excluded, too, but not for who takes this step with it
    bool again{};             ///< a further step of an event
};

/// Holds an event back until its time is over. Of events that take the same steps only the first and the last n can
/// matter to n steps of one best attempt, so that the memory of a tick is bounded however many events it holds.
/// @param every each event may be counted by itself, so that all of them are kept.
inline void hold_row(std::vector<tick_row>& tick, const tick_row& row, std::size_t steps, bool every) {
    constexpr std::size_t many = 256;
    tick.push_back(row);
    if (every || tick.size() < many || !std::has_single_bit(tick.size())) return;
    using likeness = std::pair<std::uint64_t, std::uint64_t>;
    const auto likeness_of = [](const tick_row& each) { return likeness{each.taken, each.excludes}; };
    std::map<likeness, std::size_t> later;
    for (const tick_row& each : tick) ++later[likeness_of(each)];
    std::map<likeness, std::size_t> earlier;
    std::vector<tick_row> kept;
    for (const tick_row& each : tick) {
        const bool among_last = --later[likeness_of(each)] <= steps;
        const bool among_first = earlier[likeness_of(each)]++ <= steps;
        if (among_first || among_last) kept.push_back(each);
    }
    tick = std::move(kept);
}

/// Takes the events of a tick apart into their steps, in step order. What takes no step stands first; where an event
/// is excluded stands after its last step.
/// @param once an event fills one step of an attempt.
/// @param alike of events that take the same steps, an attempt may as well take the first that it has not taken yet.
[[nodiscard]] inline std::vector<tick_row> in_step_order(const std::vector<tick_row>& tick, bool once, bool alike) {
    struct part {
        std::size_t key;
        tick_row row;
    };
    std::vector<part> parts;
    std::uint32_t several = 0;
    std::map<std::uint64_t, std::uint32_t> last;  // the number of the last event that takes these steps
    for (const tick_row& row : tick) {
        if (row.taken == 0) {
            parts.push_back({0, row});
            continue;
        }
        tick_row one = row;
        one.excludes = 0;
        one.exempts = row.excludes != 0;
        if (once && !std::has_single_bit(row.taken)) {
            const auto bit_of = [](std::uint32_t number) {
                return number == 0 ? 0 : std::uint64_t{1} << (std::min<std::uint32_t>(number, most_steps) - 1);
            };
            one.several = ++several;
            if (alike && row.excludes == 0) one.after = std::exchange(last[row.taken], one.several);
            one.bit = bit_of(one.several);
            one.before = bit_of(one.after);
        }
        for (std::uint64_t rest = row.taken; rest != 0; rest &= rest - 1) {
            one.taken = rest & (~rest + 1);
            one.again = rest != row.taken;
            parts.push_back({2 * (static_cast<std::size_t>(std::countr_zero(rest)) + 1), one});
        }
        if (row.excludes == 0) continue;
        one.taken = 0;
        one.excludes = row.excludes;
        parts.push_back({2 * static_cast<std::size_t>(std::bit_width(row.taken)) + 1, one});
    }
    std::sort(parts.begin(), parts.end(),
              [](const part& a, const part& b) { return a.key != b.key ? a.key < b.key : a.row.event < b.row.event; });
    std::vector<tick_row> rows;
    rows.reserve(parts.size());
    for (const part& each : parts) rows.push_back(each.row);
    return rows;
}

}  // namespace emptor::detail
