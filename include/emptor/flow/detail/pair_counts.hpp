// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How often each pair of numbers was seen.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace emptor::detail {

/// Counts of pairs of numbers below `size()`: a square for up to 256 of them, beyond that only the pairs that occur.
class pair_counts {
public:
    static constexpr std::size_t largest_square = 256;

    pair_counts() noexcept = default;
    pair_counts(const pair_counts&) = default;
    pair_counts(pair_counts&& other) noexcept { swap(other); }
    pair_counts& operator=(pair_counts other) noexcept {
        swap(other);
        return *this;
    }
    ~pair_counts() = default;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Makes room for more numbers. Nothing has changed where this throws.
    void grow(std::size_t size) {
        if (size <= size_) return;
        if (is_square() && size > largest_square) {
            std::unordered_map<std::uint64_t, std::uint64_t> pairs;
            for_each([&](std::size_t from, std::size_t to, std::uint64_t count) { pairs[key(from, to)] = count; });
            pairs_ = std::move(pairs);
            std::vector<std::uint64_t>{}.swap(square_);
        } else if (is_square() && size > side_) {
            const std::size_t side = std::bit_ceil(size);
            std::vector<std::uint64_t> square(side * side);
            for (std::size_t from = 0; from < size_; ++from) {
                std::copy_n(&square_[from * side_], size_, &square[from * side]);
            }
            square_.swap(square);
            side_ = side;
        }
        size_ = size;
    }

    /// The count of a pair, to be added to; valid until `grow`.
    [[nodiscard]] std::uint64_t& operator()(std::size_t from, std::size_t to) {
        if (is_square()) [[likely]]
            return square_[from * side_ + to];
        return pairs_[key(from, to)];
    }

    [[nodiscard]] std::uint64_t at(std::size_t from, std::size_t to) const {
        if (is_square()) return square_[from * side_ + to];
        const auto found = pairs_.find(key(from, to));
        return found == pairs_.end() ? 0 : found->second;
    }

    /// Calls `use(from, to, count)` for each pair that was seen: of a square in order, else in any.
    template <class Use>
    void for_each(Use use) const {
        for (std::size_t from = 0; is_square() && from < size_; ++from) {
            for (std::size_t to = 0; to < size_; ++to) {
                if (const std::uint64_t count = square_[from * side_ + to]; count > 0) use(from, to, count);
            }
        }
        for (const auto& [pair, count] : pairs_) {
            if (count > 0) use(static_cast<std::size_t>(pair >> 32U), static_cast<std::size_t>(pair & lower), count);
        }
    }

private:
    void swap(pair_counts& other) noexcept {
        std::swap(size_, other.size_);
        std::swap(side_, other.side_);
        square_.swap(other.square_);
        pairs_.swap(other.pairs_);
    }

    static constexpr std::uint64_t lower = 0xFFFF'FFFF;

    [[nodiscard]] bool is_square() const noexcept { return size_ <= largest_square; }
    [[nodiscard]] static std::uint64_t key(std::size_t from, std::size_t to) noexcept {
        return std::uint64_t{from} << 32U | to;
    }

    std::size_t size_{};
    std::size_t side_{};  // of the square, a power of two
    std::vector<std::uint64_t> square_;
    std::unordered_map<std::uint64_t, std::uint64_t> pairs_;
};

}  // namespace emptor::detail
