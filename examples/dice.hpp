// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Chance for made-up logs, the same on every machine and standard library.

#include <cstdint>

/// The generator of D. H. Lehmer (1951), with the multiplier of S. K. Park and K. W. Miller (1988).
class dice {
public:
    explicit dice(std::uint64_t seed) : state_{seed * 2'654'435'761 % 2'147'483'646 + 1} {}

    std::uint64_t below(std::uint64_t n) {
        state_ = state_ * 16'807 % 2'147'483'647;
        return state_ % n;
    }
    bool shows(std::uint64_t per_cent) { return below(100) < per_cent; }

private:
    std::uint64_t state_;
};
