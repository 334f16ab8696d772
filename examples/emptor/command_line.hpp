// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The options of `emptor funnel`: how they are written, explained and checked.

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "clock.hpp"
#include "failure.hpp"
#include "length.hpp"
#include "list.hpp"
#include "mapped_names.hpp"
#include "matching.hpp"
#include "options.hpp"
#include "render.hpp"
#include "views_words.hpp"
#include "wide.hpp"
#include "words.hpp"

namespace program {

/// The options of `emptor funnel` as they were written.
struct funnel_words {
    std::vector<std::string> files;
    std::string who, when, what, steps, wide, within, by, unit, time_format, encoding, process, role, agreed,
        on_refusal, format, output, title;
    std::string delimiter = ",";
    std::vector<std::string> where, map;
    matching_words matching;
    view_words views;
    bool presorted{};
};

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

/// Declares the options.
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

/// Refuses options that mean nothing beside another.
inline void exclude(std::string_view beside, std::initializer_list<std::pair<std::string_view, bool>> given) {
    for (const auto& [name, is_given] : given) {
        if (is_given) throw bad_usage(std::string{name} + " means nothing with " + std::string{beside});
    }
}

[[nodiscard]] inline emptor::refusal_effect refusal_effect_in(const std::string& text) {
    if (text.empty() || text == "ignore") return emptor::refusal_effect::ignore;
    if (text == "end_journey") return emptor::refusal_effect::end_journey;
    throw bad_usage("--on-refusal is " + in_quotes(text) + "; it must be \"ignore\" or \"end_journey\"");
}

/// What is asked for.
/// @throws failure that names the option which is missing, superfluous or wrong, and what is allowed.
[[nodiscard]] inline funnel_options checked(const funnel_words& said) {
    funnel_options options{};
    const auto needed = [](const std::string& value, const std::string& name, const std::string& meaning) {
        if (value.empty()) throw bad_usage(name + " is missing: " + meaning);
    };
    needed(said.who, "--who", "the column that tells buyers apart");
    options.who = names_in("--who", said.who);
    if (!said.wide.empty()) {
        exclude("--wide", {{"--when", !said.when.empty()},
                           {"--what", !said.what.empty()},
                           {"--steps", !said.steps.empty()},
                           {"--within", !said.within.empty()},
                           {"--process", !said.process.empty()},
                           {"--presorted", said.presorted}});
        options.wide = wide_steps_in(said.wide);
    } else {
        needed(said.when, "--when", "the column of times");
        needed(said.what, "--what", "the column of events");
        if (said.process.empty())
            needed(said.steps, "--steps", "the events that are the steps, first to last; at least one");
        if (!said.steps.empty()) options.steps = names_in("--steps", said.steps);
    }
    if (said.process.empty()) {
        for (const auto& [name, is_given] :
             std::initializer_list<std::pair<std::string_view, bool>>{{"--map", !said.map.empty()},
                                                                      {"--role", !said.role.empty()},
                                                                      {"--agreed", !said.agreed.empty()},
                                                                      {"--on-refusal", !said.on_refusal.empty()}}) {
            if (is_given) throw bad_usage(std::string{name} + " means nothing without --process");
        }
    }
    if (const std::size_t count = std::max(options.steps.size(), options.wide.size()); count > 64) {
        throw bad_usage("there are " + std::to_string(count) + " steps; a funnel has 1 to 64");
    }
    options.map = mapped_names_in(said.map);
    options.input = input_in(said);
    if (said.process == "-" && std::count(options.input.files.begin(), options.input.files.end(), "-") > 0) {
        throw bad_usage("standard input can be read once: it is the log or the process");
    }
    options.when = said.when;
    options.what = said.what;
    if (!said.within.empty()) options.within = length_in("--within", said.within);
    options.matching = matching_in(said.matching, options.steps, options.within);
    if (options.matching && (!said.wide.empty() || !said.process.empty())) {
        throw bad_usage("how events become attempts cannot be said with " +
                        std::string{said.wide.empty() ? "--process" : "--wide"} +
                        "; leave out --breaks-on and the like");
    }
    options.by = said.by;
    options.shows_groups = !said.by.empty();
    options.presorted = said.presorted;
    options.process = said.process;
    options.views = views_in(said.views, options);
    if (options.by.empty()) options.by = options.views.compare;
    options.role = said.role;
    options.agreed = said.agreed;
    options.on_refusal = refusal_effect_in(said.on_refusal);
    options.format = format_in(said);
    options.output = said.output;
    options.title = said.title;
    return options;
}

}  // namespace program
