// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where in a block of text the bytes stand that CSV gives a meaning.

#include <array>
#include <cstddef>
#include <cstdint>

#include <emptor/io/detail/word.hpp>

namespace emptor::io::detail {

inline constexpr std::size_t csv_block_size = 64;

struct csv_marks {
    /// Bit i: byte i is a delimiter, a quote or below 0x0E (NUL, CR, LF and a few harmless ones).
    std::uint64_t marks{};
    bool ascii{};  ///< no byte is above 0x7F
};

/// The high bit of each byte that is marked.
///
/// In a byte b below 0x80, `0x80 - (b ^ c)` keeps its high bit only where b is c, and `0x8D - b` only where b is at
/// most 0x0D; neither borrows from its neighbour. Bytes above are cut to seven bits first and dropped after.
template <bool Ascii>
[[nodiscard]] constexpr std::uint64_t marked_bytes(std::uint64_t word, std::uint64_t delimiters) noexcept {
    constexpr std::uint64_t quotes = '"' * each_byte;
    constexpr std::uint64_t line_ends = 0x8D * each_byte;
    const std::uint64_t low = Ascii ? word : word & ~high_bits;
    const std::uint64_t marked = (high_bits - (low ^ delimiters)) | (high_bits - (low ^ quotes)) | (line_ends - low);
    return (Ascii ? marked : marked & ~word) & high_bits;
}

/// Turns eight by eight bits: bit 8 i + j becomes bit 8 j + i.
[[nodiscard]] constexpr std::uint64_t transposed(std::uint64_t bits) noexcept {
    const auto swap = [&bits](int distance, std::uint64_t lower) {
        const std::uint64_t different = (bits ^ bits >> distance) & lower;
        bits ^= different ^ different << distance;
    };
    swap(7, 0x00AA'00AA'00AA'00AA);
    swap(14, 0x0000'CCCC'0000'CCCC);
    swap(28, 0x0000'0000'F0F0'F0F0);
    return bits;
}

template <bool Ascii>
[[nodiscard]] constexpr std::uint64_t marked_block(const std::array<std::uint64_t, 8>& words,
                                                   std::uint64_t delimiters) noexcept {
    const auto row = [&](std::size_t i) { return marked_bytes<Ascii>(words[i], delimiters) >> (7 - i); };
    return transposed(row(0) | row(1) | row(2) | row(3) | row(4) | row(5) | row(6) | row(7));
}

/// Marks a block of `csv_block_size` bytes, eight at a time.
/// @param delimiters the delimiter in each byte of a word.
[[nodiscard]] inline csv_marks mark_csv(const char* block, std::uint64_t delimiters) noexcept {
    const auto word = [block](std::size_t i) { return load_word(block + 8 * i); };
    const std::array words{word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7)};
    const std::uint64_t any = words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7];
    if ((any & high_bits) == 0) return {.marks = marked_block<true>(words, delimiters), .ascii = true};
    return {.marks = marked_block<false>(words, delimiters), .ascii = false};
}

}  // namespace emptor::io::detail
