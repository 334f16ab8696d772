// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor handover`: who hands over to whom, and who keeps whom waiting.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <emptor/flow/handover.hpp>
#include <emptor/io/handover.hpp>

#include "command_line.hpp"
#include "events.hpp"
#include "failure.hpp"
#include "key.hpp"
#include "list.hpp"
#include "log.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

/// The options of `emptor handover` as they were written.
struct handover_words {
    funnel_words log;  ///< those that say where events are and how they are written, and the output
    std::string approves, refuses, escalates;
};

inline constexpr std::string_view handover_examples = R"(Examples:
  emptor handover purchases.csv --who case --when time --role role
  emptor handover purchases.csv --who case --when time --role role --what activity \
      --approves 'Approve order','Release order' --refuses 'Send back' --escalates 'Ask the board' --format json

How it counts: two events of one case that follow each other are a hand-over from the role of the first to that of the
second, and the time between them is charged to the second role, for it is that role that was waited for. Events of one
time follow each other as their rows do.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

/// Declares the options.
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

/// Names of events that a question looks for.
struct one_of {
    std::vector<std::string> names;

    [[nodiscard]] bool operator()(std::string_view what) const {
        return std::find(names.begin(), names.end(), what) != names.end();
    }
};

/// The names in an option, none if it was not said.
[[nodiscard]] inline one_of one_of_names(const std::string& option, const std::string& text) {
    return {text.empty() ? std::vector<std::string>{} : names_in(option, text)};
}

/// Refuses an event that is said to be two things.
inline void require_apart(const std::string& option, const one_of& some, const std::string& other_option,
                          const one_of& others) {
    for (const std::string& name : some.names) {
        if (others(name)) throw bad_usage(in_quotes(name) + " is in " + option + " and in " + other_option);
    }
}

inline void run_handover(const handover_words& said) {
    const auto needed = [](const std::string& value, const std::string& name, const std::string& meaning) {
        if (value.empty()) throw bad_usage(name + " is missing: " + meaning);
    };
    needed(said.log.who, "--who", "the column that tells cases apart");
    needed(said.log.when, "--when", "the column of times");
    needed(said.log.role, "--role", "the column of roles");
    const bool decides = !said.approves.empty() || !said.refuses.empty() || !said.escalates.empty();
    if (decides) {
        needed(said.approves, "--approves", "a rate of approval needs approvals and refusals");
        needed(said.refuses, "--refuses", "a rate of approval needs approvals and refusals");
        needed(said.log.what, "--what", "the column of the events that approve, refuse and escalate");
    } else if (!said.log.what.empty()) {
        throw bad_usage("--what means nothing without --approves and --refuses");
    }
    const one_of approvals = one_of_names("--approves", said.approves);
    const one_of refusals = one_of_names("--refuses", said.refuses);
    const one_of escalations = one_of_names("--escalates", said.escalates);
    require_apart("--approves", approvals, "--refuses", refusals);
    require_apart("--approves", approvals, "--escalates", escalations);
    require_apart("--refuses", refusals, "--escalates", escalations);
    const format as = format_in(said.log);
    if (as == format::svg || as == format::html) {
        throw bad_usage("emptor handover has no format " + in_quotes(format_names[static_cast<std::size_t>(as)]) +
                        "; it must be \"text\", \"json\" or \"csv\"");
    }
    funnel_options options{};
    options.input = input_in(said.log);
    options.who = names_in("--who", said.log.who);
    options.when = said.log.when;
    options.what = said.log.what;
    options.role = said.log.role;

    progress shown;
    log_names names;
    std::vector<event_row> rows;
    struct spoken {
        std::optional<std::string_view> role;
        std::string_view what;
    };
    std::vector<spoken> spoken_by;  // what was said by whom, by its number
    read_log(options, names, shown, [&](const event_row& row, std::uint32_t) { rows.push_back(row); });
    for (std::size_t number = 0; number < names.what.size(); ++number) {
        const std::string_view said_by = names.what[number];
        const auto [what, role] = decides ? key::fields_of_two(said_by) : std::pair{std::string_view{}, said_by};
        spoken_by.push_back({role.empty() ? std::nullopt : std::optional{role}, what});
    }
    if (decides) {
        std::vector<std::string> wanted = approvals.names;
        wanted.insert(wanted.end(), refusals.names.begin(), refusals.names.end());
        wanted.insert(wanted.end(), escalations.names.begin(), escalations.names.end());
        std::vector<std::string> events;
        for (const spoken& each : spoken_by) {
            if (std::find(events.begin(), events.end(), each.what) == events.end()) events.emplace_back(each.what);
        }
        warn_of_missing_steps(wanted, events, shown);
    }
    const auto role = [&](const event_row& row) { return spoken_by[row.what].role; };
    const auto what = [&](const event_row& row) { return spoken_by[row.what].what; };
    const auto put_report = [&](const auto& report) {
        put(said.log.output, as == format::json  ? emptor::io::json(report)
                             : as == format::csv ? emptor::io::csv(report)
                                                 : emptor::io::text(report, said.log.title));
    };
    using emptor::approves, emptor::refuses, emptor::escalates, emptor::sort_first;
    if (!decides) {
        put_report(emptor::handover{}(sort_first, rows, &event_row::who, &event_row::when, role));
    } else if (escalations.names.empty()) {
        const emptor::handover asked{approves(approvals), refuses(refusals)};
        put_report(asked(sort_first, rows, &event_row::who, &event_row::when, role, what));
    } else {
        const emptor::handover asked{approves(approvals), refuses(refusals), escalates(escalations)};
        put_report(asked(sort_first, rows, &event_row::who, &event_row::when, role, what));
    }
}

}  // namespace program
