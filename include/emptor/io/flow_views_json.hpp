// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow and all that is known of it as JSON, for programs.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <emptor/io/conformance.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/flow_goal.hpp>
#include <emptor/io/detail/flow_plain_views.hpp>
#include <emptor/io/detail/json_lines.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/flow_json.hpp>
#include <emptor/io/flow_views.hpp>
#include <emptor/io/json.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::string json_value(const wait_view& wait) {
    const survival_curve curve = wait.waiting.curve();
    const auto [happened, censored] = wait.waiting.total();
    const std::string unit = wait.has_unit ? "_seconds" : "";
    std::string out = "{";
    json_member(out, "    ", "until", json_string(wait.until));
    json_member(out, "    ", "came", std::to_string(happened));
    json_member(out, "    ", "waiting", std::to_string(censored));
    const survival_quantile half = happened > 0 ? curve.quantile(0.5) : survival_quantile{};
    json_member(out, "    ", "median" + unit, json_value(half.time));
    json_member(out, "    ", "median" + unit + "_low", json_value(half.low));
    json_member(out, "    ", "median" + unit + "_high", json_value(half.high));
    std::vector<const survival_step*> steps;
    for (const survival_step& step : curve.steps()) {
        if (step.happened > 0 || &step == &curve.steps().back()) steps.push_back(&step);
    }
    json_member(out, "    ", "curve", json_lines(steps, "    ", [&](const survival_step* step) {
                    return "{\"time" + unit + "\": " + exact(step->time) +
                           ", \"at_risk\": " + std::to_string(step->at_risk) +
                           ", \"came\": " + std::to_string(step->happened) + ", \"waiting\": " + exact(step->share) +
                           ", \"band\": " + json_value(step->band()) + "}";
                }));
    return out + "\n  }";
}

[[nodiscard]] inline std::string json_value(const estimated_chance& chance) {
    return "{\"chance\": " + exact(chance.value) + ", \"standard_error\": " + exact(chance.standard_error) +
           ", \"interval\": " + json_value(chance.between()) + "}";
}

/// One or several changes, and what they do.
[[nodiscard]] inline std::string json_value(std::span<const changed_move> changes, const what_if_result& result) {
    std::string moves;
    for (const changed_move& each : changes) {
        moves.append(moves.empty() ? "" : ", ")
            .append("{\"from\": " + json_string(each.from) + ", \"to\": " + json_string(each.to) +
                    ", \"share\": " + exact(each.share) + "}");
    }
    return "{\"changes\": [" + moves + "], \"before\": " + json_value(result.before) +
           ", \"after\": " + json_value(result.after) + ", \"change\": " + exact(result.change.value) +
           ", \"standard_error\": " + exact(result.change.standard_error) +
           ", \"interval\": " + json_value(result.change.between()) + "}";
}

[[nodiscard]] inline std::string json_value(const goal_view& goal) {
    const markov_chain& chain = goal.passage.chain();
    const auto name = [&](std::size_t state) { return json_string(chain.name(state)); };
    const bool has_starts = !chain.starts().empty();
    std::string out = "{";
    json_member(out, "    ", "name", name(goal.passage.goal()));
    json_member(out, "    ", "ends_are", goal.is_open ? "\"open\"" : "\"lost\"");
    json_member(out, "    ", "from_start", has_starts ? json_value(goal.passage.estimate()) : "null");
    std::vector<std::size_t> states;
    for (std::size_t state = 0; state < chain.size(); ++state) states.push_back(state);
    json_member(out, "    ", "states", json_lines(states, "    ", [&](std::size_t state) {
                    return "{\"name\": " + name(state) + ", \"from\": " + json_value(goal.passage.estimate(state)) +
                           ", \"moves\": " + json_value(goal.passage.expected_steps(state)) + "}";
                }));
    if (has_starts) {
        json_member(out, "    ", "effects", json_lines(goal.passage.effects(), "    ", [&](const move_effect& each) {
                        return "{\"from\": " + name(each.from) + ", \"to\": " + name(each.to) +
                               ", \"share\": " + exact(each.probability) + ", \"gain\": " + exact(each.gain) + "}";
                    }));
        json_member(out, "    ", "losses", json_lines(goal.passage.bottlenecks(), "    ", [&](const bottleneck& each) {
                        return "{\"state\": " + name(each.state) + ", \"visits\": " + exact(each.visits) +
                               ", \"lost\": " + exact(each.lost) + ", \"gain\": " + exact(each.gain) + "}";
                    }));
    }
    std::vector<std::string> asked;
    for (const changed_move& each : goal.changes) asked.push_back(json_value(std::span{&each, 1}, each.result));
    if (goal.together) asked.push_back(json_value(std::span{goal.changes}, *goal.together));
    if (!asked.empty()) {
        json_member(out, "    ", "what_if", json_lines(asked, "    ", [](const std::string& each) { return each; }));
    }
    return out + "\n  }";
}

