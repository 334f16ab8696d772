// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Times with the year first, in the shapes of ISO 8601 and near it.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include <emptor/io/detail/time_parts.hpp>
#include <emptor/io/detail/word.hpp>
#include <emptor/io/parsed_time.hpp>

namespace emptor::io::detail {

[[nodiscard]] constexpr std::uint64_t word_of(const char* text) noexcept {
    if (!std::is_constant_evaluated()) return load_word(text);
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return word;
}

/// Eight characters of which those that are `0` stand for any digit, the others for themselves.
struct digit_pattern {
    consteval explicit digit_pattern(const char (&pattern)[9]) : characters{word_of(pattern)} {
        for (int i = 0; i < 8; ++i) room |= std::uint64_t{pattern[i] == '0' ? 0x7FU - 9 : 0x7FU} << (8 * i);
    }

    std::uint64_t characters;
    std::uint64_t room{};  // what may be added to each byte before its high bit is set
};

struct digit_pairs {
    std::uint64_t numbers{};  ///< what each two neighbouring digits make, in the byte of the first
    bool match{};             ///< the text has the pattern

    [[nodiscard]] constexpr unsigned operator[](int byte) const noexcept {
        return static_cast<unsigned>(numbers >> (8 * byte) & 0xFF);
    }
};

[[nodiscard]] constexpr digit_pairs match_digits(const char* text, digit_pattern pattern) noexcept {
    const std::uint64_t digits = word_of(text) ^ pattern.characters;
    return {.numbers = digits * 10 + (digits >> 8), .match = (((digits + pattern.room) | digits) & high_bits) == 0};
}

/// Whether a time ends here or in the usual name of UTC: nothing, `Z` or ` UTC`.
[[nodiscard]] constexpr bool is_usual_zone(const char* zone, std::size_t size) noexcept {
    if (size == 0) return true;
    if (size == 1) return zone[0] == 'Z';
    return size == 4 && zone[0] == ' ' && zone[1] == 'U' && zone[2] == 'T' && zone[3] == 'C';
}

/// The time of day of the usual shape, after a date and one character: `HH:MM:SS[.f...][Z| UTC]`.
/// @param text with the date, of at least 19 characters.
/// @param day counted from 1970-01-01.
[[nodiscard]] constexpr parsed_time parse_usual_time_of_day(std::string_view text, std::int64_t day) noexcept {
    constexpr parsed_time unusual{time_problem::unknown_shape};
    const char* const from = text.data();
    const digit_pairs time = match_digits(from + 11, digit_pattern{"00:00:00"});
    const unsigned hour = time[0];
    const unsigned minute = time[3];
    const unsigned second = time[6];
    const bool exists = time.match & (hour <= 23) & (minute <= 59) & (second <= 59);
    if (!exists || (from[10] != ' ' && from[10] != 'T')) [[unlikely]]
        return unusual;
    std::int64_t nanosecond = 0;
    std::size_t end = 19;
    if (end < text.size() && from[end] == '.') {
        std::size_t places = 0;
        for (++end; end < text.size() && from[end] >= '0' && from[end] <= '9' && places < 9; ++end, ++places) {
            nanosecond = nanosecond * 10 + (from[end] - '0');
        }
        if (places == 0) [[unlikely]]
            return unusual;
        constexpr std::array<std::int64_t, 10> units{1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000,
                                                     10'000,        1'000,       100,        10,        1};
        nanosecond *= units[places];
    }
    if (!is_usual_zone(from + end, text.size() - end)) [[unlikely]]
        return unusual;
    const std::int64_t seconds = day * 86'400 + (hour * 60 + minute) * 60 + second;
    return instant{std::chrono::nanoseconds{seconds * nanoseconds_a_second + nanosecond}};
}

/// The day of a text that begins with `YYYY-MM-DD`, counted from 1970-01-01; nothing where there is no such day from
/// 1678 to 2261.
/// @param text of at least 10 characters.
[[nodiscard]] constexpr std::optional<std::int64_t> parse_usual_day(std::string_view text) noexcept {
    const char* const from = text.data();
    const digit_pairs left = match_digits(from, digit_pattern{"0000-00-"});
    const auto day_tens = static_cast<unsigned>(from[8] - '0');
    const auto day_ones = static_cast<unsigned>(from[9] - '0');
    const civil_date date{.year = left[0] * 100 + left[2], .month = left[5], .day = day_tens * 10 + day_ones};
    const bool exists = left.match & (day_tens <= 9) & (day_ones <= 9) & (date.year - 1678 <= 2261 - 1678) &
                        (date.month - 1 <= 11) & (date.day - 1 <= 30);
    if (!exists || (date.day > 28 && date.day > days_in(date.year, date.month))) [[unlikely]]
        return std::nullopt;
    return days_since_epoch(date);
}

/// `YYYY-MM-DD[T ]HH:MM:SS[.f...][Z| UTC]`, the shape most logs have. Every other shape, and whatever is wrong, is
/// of unknown shape here.
[[nodiscard]] constexpr parsed_time parse_usual_time(std::string_view text) noexcept {
    if (text.size() >= 19) [[likely]] {
        if (const auto day = parse_usual_day(text)) [[likely]]
            return parse_usual_time_of_day(text, *day);
    }
    return parsed_time{time_problem::unknown_shape};
}

/// `parse_usual_time` for the times of a log, whose day is most often that of the time before.
class usual_time_reader {
public:
    [[nodiscard]] parsed_time operator()(std::string_view text) noexcept {
        if (text.size() < 19) [[unlikely]]
            return parsed_time{time_problem::unknown_shape};
        const std::uint64_t year_and_month = load_word(text.data());
        const std::uint64_t month_and_day = load_word(text.data() + 2);
        if (year_and_month != year_and_month_ || month_and_day != month_and_day_) {
            const auto day = parse_usual_day(text);
            if (!day) return parsed_time{time_problem::unknown_shape};
            year_and_month_ = year_and_month;
            month_and_day_ = month_and_day;
            day_ = *day;
        }
        return parse_usual_time_of_day(text, day_);
    }

private:
    std::uint64_t year_and_month_{word_of("1970-01-")};
    std::uint64_t month_and_day_{word_of("70-01-01")};
    std::int64_t day_{};
};

/// What to say of a text that does not begin with a year: whether it looks like another date, or like a number.
[[nodiscard]] constexpr parsed_time of_unknown_shape(time_cursor cursor) noexcept {
    time_cursor number = cursor;
    number.take_either('-', '+');
    if (number.digits() > 0) {
        number.skip(number.digits());
        if (number.take('.')) number.skip(number.digits());
        number.skip_spaces();
        if (number.at_end()) return parsed_time{time_problem::bare_number};
    }
    const auto one_or_two = [&cursor] {
        const std::size_t n = cursor.digits();
        cursor.skip(n);
        return n == 1 || n == 2;
    };
    if (one_or_two()) {
        const char between = cursor.peek();
        if ((between == '/' || between == '-' || between == '.') && cursor.take(between) && one_or_two() &&
            cursor.take(between) && cursor.at_digit()) {
            return parsed_time{time_problem::ambiguous, between};
        }
    }
    return parsed_time{time_problem::unknown_shape};
}

enum class date_shape : std::uint8_t { none, dashed, slashed, basic };

/// Reads a date and says how it was written.
[[nodiscard]] constexpr date_shape take_date(time_cursor& cursor, civil_date& date) noexcept {
    const std::size_t digits = cursor.digits();
    if (digits == 8) {
        cursor.take_number(date.year, 4, 4);
        cursor.take_number(date.month, 2, 2);
        cursor.take_number(date.day, 2, 2);
        return date_shape::basic;
    }
    if (digits != 4) return date_shape::none;
    cursor.take_number(date.year, 4, 4);
    const bool slashed = cursor.peek() == '/';
    const std::size_t least = slashed ? 1 : 2;
    const char between = slashed ? '/' : '-';
    if (!cursor.take(between) || !cursor.take_number(date.month, least, 2) || !cursor.take(between) ||
        !cursor.take_number(date.day, least, 2) || cursor.at_digit()) {
        return date_shape::none;
    }
    return slashed ? date_shape::slashed : date_shape::dashed;
}

/// The time of day after a date of the given shape.
[[nodiscard]] constexpr time_problem take_time_of_day(time_cursor& cursor, date_shape shape,
                                                      time_parts& parts) noexcept {
    const std::size_t digits = cursor.digits();
    const bool basic = shape == date_shape::basic && (digits == 4 || digits == 6);
    if (!cursor.take_number(parts.hour, shape == date_shape::slashed ? 1 : 2, 2)) return time_problem::unknown_shape;
    if (!basic && !cursor.take(':')) return time_problem::unknown_shape;
    if (!cursor.take_number(parts.minute, 2, 2)) return time_problem::unknown_shape;
    if (basic ? digits == 4 : !cursor.take(':')) return time_problem::none;
    if (!cursor.take_number(parts.second, 2, 2)) return time_problem::unknown_shape;
    return cursor.take_either('.', ',') ? cursor.take_fraction(parts.nanosecond, 9) : time_problem::none;
}

/// Every shape `parse_time(text)` promises.
[[nodiscard]] constexpr parsed_time parse_iso_time(std::string_view text) noexcept {
    time_cursor cursor{text};
    cursor.skip_spaces();
    if (cursor.at_end()) return parsed_time{time_problem::empty};
    const time_cursor whole = cursor;
    time_parts parts;
    const date_shape shape = take_date(cursor, parts.date);
    if (shape == date_shape::none) return of_unknown_shape(whole);
    time_cursor end = cursor;  // of what was understood
    bool has_time = false;
    if (cursor.take_either('T', 't') || (cursor.take(' ') && cursor.at_digit())) {
        if (const auto problem = take_time_of_day(cursor, shape, parts); problem != time_problem::none) {
            return problem == time_problem::unknown_shape ? of_unknown_shape(whole) : parsed_time{problem};
        }
        has_time = true;
        end = cursor;
        cursor.take(' ');
        if (cursor.peek() == '+' || cursor.peek() == '-') {
            if (const auto problem = cursor.take_offset(parts.offset); problem != time_problem::none) {
                return parsed_time{problem};
            }
            end = cursor;
        } else if (cursor.take_utc()) {
            end = cursor;
        }
    }
    cursor = end;
    cursor.skip_spaces();
    if (cursor.at_end()) return to_instant(parts);
    const char next = static_cast<char>(cursor.peek() | 0x20);
    const bool letters = next >= 'a' && next <= 'z';
    const bool noon = letters && (next == 'a' || next == 'p') && (cursor.peek(1) | 0x20) == 'm';
    if (letters && !noon && has_time) return parsed_time{time_problem::unknown_zone};
    return parsed_time{time_problem::trailing_text, static_cast<std::int64_t>(cursor.place())};
}

}  // namespace emptor::io::detail
