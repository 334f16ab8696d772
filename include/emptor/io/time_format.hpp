// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Times in a shape of the user's own.

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/io/detail/civil.hpp>
#include <emptor/io/detail/time_parts.hpp>
#include <emptor/io/parsed_time.hpp>

namespace emptor::io {

/// The shape of a time, in the words of `strptime`.
///
/// | word | reads |
/// |---|---|
/// | `%Y` `%y` | the year: four digits; two, of which 69 to 99 are 1969 to 1999 and the others 2000 to 2068 |
/// | `%m` `%b` `%B` `%h` | the month: one or two digits; its English name, whole or the first three letters, in any
/// case | | `%d` `%e` | the day: one or two digits |
/// | `%a` `%A` | the weekday by its English name; it must be that of the date |
/// | `%H` `%I` `%p` | the hour: one or two digits, to 24; to 12, which needs `%p`, AM or PM |
/// | `%M` `%S` `%f` | the minute and the second: one or two digits; the digits of a fraction |
/// | `%z` `%Z` | the zone: `Z`, `+01:00`, `+0100`, `+01`; UTC, GMT or Z. Without either it is UTC |
/// | `%s` | seconds since 1970 in UTC, which may have a sign and a fraction; nothing else may stand beside it but text
/// | | `%F` `%T` `%R` `%D` | `%Y-%m-%d`, `%H:%M:%S`, `%H:%M`, and `%m/%d/%y` |
/// | `%%` `%n` `%t` | a percent sign; white space |
///
/// A second takes the fraction that follows it, after a `.` or `,`, unless the format goes on with one of these. White
/// space in the format stands for any amount of it, even none; every other character for itself.
class time_format {
public:
    /// @throws std::invalid_argument that names a word which is unknown, stands twice, or lacks another it needs.
    explicit time_format(std::string_view format);

    /// Reads a text that is wholly of this shape.
    [[nodiscard]] parsed_time operator()(std::string_view text) const noexcept;

    /// The format as it was given.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    friend bool operator==(const time_format&, const time_format&) = default;

private:
    struct fields : detail::time_parts {
        bool afternoon{};
        int weekday{-1};
        std::int64_t epoch{};
    };

    [[nodiscard]] static std::string expanded(std::string_view format);
    static void check(std::string_view expanded);
    static time_problem take(char word, bool fraction_follows, detail::time_cursor& cursor, fields& found) noexcept;
    static time_problem take_epoch(detail::time_cursor& cursor, fields& found) noexcept;

    std::string text_;
    std::string words_;  // without abbreviations
    bool is_epoch_{};
    bool has_noon_{};
};

/// Reads a time of that shape.
[[nodiscard]] inline parsed_time parse_time(std::string_view text, const time_format& format) noexcept {
    return format(text);
}

inline time_format::time_format(std::string_view format) : text_{format}, words_{expanded(format)} {
    check(words_);
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
        if (words_[i] != '%') continue;
        ++i;
        is_epoch_ = is_epoch_ || words_[i] == 's';
        has_noon_ = has_noon_ || words_[i] == 'p';
    }
}

/// Writes abbreviations out: one word for one part of the time.
inline std::string time_format::expanded(std::string_view format) {
    constexpr std::array<std::pair<char, std::string_view>, 11> short_for{{{'F', "%Y-%m-%d"},
                                                                           {'T', "%H:%M:%S"},
                                                                           {'R', "%H:%M"},
                                                                           {'D', "%m/%d/%y"},
                                                                           {'e', "%d"},
                                                                           {'B', "%b"},
                                                                           {'h', "%b"},
                                                                           {'A', "%a"},
                                                                           {'n', " "},
                                                                           {'t', " "},
                                                                           {'%', "%%"}}};
    constexpr std::string_view words = "YymbdaHIpMSfzZs";
    std::string result;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            result += format[i];
            continue;
        }
        const char word = ++i < format.size() ? format[i] : '\0';
        bool known = words.find(word) != std::string_view::npos;
        if (known) (result += '%') += word;
        for (const auto& [shorter, longer] : short_for) {
            if (word != shorter) continue;
            result += longer;
            known = true;
        }
        if (!known) {
            throw std::invalid_argument{
                "emptor::io::time_format: the format \"" + std::string{format} + "\" has " +
                (i < format.size() ? std::string{'%', word} : std::string{"a % at its end"}) +
                "; allowed are %Y %y %m %b %B %h %d %e %a %A %H %I %p %M %S %f %z %Z %s %F %T %R %D %n %t %%"};
        }
    }
    return result;
}

inline void time_format::check(std::string_view words) {
    const auto count = [words](std::string_view which) {
        std::size_t n = 0;
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (words[i] == '%' && which.find(words[++i]) != std::string_view::npos) ++n;
        }
        return n;
    };
    const auto demand = [](bool holds, const char* what) {
        if (!holds) throw std::invalid_argument{std::string{"emptor::io::time_format: "} + what};
    };
    demand(count("s") <= 1, "%s stands twice in the format");
    if (count("s") == 1) {
        demand(count("YymbdaHIpMSfzZ") == 0, "%s is the whole time; no other part may stand beside it in the format");
        return;
    }
    demand(count("Yy") == 1, "a format needs the year once: %Y or %y (or %F, %D; or %s alone)");
    demand(count("mb") == 1, "a format needs the month once: %m, %b or %B");
    demand(count("d") == 1, "a format needs the day once: %d or %e");
    demand(count("a") <= 1, "the weekday stands twice in the format");
    demand(count("HI") <= 1, "the hour stands twice in the format: %H or %I");
    demand(count("I") == count("p"), "%I and %p (AM or PM) need each other in a format, once");
    demand(count("M") <= count("HI"), "%M needs one %H or %I in the format, and stands once");
    demand(count("S") <= count("M"), "%S needs one %M in the format, and stands once");
    demand(count("f") <= count("S"), "%f needs one %S in the format, and stands once");
    demand(count("zZ") <= 1, "the zone stands twice in the format: %z or %Z");
}

