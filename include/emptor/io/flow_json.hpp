// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as JSON, for programs.

#include <optional>
#include <string>

#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/json_lines.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/flow_view.hpp>
#include <emptor/io/json.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::string json_value(const flow_times& times) {
    return "{\"times\": " + std::to_string(times.times) + ", \"median\": " + json_value(times.median) +
           ", \"p90\": " + json_value(times.p90) + ", \"mean\": " + json_value(times.mean) +
           ", \"shortest\": " + json_value(times.shortest) + ", \"longest\": " + json_value(times.longest) + "}";
}

/// Appends the members of the flow to the object that `out` has begun.
inline void json_members(std::string& out, const plain_flow& flow) {
    const auto name = [&](const std::optional<std::size_t>& state) {
        return state ? json_string(flow.states[*state].name) : std::string{"null"};
    };
    const std::string median = flow.has_unit ? ", \"median_seconds\": " : ", \"median\": ";
    json_member(out, "  ", "events", std::to_string(flow.totals.events));
    json_member(out, "  ", "entities", std::to_string(flow.totals.entities));
    json_member(out, "  ", "moves", std::to_string(flow.totals.moves));
    json_member(out, "  ", "unknown", std::to_string(flow.totals.unknown));
    json_member(out, "  ", "out_of_order", std::to_string(flow.totals.out_of_order));
    json_member(out, "  ", "sorted", flow.totals.sorted ? "true" : "false");
    json_member(out, "  ", "time_unit", flow.has_unit ? "\"seconds\"" : "null");
    json_member(out, "  ", "transitions", json_lines(flow.moves, "  ", [&](const flow_move& move) {
                    return "{\"from\": " + name(move.from) + ", \"to\": " + name(move.to) +
                           ", \"count\": " + std::to_string(move.count) + median + json_value(move.took.median) + "}";
                }));
    json_member(out, "  ", "states", json_lines(flow.states, "  ", [](const flow_state_row& state) {
                    return "{\"name\": " + json_string(state.name) + ", \"visits\": " + std::to_string(state.visits) +
                           ", \"entries\": " + std::to_string(state.entries) +
                           ", \"exits\": " + std::to_string(state.exits) + ", \"dwell\": " + json_value(state.dwell) +
                           "}";
                }));
    if (flow.paths > 0) {
        json_member(out, "  ", "distinct_paths", std::to_string(flow.distinct));
        json_member(out, "  ", "paths", json_lines(flow.top, "  ", [](const flow_path& path) {
                        std::string states;
                        for (const std::string& each : path.states) {
                            states.append(states.empty() ? "" : ", ").append(json_string(each));
                        }
                        return "{\"states\": [" + states + "], \"count\": " + std::to_string(path.times) + "}";
                    }));
    }
}

}  // namespace detail

/// The flow as one JSON object (RFC 8259) that ends with a line feed.
///
/// `transitions` has each move that was made, the most frequent first: `from` is null where paths begin, `to` where
/// they end. `states` are all of them by number, each with its visits and with the times from its events to the next
/// (`dwell`); what has no next event is in `exits`. `paths` are the most frequent ones. Times are seconds where the
/// flow has a unit (`"time_unit": "seconds"`), else in the log's own, and `median_seconds` is then `median`; medians
/// and p90 are within `quantile_sketch::relative_error`. What is absent or not finite is null.
template <class State>
[[nodiscard]] std::string json(const flow_view<State>& flow) {
    std::string out = "{";
    detail::json_members(out, detail::plain(flow));
    return out + "\n}\n";
}

}  // namespace emptor::io
