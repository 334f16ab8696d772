// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whole numbers of any size.

#include <algorithm>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emptor::detail {

/// A whole number from 0, as large as memory allows: coalitions of hundreds of members are more than 2^64.
///
/// Just the arithmetic that exact counts need, written to be right and short. Digits of 32 bits, so that a product of
/// two fits the largest standard type.
class big_unsigned {
public:
    constexpr big_unsigned() = default;

    constexpr big_unsigned(std::uint64_t value) {
        for (; value != 0; value >>= digit_bits) digits_.push_back(static_cast<std::uint32_t>(value));
    }

    /// The number written with digits of so many bits, the least first.
    [[nodiscard]] static constexpr big_unsigned of_digits(std::span<const std::uint64_t> digits, unsigned bits) {
        big_unsigned number;
        number.digits_.assign((digits.size() * bits + digit_bits - 1) / digit_bits + 2, 0);
        for (std::size_t i = 0; i < digits.size(); ++i) {
            const std::size_t at = i * bits / digit_bits;
            const std::size_t offset = i * bits % digit_bits;
            number.digits_[at] |= static_cast<std::uint32_t>(digits[i] << offset);
            const std::uint64_t rest = digits[i] >> (digit_bits - offset);
            number.digits_[at + 1] |= static_cast<std::uint32_t>(rest);
            number.digits_[at + 2] |= static_cast<std::uint32_t>(rest >> digit_bits);
        }
        number.trim();
        return number;
    }

    [[nodiscard]] static constexpr big_unsigned power_of_two(std::size_t exponent) {
        return big_unsigned{1} << exponent;
    }

    [[nodiscard]] constexpr bool is_zero() const noexcept { return digits_.empty(); }

    /// The number of bits up to the highest that is set; 0 of 0.
    [[nodiscard]] constexpr std::size_t bit_width() const noexcept {
        return digits_.empty() ? 0 : (digits_.size() - 1) * digit_bits + width_of(digits_.back());
    }

    /// How often 2 divides it; 0 of 0.
    [[nodiscard]] constexpr std::size_t twos() const noexcept {
        if (is_zero()) return 0;
        std::size_t digit = 0;
        while (digits_[digit] == 0) ++digit;
        return digit * digit_bits + static_cast<std::size_t>(std::countr_zero(digits_[digit]));
    }

