// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers, shares and durations as machines read them exactly and people read them fast.

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include <emptor/stats/interval.hpp>

namespace emptor::io::detail {

/// The shortest text that reads back as the same number. Finite numbers only: others have no text in JSON.
[[nodiscard]] inline std::string exact(double value) {
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} ? std::string{text.data(), end} : std::string{};
}

/// `value` with that many decimals, or with three digits and an exponent from 10^15 on.
[[nodiscard]] inline std::string rounded(double value, int decimals) {
    std::array<char, 64> text{};
    const auto [end, error] =
        std::abs(value) < 1e15
            ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals)
            : std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3);
    return error == std::errc{} ? std::string{text.data(), end} : std::string{};
}

/// `value` with that many decimals at most: no zeros at the end.
[[nodiscard]] inline std::string trimmed(double value, int decimals) {
    std::string text = rounded(value, decimals);
    if (text.find('.') == std::string::npos || text.find('e') != std::string::npos) return text;
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

/// A count with a comma between thousands: 1,234,567.
[[nodiscard]] inline std::string grouped(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

/// "1 event", "2 events", "1 entity", "2 entities".
[[nodiscard]] inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return grouped(count).append(" ").append(count == 1 ? one : many);
}

/// A share as a percentage of about three digits. Neither "0 %" nor "100 %" is said of anything else.
[[nodiscard]] inline std::string percent(double share) {
    const double value = share * 100;
    if (value == 0) return "0 %";
    if (value == 100) return "100 %";
    if (value > 0 && value < 0.01) return "<0.01 %";
    if (value > 99.9 && value < 100) return ">99.9 %";
    return rounded(value, std::abs(value) < 9.995 ? 2 : 1) + " %";
}

/// An interval of shares: "9.9–11.2 %".
[[nodiscard]] inline std::string percent(const interval& shares) {
    if (shares.low >= 0 && shares.high > 0 && shares.high < 0.0001) return "<0.01 %";
    const int decimals = shares.high * 100 < 9.995 ? 2 : 1;
    return rounded(shares.low * 100, decimals) + "–" + rounded(shares.high * 100, decimals) + " %";
}

/// A number of no known unit, with about four digits.
[[nodiscard]] inline std::string amount(double value) {
    const double size = std::abs(value);
    if (size > 0 && size < 0.001) {
        std::array<char, 32> text{};
        const auto end =
            std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3).ptr;
        return {text.data(), end};
    }
    if (size >= 1e15) return rounded(value, 0);
    const std::string text = trimmed(value, size < 1 ? 4 : size < 100 ? 2 : size < 1000 ? 1 : 0);
    const std::size_t digits = text.find('.') == std::string::npos ? text.size() : text.find('.');
    std::string out = text;
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = digits; at > first + 3; at -= 3) out.insert(at - 3, 1, ',');
    return out;
}

/// A duration as people say it, in the largest unit that fits: "250 ms", "12.3 s", "1 m 23 s", "3 h 5 m", "14.7 d",
/// "2.4 y" (of 365.2425 days).
[[nodiscard]] inline std::string duration(double seconds) {
    if (seconds < 0) return "-" + duration(-seconds);
    if (seconds == 0) return "0 s";
    const auto fits = [](double value, double limit) { return std::round(value * 10) / 10 < limit; };
    const auto pair = [](double small, std::string_view large_unit, std::string_view small_unit) {
        const auto whole = static_cast<std::uint64_t>(small);
        std::string text = std::to_string(whole / 60).append(" ").append(large_unit);
        return whole % 60 == 0 ? text
                               : text.append(" ").append(std::to_string(whole % 60)).append(" ").append(small_unit);
    };
    if (fits(seconds * 1e9, 1000))
        return (seconds * 1e9 < 0.1 ? amount(seconds * 1e9) : trimmed(seconds * 1e9, 1)) + " ns";
    if (fits(seconds * 1e6, 1000)) return trimmed(seconds * 1e6, 1) + " µs";
    if (fits(seconds * 1e3, 1000)) return trimmed(seconds * 1e3, 1) + " ms";
    if (fits(seconds, 60)) return trimmed(seconds, 1) + " s";
    if (std::round(seconds) < 3600) return pair(std::round(seconds), "m", "s");
    if (std::round(seconds / 60) < 24 * 60) return pair(std::round(seconds / 60), "h", "m");
    constexpr double day = 86400, year = 365.2425 * day;
    if (seconds < year) return trimmed(seconds / day, seconds < 99.95 * day ? 1 : 0) + " d";
    return amount(std::round(seconds / year * 10) / 10) + " y";
}

}  // namespace emptor::io::detail
