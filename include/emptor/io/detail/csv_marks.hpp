// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where in a block of text the bytes stand that CSV gives a meaning.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

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
[[nodiscard]] inline csv_marks mark_csv_by_words(const char* block, std::uint64_t delimiters) noexcept {
    const auto word = [block](std::size_t i) { return load_word(block + 8 * i); };
    const std::array words{word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7)};
    const std::uint64_t any = words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7];
    if ((any & high_bits) == 0) return {.marks = marked_block<true>(words, delimiters), .ascii = true};
    return {.marks = marked_block<false>(words, delimiters), .ascii = false};
}

#if defined(__GNUC__) && defined(__SSE2__)

/// The same sixteen at a time, with what every x86-64 processor has: three times as fast.
[[nodiscard]] inline csv_marks mark_csv(const char* block, std::uint64_t delimiters) noexcept {
    using bytes [[gnu::vector_size(16)]] = unsigned char;
    using bits_of [[gnu::vector_size(16)]] = char;
    const auto high_bits_of = [](auto set) {
        return std::uint64_t{static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<bits_of>(set)))};
    };
    const bytes delimiter = bytes{} + static_cast<unsigned char>(delimiters & 0xFF);
    bytes any{};
    std::uint64_t marks = 0;
    for (std::size_t i = 0; i < csv_block_size; i += sizeof(bytes)) {
        bytes here;
        std::memcpy(&here, block + i, sizeof here);
        any |= here;
        marks |= high_bits_of((here == delimiter) | (here == '"') | (here < 0x0E)) << i;
    }
    return {.marks = marks, .ascii = high_bits_of(any) == 0};
}

#else

[[nodiscard]] inline csv_marks mark_csv(const char* block, std::uint64_t delimiters) noexcept {
    return mark_csv_by_words(block, delimiters);
}

#endif

/// `std::popcount` without the call it is where the processor may lack the instruction (H. S. Warren 2002, Hacker's
/// Delight, 5-1).
[[nodiscard]] constexpr std::size_t set_bits(std::uint64_t bits) noexcept {
    bits -= bits >> 1 & 0x55 * each_byte;
    bits = (bits & 0x33 * each_byte) + (bits >> 2 & 0x33 * each_byte);
    return static_cast<std::size_t>(((bits + (bits >> 4)) & 0x0F * each_byte) * each_byte >> 56);
}

/// The places of the marks of a piece of text, first to last.
class csv_mark_list {
public:
    /// The most blocks in a piece: so few that the list stays in the processor's nearest cache.
    static constexpr std::size_t blocks = 16;

    [[nodiscard]] const std::size_t* begin() const noexcept { return next_; }
    [[nodiscard]] const std::size_t* end() const noexcept { return end_; }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - next_); }

    void clear() noexcept { next_ = end_ = places_.get(); }
    void drop(std::size_t count) noexcept { next_ += count; }
    void drop_to(const std::size_t* place) noexcept { next_ = place; }

    /// Adds the marks of a block that begins at this place. Most blocks have few: those are written without a question,
    /// with some places behind them that count for nothing.
    void add(std::size_t block, std::uint64_t marks) noexcept {
        std::size_t* to = end_;
        end_ += set_bits(marks);
        do {
            for (int i = 0; i < 8; ++i) {
                *to++ = block + static_cast<std::size_t>(std::countr_zero(marks | high_bit));
                marks &= marks - 1;
            }
        } while (marks != 0);
    }

private:
    static constexpr std::uint64_t high_bit = std::uint64_t{1} << (csv_block_size - 1);

    std::unique_ptr<std::size_t[]> places_ = std::make_unique<std::size_t[]>(blocks * csv_block_size + 8);
    const std::size_t* next_ = places_.get();
    std::size_t* end_ = places_.get();
};

}  // namespace emptor::io::detail
