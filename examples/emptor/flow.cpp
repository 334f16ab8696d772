// SPDX-License-Identifier: BSL-1.0
#include "flow.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/conformance.hpp>
#include <emptor/flow/dwell.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/flow/rework.hpp>
#include <emptor/flow/step_matrix.hpp>
#include <emptor/io/flow_html.hpp>
#include <emptor/io/flow_mermaid.hpp>
#include <emptor/io/flow_svg.hpp>
#include <emptor/io/flow_views.hpp>
#include <emptor/io/flow_views_json.hpp>
#include <emptor/io/flow_views_text.hpp>
#include <emptor/process/model.hpp>

#include "event_names.hpp"
#include "failure.hpp"
#include "flow_goal.hpp"
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
#include "translation.hpp"
#include "words.hpp"

namespace program {

namespace {

constexpr std::array<std::string_view, 5> flow_formats{"text", "json", "html", "mermaid", "svg"};

/// A number up to `most`.
/// @param of what it is a number of, for messages.
[[nodiscard]] std::size_t number_in(const std::string& option, const std::string& text, const std::string& of,
                                    std::size_t most) {
    std::size_t number = 0;
    for (const char digit : text) {
        if (digit >= '0' && digit <= '9') number = number * 10 + static_cast<std::size_t>(digit - '0');
        if (digit < '0' || digit > '9' || number > most) {
            throw bad_usage(option + " is " + in_quotes(text) + "; it must be a number of " + of + ", at most " +
                            std::to_string(most));
        }
    }
    return number;
}

/// What is known of each text of a log: its state, if it has one, and what a process makes of it.
[[nodiscard]] std::vector<std::optional<std::string_view>> states_of(const log_names& names, bool has_roles) {
    std::vector<std::optional<std::string_view>> states;
    for (std::size_t number = 0; number < names.what.size(); ++number) {
        const std::string_view text = names.what[number];
        const std::string_view state = has_roles ? key::fields_of_two(text).first : text;
        states.push_back(state.empty() ? std::nullopt : std::optional{state});
    }
    return states;
}

/// Compares the paths with a process.
[[nodiscard]] emptor::conformance_report<emptor::model> compared(const known_process& process,
                                                                 const translation& translate, const log_names& names,
                                                                 const std::vector<event_row>& rows, bool has_roles,
                                                                 bool is_open, progress& shown) {
    std::vector<emptor::model_steps::seen_type> seen;
    for (std::size_t number = 0; number < names.what.size(); ++number) seen.push_back(translate(names.what[number]));
    auto unknown = translate.unknown_events(names);
    std::erase(unknown, "");  // left out in any case
    if (!unknown.empty()) {
        note(shown, "no event of " + process.shown + ", nor named by --map: " + listed(unknown, " and ", 12));
    }
    if (const auto roles = translate.unknown_roles(names); !roles.empty()) {
        note(shown, "no role of " + process.shown + ": " + listed(roles, " and ", 12));
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

}  // namespace

void run_flow(const flow_words& said) {
    require_said(said.log.who, "--who", "the column that tells entities apart");
    require_said(said.log.when, "--when", "the column of times");
    require_said(said.log.what, "--what", "the column of states or events");
    if (said.log.process.empty() && !said.log.map.empty()) throw bad_usage("--map means nothing without --process");
    if (said.log.process.empty() && !said.log.role.empty()) throw bad_usage("--role means nothing without --process");
    if (said.log.process.empty() && said.open) throw bad_usage("--open means nothing without --process");
    if (said.goal.empty() && !said.what_if.empty()) throw bad_usage("--what-if means nothing without --goal");
    if (said.goal.empty() && said.still_open) throw bad_usage("--still-open means nothing without --goal");
    const std::string_view as = format_among(flow_formats, "emptor flow", said.log);
    const std::size_t top = number_in("--top", said.top, "paths", 1'000'000);
    const std::size_t steps = number_in("--by-step", said.by_step, "steps", 100);
    if (!said.by_step.empty() && steps == 0) throw bad_usage("--by-step is 0; it must be 1 or more");
    std::vector<std::string> until;
    if (!said.goal.empty()) until.push_back(said.goal);
    if (!said.until.empty()) until = names_in("--until", said.until);
    if (said.log.process == "-") throw bad_usage("--process is \"-\"; standard input is for the log");
    funnel_options options = options_in(said.log);
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
    const std::vector<event_row> rows = all_rows(options, names, shown);
    const auto states = states_of(names, has_roles);
    const auto state = [&](const event_row& row) { return states[row.what]; };
    const auto sort = emptor::sort_first;
    emptor::io::flow_views<std::string> seen{
        {emptor::dwell{}(sort, rows, &event_row::who, &event_row::when, state), {}, top}};
    const bool is_drawn = as == "svg" || as == "mermaid";
    std::vector<std::string> elsewhere;  // what a picture does not show
    const auto if_shown = [&](const std::string& what, auto make) {
        if (is_drawn) {
            elsewhere.push_back(what);
        } else {
            make();
        }
    };
    if (!is_drawn) {
        seen.flow.paths = emptor::paths{}(sort, rows, &event_row::who, &event_row::when, state).counts;
        seen.returns.emplace(seen.flow.paths);
    }
    const auto& counts = seen.flow.times.counts();
    if (steps > 0) {
        if_shown("which state at which step", [&] { seen.steps.emplace(seen.flow.paths, steps); });
    }
    if (!said.goal.empty() && counts.paths() > 0) {
        if_shown("the chance to come to " + in_quotes(said.goal),
                 [&] { seen.goal.emplace(goal_in(counts, said.goal, said.what_if, said.still_open, shown)); });
    }
    if (!until.empty()) {
        if (!said.until.empty()) warn_of_missing_steps(until, by_frequency(names, has_roles), shown);
        if_shown("how long it takes to come to " + listed(until, " or "),
                 [&] { seen.wait.emplace(wait_in(until, states, rows)); });
    }
    if (process) {
        if_shown("how well paths follow " + process->shown, [&] {
            seen.against.emplace(process->shown,
                                 compared(*process, *translate, names, rows, has_roles, said.open, shown),
                                 process->model);
        });
    }
    for (const std::string& each : elsewhere) note(shown, each + " is in --format text, json and html");
    put(said.log.output, as == "json"      ? emptor::io::json(seen)
                         : as == "html"    ? emptor::io::html(seen, said.log.title)
                         : as == "mermaid" ? emptor::io::mermaid(seen.flow)
                         : as == "svg"     ? emptor::io::svg(seen.flow, said.log.title)
                                           : emptor::io::text(seen, said.log.title));
}

}  // namespace program
