// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A range of plausible values.

namespace emptor {

/// The values from `low` to `high`, both included.
struct interval {
    double low{};
    double high{};

    friend constexpr bool operator==(const interval&, const interval&) noexcept = default;
};

}  // namespace emptor
