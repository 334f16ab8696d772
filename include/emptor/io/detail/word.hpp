// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Eight bytes of text at a time.

#include <bit>
#include <cstdint>
#include <cstring>

namespace emptor::io::detail {

inline constexpr std::uint64_t each_byte = 0x0101'0101'0101'0101;
inline constexpr std::uint64_t high_bits = 0x80 * each_byte;

/// Eight bytes as a number, the first of them lowest.
[[nodiscard]] inline std::uint64_t load_word(const char* from) noexcept {
    std::uint64_t word{};
    std::memcpy(&word, from, sizeof word);
    if constexpr (std::endian::native == std::endian::big) {
        std::uint64_t turned{};
        for (int i = 0; i < 8; ++i) turned = turned << 8 | (word >> (8 * i) & 0xFF);
        word = turned;
    }
    return word;
}

}  // namespace emptor::io::detail
