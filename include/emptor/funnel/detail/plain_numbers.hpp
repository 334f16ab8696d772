// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers in sentences, the same in every locale.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include <emptor/stats/detail/written.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor::detail {

/// A number with so many decimals, halves away from 0, and never "-0.0"; one of 10^12 or more as `written`.
/// @pre `decimals` is at most 6.
[[nodiscard]] inline std::string with_decimals(double number, std::size_t decimals) {
    if (!(std::abs(number) < 1e12)) return written(number);
    const double scaled = std::round(std::abs(number) * std::pow(10.0, static_cast<double>(decimals)));
    std::string digits = std::to_string(static_cast<std::uint64_t>(scaled));
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    if (number < 0 && scaled > 0) digits.insert(0, 1, '-');
    return digits;
}

/// A share as "25 %", with a decimal where it has one.
[[nodiscard]] inline std::string in_per_cent(double share) {
    const std::string text = with_decimals(share * 100, 1);
    return (text.ends_with(".0") ? text.substr(0, text.size() - 2) : text) + " %";
}

/// "p = 0.0125", or "p < 0.0001".
[[nodiscard]] inline std::string p_in_words(double p) {
    if (p < 0.0001) return "p < 0.0001";
    return std::string{"p = "}.append(with_decimals(p, 4));
}

/// "new 25.0 % (250 of 1000)".
[[nodiscard]] inline std::string share_in_words(const std::string& name, const proportion& seen) {
    std::string text = name + " ";
    if (const auto rate = seen.rate()) text.append(with_decimals(*rate * 100, 1)).append(" % ");
    text.append("(").append(std::to_string(seen.taken())).append(" of ");
    return text.append(std::to_string(seen.chances())).append(")");
}

}  // namespace emptor::detail
