// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text to time and back.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <emptor/io/detail/iso_time.hpp>
#include <emptor/io/detail/time_parts.hpp>
#include <emptor/io/parsed_time.hpp>
#include <emptor/io/time_format.hpp>

namespace emptor::io {

/// Reads a time whose shape says what it means: the year first, as in ISO 8601.
///
/// | part | shapes |
/// |---|---|
/// | date | `2020-01-31`, `20200131`; `2020/01/31` and `2020/1/31`, whose hour may be one digit too |
/// | between | `T` or a space |
/// | time | nothing (midnight), `12:00`, `12:00:00`, with `.` or `,` and a fraction; after `20200131` also `1200`,
/// `120000` | | zone | nothing (UTC), `Z`, ` UTC`, ` GMT`, `+01:00`, `+0100`, `+01`; a space before it or none |
///
/// Spaces around it are passed over. 24:00:00 is the next midnight; the leap second 23:59:60 at the end of a month in
/// UTC is the second after it. Refused are dates and hours that do not exist; day and month before the year, whose
/// order nobody can know (03/04/2020); digits finer than a nanosecond that are not 0; years beyond 1677 to 2262.
[[nodiscard]] constexpr parsed_time parse_time(std::string_view text) noexcept {
    if (const parsed_time quick = detail::parse_usual_time(text)) [[likely]]
        return quick;
    return detail::parse_iso_time(text);
}

/// Units of a time given as a bare number.
enum class time_unit : std::uint8_t { seconds, milliseconds, microseconds, nanoseconds };

/// The unit of that symbol: s, ms, us or ns.
[[nodiscard]] constexpr std::optional<time_unit> time_unit_of(std::string_view symbol) noexcept {
    if (symbol == "s") return time_unit::seconds;
    if (symbol == "ms") return time_unit::milliseconds;
    if (symbol == "us") return time_unit::microseconds;
    if (symbol == "ns") return time_unit::nanoseconds;
    return std::nullopt;
}

/// Reads a decimal number of units since 1970-01-01T00:00:00Z: 1569888000, -1, or 1569888000.123, which is exact.
///
/// Digits finer than a nanosecond must be 0; exponents and signs other than one leading `-` or `+` are refused.
[[nodiscard]] constexpr parsed_time parse_time(std::string_view text, time_unit unit) noexcept {
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    const std::size_t places = 9 - 3 * static_cast<std::size_t>(unit);
    std::uint64_t factor = 1;
    for (std::size_t i = 0; i < places; ++i) factor *= 10;

    detail::time_cursor cursor{text};
    cursor.skip_spaces();
    if (cursor.at_end()) return parsed_time{time_problem::empty};
    const bool negative = cursor.peek() == '-';
    cursor.take_either('-', '+');
    if (!cursor.at_digit()) return parsed_time{time_problem::no_number};
    std::uint64_t whole = 0;
    bool fits = true;
    for (; cursor.at_digit(); cursor.skip()) {
        const auto digit = static_cast<std::uint64_t>(cursor.peek() - '0');
        fits = fits && whole <= (most + 1 - digit) / 10;
        if (fits) whole = whole * 10 + digit;
    }
    std::int64_t fraction = 0;
    if (cursor.take('.')) {
        const time_problem problem = cursor.take_fraction(fraction, places);
        if (problem == time_problem::unknown_shape) return parsed_time{time_problem::no_number};
        if (problem != time_problem::none) return parsed_time{problem};
    }
    cursor.skip_spaces();
    if (!cursor.at_end()) return parsed_time{time_problem::no_number};

    const std::uint64_t limit = negative ? most + 1 : most;
    const auto rest = static_cast<std::uint64_t>(fraction);
    if (!fits || whole > (limit - rest) / factor) return parsed_time{time_problem::out_of_range};
    const std::uint64_t size = whole * factor + rest;
    if (!negative) return instant{std::chrono::nanoseconds{static_cast<std::int64_t>(size)}};
    if (size == 0) return instant{};
    return instant{std::chrono::nanoseconds{-static_cast<std::int64_t>(size - 1) - 1}};
}

/// ISO 8601 in UTC: `2020-01-31T12:00:00Z`, with as many digits of a fraction as the instant needs.
[[nodiscard]] inline std::string format_time(instant when) {
    const std::int64_t total = when.time_since_epoch().count();
    const bool borrows = total % detail::nanoseconds_a_second < 0;
    const std::int64_t seconds = total / detail::nanoseconds_a_second - (borrows ? 1 : 0);
    std::int64_t fraction = total % detail::nanoseconds_a_second + (borrows ? detail::nanoseconds_a_second : 0);
    const std::int64_t days = seconds / 86'400 - (seconds % 86'400 < 0 ? 1 : 0);
    const auto of_day = static_cast<unsigned>(seconds - days * 86'400);
    const auto [year, month, day] = detail::date_of(days);

    std::string text;
    const auto put = [&text](unsigned number, unsigned place) {
        for (; place > 0; place /= 10) text += static_cast<char>('0' + number / place % 10);
    };
    put(year, 1000), text += '-', put(month, 10), text += '-', put(day, 10), text += 'T';
    put(of_day / 3'600, 10), text += ':', put(of_day / 60 % 60, 10), text += ':', put(of_day % 60, 10);
    if (fraction != 0) {
        unsigned place = 100'000'000;
        for (; fraction % 10 == 0; fraction /= 10) place /= 10;
        text += '.';
        put(static_cast<unsigned>(fraction), place);
    }
    return text += 'Z';
}

static_assert(parse_time("1970-01-01T00:00:01Z").value() == instant{std::chrono::seconds{1}});

}  // namespace emptor::io
