// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// An attempt that may yet go on.

#include <cstdint>

namespace emptor::detail {

/// Where an attempt stands.
template <class Ticks>
struct live_attempt {
    Ticks start{};
    Ticks last{};
    std::uint64_t first{};   ///< the number of the event it started with, as a window of events counts
    std::uint64_t begun{};   ///< the event it started with
    std::uint64_t latest{};  ///< the event it took its last step with
    std::uint64_t taken{};   ///< the steps it took
    std::uint64_t moved{};   ///< the steps that other attempts, which went on from this one, took
    std::uint64_t used{};    ///< events of the current tick that it took a step with (see `used_events`)
    std::uint32_t more{};    ///< more of them
    std::uint32_t result{};  ///< what it counts for
    std::uint8_t level{};    ///< the step it took last, counted from 1
    bool spoilt{};
    bool exempt{};  ///< the event it took its last step with is excluded after that, but not for this attempt
    bool dead{};
};

}  // namespace emptor::detail
