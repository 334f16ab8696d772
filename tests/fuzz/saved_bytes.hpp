// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Bytes as something was saved, changed so that a loader reads further into them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <emptor/process/detail/fleet_bytes.hpp>

namespace fuzz {

/// Makes parts of the bytes right: with bit 0 of `which` the head, as `saved` has it; with bit 1 the check at the end.
inline void mend(std::vector<std::uint8_t>& bytes, const std::vector<std::uint8_t>& saved, unsigned which) {
    constexpr std::size_t head = 16;
    if ((which & 1U) != 0) std::copy_n(saved.begin(), std::min(head, bytes.size()), bytes.begin());
    if ((which & 2U) == 0 || bytes.size() < 8) return;
    emptor::detail::byte_hash hash;
    for (std::size_t i = 0; i + 8 < bytes.size(); ++i) hash.add(bytes[i]);
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[bytes.size() - 8 + i] = static_cast<std::uint8_t>(hash.value() >> i * 8 & 0xFF);
    }
}

}  // namespace fuzz
