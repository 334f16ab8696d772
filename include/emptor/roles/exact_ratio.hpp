// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A ratio of two whole numbers, without rounding.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include <emptor/roles/detail/big_unsigned.hpp>

namespace emptor {

/// A ratio of two whole numbers from 0, of any size: the power of one of two hundred members is exact, too.
///
/// Equal ratios are equal however they are written: 2/4 is 1/2.
class exact_ratio {
public:
    constexpr exact_ratio() = default;

    /// @throws std::invalid_argument if the denominator is 0.
    constexpr exact_ratio(std::uint64_t numerator, std::uint64_t denominator = 1)
        : exact_ratio{detail::big_unsigned{numerator}, detail::big_unsigned{denominator}} {}

    /// @private
    constexpr exact_ratio(detail::big_unsigned numerator, detail::big_unsigned denominator)
        : numerator_{std::move(numerator)}, denominator_{std::move(denominator)} {
        if (denominator_.is_zero()) {
            throw std::invalid_argument{"emptor::exact_ratio: the denominator is 0; it must be 1 or more"};
        }
    }

    /// The nearest double; of two as near, the one with an even last bit. For ratios below 2^1000 that are 0 or above
    /// 2^-1000, as every share of power is.
    [[nodiscard]] constexpr double value() const {
        if (numerator_.is_zero()) return 0;
        // The quotient is brought to 55 or 56 bits, of which the lowest takes up whether anything was left over.
        constexpr int wanted = 55;
        const int shift =
            wanted - static_cast<int>(numerator_.bit_width()) + static_cast<int>(denominator_.bit_width());
        detail::big_unsigned rest = numerator_ << static_cast<std::size_t>(std::max(shift, 0));
        const detail::big_unsigned divisor = denominator_ << static_cast<std::size_t>(std::max(-shift, 0));
        const std::uint64_t quotient = rest.divide(divisor).low();
        double nearest = static_cast<double>(quotient | (rest.is_zero() ? 0U : 1U));
        for (int i = 0; i < shift; ++i) nearest /= 2;
        for (int i = 0; i > shift; --i) nearest *= 2;
        return nearest;
    }

    /// The ratio in lowest terms: `421/2145`, or `3` for a whole number.
    [[nodiscard]] constexpr std::string text() const {
        const auto shared = detail::greatest_common_divisor(numerator_, denominator_);
        auto rest = denominator_;
        const auto denominator = rest.divide(shared);
        rest = numerator_;
        auto written = rest.divide(shared).text();
        if (denominator != 1) written += '/' + denominator.text();
        return written;
    }

    friend constexpr bool operator==(const exact_ratio& left, const exact_ratio& right) {
        return left.numerator_ * right.denominator_ == right.numerator_ * left.denominator_;
    }

private:
    detail::big_unsigned numerator_;
    detail::big_unsigned denominator_{1};
};

}  // namespace emptor
