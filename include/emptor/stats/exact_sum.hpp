// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A sum that does not depend on the order.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Adds finite numbers exactly, and rounds once, when it is read (an accumulator that spans all of `double`: U. Kulisch
/// 1971). So sums of parts, in any order, add up to the very sum of the whole. 272 bytes.
class exact_sum {
public:
    constexpr exact_sum() noexcept = default;

    /// @throws std::invalid_argument if the value is infinite or NaN.
    constexpr void count(double value) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        const auto exponent = static_cast<unsigned>(bits >> 52 & 0x7ff);
        if (exponent == 0x7ff) throw std::invalid_argument{"emptor::exact_sum: an infinite value, or none at all"};
        const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
        const std::uint64_t whole = exponent == 0 ? fraction : fraction | std::uint64_t{1} << 52;
        const unsigned shift = exponent == 0 ? 0 : exponent - 1;  // in units of 2^-1074
        const std::size_t at = shift / 64;
        const unsigned within = shift % 64;
        const std::uint64_t low = whole << within;
        const std::uint64_t high = whole >> 1 >> (63 - within);
        if (bits >> 63 == 0) {
            add(at, low, high);
        } else {
            subtract(at, low, high);
        }
    }

    /// Adds what `other` added.
    constexpr exact_sum& operator+=(const exact_sum& other) noexcept {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::uint64_t sum = words_[i] + carry;
            carry = sum < carry ? 1 : 0;
            words_[i] = sum + other.words_[i];
            if (words_[i] < sum) ++carry;
        }
        return *this;
    }

    /// The `double` nearest to the sum, to even where two are; infinite where it is too large for any.
    [[nodiscard]] constexpr double value() const noexcept {
        const bool negative = words_.back() >> 63 != 0;
        const exact_sum size = negative ? negated() : *this;
        std::size_t top = size.words_.size();
        while (top > 0 && size.words_[top - 1] == 0) --top;
        if (top == 0) return 0;
        // The number's leading 53 bits, where it has as many, and what is below them.
        const std::size_t bits = 64 * top - static_cast<std::size_t>(std::countl_zero(size.words_[top - 1]));
        const std::size_t dropped = bits > 53 ? bits - 53 : 0;
        std::uint64_t whole = size.words_[dropped / 64] >> dropped % 64;
        if (dropped % 64 != 0 && dropped / 64 + 1 < size.words_.size()) {
            whole |= size.words_[dropped / 64 + 1] << (64 - dropped % 64);
        }
        whole &= (std::uint64_t{1} << 53) - 1;
        std::uint64_t exponent = dropped + 1;
        if (dropped > 0 && size.bit(dropped - 1) && ((whole & 1) != 0 || size.any_below(dropped - 1))) ++whole;
        if (whole >> 53 != 0) {
            whole >>= 1;
            ++exponent;
        }
        std::uint64_t result = exponent >= 0x7ff ? std::uint64_t{0x7ff} << 52 : whole;
        if (whole >> 52 != 0 && exponent < 0x7ff) {
            result = (whole & ((std::uint64_t{1} << 52) - 1)) | exponent << 52;
        }
        return std::bit_cast<double>(result | std::uint64_t{negative} << 63);
    }

    friend constexpr bool operator==(const exact_sum&, const exact_sum&) noexcept = default;

private:
    // Carries are numbers, not branches: which way they go is as good as random.
    constexpr void add(std::size_t at, std::uint64_t low, std::uint64_t high) noexcept {
        const std::uint64_t first = words_[at] + low;
        const std::uint64_t second = words_[at + 1] + high;
        const std::uint64_t carried = second + std::uint64_t{first < low};
        words_[at] = first;
        words_[at + 1] = carried;
        bool carry = static_cast<bool>(static_cast<int>(second < high) | static_cast<int>(carried < second));
        for (at += 2; carry && at < words_.size(); ++at) carry = ++words_[at] == 0;
    }

    constexpr void subtract(std::size_t at, std::uint64_t low, std::uint64_t high) noexcept {
        const std::uint64_t first = words_[at];
        const std::uint64_t second = words_[at + 1] - high;
        const std::uint64_t carried = second - std::uint64_t{first < low};
        bool borrow = static_cast<bool>(static_cast<int>(words_[at + 1] < high) | static_cast<int>(carried > second));
        words_[at] = first - low;
        words_[at + 1] = carried;
        for (at += 2; borrow && at < words_.size(); ++at) borrow = words_[at]-- == 0;
    }

    [[nodiscard]] constexpr exact_sum negated() const noexcept {
        exact_sum result;
        std::uint64_t carry = 1;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            result.words_[i] = ~words_[i] + carry;
            carry = carry != 0 && result.words_[i] == 0 ? 1 : 0;
        }
        return result;
    }

    [[nodiscard]] constexpr bool bit(std::size_t at) const noexcept { return (words_[at / 64] >> at % 64 & 1) != 0; }

    [[nodiscard]] constexpr bool any_below(std::size_t at) const noexcept {
        for (std::size_t i = 0; i < at / 64; ++i) {
            if (words_[i] != 0) return true;
        }
        return (words_[at / 64] & ((std::uint64_t{1} << at % 64) - 1)) != 0;
    }

    // In units of 2^-1074, in two's complement: 2098 bits for one number, and room for 2^77 of them.
    std::array<std::uint64_t, 34> words_{};
};

static_assert(aggregate_of<exact_sum, double>);

}  // namespace emptor
