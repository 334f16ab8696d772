// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the command line asks for, checked and taken apart.

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/calendar.hpp>
#include <emptor/funnel/on_refusal.hpp>
#include <emptor/io/time.hpp>

#include "matching.hpp"

namespace program {

enum class format { text, json, csv, svg, html };

/// The names of the formats, in the order of the enumerators; a file's name may end with one.
inline constexpr std::array<std::string_view, 5> format_names{"text", "json", "csv", "svg", "html"};

/// How the rows of a log are read.
struct input_options {
    std::vector<std::string> files;  ///< "-" is standard input
    char delimiter = ',';
    std::string encoding;                                    ///< as iconv calls it; empty for UTF-8
    std::string unit;                                        ///< s, ms, us or ns where times are integers; else empty
    std::string time_format;                                 ///< empty for ISO 8601
    std::vector<std::pair<std::string, std::string>> where;  ///< columns, and the values they must have
};

/// A step of a table with one row an entity.
struct wide_step {
    std::string name;
    std::string column;  ///< empty: that of the name, if there is one, else the row itself
    std::optional<std::pair<std::string, std::string>> only{};  ///< counts only where this column has this value
};

/// A name in the log, and the event of the process that it stands for.
struct mapped_name {
    std::string raw;
    std::string event;
};

/// A unit of the calendar, and how readers call it.
struct named_bucket {
    emptor::calendar_bucket bucket;
    std::string name;
};

/// What else is asked of the attempts that are counted.
struct asked_views {
    std::optional<named_bucket> trend{};
    std::optional<named_bucket> retention{};
    std::size_t periods{};   ///< of the retention
    std::string returns{};   ///< the event that is a return; empty for the last step
    std::string compare{};   ///< the column whose values are compared; may be empty
    std::string baseline{};  ///< the value that the others are compared with; empty for each pair
    std::vector<double> quantiles{};
    std::size_t next{};  ///< how many events of the lost
    std::optional<emptor::io::instant> observed_until{};

    [[nodiscard]] bool need_attempts() const noexcept { return trend || !quantiles.empty() || next > 0; }
    [[nodiscard]] bool any() const noexcept { return need_attempts() || retention || !compare.empty(); }
};

struct funnel_options {
    input_options input;
    std::vector<std::string> who;  ///< the columns that tell entities apart, together
    std::string when;
    std::string what;
    std::string_view what_option = "--what";  ///< which option named that column
    std::vector<std::string> steps;
    std::optional<std::chrono::nanoseconds> within;
    std::string by;       ///< the column that makes groups; may be empty
    bool shows_groups{};  ///< with a funnel for each
    asked_views views{};
    bool presorted{};
    std::string process;  ///< the name of a ready-made process or of a file; may be empty
    std::vector<mapped_name> map;
    std::string role;                         ///< the column of roles; may be empty
    std::string_view role_option = "--role";  ///< which option named that column
    std::string agreed;                       ///< the column that says whether others have agreed; may be empty
    emptor::refusal_effect on_refusal{};
    std::vector<wide_step> wide;
    std::optional<program::matching> matching{};  ///< where events become attempts in another way than usual
    program::format format{};
    std::string output;  ///< empty for standard output
    std::string title;
};

}  // namespace program
