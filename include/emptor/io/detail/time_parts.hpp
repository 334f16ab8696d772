// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A time in parts, as text gives it, and the instant they make.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <emptor/io/detail/civil.hpp>
#include <emptor/io/parsed_time.hpp>

namespace emptor::io::detail {

inline constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;

struct time_parts {
    civil_date date{};
    unsigned hour{};
    unsigned minute{};
    unsigned second{};
    std::int64_t nanosecond{};
    std::int64_t offset{};  ///< seconds east of UTC
};

/// The instant some seconds and nanoseconds (0 to 999,999,999) after 1970, if 64 bits of nanoseconds hold it.
[[nodiscard]] constexpr parsed_time to_instant(std::int64_t seconds, std::int64_t nanoseconds) noexcept {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t last = most / nanoseconds_a_second;
    // The first second begins before the first nanosecond: it is counted from its end.
    const bool fits =
        seconds < last ? seconds > -last - 1 || (seconds == -last - 1 &&
                                                 nanoseconds >= nanoseconds_a_second - most % nanoseconds_a_second - 1)
                       : seconds == last && nanoseconds <= most % nanoseconds_a_second;
    if (!fits) return parsed_time{time_problem::out_of_range};
    const std::int64_t total = seconds < 0 ? (seconds + 1) * nanoseconds_a_second + (nanoseconds - nanoseconds_a_second)
                                           : seconds * nanoseconds_a_second + nanoseconds;
    return instant{std::chrono::nanoseconds{total}};
}

/// Checks the parts and puts them together.
///
/// 24:00:00 is the midnight that ends the day. The leap second 23:59:60 at the end of a month in UTC is the second
/// that follows it, as in POSIX time, which has no place for it; no other minute has a second 60.
[[nodiscard]] constexpr parsed_time to_instant(const time_parts& parts) noexcept {
    if (parts.date.month < 1 || parts.date.month > 12)
        return parsed_time{time_problem::no_such_month, parts.date.month};
    if (parts.date.day < 1 || parts.date.day > days_in(parts.date.year, parts.date.month)) {
        return parsed_time{time_problem::no_such_day, pack(parts.date)};
    }
    const bool ends_the_day = parts.hour == 24 && parts.minute == 0 && parts.second == 0 && parts.nanosecond == 0;
    if (parts.hour > 23 && !ends_the_day) return parsed_time{time_problem::no_such_hour, parts.hour};
    if (parts.minute > 59) return parsed_time{time_problem::no_such_minute, parts.minute};
    if (parts.second > 60) return parsed_time{time_problem::no_such_second, parts.second};
    const std::int64_t seconds =
        days_since_epoch(parts.date) * 86'400 + parts.hour * 3'600 + parts.minute * 60 + parts.second - parts.offset;
    if (parts.second == 60 && (seconds % 86'400 != 0 || date_of(seconds / 86'400).day != 1)) {
        return parsed_time{time_problem::no_leap_second};
    }
    return to_instant(seconds, parts.nanosecond);
}

/// Reads text from the left.
class time_cursor {
public:
    constexpr explicit time_cursor(std::string_view text) noexcept : text_{text} {}

    [[nodiscard]] constexpr bool at_end() const noexcept { return place_ == text_.size(); }
    [[nodiscard]] constexpr std::size_t place() const noexcept { return place_; }
    [[nodiscard]] constexpr char peek(std::size_t ahead = 0) const noexcept {
        return place_ + ahead < text_.size() ? text_[place_ + ahead] : '\0';
    }
    [[nodiscard]] constexpr bool at_digit(std::size_t ahead = 0) const noexcept {
        return peek(ahead) >= '0' && peek(ahead) <= '9';
    }
    [[nodiscard]] constexpr std::size_t digits() const noexcept {
        std::size_t n = 0;
        while (at_digit(n)) ++n;
        return n;
    }
    constexpr void skip(std::size_t n = 1) noexcept { place_ += n; }
    constexpr bool take(char c) noexcept {
        if (at_end() || peek() != c) return false;
        ++place_;
        return true;
    }
    constexpr bool take_either(char a, char b) noexcept { return take(a) || take(b); }
    constexpr void skip_spaces() noexcept {
        while (peek() == ' ' || (peek() >= '\t' && peek() <= '\r')) ++place_;
    }

    /// A word of ASCII letters, in any case.
    constexpr bool take_word(std::string_view word) noexcept {
        for (std::size_t i = 0; i < word.size(); ++i) {
            if ((peek(i) | 0x20) != (word[i] | 0x20)) return false;
        }
        place_ += word.size();
        return true;
    }

    /// Between `least` and `most` digits, as many as there are.
    constexpr bool take_number(unsigned& number, std::size_t least, std::size_t most) noexcept {
        std::size_t n = 0;
        unsigned value = 0;
        for (; n < most && at_digit(n); ++n) value = value * 10 + static_cast<unsigned>(peek(n) - '0');
        if (n < least) return false;
        number = value;
        place_ += n;
        return true;
    }

    /// The digits of a fraction, at least one, as so many units: of `places` digits, and zeros after them.
    [[nodiscard]] constexpr time_problem take_fraction(std::int64_t& units, std::size_t places) noexcept {
        if (!at_digit()) return time_problem::unknown_shape;
        units = 0;
        for (std::size_t i = 0; i < places; ++i) {
            units *= 10;
            if (at_digit()) units += text_[place_++] - '0';
        }
        while (take('0')) {
        }
        return at_digit() ? time_problem::too_precise : time_problem::none;
    }

    /// An offset from UTC: `Z`, `+HH:MM`, `+HHMM` or `+HH`.
    [[nodiscard]] constexpr time_problem take_offset(std::int64_t& seconds) noexcept {
        seconds = 0;
        if (take_either('Z', 'z')) return time_problem::none;
        const bool west = peek() == '-';
        if (!take_either('+', '-')) return time_problem::no_such_offset;
        unsigned hours = 0;
        unsigned minutes = 0;
        if (!take_number(hours, 2, 2)) return time_problem::no_such_offset;
        if (const bool colon = take(':'); colon || at_digit()) {
            if (!take_number(minutes, 2, 2)) return time_problem::no_such_offset;
        }
        if (hours > 23 || minutes > 59) return time_problem::no_such_offset;
        const std::int64_t east = hours * 3'600 + minutes * 60;
        seconds = west ? -east : east;
        return time_problem::none;
    }

    /// The name of UTC.
    constexpr bool take_utc() noexcept { return take_word("UTC") || take_word("GMT") || take_either('Z', 'z'); }

private:
    std::string_view text_;
    std::size_t place_{};
};

}  // namespace emptor::io::detail
