// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Short texts as numbers, and a table of them that is fast even where it is too large for the processor's caches.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace program {

/// Begins to bring a place in memory near, so that a look at it later need not wait.
inline void prefetch([[maybe_unused]] const void* place) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(place);
#endif
}

/// A text of fewer than `8 * Words + 4` bytes as numbers that no other text has.
template <std::size_t Words>
struct text_image {
    std::array<std::uint64_t, Words> head{};
    std::uint32_t tail{};  ///< the last three bytes, and the size and one above them: never 0

    static constexpr std::size_t longest = 8 * Words + 3;

    /// @pre `text.size() <= longest`
    [[nodiscard]] static text_image of(std::string_view text) noexcept {
        text_image made;
        for (std::size_t i = 0; i < Words; ++i) made.head[i] = bytes_of(text, 8 * i);
        made.tail = static_cast<std::uint32_t>(bytes_of(text, 8 * Words) | (text.size() + 1) << 24U);
        return made;
    }

    /// Mixes the numbers by multiplication (odd constants of splitmix64, G. L. Steele, D. Lea and C. H. Flood 2014).
    /// The high bits are the best.
    [[nodiscard]] std::uint64_t hash() const noexcept {
        std::uint64_t bits = 0;
        for (const std::uint64_t word : head) {
            bits = (bits ^ word) * 0x9E37'79B9'7F4A'7C15U;
            bits ^= bits >> 32U;
        }
        return (bits ^ tail) * 0xBF58'476D'1CE4'E5B9U;
    }

    friend bool operator==(const text_image& a, const text_image& b) noexcept {
        std::uint64_t different = a.tail ^ b.tail;
        for (std::size_t i = 0; i < Words; ++i) different |= a.head[i] ^ b.head[i];
        return different == 0;
    }

private:
    /// Up to eight bytes from that place on as a number, without a loop or a call.
    [[nodiscard]] static std::uint64_t bytes_of(std::string_view text, std::size_t from) noexcept {
        if (from >= text.size()) return 0;
        const std::size_t size = text.size() - from;
        if constexpr (std::endian::native != std::endian::little) {
            std::uint64_t bytes = 0;
            for (std::size_t i = 0; i < size && i < 8; ++i) {
                bytes |= std::uint64_t{static_cast<unsigned char>(text[from + i])} << 8U * i;
            }
            return bytes;
        }
        const auto load = [first = text.data() + from]<class Word>(Word word, std::size_t at) {
            std::memcpy(&word, first + at, sizeof word);
            return std::uint64_t{word};
        };
        if (size >= 8) return load(std::uint64_t{}, 0);
        if (size >= 4) return load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << 8U * (size - 4);
        if (size >= 2) return load(std::uint16_t{}, 0) | load(std::uint16_t{}, size - 2) << 8U * (size - 2);
        return load(std::uint8_t{}, 0);
    }
};

/// Numbers by image, in slots of which to find one takes one look at memory (linear probing, at most 7/10 full).
template <class Image>
class image_table {
    /// Not an image and a number, which would not be packed. The tail of a free slot is 0, which no image has.
    struct slot {
        decltype(Image::head) head{};
        decltype(Image::tail) tail{};
        std::uint32_t number{};

        [[nodiscard]] bool is_free() const noexcept { return tail == 0; }
        [[nodiscard]] Image image() const noexcept { return {head, tail}; }
    };
    static_assert(sizeof(slot) == sizeof(Image::head) + 8);

public:
    /// Begins the look at memory that `number` will take.
    void prepare(std::uint64_t hash) const noexcept {
        const slot* const first = slots_.data() + place(hash);
        prefetch(first);
        prefetch(first + 1);  // where the search goes on, which may be in the next line
    }

    /// The number of an image; of one that is new, `fresh`.
    std::uint32_t number(const Image& image, std::uint64_t hash, std::uint32_t fresh) {
        for (std::size_t at = place(hash);;) {
            // Two at a time: to leave after the first or the second would be a branch that is often guessed wrong.
            const slot& first = slots_[at];
            at = after(at);
            const slot& second = slots_[at];
            const bool is_first = first.image() == image;
            if (is_first | (second.image() == image)) [[likely]]
                return is_first ? first.number : second.number;
            if (first.is_free() || second.is_free()) return add(image, hash, fresh);
            at = after(at);
        }
    }

private:
    /// The highest bits, so that a larger table keeps the order of this one: to grow is a walk along both.
    [[nodiscard]] std::size_t place(std::uint64_t hash) const noexcept {
        return static_cast<std::size_t>(hash >> shift_);
    }

    [[nodiscard]] std::size_t after(std::size_t at) const noexcept { return (at + 1) & (slots_.size() - 1); }

    void put(const slot& one, std::uint64_t hash) {
        std::size_t at = place(hash);
        while (!slots_[at].is_free()) at = after(at);
        slots_[at] = one;
    }

    std::uint32_t add(const Image& image, std::uint64_t hash, std::uint32_t fresh) {
        if (10 * ++size_ > 7 * slots_.size()) grow();
        put({image.head, image.tail, fresh}, hash);
        return fresh;
    }

    void grow() {
        std::vector<slot> larger(2 * slots_.size());
        larger.swap(slots_);
        --shift_;
        for (const slot& each : larger) {
            if (!each.is_free()) put(each, each.image().hash());
        }
    }

    std::vector<slot> slots_ = std::vector<slot>(1024);
    int shift_ = 64 - 10;
    std::size_t size_{};
};

}  // namespace program
