// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Attempts of an entity within a span of time, and which of them stand for others.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace emptor::detail {

/// The most steps that a segment counts: the attempts that come from before are sets of 16 bits.
inline constexpr std::size_t most_segment_steps = 16;

/// Attempts that stand at one step: one that began within the span, or all those that came from before it standing at
/// one of some steps.
template <class Moment>
struct segment_chain {
    Moment start{};          ///< of one that began within the span
    std::uint64_t begun{};   ///< the event it began with, while that is the current one
    std::uint64_t latest{};  ///< the event of the current time that it took its last step with
    std::uint64_t used{};    ///< rows of the current time that it took a step with
    std::uint16_t from{};    ///< of those that came: bit l-1, from step l; 0: it began within the span
    std::uint8_t level{};    ///< the step it took last, counted from 1
    bool fresh{};            ///< took it at the current time, where each step must be later than the one before it
    bool exempt{};
    bool dead{};

    [[nodiscard]] constexpr bool came() const noexcept { return from != 0; }

    friend constexpr bool operator==(const segment_chain&, const segment_chain&) noexcept = default;
};

/// Whatever happens, attempt a takes no step that b, which started no earlier, does not take.
/// @param takes_first an attempt has to go on with the first event that could carry it on.
template <class Moment>
[[nodiscard]] constexpr bool outlived(const segment_chain<Moment>& a, const segment_chain<Moment>& b,
                                      bool takes_first) noexcept {
    if (a.level != b.level || a.came() != b.came() || (b.used & ~a.used) != 0) return false;
    if (takes_first && a.used != b.used) return false;
    if (a.exempt && a.latest != b.latest) return false;
    return a.fresh || !b.fresh;
}

/// Marks those that others outlive as dead, and puts those together that stand for the same.
template <class Moment>
void outlive_by_pairs(std::vector<segment_chain<Moment>>& chains, bool takes_first) {
    for (std::size_t i = 0; i < chains.size(); ++i) {
        for (std::size_t j = 0; j < chains.size() && !chains[i].dead; ++j) {
            segment_chain<Moment>& a = chains[i];
            segment_chain<Moment>& b = chains[j];
            if (i == j || b.dead || !outlived(a, b, takes_first)) continue;
            if (!a.came()) {
                a.dead = a.start <= b.start;
                continue;
            }
            const auto left = static_cast<std::uint16_t>(a.from & ~b.from);
            const bool together = outlived(b, a, takes_first);
            if (together) b.from = static_cast<std::uint16_t>(b.from | left);
            a.dead = together || left == 0;
            if (!a.dead) a.from = left;
        }
    }
}

/// The same where nothing but the step they stand at tells attempts apart: of those that began within the span the
/// latest stands for all, and those that came are put together.
template <class Moment>
void outlive_by_step(std::vector<segment_chain<Moment>>& chains) {
    std::array<std::size_t, 2 * most_segment_steps> standing{};  // their places, counted from 1
    for (std::size_t i = 0; i < chains.size(); ++i) {
        segment_chain<Moment>& each = chains[i];
        if (each.dead) continue;
        std::size_t& place = standing[2 * (each.level - std::size_t{1}) + (each.came() ? 1 : 0)];
        if (place == 0) {
            place = i + 1;
            continue;
        }
        segment_chain<Moment>& other = chains[place - 1];
        if (each.came()) {
            other.from = static_cast<std::uint16_t>(other.from | each.from);
        } else if (other.start < each.start) {
            std::swap(other, each);
        }
        each.dead = true;
    }
}

/// Leaves out those that have ended, and those that others outlive; puts those together that stand for the same.
template <class Moment>
void thin_out_chains(std::vector<segment_chain<Moment>>& chains, bool takes_first) {
    const bool alike = std::all_of(chains.begin(), chains.end(), [](const segment_chain<Moment>& each) {
        return each.used == 0 && !each.exempt && !each.fresh;
    });
    if (alike) {
        outlive_by_step(chains);
    } else {
        outlive_by_pairs(chains, takes_first);
    }
    std::erase_if(chains, [](const segment_chain<Moment>& each) { return each.dead; });
}

}  // namespace emptor::detail
