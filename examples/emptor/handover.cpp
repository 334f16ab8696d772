// SPDX-License-Identifier: BSL-1.0
#include "handover.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/handover.hpp>
#include <emptor/io/handover.hpp>

#include "event_names.hpp"
#include "failure.hpp"
#include "key.hpp"
#include "list.hpp"
#include "log.hpp"
#include "log_words.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

namespace {

/// Names of events that a question looks for.
struct one_of {
    std::vector<std::string> names;

    [[nodiscard]] bool operator()(std::string_view what) const {
        return std::find(names.begin(), names.end(), what) != names.end();
    }
};

/// The names in an option, none if it was not said.
[[nodiscard]] one_of one_of_names(const std::string& option, const std::string& text) {
    return {text.empty() ? std::vector<std::string>{} : names_in(option, text)};
}

/// Refuses an event that is said to be two things.
void require_apart(const std::string& option, const one_of& some, const std::string& other_option,
                   const one_of& others) {
    for (const std::string& name : some.names) {
        if (others(name)) throw bad_usage(in_quotes(name) + " is in " + option + " and in " + other_option);
    }
}

}  // namespace

void run_handover(const handover_words& said) {
    require_said(said.log.who, "--who", "the column that tells cases apart");
    require_said(said.log.when, "--when", "the column of times");
    require_said(said.log.role, "--role", "the column of roles");
    const bool decides = !said.approves.empty() || !said.refuses.empty() || !said.escalates.empty();
    if (decides) {
        require_said(said.approves, "--approves", "a rate of approval needs approvals and refusals");
        require_said(said.refuses, "--refuses", "a rate of approval needs approvals and refusals");
        require_said(said.log.what, "--what", "the column of the events that approve, refuse and escalate");
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
    funnel_options options = options_in(said.log);
    options.role = said.log.role;

    progress shown;
    log_names names;
    const std::vector<event_row> rows = all_rows(options, names, shown);
    struct spoken {
        std::optional<std::string_view> role;
        std::string_view what;
    };
    std::vector<spoken> spoken_by;  // what was said by whom, by its number
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
