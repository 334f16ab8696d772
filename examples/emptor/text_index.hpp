// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers the texts of a log, fast even where there are too many for the processor's caches.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// A table from text to number 0, 1, 2, ... in the order in which texts are first seen.
///
/// Texts of up to 27 bytes stand in the slots themselves, so that to find one takes one look at memory; and as a look at
/// memory takes longer than all else, it is begun (`prepare`) some rows before the number is asked for (`number`).
class text_index {
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    struct slot {
        std::array<std::uint64_t, 3> head{};
        std::uint32_t tail{};  // with the head: the text and its size, or for a long text its hash and its number
        std::uint32_t number{nobody};
    };

public:
    /// A text that will be looked up.
    class prepared {
        friend class text_index;
        slot wanted_{};
        std::uint64_t hash_{};
        std::string long_text_;
    };

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// The number of a text at once.
    std::uint32_t number(std::string_view text) {
        prepared key;
        prepare(key, text);
        return number(key);
    }

    void prepare(prepared& key, std::string_view text) const {
        if (text.size() < image_size) [[likely]] {
            const std::size_t size = text.size();
            const auto word = [&](std::size_t from) {
                return size > from ? bytes_of(text.data() + from, size - from) : std::uint64_t{};
            };
            key.wanted_.head = {word(0), word(8), word(16)};
            const std::uint64_t last = size > 24 ? word(24) : 0;
            key.wanted_.tail = static_cast<std::uint32_t>(last | (size + 1) << 24U);
        } else {
            key.long_text_ = text;
            key.wanted_.head = {std::hash<std::string_view>{}(text), text.size(), 0};
            key.wanted_.tail = 0;
        }
        key.hash_ = hash_of(key.wanted_);
#if defined(__GNUC__)
        if (slots_.empty()) return;
        const slot* const first = slots_.data() + place(key.hash_);
        __builtin_prefetch(first);
        __builtin_prefetch(first + 1);  // where the search goes on, which may be in the next line
#endif
    }

    /// @throws std::length_error when all 2^32 - 1 numbers are taken.
    std::uint32_t number(const prepared& key) {
        if (10 * (size_ + 1) > 7 * slots_.size()) grow();
        std::size_t at = place(key.hash_);
        for (; slots_[at].number != nobody; at = (at + 1) & (slots_.size() - 1)) {
            if (is(slots_[at], key)) return slots_[at].number;
        }
        if (size_ >= nobody) throw std::length_error{"more than 4294967295 entities"};
        slots_[at] = key.wanted_;
        if (key.wanted_.tail == 0) {
            slots_[at].head[2] = long_texts_.size();
            long_texts_.push_back(key.long_text_);
        }
        return slots_[at].number = static_cast<std::uint32_t>(size_++);
    }

private:
    static constexpr std::size_t image_size = sizeof(slot::head) + sizeof(slot::tail);

    [[nodiscard]] bool is(const slot& found, const prepared& key) const {
        if (key.wanted_.tail != 0) [[likely]] {
            return ((found.head[0] ^ key.wanted_.head[0]) | (found.head[1] ^ key.wanted_.head[1]) |
                    (found.head[2] ^ key.wanted_.head[2]) | (found.tail ^ key.wanted_.tail)) == 0;
        }
        return found.tail == 0 && found.head[0] == key.wanted_.head[0] && long_texts_[found.head[2]] == key.long_text_;
    }

    /// The first bytes, up to eight, as a number, without a loop or a call.
    [[nodiscard]] static std::uint64_t bytes_of(const char* text, std::size_t size) noexcept {
        if constexpr (std::endian::native != std::endian::little) {
            std::uint64_t bytes = 0;
            for (std::size_t i = 0; i < size && i < 8; ++i) {
                bytes |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8U * i;
            }
            return bytes;
        }
        const auto load = [text]<class Word>(Word word, std::size_t from) {
            std::memcpy(&word, text + from, sizeof word);
            return std::uint64_t{word};
        };
        if (size >= 8) return load(std::uint64_t{}, 0);
        if (size >= 4) return load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << 8U * (size - 4);
        if (size >= 2) return load(std::uint16_t{}, 0) | load(std::uint16_t{}, size - 2) << 8U * (size - 2);
        return load(std::uint8_t{}, 0);
    }

    /// Mixes the words of a slot (multiplication and the finaliser of splitmix64, G. L. Steele, D. Lea and C. H. Flood
    /// 2014). The place of a long text in its list is not known yet and does not count.
    [[nodiscard]] static std::uint64_t hash_of(const slot& wanted) noexcept {
        constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15U;
        std::uint64_t bits = wanted.head[0] * odd;
        bits = (bits ^ (bits >> 32U) ^ wanted.head[1]) * odd;
        bits = (bits ^ (bits >> 32U) ^ (wanted.tail == 0 ? 0 : wanted.head[2])) * odd;
        bits = (bits ^ (bits >> 32U) ^ wanted.tail) * 0xBF58'476D'1CE4'E5B9U;
        return bits ^ (bits >> 27U);
    }

    /// The highest bits, so that a larger table keeps the order of this one: to grow is a walk along both.
    [[nodiscard]] std::size_t place(std::uint64_t hash) const noexcept {
        return static_cast<std::size_t>(hash >> (64 - std::bit_width(slots_.size() - 1)));
    }

    void grow() {
        std::vector<slot> larger(slots_.empty() ? 1024 : 2 * slots_.size());
        larger.swap(slots_);
        for (const slot& each : larger) {
            if (each.number == nobody) continue;
            std::size_t at = place(hash_of(each));
            while (slots_[at].number != nobody) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = each;
        }
    }

    std::vector<slot> slots_;
    std::size_t size_{};
    std::vector<std::string> long_texts_;
};

/// The same for few texts, which it remembers.
class name_index {
public:
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t number) const { return names_[number]; }

    std::uint32_t number(std::string_view text) {
        const std::uint32_t found = index_.number(text);
        if (found == names_.size()) names_.emplace_back(text);
        return found;
    }

private:
    text_index index_;
    std::deque<std::string> names_;  // whose texts stay where they are
};

}  // namespace program
