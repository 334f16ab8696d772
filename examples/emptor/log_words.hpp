// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What every question to a log has in common: the log, the format of the answer, and what must be said.

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "clock.hpp"
#include "failure.hpp"
#include "funnel_words.hpp"
#include "list.hpp"
#include "options.hpp"
#include "words.hpp"

namespace program {

/// A pipe, a terminal, a device: its name says nothing of what is written to it.
[[nodiscard]] inline bool is_no_file_of_its_own(const std::string& name) {
    std::error_code unknown;
    return std::filesystem::exists(name, unknown) && !std::filesystem::is_regular_file(name, unknown);
}

[[nodiscard]] inline format format_in(const funnel_words& said) {
    if (!said.format.empty()) {
        const auto found = std::find(format_names.begin(), format_names.end(), said.format);
        if (found != format_names.end()) return static_cast<format>(found - format_names.begin());
        throw bad_usage("--format is " + in_quotes(said.format) + "; it must be " + listed(format_names, " or "));
    }
    const std::string ending = std::filesystem::path{said.output}.extension().string();
    if (ending.empty() || ending == ".txt" || is_no_file_of_its_own(said.output)) return format::text;
    for (std::size_t i = 0; i < format_names.size(); ++i) {
        if (distance(ending, "." + std::string{format_names[i]}) == 0) return static_cast<format>(i);
    }
    throw bad_usage("--output is " + in_quotes(said.output) + ", whose ending names no format; say --format " +
                    listed(format_names, " or "));
}

[[nodiscard]] inline char delimiter_in(const std::string& text) {
    if (text == "tab" || text == "\\t") return '\t';
    const bool fits = text.size() == 1 && text[0] > 0 && text[0] != '"' && text[0] != '\n' && text[0] != '\r';
    if (!fits)
        throw bad_usage("--delimiter is " + in_quotes(text) +
                        "; it must be one ASCII character that is no quote, or tab");
    return text[0];
}

[[nodiscard]] inline input_options input_in(const funnel_words& said) {
    input_options input{.files = said.files,
                        .delimiter = delimiter_in(said.delimiter),
                        .encoding = said.encoding,
                        .unit = said.unit,
                        .time_format = said.time_format,
                        .where = {}};
    if (input.files.empty()) input.files.emplace_back("-");
    if (std::count(input.files.begin(), input.files.end(), "-") > 1) throw bad_usage("standard input can be read once");
    if (!said.unit.empty() && !said.time_format.empty()) {
        throw bad_usage("--unit and --time-format exclude each other: times are numbers or text");
    }
    static_cast<void>(clock_reader{input});  // is refused now, not after a look at the first file
    for (const std::string& each : said.where) input.where.push_back(equation_in("--where", each));
    return input;
}

/// What is asked of every log: how it is written, whose the events are, when they were, and what.
[[nodiscard]] inline funnel_options options_in(const funnel_words& said) {
    funnel_options options{};
    options.input = input_in(said);
    options.who = names_in("--who", said.who);
    options.when = said.when;
    options.what = said.what;
    return options;
}

inline void require_said(const std::string& value, const std::string& name, const std::string& meaning) {
    if (value.empty()) throw bad_usage(name + " is missing: " + meaning);
}

/// The format that is asked for, one of those that the command has: what --format says, else what the name of --output
/// ends with, else text.
/// @param command its name, for messages.
template <std::size_t N>
[[nodiscard]] std::string_view format_among(const std::array<std::string_view, N>& formats, const std::string& command,
                                            const funnel_words& said) {
    const auto known = [&](std::string_view name) { return std::find(formats.begin(), formats.end(), name); };
    if (!said.format.empty()) {
        const auto found = known(said.format);
        if (found != formats.end()) return *found;
        throw bad_usage(command + " has no format " + in_quotes(said.format) + "; it must be " +
                        listed(formats, " or "));
    }
    const std::string ending = std::filesystem::path{said.output}.extension().string();
    if (ending.empty() || ending == ".txt" || is_no_file_of_its_own(said.output)) return "text";
    const auto found = known(ending == ".mmd" ? "mermaid" : std::string_view{ending}.substr(1));
    if (found != formats.end()) return *found;
    throw bad_usage("--output is " + in_quotes(said.output) + ", whose ending names no format; say --format " +
                    listed(formats, " or "));
}

}  // namespace program