[[nodiscard]] inline std::string json_value(const plain_flow& flow, const plain_returns& returns) {
    std::string out = "{";
    json_member(out, "    ", "paths", std::to_string(returns.paths));
    json_member(out, "    ", "returning", std::to_string(returns.returning));
    std::vector<std::size_t> states;
    for (std::size_t state = 0; state < returns.of.size(); ++state) states.push_back(state);
    json_member(
        out, "    ", "states", json_lines(states, "    ", [&](std::size_t state) {
            const state_rework& of = returns.of[state];
            return "{\"name\": " + json_string(flow.states[state].name) + ", \"visits\": " + std::to_string(of.visits) +
                   ", \"paths\": " + std::to_string(of.paths) + ", \"returns\": " + std::to_string(of.returns) +
                   ", \"returning\": " + std::to_string(of.returning) + ", \"repeats\": " + std::to_string(of.repeats) +
                   ", \"repeating\": " + std::to_string(of.repeating) + "}";
        }));
    return out + "\n  }";
}

[[nodiscard]] inline std::string json_value(const plain_flow& flow, const plain_steps& steps) {
    const auto numbers = [](const std::vector<std::uint64_t>& row) {
        std::string list;
        for (const std::uint64_t each : row) list.append(list.empty() ? "" : ", ").append(std::to_string(each));
        return "[" + list + "]";
    };
    std::string out = "{";
    json_member(out, "    ", "paths", std::to_string(steps.paths));
    json_member(out, "    ", "ended", numbers(steps.ended));
    std::vector<std::size_t> states;
    for (std::size_t state = 0; state < steps.at.size(); ++state) states.push_back(state);
    json_member(out, "    ", "states", json_lines(states, "    ", [&](std::size_t state) {
                    return "{\"name\": " + json_string(flow.states[state].name) +
                           ", \"paths\": " + numbers(steps.at[state]) + "}";
                }));
    return out + "\n  }";
}

[[nodiscard]] inline std::string json_value(const process_view& against) {
    std::string out = "{";
    json_member(out, "    ", "process", json_string(against.name()));
    json_members(out, "    ", against.report());
    return out + "\n  }";
}

}  // namespace detail

/// The flow as one JSON object (RFC 8259), as of a `flow_view`, with a member for each part that is there: `steps`
/// (paths in each state at each step), `rework`, `wait` (each step of the curve of Kaplan and Meier: the share that
/// still waits, with its band at 95 %), `goal` (chances from each state; `gain` of a move is by how much the chance
/// from the start grows for each unit by which the move's share does, that of a loss what the chance would grow without
/// it) and `conformance`.
template <class State>
[[nodiscard]] std::string json(const flow_views<State>& views) {
    const detail::plain_flow_views plain = detail::plain(views);
    std::string out = "{";
    detail::json_members(out, plain.flow);
    const auto add = [&](const char* key, const std::string& value) { detail::json_member(out, "  ", key, value); };
    if (plain.steps) add("steps", detail::json_value(plain.flow, *plain.steps));
    if (plain.returns) add("rework", detail::json_value(plain.flow, *plain.returns));
    if (plain.wait != nullptr) add("wait", detail::json_value(*plain.wait));
    if (plain.goal != nullptr) add("goal", detail::json_value(*plain.goal));
    if (plain.against != nullptr) add("conformance", detail::json_value(*plain.against));
    return out + "\n}\n";
}

}  // namespace emptor::io
