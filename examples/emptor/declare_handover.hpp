// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor handover`, explained.

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "declare_log.hpp"
#include "handover.hpp"

namespace program {

inline constexpr std::string_view handover_examples = R"(Examples:
  emptor handover purchases.csv --who case --when time --role role
  emptor handover purchases.csv --who case --when time --role role --what activity \
      --approves 'Approve order','Release order' --refuses 'Send back' --escalates 'Ask the board' --format json

How it counts: two events of one case that follow each other are a hand-over from the role of the first to that of the
second, and the time between them is charged to the second role, for it is that role that was waited for. Events of one
time follow each other as their rows do.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

inline void declare(CLI::App& handover, handover_words& said) {
    handover.add_option("FILE", said.log.files, "CSV with a header each; - or none: standard input")->type_name("");
    const auto option = [&](const std::string& name, std::string& to, const std::string& meaning,
                            const std::string& value, const char* group) {
        return handover.add_option(name, to, meaning)->type_name(value)->group(group);
    };
    constexpr const char* question = "The question";
    option("--who", said.log.who, "the column that tells cases apart; several make one key", "COL[,COL...]", question);
    option("--when", said.log.when, "the column of times", "COL", question);
    option("--role", said.log.role, "the column of roles", "COL", question);
    option("--what", said.log.what, "the column of events, for the three below", "COL", question);
    option("--approves", said.approves, "the events that are approvals", "A,B,...", question);
    option("--refuses", said.refuses, "the events that are refusals", "A,B,...", question);
    option("--escalates", said.escalates, "the events that pass a decision on", "A,B,...", question);
    handover.add_option("--where", said.log.where, "only rows that have this value; of several, all must hold")
        ->type_name("COL=VALUE")
        ->group(question)
        ->allow_extra_args(false);
    constexpr const char* input = "How the log is written";
    option("--unit", said.log.unit, "times are numbers since 1970, in s, ms, us or ns", "UNIT", input);
    option("--time-format", said.log.time_format, "times are not ISO 8601, but as strptime's %d.%m.%Y %H:%M", "FORMAT",
           input);
    option("--delimiter", said.log.delimiter, "what stands between fields, a comma if not said; or tab", "C", input)
        ->default_str("");
    option("--encoding", said.log.encoding, "text is not UTF-8 but, say, GB18030 or UTF-16", "NAME", input);
    constexpr const char* output = "The answer";
    option("--format", said.log.format, "text, json or csv; if not said, what the name of --output ends with, or text",
           "NAME", output);
    option("--output", said.log.output, "write there, whole or not at all, instead of to standard output", "FILE",
           output);
    option("--title", said.log.title, "what stands above the text", "TEXT", output);
    handover.footer("\n" + std::string{handover_examples});
}

}  // namespace program
