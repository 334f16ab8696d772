// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What stands out in a flow, in sentences.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <emptor/io/detail/flow_goal.hpp>
#include <emptor/io/detail/flow_plain_views.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/stats/survival.hpp>

namespace emptor::io::detail {

/// The number of the state for which `of` is greatest and more than 0, if there is one.
template <class Of>
[[nodiscard]] std::optional<std::size_t> greatest_state(const plain_flow& flow, Of of) {
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t state = 0; state < flow.states.size(); ++state) {
        const double value = flow.states[state].visits > 0 ? of(state) : 0;
        if (value > most) {
            most = value;
            best = state;
        }
    }
    return best;
}

[[nodiscard]] inline std::string share_of(std::uint64_t part, std::uint64_t whole) {
    return percent(static_cast<double>(part) / static_cast<double>(whole));
}

/// Where most paths end, and where those who go on stay longest.
[[nodiscard]] inline std::vector<std::string> flow_sentences(const plain_flow& flow) {
    std::vector<std::string> out;
    if (flow.entities == 0) return out;
    const auto name = [&](std::size_t state) { return in_quotes(state_text(flow.states[state].name)); };
    if (const auto end = greatest_state(flow, [&](auto at) { return static_cast<double>(flow.states[at].exits); })) {
        const flow_state_row& state = flow.states[*end];
        out.push_back("Most paths end in " + name(*end) + ": " + grouped(state.exits) + " of " +
                      grouped(flow.entities) + " (" + share_of(state.exits, flow.entities) + "); " +
                      share_of(state.exits, state.visits) + " of its visits are the last of their path.");
    }
    // A state that few come to says little: it must have a twentieth of the visits of the most visited one.
    std::uint64_t most = 0;
    for (const flow_state_row& state : flow.states) most = std::max(most, state.visits);
    const auto slow = greatest_state(flow, [&](auto at) {
        const flow_state_row& state = flow.states[at];
        return state.visits >= most / 20 ? state.dwell.median.value_or(0) : 0;
    });
    if (slow) {
        const flow_times& dwell = flow.states[*slow].dwell;
        std::string text = "The longest stay is in " + name(*slow) + ": half of those who go on from there take " +
                           time_text(*dwell.median, flow.has_unit) + " or more";
        if (dwell.p90) text += ", one in ten " + time_text(*dwell.p90, flow.has_unit);
        out.push_back(text + ".");
    }
    return out;
}

/// To which state paths come back most.
[[nodiscard]] inline std::vector<std::string> return_sentences(const plain_flow_views& views) {
    if (!views.returns || views.returns->paths == 0) return {};
    const plain_returns& returns = *views.returns;
    if (returns.returning == 0) return {"No path comes back to a state that it had left."};
    const auto most =
        greatest_state(views.flow, [&](auto at) { return static_cast<double>(returns.of[at].returning); });
    std::string text = share_of(returns.returning, returns.paths) + " of paths come back to a state that they had left";
    if (most) {
        const state_rework& of = returns.of[*most];
        text += ", most often to " + in_quotes(state_text(views.flow.states[*most].name)) + ": " +
                grouped(of.returning) + " of the " + grouped(of.paths) + " that come there";
    }
    return {text + "."};
}

/// How many came, and by when.
[[nodiscard]] inline std::vector<std::string> wait_sentences(const wait_view& wait, const survival_curve& curve) {
    const auto [happened, censored] = wait.waiting.total();
    const auto time = [&](double value) { return time_text(value, wait.has_unit); };
    std::vector<std::string> out;
    if (happened + censored == 0) return out;
    out.push_back(grouped(happened) + " of " + people(happened + censored) + " came to " + in_quotes(wait.until) +
                  " at or after their first event.");
    if (happened == 0) return out;
    const survival_quantile half = curve.quantile(0.5);
    if (half.time) {
        std::string text = "Half have come after " + time(*half.time);
        if (half.low && half.high) text += " (" + time(*half.low) + " to " + time(*half.high) + ")";
        out.push_back(text + ".");
    } else {
        const survival_step* last = nullptr;
        for (const survival_step& step : curve.steps()) last = step.happened > 0 ? &step : last;
        if (last != nullptr) {
            out.push_back("Fewer than half have come by the end: " + percent(1 - last->share) + " after " +
                          time(last->time) + ".");
        }
    }
    return out;
}

[[nodiscard]] inline std::string wait_note() {
    return "Since the first event of each. Those who have not come count as waiting until the log’s last event (E. L. "
           "Kaplan and P. Meier); the band is Greenwood’s at 95 % confidence.";
}

/// How many paths the process allows, and where it is left most.
[[nodiscard]] inline std::vector<std::string> process_sentences(const process_view& against) {
    const plain_conformance& report = against.report();
    if (report.journeys == 0) return {};
    std::vector<std::string> out{share_of(report.fitting, report.journeys) + " of paths are as the process " +
                                 visible(against.name()) + " has them, from start to end."};
    if (!report.departures.empty()) {
        const plain_departure& most = report.departures.front();
        std::string text = "It is left most often in " + in_quotes(most.stage) + ", by " + in_quotes(most.event);
        if (most.role) text += " of " + in_quotes(*most.role);
        out.push_back(text + " (" + most.why + "): " + counted(most.times, "path", "paths") + ", " +
                      share_of(most.times, report.journeys) + " of all.");
    }
    return out;
}

/// What stands out above all: of the goal, of the flow and of the process.
[[nodiscard]] inline std::vector<std::string> findings(const plain_flow_views& views) {
    std::vector<std::string> out;
    const auto add = [&](const std::vector<std::string>& sentences) {
        out.insert(out.end(), sentences.begin(), sentences.end());
    };
    if (views.goal != nullptr) add(goal_sentences(*views.goal));
    add(flow_sentences(views.flow));
    if (views.against != nullptr) add(process_sentences(*views.against));
    return out;
}

}  // namespace emptor::io::detail
