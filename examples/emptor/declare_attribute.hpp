// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor attribute`, explained.

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "attribute.hpp"
#include "declare_log.hpp"

namespace program {

inline constexpr std::string_view attribute_examples = R"(Examples:
  emptor attribute touches.csv --who person --when time --channel channel --converted bought
  emptor attribute visits.csv --who person --when time --channel source --what event --converted order,renewal \
      --rule last,markov,shapley --format csv

How it counts: a journey is what an entity touches until it converts, the channel of the converting row included; what
it touches after that is its next journey, and the last one may be open. Without --what the conversion stands among the
channels and is none; with --what it is an event, and the row's channel, if there is one, is a touch, too.

Rules: first and last give all to that touch; linear shares equally; position gives 40 % each to the first and the last;
decay halves with each touch that came after; markov goes by what would be lost without a channel; shapley by what a
channel adds to the others.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

inline void declare(CLI::App& attribute, attribute_words& said) {
    constexpr const char* question = "The question";
    add_value(attribute, question, "--who", said.log.who, "the column that tells entities apart; several make one key",
              "COL[,COL...]");
    add_value(attribute, question, "--when", said.log.when, "the column of times", "COL");
    add_value(attribute, question, "--channel", said.channel, "the column of channels; a row without one touches none",
              "COL");
    add_value(attribute, question, "--what", said.log.what, "the column of events, if the conversion is one", "COL");
    add_value(attribute, question, "--converted", said.converted, "the conversions", "A,B,...");
    add_value(attribute, question, "--rule", said.rules,
              "how credit is given; all if not said: first, last, linear,\nposition, decay, markov, shapley", "A,B,...")
        ->default_str("");
    declare_log(attribute, said.log, "text, json or csv; if not said, what the name of --output ends with, or text");
    attribute.footer("\n" + std::string{attribute_examples});
}

}  // namespace program
