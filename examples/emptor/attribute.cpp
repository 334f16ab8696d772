// SPDX-License-Identifier: BSL-1.0
#include "attribute.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/attribution.hpp>
#include <emptor/io/attribution.hpp>

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

constexpr std::array<std::string_view, 3> attribute_formats{"text", "json", "csv"};
constexpr std::array<std::string_view, 7> rule_names{"first", "last",   "linear", "position",
                                                     "decay", "markov", "shapley"};

/// @throws failure for a name that is no rule.
[[nodiscard]] std::vector<std::string> rules_in(const std::string& text) {
    std::vector<std::string> rules = names_in("--rule", text);
    for (const std::string& rule : rules) {
        if (std::find(rule_names.begin(), rule_names.end(), rule) == rule_names.end()) {
            const std::string near = hint(rule, rule_names);
            throw bad_usage("--rule names " + in_quotes(rule) + near + (near.empty() ? "; it" : " It") +
                            " must be some of " + listed(rule_names));
        }
        if (std::count(rules.begin(), rules.end(), rule) > 1)
            throw bad_usage("--rule names " + in_quotes(rule) + " twice");
    }
    return rules;
}

[[nodiscard]] emptor::attribution_credits credits_by(const std::string& rule,
                                                     const emptor::attribution_counts<std::string>& journeys) {
    if (rule == "first") return journeys.credits(emptor::first_touch{});
    if (rule == "last") return journeys.credits(emptor::last_touch{});
    if (rule == "linear") return journeys.credits(emptor::linear{});
    if (rule == "position") return journeys.credits(emptor::position_based{});
    if (rule == "decay") return journeys.credits(emptor::time_decay{});
    if (rule == "markov") return journeys.credits(emptor::markov_removal{});
    return journeys.credits(emptor::shapley{});
}

}  // namespace

void run_attribute(const attribute_words& said) {
    require_said(said.log.who, "--who", "the column that tells entities apart");
    require_said(said.log.when, "--when", "the column of times");
    require_said(said.channel, "--channel", "the column of channels");
    require_said(said.converted, "--converted", "the events or the channel that are conversions");
    const std::vector<std::string> conversions = names_in("--converted", said.converted);
    const std::vector<std::string> rules = rules_in(said.rules);
    const std::string_view as = format_among(attribute_formats, "emptor attribute", said.log);
    const bool has_events = !said.log.what.empty();
    funnel_options options = options_in(said.log);
    if (!has_events) options.what = said.channel;
    if (has_events) {
        options.role = said.channel;  // the second field of a key of two
        options.role_option = "--channel";
    } else {
        options.what_option = "--channel";
    }

    progress shown;
    log_names names;
    const std::vector<event_row> rows = all_rows(options, names, shown);
    std::vector<std::optional<std::string_view>> channels;
    std::vector<bool> converts;
    for (std::size_t number = 0; number < names.what.size(); ++number) {
        const std::string_view text = names.what[number];
        const auto [event, channel] = has_events ? key::fields_of_two(text) : std::pair{text, text};
        converts.push_back(std::find(conversions.begin(), conversions.end(), event) != conversions.end());
        const bool touches = !channel.empty() && (has_events || !converts.back());
        channels.push_back(touches ? std::optional{channel} : std::nullopt);
    }
    warn_of_missing_steps(conversions, by_frequency(names, has_events), shown);
    const auto report = emptor::attribution(
        emptor::sort_first, rows, &event_row::who, &event_row::when,
        [&](const event_row& row) { return channels[row.what]; },
        [&](const event_row& row) -> bool { return converts[row.what]; });
    emptor::io::attribution_view view{.rules = {}, .totals = report.totals};
    for (const std::string& rule : rules) view.rules.push_back({rule, credits_by(rule, report.journeys)});
    put(said.log.output, as == "json"  ? emptor::io::json(view)
                         : as == "csv" ? emptor::io::csv(view)
                                       : emptor::io::text(view, said.log.title));
}

}  // namespace program
