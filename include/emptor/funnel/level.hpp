// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How far one entity has come.

#include <cstddef>

namespace emptor {

/// How far an entity has come.
struct funnel_level {
    std::size_t steps{};  ///< the furthest step it took, counted from 1; 0 before the first
    bool dropped{};       ///< left out of the report because of an excluded event or a break

    friend constexpr bool operator==(const funnel_level&, const funnel_level&) noexcept = default;
};

}  // namespace emptor
