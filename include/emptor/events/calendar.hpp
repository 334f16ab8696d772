// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Minutes, hours, days, ISO weeks, months and years as buckets of time.

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <stdexcept>
#include <string>

namespace emptor {
namespace detail {

template <class Length>
inline constexpr bool is_calendar_months = false;
template <std::integral Rep, class Period>
inline constexpr bool is_calendar_months<std::chrono::duration<Rep, Period>> =
    std::ratio_equal_v<Period, std::chrono::months::period> || std::ratio_equal_v<Period, std::chrono::years::period>;

/// The second that a moment is in.
/// @throws std::invalid_argument for one that is not a number, or more than 10^12 s (30,000 years) from 1970.
template <class Duration>
[[nodiscard]] constexpr std::chrono::sys_seconds second_of(const std::chrono::sys_time<Duration>& time) {
    using period = typename Duration::period;
    const double seconds = static_cast<double>(time.time_since_epoch().count()) * (double{period::num} / period::den);
    if (!(seconds >= -1e12 && seconds <= 1e12)) {
        throw std::invalid_argument{"emptor::calendar_bucket: the time is " + std::to_string(seconds) +
                                    " s after 1970; it must be in the years 1 to 9999"};
    }
    return std::chrono::floor<std::chrono::seconds>(time);
}

}  // namespace detail

/// A moment that has a place on the calendar.
template <class Time>
concept calendar_time = requires(const Time& time) { detail::second_of(time); };

/// A length of a bucket: whole seconds (minutes, hours, days, weeks), or calendar months or years.
template <class Length>
concept calendar_length =
    detail::is_calendar_months<Length> ||
    (std::integral<typename Length::rep> && std::convertible_to<const Length&, std::chrono::seconds>);

/// Splits time into buckets as a calendar does: every moment is in one, and they have numbers that count up by 1.
///
/// @code
/// constexpr emptor::calendar_bucket by_week{std::chrono::weeks{1}, 8h};   // ISO weeks of a clock 8 hours east of UTC
/// use(by_week.start(visit.at), by_week.next(visit.at), by_week.name(visit.at));
/// @endcode
///
/// Moments are those of the system clock (`std::chrono::sys_time`) in any unit; starts are whole seconds.
///
/// `std::chrono::months` and `std::chrono::years` are those of the calendar; buckets of several are counted from the
/// year 0, so that 3 months are a quarter and 10 years a decade. All other lengths are fixed: whole weeks begin on a
/// Monday (ISO 8601), all else is counted from 1970-01-01 00:00, each on the clock of the zone. A zone is its offset
/// from UTC: one with summer time is off by an hour for a part of the year.
class calendar_bucket {
public:
    /// @param length of a bucket.
    /// @param offset of the zone's clock from UTC, positive in the east: `8h`, `-3h - 30min`.
    /// @throws std::invalid_argument unless the length is from 1 s to 1000 years, and the offset less than a day.
    template <calendar_length Length>
    explicit constexpr calendar_bucket(const Length& length, std::chrono::seconds offset = {}) : offset_{offset} {
        if (offset <= -one_day || offset >= one_day) {
            throw std::invalid_argument{"emptor::calendar_bucket: the offset is " + std::to_string(offset.count()) +
                                        " s; it must be less than a day"};
        }
        constexpr bool by_month = detail::is_calendar_months<Length>;
        constexpr std::int64_t units = [] {  // months or seconds in one of the length's own
            if constexpr (!by_month) return static_cast<std::int64_t>(Length::period::num);
            return std::int64_t{std::ratio_equal_v<typename Length::period, std::chrono::years::period> ? 12 : 1};
        }();
        constexpr std::int64_t longest = by_month ? 12'000 : std::chrono::seconds{std::chrono::years{1000}}.count();
        const auto count = static_cast<std::int64_t>(length.count());
        if (count <= 0 || count > longest / units) {
            throw std::invalid_argument{"emptor::calendar_bucket: the length is " + std::to_string(count) + " times " +
                                        std::to_string(units) + (by_month ? " months" : " s") +
                                        "; it must be from 1 s to 1000 years"};
        }
        (by_month ? months_ : seconds_) = count * units;
        if (!by_month && seconds_ % one_week.count() == 0) phase_ = first_monday;
    }

