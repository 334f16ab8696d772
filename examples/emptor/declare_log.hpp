// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How the options of every question to a log are declared to those who read the command line.

#include <string>

#include <CLI/CLI.hpp>

#include "funnel_words.hpp"

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
    add_value(command, output, "--title", said.title, "what stands above the answer", "TEXT");
}

}  // namespace program