inline parsed_time time_format::operator()(std::string_view text) const noexcept {
    detail::time_cursor cursor{text};
    fields found;
    const auto mismatch = [&cursor] {
        return parsed_time{time_problem::mismatch, static_cast<std::int64_t>(cursor.place())};
    };
    cursor.skip_spaces();
    if (cursor.at_end()) return parsed_time{time_problem::empty};
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const char word = words_[i];
        if (word == ' ' || (word >= '\t' && word <= '\r')) {
            cursor.skip_spaces();
        } else if (word != '%' || words_[i + 1] == '%') {
            if (!cursor.take(word)) return mismatch();
            if (word == '%') ++i;
        } else {
            ++i;
            const char next = i + 1 < words_.size() ? words_[i + 1] : '\0';
            const bool fraction_follows = next == '.' || next == ',' || (next == '%' && words_[i + 2] == 'f');
            const auto problem = take(words_[i], fraction_follows, cursor, found);
            if (problem == time_problem::mismatch) return mismatch();
            if (problem != time_problem::none) return parsed_time{problem, found.hour};
        }
    }
    cursor.skip_spaces();
    if (!cursor.at_end()) return mismatch();
    if (is_epoch_) return detail::to_instant(found.epoch, found.nanosecond);
    if (has_noon_) found.hour = found.hour % 12 + (found.afternoon ? 12 : 0);
    const parsed_time when = detail::to_instant(found);
    if (when && found.weekday >= 0 &&
        detail::weekday_of(detail::days_since_epoch(found.date)) != static_cast<unsigned>(found.weekday)) {
        return parsed_time{time_problem::wrong_weekday};
    }
    return when;
}

/// Reads one part of the time.
inline time_problem time_format::take(char word, bool fraction_follows, detail::time_cursor& cursor,
                                      fields& found) noexcept {
    const auto number = [&cursor](unsigned& part, std::size_t least, std::size_t most) {
        return cursor.take_number(part, least, most) ? time_problem::none : time_problem::mismatch;
    };
    const auto fraction = [&] {
        const auto problem = cursor.take_fraction(found.nanosecond, 9);
        return problem == time_problem::unknown_shape ? time_problem::mismatch : problem;
    };
    const auto name = [&cursor](const auto& names) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string_view whole{names[i]};
            if (cursor.take_word(whole) || cursor.take_word(whole.substr(0, 3))) return static_cast<int>(i);
        }
        return -1;
    };
    switch (word) {
        case 'Y':
            return number(found.date.year, 4, 4);
        case 'y': {
            const auto problem = number(found.date.year, 2, 2);
            found.date.year += found.date.year < 69 ? 2000 : 1900;
            return problem;
        }
        case 'm':
            return number(found.date.month, 1, 2);
        case 'b': {
            const int month = name(detail::month_names);
            found.date.month = static_cast<unsigned>(month + 1);
            return month < 0 ? time_problem::mismatch : time_problem::none;
        }
        case 'd':
            return number(found.date.day, 1, 2);
        case 'a':
            found.weekday = name(detail::weekday_names);
            return found.weekday < 0 ? time_problem::mismatch : time_problem::none;
        case 'H':
            return number(found.hour, 1, 2);
        case 'I': {
            if (const auto problem = number(found.hour, 1, 2); problem != time_problem::none) return problem;
            return found.hour < 1 || found.hour > 12 ? time_problem::no_such_hour : time_problem::none;
        }
        case 'p':
            found.afternoon = cursor.take_word("PM");
            return found.afternoon || cursor.take_word("AM") ? time_problem::none : time_problem::mismatch;
        case 'M':
            return number(found.minute, 1, 2);
        case 'S': {
            if (const auto problem = number(found.second, 1, 2); problem != time_problem::none) return problem;
            const bool has_fraction = !fraction_follows && cursor.at_digit(1) && cursor.take_either('.', ',');
            return has_fraction ? fraction() : time_problem::none;
        }
        case 'f':
            return fraction();
        case 'z':
            return cursor.take_offset(found.offset);
        case 'Z':
            return cursor.take_utc() ? time_problem::none : time_problem::unknown_zone;
        case 's':
            return take_epoch(cursor, found);
        default:
            return time_problem::mismatch;
    }
}

/// Seconds since 1970 with their sign, and the nanoseconds to add to them.
inline time_problem time_format::take_epoch(detail::time_cursor& cursor, fields& found) noexcept {
    const bool negative = cursor.peek() == '-';
    cursor.take_either('-', '+');
    if (!cursor.at_digit()) return time_problem::mismatch;
    constexpr std::int64_t far = 100'000'000'000;  // out of range, and not near overflow
    std::int64_t seconds = 0;
    for (; cursor.at_digit(); cursor.skip()) seconds = seconds < far ? seconds * 10 + (cursor.peek() - '0') : far;
    if (cursor.at_digit(1) && cursor.take('.')) {
        if (const auto problem = cursor.take_fraction(found.nanosecond, 9); problem != time_problem::none)
            return problem;
    }
    found.epoch = seconds;
    if (negative) {
        found.epoch = found.nanosecond == 0 ? -seconds : -seconds - 1;
        found.nanosecond = found.nanosecond == 0 ? 0 : detail::nanoseconds_a_second - found.nanosecond;
    }
    return time_problem::none;
}

}  // namespace emptor::io
