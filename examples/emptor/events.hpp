// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Steps that are names of events.

#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/steps.hpp>

#include "answer.hpp"
#include "attempts.hpp"
#include "clock.hpp"
#include "event_names.hpp"
#include "failure.hpp"
#include "key.hpp"
#include "log.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

/// How many took these steps, in this order?
[[nodiscard]] inline answer ask_events(const funnel_options& options, progress& shown) {
    const auto steps = emptor::steps(options.steps);
    log_names names;
    const auto look = [&](std::string_view event) { return looked_at{.steps = steps.matching(event)}; };
    answer found = ask({.steps = steps, .look = look, .through = nullptr}, options, names, shown);
    std::vector<std::string> wanted = options.steps;
    if (!options.views.returns.empty()) wanted.push_back(options.views.returns);
    warn_of_missing_steps(wanted, by_frequency(names), shown);
    return found;
}

/// @throws failure where the rules contradict each other.
inline void require_consistent(const step_names& steps, const matching& asked) {
    try {
        static_cast<void>(question_by_rules(steps, asked).plan<moment>());
    } catch (const std::invalid_argument& refused) {
        throw bad_usage("the options contradict each other: " + reason_of(refused));
    }
}

/// How many took these steps, by the rules that the command line asks for?
[[nodiscard]] inline answer ask_by_rules(const funnel_options& options, progress& shown) {
    const matching& asked = *options.matching;
    const auto steps = emptor::steps(options.steps);
    const bool holds = !asked.hold.empty();
    require_consistent(steps, asked);
    log_names names;
    std::map<std::string, std::uint32_t, std::less<>> held;
    const auto look = [&](std::string_view text) {
        const auto [event, value] = holds ? key::fields_of_two(text) : std::pair{text, std::string_view{}};
        looked_at found{.steps = steps.matching(event)};
        for (const excluded_name& each : asked.excludes) {
            if (each.name == event) found.excludes |= each.gaps;
        }
        found.held = held.try_emplace(std::string{value}, static_cast<std::uint32_t>(held.size())).first->second;
        return found;
    };
    answer found = ask({.steps = steps, .look = look, .through = nullptr}, options, names, shown);
    std::vector<std::string> wanted = options.steps;
    for (const excluded_name& each : asked.excludes) wanted.push_back(each.name);
    if (!options.views.returns.empty()) wanted.push_back(options.views.returns);
    warn_of_missing_steps(wanted, by_frequency(names, holds), shown);
    return found;
}

}  // namespace program