    constexpr big_unsigned& operator+=(const big_unsigned& other) {
        digits_.resize(std::max(digits_.size(), other.digits_.size()) + 1, 0);
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            carry += std::uint64_t{digits_[i]} + (i < other.digits_.size() ? other.digits_[i] : 0);
            digits_[i] = static_cast<std::uint32_t>(carry);
            carry >>= digit_bits;
        }
        trim();
        return *this;
    }

    /// @pre `other <= *this`
    constexpr big_unsigned& operator-=(const big_unsigned& other) noexcept {
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            const std::uint64_t taken = (i < other.digits_.size() ? other.digits_[i] : 0) + borrow;
            borrow = digits_[i] < taken ? 1 : 0;
            digits_[i] = static_cast<std::uint32_t>(digits_[i] - taken);
        }
        trim();
        return *this;
    }

    /// Adds the product of `left` and `right`.
    constexpr void add_product(const big_unsigned& left, const big_unsigned& right) {
        const std::size_t size = left.digits_.size() + right.digits_.size();
        digits_.resize(std::max(digits_.size(), size) + 1, 0);
        for (std::size_t i = 0; i < left.digits_.size(); ++i) {
            std::uint64_t carry = 0;
            for (std::size_t j = 0; j < right.digits_.size(); ++j) {
                carry += std::uint64_t{left.digits_[i]} * right.digits_[j] + digits_[i + j];
                digits_[i + j] = static_cast<std::uint32_t>(carry);
                carry >>= digit_bits;
            }
            for (std::size_t j = i + right.digits_.size(); carry != 0; ++j) {
                carry += digits_[j];
                digits_[j] = static_cast<std::uint32_t>(carry);
                carry >>= digit_bits;
            }
        }
        trim();
    }

    [[nodiscard]] friend constexpr big_unsigned operator*(const big_unsigned& left, const big_unsigned& right) {
        big_unsigned product;
        product.add_product(left, right);
        return product;
    }

    [[nodiscard]] friend constexpr big_unsigned operator<<(const big_unsigned& number, std::size_t bits) {
        if (number.is_zero()) return number;
        big_unsigned shifted;
        shifted.digits_.assign(number.digits_.size() + bits / digit_bits + 1, 0);
        for (std::size_t i = 0; i < number.digits_.size(); ++i) {
            const std::uint64_t wide = std::uint64_t{number.digits_[i]} << (bits % digit_bits);
            shifted.digits_[i + bits / digit_bits] |= static_cast<std::uint32_t>(wide);
            shifted.digits_[i + bits / digit_bits + 1] = static_cast<std::uint32_t>(wide >> digit_bits);
        }
        shifted.trim();
        return shifted;
    }

    constexpr big_unsigned& operator>>=(std::size_t bits) {
        const std::size_t gone = std::min(bits / digit_bits, digits_.size());
        digits_.erase(digits_.begin(), digits_.begin() + static_cast<std::ptrdiff_t>(gone));
        const std::size_t rest = bits % digit_bits;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            const std::uint64_t next = i + 1 < digits_.size() ? digits_[i + 1] : 0;
            digits_[i] = static_cast<std::uint32_t>((next << digit_bits | digits_[i]) >> rest);
        }
        trim();
        return *this;
    }

    /// Divides by `divisor`, not 0, and returns what is left over.
    constexpr std::uint32_t divide(std::uint32_t divisor) noexcept {
        std::uint64_t rest = 0;
        for (std::size_t i = digits_.size(); i-- > 0;) {
            rest = rest << digit_bits | digits_[i];
            digits_[i] = static_cast<std::uint32_t>(rest / divisor);
            rest %= divisor;
        }
        trim();
        return static_cast<std::uint32_t>(rest);
    }

    /// Divides by `divisor`, not 0, and returns the whole part, one bit after the other.
    constexpr big_unsigned divide(const big_unsigned& divisor) {
        big_unsigned quotient;
        if (*this < divisor) return quotient;
        const std::size_t steps = bit_width() - divisor.bit_width() + 1;
        quotient.digits_.assign(steps / digit_bits + 1, 0);
        big_unsigned part = divisor << (steps - 1);
        for (std::size_t bit = steps; bit-- > 0; part >>= 1) {
            if (*this < part) continue;
            *this -= part;
            quotient.digits_[bit / digit_bits] |= std::uint32_t{1} << (bit % digit_bits);
        }
        quotient.trim();
        return quotient;
    }

    /// The lowest 64 bits.
    [[nodiscard]] constexpr std::uint64_t low() const noexcept {
        const auto digit = [&](std::size_t i) { return i < digits_.size() ? std::uint64_t{digits_[i]} : 0; };
        return digit(1) << digit_bits | digit(0);
    }

    /// The number in decimal.
    [[nodiscard]] constexpr std::string text() const {
        if (is_zero()) return "0";
        std::string reversed;
        for (big_unsigned rest = *this; !rest.is_zero();) {
            std::uint32_t group = rest.divide(1'000'000'000);
            for (int i = 0; i < 9 && !(rest.is_zero() && group == 0); ++i, group /= 10) {
                reversed += static_cast<char>('0' + group % 10);
            }
        }
        return {reversed.rbegin(), reversed.rend()};
    }

    friend constexpr bool operator==(const big_unsigned&, const big_unsigned&) = default;

    friend constexpr std::strong_ordering operator<=>(const big_unsigned& left, const big_unsigned& right) noexcept {
        if (left.digits_.size() != right.digits_.size()) return left.digits_.size() <=> right.digits_.size();
        for (std::size_t i = left.digits_.size(); i-- > 0;) {
            if (left.digits_[i] != right.digits_[i]) return left.digits_[i] <=> right.digits_[i];
        }
        return std::strong_ordering::equal;
    }

private:
    static constexpr unsigned digit_bits = 32;

    static constexpr std::size_t width_of(std::uint32_t digit) noexcept {
        return static_cast<std::size_t>(digit_bits - static_cast<unsigned>(std::countl_zero(digit)));
    }

    constexpr void trim() noexcept {
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
    }

    std::vector<std::uint32_t> digits_;  // the least first, the last not 0
};

/// The greatest number that divides both, by halving and subtracting (J. Stein 1967, J. Comput. Phys. 1, 397-405).
[[nodiscard]] constexpr big_unsigned greatest_common_divisor(big_unsigned left, big_unsigned right) {
    if (left.is_zero()) return right;
    if (right.is_zero()) return left;
    const std::size_t shared = std::min(left.twos(), right.twos());
    left >>= left.twos();
    while (!right.is_zero()) {
        right >>= right.twos();
        if (right < left) std::swap(left, right);
        right -= left;
    }
    return left << shared;
}

}  // namespace emptor::detail
