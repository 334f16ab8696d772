// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How the times of a log are written.

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/time.hpp>

#include "failure.hpp"
#include "options.hpp"
#include "table.hpp"
#include "words.hpp"

namespace program {

using moment = emptor::io::instant;

/// Reads times as `--unit` or `--time-format` says, else as ISO 8601.
class clock_reader {
public:
    explicit clock_reader(const input_options& input) {
        if (!input.unit.empty()) {
            unit_ = emptor::io::time_unit_of(input.unit);
            if (!unit_) throw bad_usage("--unit is " + in_quotes(input.unit) + "; it must be s, ms, us or ns");
        }
        if (input.time_format.empty()) return;
        try {
            format_.emplace(input.time_format);
        } catch (const std::invalid_argument& error) {
            throw bad_usage("--time-format is " + in_quotes(input.time_format) + ": " + error.what());
        }
    }

    [[nodiscard]] emptor::io::parsed_time operator()(std::string_view text) {
        if (unit_) return emptor::io::parse_time(text, *unit_);
        if (format_) return emptor::io::parse_time(text, *format_);
        if (const auto usual = usual_(text)) [[likely]]
            return usual;
        return emptor::io::parse_time(text);
    }

    /// What is wrong with a text that is no time, and which option would help.
    [[nodiscard]] std::string why(const emptor::io::parsed_time& refused) const {
        using emptor::io::time_problem;
        switch (refused.problem()) {
            case time_problem::bare_number:
                return "a bare number; say its unit: --unit s, ms, us or ns";
            case time_problem::mismatch:
                return refused.why() + " " + in_quotes(format_ ? format_->text() : "");
            case time_problem::out_of_range:
                return refused.why() + (unit_ ? "; is --unit " + std::string{symbol()} + " right?" : "");
            case time_problem::ambiguous:
            case time_problem::unknown_shape:
            case time_problem::trailing_text:
                return refused.why() + (format_ ? "" : " (--time-format)");
            default:
                return refused.why();
        }
    }

private:
    [[nodiscard]] std::string_view symbol() const {
        constexpr std::string_view symbols[] = {"s", "ms", "us", "ns"};
        return symbols[static_cast<std::size_t>(*unit_)];
    }

    emptor::io::detail::usual_time_reader usual_;
    std::optional<emptor::io::time_unit> unit_;
    std::optional<emptor::io::time_format> format_;
};

/// The time in a column of the row.
/// @throws failure that says where it stands and what is wrong, if it is none.
[[nodiscard]] inline moment time_in(table& row, std::size_t column, clock_reader& clock) {
    const std::string_view text = row[column];
    const emptor::io::parsed_time read = clock(text);
    if (read) return *read;
    const std::string name = row.here() + "column " + in_quotes(row.column_name(column));
    if (read.problem() == emptor::io::time_problem::empty)
        throw bad_data(name + " is empty, where a time was expected");
    throw bad_data(name + " is " + in_quotes(text) + ": " + clock.why(read));
}

}  // namespace program
