// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether bytes are UTF-8.

#include <bit>
#include <cstddef>
#include <cstdint>

#include <emptor/io/detail/word.hpp>

namespace emptor::io::detail {

/// Checks UTF-8 a piece at a time; a character may straddle two pieces.
///
/// Strict, by the table of well-formed sequences (The Unicode Standard 15.0, table 3-7): no overlong form, no
/// surrogate, nothing beyond U+10FFFF.
class utf8_checker {
public:
    /// The index of the first byte that cannot stand where it does; `size` where all can.
    [[nodiscard]] std::size_t check(const char* piece, std::size_t size) noexcept {
        utf8_checker now = *this;  // a copy stays in registers: bytes written here could be those of the piece
        const std::size_t good = now.walk(piece, size);
        *this = now;
        return good;
    }

    /// Bytes seen of a character that is not complete yet; 0 between characters.
    [[nodiscard]] constexpr std::size_t unfinished() const noexcept { return seen_; }

private:
    /// A character of three bytes whose last two may be any that go on.
    static constexpr bool begins_three(unsigned char lead) noexcept {
        return lead > 0xE0 && lead < 0xF0 && lead != 0xED;
    }

    std::size_t walk(const char* piece, std::size_t size) noexcept {
        const auto byte = [piece](std::size_t i) { return static_cast<unsigned char>(piece[i]); };
        for (std::size_t i = 0; i < size;) {
            if (missing_ == 0) {
                if (i + 8 <= size) {
                    const std::uint64_t beyond_ascii = load_word(piece + i) & high_bits;
                    i += static_cast<std::size_t>(std::countr_zero(beyond_ascii)) / 8;
                    if (beyond_ascii == 0) continue;
                }
                while (i + 3 <= size && begins_three(byte(i)) && ((byte(i + 1) & byte(i + 2)) & 0x80) != 0 &&
                       ((byte(i + 1) | byte(i + 2)) & 0x40) == 0) {
                    i += 3;  // most of what is written beyond Europe
                }
                if (i == size) break;
                if (!begin(byte(i))) return i;
            } else if (!go_on(byte(i))) {
                return i;
            }
            ++i;
        }
        return size;
    }

    constexpr bool begin(unsigned char lead) noexcept {
        if (lead < 0x80) return true;
        if (lead < 0xC2 || lead > 0xF4) return false;
        missing_ = static_cast<unsigned char>(lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3);
        lowest_ = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        highest_ = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        seen_ = 1;
        return true;
    }

    constexpr bool go_on(unsigned char byte) noexcept {
        if (byte < lowest_ || byte > highest_) return false;
        lowest_ = 0x80;
        highest_ = 0xBF;
        ++seen_;
        if (--missing_ == 0) seen_ = 0;
        return true;
    }

    unsigned char missing_{};  // bytes this character still needs
    unsigned char seen_{};
    unsigned char lowest_{};  // what the next of them may be
    unsigned char highest_{};
};

}  // namespace emptor::io::detail
