// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps that are names of events.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/steps.hpp>

#include "answer.hpp"
#include "log.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

/// The names of events, the most frequent first.
[[nodiscard]] inline std::vector<std::string> by_frequency(const log_names& names) {
    std::vector<std::uint32_t> order(names.what.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair{names.events_of[b], a} < std::pair{names.events_of[a], b};
    });
    std::vector<std::string> sorted;
    for (const std::uint32_t number : order) sorted.emplace_back(names.what[number]);
    return sorted;
}

/// Warns of each step that none of these events is: most often its name is misspelt.
inline void warn_of_missing_steps(const std::vector<std::string>& steps, const std::vector<std::string>& events,
                                  progress& shown) {
    std::set<std::string> warned;
    for (const std::string& step : steps) {
        const bool occurs = events.empty() || std::find(events.begin(), events.end(), step) != events.end();
        if (occurs || !warned.insert(step).second) continue;
        std::string sentence = "no event is " + in_quotes(step) + hint(step, events);
        sentence += (sentence.ends_with('?') ? " The events are " : "; the events are ") + listed(events, " and ", 12);
        warn(shown, sentence);
    }
}

/// How many took these steps, in this order?
[[nodiscard]] inline auto ask_events(const funnel_options& options, progress& shown) {
    const auto steps = emptor::steps(options.steps);
    log_names names;
    auto found = ask(steps, [&](std::string_view what) { return steps.matching(what); }, options, names, shown);
    warn_of_missing_steps(options.steps, by_frequency(names), shown);
    return found;
}

}  // namespace program
