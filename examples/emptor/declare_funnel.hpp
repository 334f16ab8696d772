// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor funnel`, explained.

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "funnel_words.hpp"

namespace program {

inline void declare_views(CLI::App& funnel, view_words& said) {
    constexpr const char* more = "More of the same attempts";
    const auto option = [&](const std::string& name, std::string& to, const std::string& meaning,
                            const std::string& value) {
        funnel.add_option(name, to, meaning)->type_name(value)->group(more);
    };
    option("--trend", said.trend,
           "the funnel of those who started in each minute, hour, day,\nweek, month, quarter, year, or so long: 5m, 2h",
           "BUCKET");
    option(
        "--retention", said.retention,
        "of those who first took the first step in the same day,\nweek or month, who came back in that and in 12 (or "
        "N) more:\nlater, with the last step",
        "PERIOD[:N]");
    option("--returns", said.returns, "with --retention: who has this event, not the last step,\ncame back", "EVENT");
    option("--zone", said.zone, "how far the clock of --trend and --retention is ahead of\nUTC: +08:00", "OFFSET");
    option("--compare", said.compare,
           "whether the values of this column differ in the share that\ncame through, and from step to step: each pair "
           "of them",
           "COL");
    option("--baseline", said.baseline, "with --compare: each value against this one", "VALUE");
    option("--quantiles", said.quantiles,
           "how long the whole way and each step took, in the attempt:\nthese quantiles; and how many still wait after "
           "which time since\nthe first attempt, those under way included (Kaplan-Meier)",
           "Q,...");
    option("--next", said.next, "what those who were lost at each step did next instead,\nso many events", "N");
    option(
        "--observed-until", said.observed_until,
        "nothing is missing in the log until then, though nothing\nhappened; if not said, it ends with its last event",
        "TIME");
}

inline constexpr std::string_view funnel_examples = R"(Examples:
  emptor funnel shop.csv --who buyer --when time --what event --steps visit,search,purchase
  emptor funnel shop.csv --who buyer --when time --what event --steps visit,purchase --within 7d \
      --by channel --where device=mobile --output funnel.svg
  zcat log.csv.gz | emptor funnel - --who user,product --when ts --unit ms --what type \
      --steps view,cart,purchase --format json
  emptor funnel leads.csv --who id --wide created,engaged=engage_date,won=close_date?stage=Won
  emptor funnel shop.csv --who buyer --when time --what event --process five_stage \
      --map search=search_begun,compare=shortlisted,purchase=chosen,review=delivered
  emptor funnel deals.csv --who deal --when time --what event --process deal.mmd --role by --on-refusal end_journey
  emptor funnel shop.csv --who buyer --when time --what event --steps visit,search,purchase --by channel \
      --trend week --retention month --compare channel --quantiles 0.5,0.9 --next 3 --output shop.html

How it counts: an entity took steps 1 to k if it has an event for each, in this order, each event for one step, and with
--within all in that time from the first; it counts once, with its best attempt. Events of one time may take steps in
their order. What else is asked for is of the same attempts, so that it adds up: a trend by when they started, groups
by each entity's first event. A name that holds a comma stands in double quotes: --steps '"Search, advanced",purchase'.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

inline void declare(CLI::App& funnel, funnel_words& said) {
    funnel.add_option("FILE", said.files, "CSV with a header each; - or none: standard input")->type_name("");
    const auto option = [&](const std::string& name, std::string& to, const std::string& meaning,
                            const std::string& value, const char* group) {
        return funnel.add_option(name, to, meaning)->type_name(value)->group(group);
    };
    const auto repeated = [&](const std::string& name, std::vector<std::string>& to, const std::string& meaning,
                              const std::string& value, const char* group) {
        return funnel.add_option(name, to, meaning)->type_name(value)->group(group)->allow_extra_args(false);
    };
    constexpr const char* question = "The question";
    option("--who", said.who, "the column that tells buyers apart; several make one key", "COL[,COL...]", question);
    option("--when", said.when, "the column of times", "COL", question);
    option("--what", said.what, "the column of events", "COL", question);
    option("--steps", said.steps, "the events that are the steps, first to last", "A,B,...", question);
    option("--within", said.within, "the longest time from the first step to the last: 7d, 1d12h", "TIME", question);
    repeated("--where", said.where, "only rows that have this value; of several, all must hold", "COL=VALUE", question);
    option("--by", said.by,
           "a funnel for each value of this column, too;\nan entity belongs to the value of its first event", "COL",
           question);
    option("--wide", said.wide,
           "for a table with one row an entity, instead of --when,\n--what and --steps: the steps, and the columns of "
           "their times;\n?COL=VALUE counts a cell only where COL has that value",
           "A[=COL][?COL=VALUE],...", question);

    constexpr const char* rules = "How events become attempts";
    option(
        "--breaks-on", said.matching.breaks_on,
        "what ends an attempt: foreign (no step), repeat (the\nlast step again), back (an earlier one), ahead (a later "
        "one\nthan the next), restart (the first, after the second)",
        "KIND,...", rules);
    repeated("--gap-max", said.matching.gap_max, "the longest time from a step to the next, or between\nthose two only",
             "TIME[:A-B]", rules);
    repeated("--gap-min", said.matching.gap_min, "the shortest, in the same way", "TIME[:A-B]", rules);
    option("--may-skip", said.matching.may_skip, "steps that an attempt need not take", "A,B,...", rules);
    repeated("--exclude", said.matching.exclude, "an event that ends an attempt, or only between these steps",
             "EVENT[:A-B]", rules);
    option("--hold", said.matching.hold, "the column that must be the same all through an attempt", "COL", rules);
    option("--each", said.matching.each, "what is counted: entity, every attempt, or every start", "UNIT", rules);
    option("--from", said.matching.from, "where attempts start: any_start, first_start or last_start", "WHICH", rules);
    option("--ties", said.matching.ties, "events at one time: by_step or input; increasing: none may be", "ORDER,...",
           rules);
    funnel.add_flag("--unordered", said.matching.unordered, "the steps count in any order")->group(rules);
    option("--anchored", said.matching.anchored, "with --unordered: steps that stay in their place", "A,B,...", rules);
    funnel.add_flag("--open", said.matching.open, "an attempt may start with any step")->group(rules);
    option("--session", said.matching.session, "an attempt lies within a session, which a longer pause ends", "TIME",
           rules);
    option("--within-events", said.matching.within_events, "the window is so many events of the entity long", "N",
           rules);
    funnel.add_flag("--half-open", said.matching.half_open, "the end of the window is outside it")->group(rules);
    option("--preset", said.matching.preset,
           "count as another engine does, as clickhouse:strict_order;\nthe options above stand above it",
           "ENGINE:MODE,...", rules);

    declare_views(funnel, said.views);

    constexpr const char* through = "Through a process";
    option(
        "--process", said.process,
        "steps are stages of this process, entered by legal moves;\nwithout --steps all that are not final; the name "
        "of a ready-made\none (emptor process lists them), or a Mermaid state diagram",
        "NAME|FILE.mmd", through);
    repeated("--map", said.map, "which event of the process a name in the log stands for", "RAW=EVENT,...", through);
    option("--role", said.role, "the column of roles", "COL", through);
    option("--agreed", said.agreed,
           "the column that says whether those who must agree have:\nyes, true or 1, or else "
           "no, false, 0 or nothing",
           "COL", through);
    option("--on-refusal", said.on_refusal,
           "what a refused move does: ignore, if not said, or end_journey:\nwhat comes after it moves nothing",
           "EFFECT", through);

    constexpr const char* input = "How the log is written";
    option("--unit", said.unit, "times are numbers since 1970, in s, ms, us or ns", "UNIT", input);
    option("--time-format", said.time_format, "times are not ISO 8601, but as strptime's %d.%m.%Y %H:%M", "FORMAT",
           input);
    option("--delimiter", said.delimiter, "what stands between fields, a comma if not said; or tab", "C", input)
        ->default_str("");
    option("--encoding", said.encoding,
           "text is not UTF-8 but, say, GB18030 or UTF-16;\nthe names are those of iconv --list", "NAME", input);
    funnel
        .add_flag(
            "--presorted", said.presorted,
            "the log is in order of time: keep nothing of it in memory,\nand leave out and count what is out of order")
        ->group(input);

    constexpr const char* output = "The answer";
    option("--format", said.format,
           "text, json, csv, svg or html; if not said, what the name of\n--output ends with, or text", "NAME", output);
    option("--output", said.output, "write there, whole or not at all, instead of to standard output", "FILE", output);
    option("--title", said.title, "what stands above it, in text, svg and html", "TEXT", output);
    funnel.footer("\n" + std::string{funnel_examples});
}

}  // namespace program
