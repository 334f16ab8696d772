// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What came of reading a time from text.

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <emptor/io/detail/civil.hpp>

namespace emptor::io {

/// An instant, in nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted: 1677-09-21 to 2262-04-11.
using instant = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Why a text is no time.
enum class time_problem : std::uint8_t {
    none,
    empty,
    unknown_shape,
    bare_number,
    no_number,
    ambiguous,
    mismatch,
    trailing_text,
    no_such_month,
    no_such_day,
    no_such_hour,
    no_such_minute,
    no_such_second,
    no_such_offset,
    no_leap_second,
    wrong_weekday,
    unknown_zone,
    too_precise,
    out_of_range,
};

/// An instant, or why there is none. 16 bytes; the sentence is made when asked for.
class parsed_time {
public:
    constexpr parsed_time(instant value) noexcept  // NOLINT: an instant is an answer
        : value_{value.time_since_epoch().count()}, problem_{time_problem::none} {}

    /// @param detail what `why()` says of the problem: the impossible number, a character, or a packed date.
    constexpr explicit parsed_time(time_problem problem, std::int64_t detail = 0) noexcept
        : value_{detail}, problem_{problem} {}

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return problem_ == time_problem::none; }
    [[nodiscard]] constexpr time_problem problem() const noexcept { return problem_; }

    /// The instant; there must be one.
    [[nodiscard]] constexpr instant operator*() const noexcept { return instant{std::chrono::nanoseconds{value_}}; }

    /// The instant.
    /// @throws std::invalid_argument with the sentence of `why()` if there is none.
    [[nodiscard]] constexpr instant value() const {
        if (problem_ != time_problem::none) throw std::invalid_argument{"emptor::io::parsed_time: " + why()};
        return **this;
    }

    /// A sentence that says what is wrong; empty for an instant.
    [[nodiscard]] std::string why() const;

    friend constexpr bool operator==(const parsed_time&, const parsed_time&) noexcept = default;

private:
    std::int64_t value_;
    time_problem problem_;
};

inline std::string parsed_time::why() const {
    const std::string number = std::to_string(value_);
    switch (problem_) {
        case time_problem::none:
            return {};
        case time_problem::empty:
            return "the text is empty, where a time was expected";
        case time_problem::unknown_shape:
            return "no known shape of a time: 2020-01-31, 2020-01-31 12:00:00 and 2020-01-31T12:00:00.5+01:00 are; "
                   "for others give the format";
        case time_problem::bare_number:
            return "a bare number: give its unit (s, ms, us or ns) or its format";
        case time_problem::no_number:
            return "no decimal number, such as 1569888000 or 1569888000.123";
        case time_problem::ambiguous: {
            const std::string between(1, static_cast<char>(value_));
            return "ambiguous date: give its format, such as %d" + between + "%m" + between + "%Y";
        }
        case time_problem::mismatch:
            return "the text does not match the format from its character " + std::to_string(value_ + 1) + " on";
        case time_problem::trailing_text:
            return "more text after a time, from character " + std::to_string(value_ + 1) + " on";
        case time_problem::no_such_month:
            return "there is no month " + number;
        case time_problem::no_such_day: {
            const auto [year, month, day] = detail::unpack(value_);
            return "there is no day " + std::to_string(day) + " in " + detail::month_names[month - 1] + " " +
                   std::to_string(year);
        }
        case time_problem::no_such_hour:
            return "there is no hour " + number;
        case time_problem::no_such_minute:
            return "there is no minute " + number;
        case time_problem::no_such_second:
            return "there is no second " + number;
        case time_problem::no_such_offset:
            return "no offset of a time zone: it goes from -23:59 to +23:59, as +HH:MM, +HHMM or +HH";
        case time_problem::no_leap_second:
            return "no leap second: second 60 ends the last minute of a month in UTC";
        case time_problem::wrong_weekday:
            return "the weekday is not that of the date";
        case time_problem::unknown_zone:
            return "unknown time zone: give UTC, GMT, Z or an offset such as +01:00";
        case time_problem::too_precise:
            return "finer than a nanosecond, which a time here cannot be";
        case time_problem::out_of_range:
            return "beyond the times that 64-bit nanoseconds can hold: 1677-09-21 to 2262-04-11";
    }
    return {};
}

}  // namespace emptor::io
