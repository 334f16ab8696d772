// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// `emptor flow`: where those went who were in each state, how long it took, and whether a process allows it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <emptor/flow/conformance.hpp>
#include <emptor/flow/dwell.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/io/conformance.hpp>
#include <emptor/io/flow_json.hpp>
#include <emptor/io/flow_mermaid.hpp>
#include <emptor/io/flow_svg.hpp>
#include <emptor/io/flow_text.hpp>
#include <emptor/process/model.hpp>

#include "failure.hpp"
#include "key.hpp"
#include "known_process.hpp"
#include "list.hpp"
#include "log.hpp"
#include "log_words.hpp"
#include "mapped_names.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "through.hpp"
#include "words.hpp"

namespace program {

/// The options of `emptor flow` as they were written.
struct flow_words {
    funnel_words log;  ///< those that say where events are and how they are written, the process, and the output
    std::string top = "10";
    bool open{};
};

inline constexpr std::array<std::string_view, 4> flow_formats{"text", "json", "mermaid", "svg"};

inline constexpr std::string_view flow_examples = R"(Examples:
  emptor flow shop.csv --who buyer --when time --what event
  emptor flow shop.csv --who buyer --when time --what event --output flow.svg
  emptor flow shop.csv --who buyer --when time --what event --process five_stage \
      --map search=search_begun,compare=shortlisted,purchase=chosen,review=delivered

How it counts: the events of an entity in order of time are its path, from one event to the next; those of one time follow
each other as their rows do. A path begins with the first event of its entity and ends with its last, which has no time
until the next one. An event without a name is left out. With --process each path is compared with the nearest one that
the process allows; names that are no event of it are left out of that.

Exit status: 0 when all was read and written, 1 when the data or the machine did not allow it, 2 for a wrong command line.)";

/// Declares the options.
inline void declare(CLI::App& flow, flow_words& said) {
    constexpr const char* question = "The question";
    add_value(flow, question, "--who", said.log.who, "the column that tells entities apart; several make one key",
              "COL[,COL...]");
    add_value(flow, question, "--when", said.log.when, "the column of times", "COL");
    add_value(flow, question, "--what", said.log.what, "the column of states or events", "COL");
    add_value(flow, question, "--top", said.top, "so many paths, the most frequent first; 10 if not said", "N")
        ->default_str("");
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
                "text, json, mermaid or svg; if not said, what the name of\n--output ends with, or text");
    flow.footer("\n" + std::string{flow_examples});
}

/// A number of paths.
[[nodiscard]] inline std::size_t top_in(const std::string& text) {
    std::size_t number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9' || number > 100'000) {
            throw bad_usage("--top is " + in_quotes(text) + "; it must be a number of paths, at most 1000000");
        }
        number = number * 10 + static_cast<std::size_t>(digit - '0');
    }
    return number;
}

/// What is known of each text of a log: its state, if it has one, and what a process makes of it.
[[nodiscard]] inline std::vector<std::optional<std::string_view>> states_of(const log_names& names, bool has_roles) {
    std::vector<std::optional<std::string_view>> states;
    for (std::size_t number = 0; number < names.what.size(); ++number) {
        const std::string_view text = names.what[number];
        const std::string_view state = has_roles ? key::fields_of_two(text).first : text;
        states.push_back(state.empty() ? std::nullopt : std::optional{state});
    }
    return states;
}

/// Compares the paths with a process.
[[nodiscard]] inline emptor::conformance_report<emptor::model> compared(const known_process& process,
                                                                        const translation& translate,
                                                                        const log_names& names,
                                                                        const std::vector<event_row>& rows,
                                                                        bool has_roles, bool is_open, progress& shown) {
    std::vector<emptor::model_steps::seen_type> seen;
    for (std::size_t number = 0; number < names.what.size(); ++number) seen.push_back(translate(names.what[number]));
    if (const auto unknown = translate.unknown_events(names); !unknown.empty()) {
        note(shown, "no event of " + process.shown + ", nor named by --map: " + listed(unknown, " and ", 12));
    }
    if (const auto unknown = translate.unknown_roles(names); !unknown.empty()) {
        note(shown, "no role of " + process.shown + ": " + listed(unknown, " and ", 12));
    }
    const std::size_t events = process.model.events().size();
    const auto event = [&](const event_row& row) -> std::optional<emptor::model_event> {
        const auto found = seen[row.what].event;
        return static_cast<std::size_t>(found) < events ? std::optional{found} : std::nullopt;
    };
    const auto role = [&](const event_row& row) { return seen[row.what].role; };
    using question = emptor::conformance<emptor::model>;
    using emptor::by_role, emptor::still_open;
    const question follows =
        is_open     ? has_roles ? question{process.model, by_role, still_open} : question{process.model, still_open}
            : has_roles ? question{process.model, by_role}
                    : question{process.model};
    return follows(rows, &event_row::who, &event_row::when, event, role).fit;
}

inline void run_flow(const flow_words& said) {
    require_said(said.log.who, "--who", "the column that tells entities apart");
    require_said(said.log.when, "--when", "the column of times");
    require_said(said.log.what, "--what", "the column of states or events");
    if (said.log.process.empty() && !said.log.map.empty()) throw bad_usage("--map means nothing without --process");
    if (said.log.process.empty() && !said.log.role.empty()) throw bad_usage("--role means nothing without --process");
    if (said.log.process.empty() && said.open) throw bad_usage("--open means nothing without --process");
    const std::string_view as = format_among(flow_formats, "emptor flow", said.log);
    const std::size_t top = top_in(said.top);
    if (said.log.process == "-") throw bad_usage("--process is \"-\"; standard input is for the log");
    funnel_options options{};
    options.input = input_in(said.log);
    options.who = names_in("--who", said.log.who);
    options.when = said.log.when;
    options.what = said.log.what;
    options.role = said.log.role;
    options.process = said.log.process;
    options.map = mapped_names_in(said.log.map);
    const bool has_roles = !options.role.empty();
    std::optional<known_process> process;
    if (!options.process.empty()) process.emplace(process_called("--process", options.process));
    std::optional<translation> translate;
    if (process) translate.emplace(*process, options);

    progress shown;
    log_names names;
    std::vector<event_row> rows;
    read_log(options, names, shown, [&](const event_row& row, std::uint32_t) { rows.push_back(row); });
    const auto states = states_of(names, has_roles);
    const auto state = [&](const event_row& row) { return states[row.what]; };
    const auto sort = emptor::sort_first;
    emptor::io::flow_view seen{emptor::dwell{}(sort, rows, &event_row::who, &event_row::when, state)};
    if (as == "text" || as == "json") {
        seen.paths = emptor::paths{}(sort, rows, &event_row::who, &event_row::when, state).counts;
        seen.top = top;
    }
    std::string text = as == "json"      ? emptor::io::json(seen)
                       : as == "mermaid" ? emptor::io::mermaid(seen)
                       : as == "svg"     ? emptor::io::svg(seen, said.log.title)
                                         : emptor::io::text(seen, said.log.title);
    if (process) {
        const auto fit = compared(*process, *translate, names, rows, has_roles, said.open, shown);
        if (as == "text") {
            text += "\nAgainst the process " + process->shown + "\n" + emptor::io::text(fit, process->model);
        } else if (as == "json") {
            text.resize(text.rfind("\n}"));
            std::string against = emptor::io::json(fit, process->model);
            against.pop_back();
            emptor::io::detail::json_member(text, "  ", "conformance", against);
            text += "\n}\n";
        } else {
            note(shown, "how well paths follow " + process->shown + " is in --format text and json");
        }
    }
    put(said.log.output, text);
}

}  // namespace program
