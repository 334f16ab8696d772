// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// All that a question sees in an event.

#include <cstdint>

#include <emptor/funnel/steps.hpp>

namespace emptor {

/// The steps an event takes, and where it is excluded. As the `what` of an event it has been matched already.
struct marked_event {
    step_set steps{};
    std::uint64_t excludes{};  ///< bit k: it may not happen between step k and the next, counted from 0

    friend constexpr bool operator==(const marked_event&, const marked_event&) noexcept = default;
};

}  // namespace emptor
