// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a fleet works on many events.

#include <cstdint>
#include <stdexcept>

namespace emptor {

/// How many threads a fleet works with, on batches that are taken by id.
struct threads {
    /// @throws std::invalid_argument for none, or more than 256.
    constexpr explicit threads(unsigned number) : count{number} {
        if (number == 0 || number > 256) throw std::invalid_argument{"emptor::threads: a fleet works with 1 to 256"};
    }
    unsigned count;
};

/// In which order a fleet takes the events of a batch. Those of one journey are always taken as they came: whatever the
/// order, the answer is the same.
enum class batching : std::uint8_t {
    automatic,  ///< as given; by id where there are several threads and the fleet outgrows every cache (64 MB)
    as_given,
    by_id,  ///< near journeys together, which takes 16 bytes an event, for a few million at a time; by all threads
};

}  // namespace emptor
