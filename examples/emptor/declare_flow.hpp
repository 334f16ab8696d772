// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor flow`, explained.

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "declare_log.hpp"
#include "flow.hpp"

namespace program {

inline constexpr std::string_view flow_examples = R"(Examples:
  emptor flow shop.csv --who buyer --when time --what event
  emptor flow shop.csv --who buyer --when time --what event --output flow.svg
  emptor flow shop.csv --who buyer --when time --what event --goal purchase --what-if compare-purchase=40% \
      --output flow.html
  emptor flow shop.csv --who buyer --when time --what event --process five_stage \
      --map search=search_begun,compare=shortlisted,purchase=chosen,review=delivered

How it counts: the events of an entity in order of time are its path, from one event to the next; those of one time follow
each other as their rows do. A path begins with the first event of its entity and ends with its last, which has no time
until the next one. An event without a name is left out. With --process each path is compared with the nearest one that
the process allows; names that are no event of it are left out of that.

With --goal the moves are taken for those of a Markov chain, each as likely as it was seen, and the end of a path, called
(ends), for a loss; with --still-open a path may go on after its last event, and says nothing of its next. --what-if gives
a move another share of those who are in FROM; the other moves from there share the rest in proportion. How long it takes
is by Kaplan and Meier, with those who have not come yet until the log's last event.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

inline void declare(CLI::App& flow, flow_words& said) {
    constexpr const char* question = "The question";
    add_value(flow, question, "--who", said.log.who, "the column that tells entities apart; several make one key",
              "COL[,COL...]");
    add_value(flow, question, "--when", said.log.when, "the column of times", "COL");
    add_value(flow, question, "--what", said.log.what, "the column of states or events", "COL");
    add_value(flow, question, "--top", said.top, "so many paths, the most frequent first; 10 if not said", "N")
        ->default_str("");
    add_value(flow, question, "--by-step", said.by_step, "which share of paths is in each state at each of N steps",
              "N");
    constexpr const char* goal = "On the way to a goal";
    add_value(flow, goal, "--goal", said.goal,
              "the chance to come to that state, from each: what pays most, where it\nis lost, and how long it takes",
              "STATE");
    flow.add_option("--what-if", said.what_if, "the chance if that share of those in FROM went to TO: 0.4 or 40%")
        ->type_name("FROM-TO=SHARE")
        ->group(goal)
        ->allow_extra_args(false);
    add_value(flow, goal, "--until", said.until, "how long it takes to come to one of these; --goal if not said",
              "A,B,...");
    flow.add_flag("--still-open", said.still_open, "a path that ends is not lost: it may go on")->group(goal);
    constexpr const char* against = "Against a process";
    add_value(flow, against, "--process", said.log.process,
              "how well paths follow it: a ready-made one (see emptor process), or a Mermaid state diagram in FILE.mmd",
              "NAME");
    flow.add_option("--map", said.log.map, "which event of the process a name in the log stands for")
        ->type_name("RAW=EVENT,...")
        ->group(against)
        ->allow_extra_args(false);
    add_value(flow, against, "--role", said.log.role, "the column of roles: who made it happen counts, too", "COL");
    flow.add_flag("--open", said.open, "a path may stop anywhere: more may follow what the log has")->group(against);
    declare_log(flow, said.log,
                "text, json, html, mermaid or svg; if not said, what the name of\n--output ends with, or text");
    flow.footer("\n" + std::string{flow_examples});
}

}  // namespace program
