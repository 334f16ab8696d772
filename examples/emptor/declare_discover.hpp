// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor discover`, explained.

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "declare_log.hpp"
#include "discover.hpp"

namespace program {

inline constexpr std::string_view discover_examples = R"(Examples:
  emptor discover shop.csv --who buyer --when time --what event --at-least 5%
  emptor discover shop.csv --who buyer --when time --what event --at-least 100 --output shop.mmd
  emptor flow shop.csv --who buyer --when time --what event --process shop.mmd
  emptor discover shop.csv --who buyer --when time --what event --format cpp --namespace shop --output shop.hpp

How it finds one: each state of the log is a stage, and an event that leads to it; what came right after what is a row.
Rare rows are left out by --at-least. A stage that can then no longer be reached from the start, or from which no end can
be, is left out, too, unless --keep-stages adds the most frequent rows that lead there. Two things that happen in any
order look like a circle. The text says what was left out, and how many of the log's paths the process allows.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

inline void declare(CLI::App& discover, discover_words& said) {
    constexpr const char* question = "The question";
    add_value(discover, question, "--who", said.log.who, "the column that tells entities apart; several make one key",
              "COL[,COL...]");
    add_value(discover, question, "--when", said.log.when, "the column of times", "COL");
    add_value(discover, question, "--what", said.log.what, "the column of states or events", "COL");
    add_value(discover, question, "--at-least", said.at_least,
              "keep moves made so often, or by this share of those\nwho were in the stage: 10, 5% or 0.05", "N|SHARE")
        ->default_str("");
    discover
        .add_flag("--keep-stages", said.keep_stages,
                  "leave no state out: keep the most frequent moves by which each is reached and may end")
        ->group(question);
    declare_log(discover, said.log, "text, mermaid or cpp; if not said, what the name of\n--output ends with, or text");
    add_value(discover, "The answer", "--namespace", said.space, "of what stands in cpp; discovered if not said",
              "NAME")
        ->default_str("");
    discover.footer("\n" + std::string{discover_examples});
}

}  // namespace program
