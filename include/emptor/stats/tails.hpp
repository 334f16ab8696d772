// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Both sides of a distribution.

namespace emptor {

/// The probability of at most a value, and of more than it: each as exact as the other, where 1 - p is not.
struct tails {
    double lower{};
    double upper{};

    friend constexpr bool operator==(const tails&, const tails&) noexcept = default;
};

}  // namespace emptor
