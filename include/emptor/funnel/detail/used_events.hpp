// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which events of one time an attempt has taken steps with.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <emptor/funnel/detail/live_attempt.hpp>

namespace emptor::detail {

/// The events that take several steps and stand at one time, numbered from 1: a bit for each of the first 63, one for
/// all others together, and these in lists that attempts share.
class used_events {
public:
    template <class Ticks>
    [[nodiscard]] bool has(const live_attempt<Ticks>& by, std::uint32_t event) const noexcept {
        if (event == 0 || (by.used & bit_of(event)) == 0) return false;
        if (event <= with_own_bit) return true;
        for (std::uint32_t at = by.more; at != 0; at = nodes_[at - 1].next) {
            if (nodes_[at - 1].event == event) return true;
        }
        return false;
    }

    template <class Ticks>
    void add(live_attempt<Ticks>& by, std::uint32_t event) {
        if (event == 0) return;
        by.used |= bit_of(event);
        if (event <= with_own_bit) return;
        nodes_.push_back({event, by.more});
        by.more = static_cast<std::uint32_t>(nodes_.size());
    }

    /// Whether the one has taken none but events that the other has taken.
    template <class Ticks>
    [[nodiscard]] bool within(const live_attempt<Ticks>& one, const live_attempt<Ticks>& other) const noexcept {
        if ((one.used & ~other.used) != 0) return false;
        for (std::uint32_t at = one.more; at != 0; at = nodes_[at - 1].next) {
            if (!has(other, nodes_[at - 1].event)) return false;
        }
        return true;
    }

    /// Another time begins: no attempt has taken any.
    void clear() noexcept { nodes_.clear(); }

private:
    static constexpr std::uint32_t with_own_bit = 63;

    [[nodiscard]] static std::uint64_t bit_of(std::uint32_t event) noexcept {
        return std::uint64_t{1} << (event <= with_own_bit ? event - 1 : with_own_bit);
    }

    struct node {
        std::uint32_t event;
        std::uint32_t next;  // counted from 1; 0 is none
    };
    std::vector<node> nodes_;
};

}  // namespace emptor::detail
