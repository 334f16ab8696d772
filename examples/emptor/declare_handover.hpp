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
    const auto option = [&](const std::string& name, std::string& to, const std::string& meaning,
                            const std::string& value) {
        return add_value(handover, "The question", name, to, meaning, value);
    };
    option("--who", said.log.who, "the column that tells cases apart; several make one key", "COL[,COL...]");
    option("--when", said.log.when, "the column of times", "COL");
    option("--role", said.log.role, "the column of roles", "COL");
    option("--what", said.log.what, "the column of events, for the three below", "COL");
    option("--approves", said.approves, "the events that are approvals", "A,B,...");
    option("--refuses", said.refuses, "the events that are refusals", "A,B,...");
    option("--escalates", said.escalates, "the events that pass a decision on", "A,B,...");
    declare_log(handover, said.log, "text, json or csv; if not said, what the name of --output ends with, or text");
    handover.footer("\n" + std::string{handover_examples});
}

}  // namespace program
