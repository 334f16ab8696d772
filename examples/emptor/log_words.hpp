// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What every question to a log has in common on the command line.

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "command_line.hpp"
#include "failure.hpp"
#include "words.hpp"

namespace program {

/// An option with a value, in a group of the help page.
inline CLI::Option* add_value(CLI::App& command, const char* group, const std::string& name, std::string& to,
                              const std::string& meaning, const std::string& value) {
    return command.add_option(name, to, meaning)->type_name(value)->group(group);
}

/// Declares what says how the log is written, and where the answer goes.
/// @param formats what is said of --format.
inline void declare_log(CLI::App& command, funnel_words& said, const std::string& formats) {
    command.add_option("FILE", said.files, "CSV with a header each; - or none: standard input")->type_name("");
    command.add_option("--where", said.where, "only rows that have this value; of several, all must hold")
        ->type_name("COL=VALUE")
        ->group("The question")
        ->allow_extra_args(false);
    constexpr const char* input = "How the log is written";
    add_value(command, input, "--unit", said.unit, "times are numbers since 1970, in s, ms, us or ns", "UNIT");
    add_value(command, input, "--time-format", said.time_format,
              "times are not ISO 8601, but as strptime's %d.%m.%Y %H:%M", "FORMAT");
    add_value(command, input, "--delimiter", said.delimiter, "what stands between fields, a comma if not said; or tab",
              "C")
        ->default_str("");
    add_value(command, input, "--encoding", said.encoding, "text is not UTF-8 but, say, GB18030 or UTF-16", "NAME");
    constexpr const char* output = "The answer";
    add_value(command, output, "--format", said.format, formats, "NAME");
    add_value(command, output, "--output", said.output,
              "write there, whole or not at all, instead of to standard output", "FILE");
    add_value(command, output, "--title", said.title, "what stands above it, in text and svg", "TEXT");
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
