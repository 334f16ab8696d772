// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The Gregorian calendar, carried back before its time, as arithmetic.

#include <array>
#include <cstdint>

namespace emptor::io::detail {

struct civil_date {
    unsigned year{};   ///< 0 to 9999
    unsigned month{};  ///< 1 to 12
    unsigned day{};    ///< from 1

    friend constexpr bool operator==(const civil_date&, const civil_date&) noexcept = default;
};

inline constexpr std::array<const char*, 12> month_names{"January",   "February", "March",    "April",
                                                         "May",       "June",     "July",     "August",
                                                         "September", "October",  "November", "December"};
inline constexpr std::array<const char*, 7> weekday_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                          "Thursday", "Friday", "Saturday"};

[[nodiscard]] constexpr bool is_leap(unsigned year) noexcept {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// @param month 1 to 12.
[[nodiscard]] constexpr unsigned days_in(unsigned year, unsigned month) noexcept {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return 30 + ((month + month / 8) & 1);
}

/// Days since 1970-01-01. Years are counted from March, so that the leap day comes last; the months from March on
/// begin on day (153 m + 2) / 5 of theirs.
[[nodiscard]] constexpr std::int64_t days_since_epoch(const civil_date& date) noexcept {
    const bool late = date.month > 2;
    const unsigned year = date.year + 400 - (late ? 0 : 1);  // 400 years, of 146,097 days, keep it positive
    const unsigned month = late ? date.month - 3 : date.month + 9;
    const unsigned days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1;
    constexpr std::int64_t epoch = 146'097 + 719'468;  // the days before 1970-01-01, counted likewise
    return static_cast<std::int64_t>(days) - epoch;
}

/// The date of a day from year 0 to 9999; the inverse of `days_since_epoch`.
[[nodiscard]] constexpr civil_date date_of(std::int64_t days_since_1970) noexcept {
    const auto days = static_cast<std::uint64_t>(days_since_1970 + 146'097 + 719'468);
    const std::uint64_t era = days / 146'097;
    const std::uint64_t of_era = days % 146'097;
    const std::uint64_t year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
    const std::uint64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::uint64_t month = (5 * of_year + 2) / 153;
    return {.year = static_cast<unsigned>(400 * era + year_of_era - 400 + (month >= 10 ? 1 : 0)),
            .month = static_cast<unsigned>(month < 10 ? month + 3 : month - 9),
            .day = static_cast<unsigned>(of_year - (153 * month + 2) / 5 + 1)};
}

/// 0 is Sunday. 1970-01-01 was a Thursday.
[[nodiscard]] constexpr unsigned weekday_of(std::int64_t days_since_1970) noexcept {
    return static_cast<unsigned>(((days_since_1970 + 4) % 7 + 7) % 7);
}

[[nodiscard]] constexpr std::int64_t pack(const civil_date& date) noexcept {
    return std::int64_t{date.year} * 10'000 + date.month * 100 + date.day;
}

[[nodiscard]] constexpr civil_date unpack(std::int64_t packed) noexcept {
    return {.year = static_cast<unsigned>(packed / 10'000),
            .month = static_cast<unsigned>(packed / 100 % 100),
            .day = static_cast<unsigned>(packed % 100)};
}

}  // namespace emptor::io::detail