    /// The number of the bucket of a moment. Only differences mean something: so many buckets lie between.
    /// @throws std::invalid_argument unless the zone's clock shows a year from 1 to 9999.
    template <calendar_time Time>
    [[nodiscard]] constexpr std::int64_t number(const Time& moment) const {
        const std::chrono::sys_seconds time = detail::second_of(moment);
        if (time < earliest - offset_ || time > latest - offset_) {
            throw std::invalid_argument{"emptor::calendar_bucket: the time is " +
                                        std::to_string(time.time_since_epoch().count()) +
                                        " s after 1970; it must be in the years 1 to 9999"};
        }
        const std::chrono::seconds local = (time + offset_).time_since_epoch();
        if (months_ == 0) return floored(local.count() - phase_, seconds_);
        const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::floor<std::chrono::days>(local)}};
        return (int{date.year()} * std::int64_t{12} + unsigned{date.month()} - 1) / months_;
    }

    /// When a bucket begins.
    /// @throws std::invalid_argument unless it has a moment in the years 1 to 9999, or comes next after one that has.
    [[nodiscard]] constexpr std::chrono::sys_seconds start_of(std::int64_t number) const {
        if (number < this->number(earliest - offset_) || number > this->number(latest - offset_) + 1) {
            throw std::invalid_argument{"emptor::calendar_bucket: bucket " + std::to_string(number) +
                                        " is not in the years 1 to 9999"};
        }
        return unchecked_start(number);
    }

    /// When the bucket of a moment begins.
    template <calendar_time Time>
    [[nodiscard]] constexpr std::chrono::sys_seconds start(const Time& time) const {
        return unchecked_start(number(time));
    }

    /// When the bucket after that of a moment begins: the first moment that is no longer in it.
    template <calendar_time Time>
    [[nodiscard]] constexpr std::chrono::sys_seconds next(const Time& time) const {
        return unchecked_start(number(time) + 1);
    }

    /// The bucket of a moment as a reader of the zone's calendar would name it, by what it begins with: "2026",
    /// "2026-Q4", "2026-11", "2026-W47" (the ISO week, with the year that most of it is in), "2026-11-16", "2026-11-16
    /// 08:15", and with seconds where they matter.
    template <calendar_time Time>
    [[nodiscard]] std::string name(const Time& time) const {
        const std::chrono::sys_seconds local = start(time) + offset_;
        const auto day = std::chrono::floor<std::chrono::days>(local);
        const std::chrono::year_month_day date{day};
        std::string text = padded(int{date.year()}, 4);
        if (months_ != 0) {
            if (months_ % 12 == 0) return text;
            const auto month = static_cast<int>(unsigned{date.month()});
            return months_ == 3 ? text + "-Q" + std::to_string((month + 2) / 3) : text + "-" + padded(month, 2);
        }
        if (seconds_ == one_week.count()) {  // a week is in the year that its Thursday is in (ISO 8601)
            const std::chrono::sys_days thursday = day + std::chrono::days{3};
            const std::chrono::year year = std::chrono::year_month_day{thursday}.year();
            const auto days = (thursday - std::chrono::sys_days{year / std::chrono::January / 1}).count();
            return padded(int{year}, 4) + "-W" + padded(static_cast<int>(days / 7 + 1), 2);
        }
        text.append("-").append(padded(static_cast<int>(unsigned{date.month()}), 2));
        text.append("-").append(padded(static_cast<int>(unsigned{date.day()}), 2));
        if (seconds_ % one_day.count() == 0) return text;
        const auto of_day = static_cast<int>((local - day).count());
        text.append(" ").append(padded(of_day / 3600, 2)).append(":").append(padded(of_day / 60 % 60, 2));
        return seconds_ % 60 == 0 ? text : text + ":" + padded(of_day % 60, 2);
    }

    /// How far the zone's clock is ahead of UTC.
    [[nodiscard]] constexpr std::chrono::seconds offset() const noexcept { return offset_; }

    friend constexpr bool operator==(const calendar_bucket&, const calendar_bucket&) noexcept = default;

private:
    static constexpr std::chrono::seconds one_day{86'400};
    static constexpr std::chrono::seconds one_week{7 * 86'400};
    static constexpr std::int64_t first_monday = 4 * 86'400;  // 1970-01-05
    static constexpr std::chrono::sys_seconds earliest{
        std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1}};
    static constexpr std::chrono::sys_seconds latest =
        std::chrono::sys_days{std::chrono::year{10'000} / std::chrono::January / 1} - std::chrono::seconds{1};

    [[nodiscard]] static constexpr std::int64_t floored(std::int64_t value, std::int64_t by) noexcept {
        return value / by - (value % by < 0 ? 1 : 0);
    }

    [[nodiscard]] constexpr std::chrono::sys_seconds unchecked_start(std::int64_t number) const {
        if (months_ == 0) return std::chrono::sys_seconds{std::chrono::seconds{number * seconds_ + phase_} - offset_};
        const std::int64_t month = number * months_;
        const std::chrono::year_month_day first = std::chrono::year{static_cast<int>(month / 12)} /
                                                  std::chrono::month{static_cast<unsigned>(month % 12 + 1)} / 1;
        return std::chrono::sys_days{first} - offset_;
    }

    [[nodiscard]] static std::string padded(int number, std::size_t width) {
        std::string digits = std::to_string(number);
        if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
        return digits;
    }

    std::chrono::seconds offset_;
    std::int64_t months_{};   // a bucket is this many of the calendar's months, or
    std::int64_t seconds_{};  // this many seconds,
    std::int64_t phase_{};    // counted from this moment of 1970 on the zone's clock
};

}  // namespace emptor
