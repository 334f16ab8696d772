// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow without the type of its states, so that every renderer is written once.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <emptor/flow/totals.hpp>
#include <emptor/io/detail/flow_order.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/flow_view.hpp>
#include <emptor/stats/quantile_sketch.hpp>

namespace emptor::io::detail {

/// How long something took. Every number is finite: what is not is absent.
struct flow_times {
    std::uint64_t times{};
    std::optional<double> median{};
    std::optional<double> p90{};
    std::optional<double> mean{};
    std::optional<double> shortest{};
    std::optional<double> longest{};
};

struct flow_state_row {
    std::string name{};
    std::uint64_t visits{};
    std::uint64_t entries{};
    std::uint64_t exits{};
    flow_times dwell{};
};

/// A move that was made; from nowhere where a path begins, to nowhere where it ends.
struct flow_move {
    std::optional<std::size_t> from{};
    std::optional<std::size_t> to{};
    std::uint64_t count{};
    flow_times took{};
};

struct flow_path {
    std::vector<std::string> states{};
    std::uint64_t times{};
};

/// Times are seconds where `has_unit`.
struct plain_flow {
    std::vector<flow_state_row> states{};  ///< by number; an enumerator that never was has no visits
    std::vector<flow_move> moves{};        ///< the most frequent first
    std::vector<flow_path> top{};
    std::uint64_t paths{};     ///< that were counted for `top`
    std::uint64_t distinct{};  ///< the same, equal ones once
    flow_totals totals{};
    std::uint64_t entities{};
    bool has_unit{};
};

[[nodiscard]] inline flow_times plain(const quantile_sketch& sketch) {
    return {.times = sketch.counted(),
            .median = finite(sketch.quantile(0.5)),
            .p90 = finite(sketch.quantile(0.9)),
            .mean = finite(sketch.mean()),
            .shortest = finite(sketch.least()),
            .longest = finite(sketch.greatest())};
}

template <class State>
[[nodiscard]] plain_flow plain(const flow_view<State>& view) {
    const transition_counts<State>& counts = view.times.counts();
    plain_flow out{.paths = view.paths.paths(),
                   .distinct = view.paths.distinct(),
                   .totals = view.times.totals(),
                   .entities = counts.paths(),
                   .has_unit = view.times.has_unit()};
    for (std::size_t state = 0; state < counts.size(); ++state) {
        out.states.push_back({.name = std::string{counts.name(state)},
                              .visits = counts.visits(state),
                              .entries = counts.entries(state),
                              .exits = counts.exits(state),
                              .dwell = plain(view.times.in(state))});
        if (counts.entries(state) > 0) out.moves.push_back({{}, state, counts.entries(state), {}});
        if (counts.exits(state) > 0) out.moves.push_back({state, {}, counts.exits(state), {}});
    }
    counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
        if (count > 0) out.moves.push_back({from, to, count, plain(view.times.between(from, to))});
    });
    std::ranges::sort(out.moves, [](const flow_move& a, const flow_move& b) {
        return std::tie(b.count, a.from, a.to) < std::tie(a.count, b.from, b.to);
    });
    for (const auto& [states, times] : view.paths.top(view.top)) {
        flow_path path{.times = times};
        for (const auto& state : states) {
            if constexpr (enumerated<State>) {
                path.states.emplace_back(emptor::name(state));
            } else {
                path.states.push_back(state);
            }
        }
        out.top.push_back(std::move(path));
    }
    return out;
}

/// The states that were visited, in the order of the flow; of very many, the most visited first.
[[nodiscard]] inline std::vector<std::size_t> visited_in_order(const plain_flow& flow) {
    constexpr std::size_t most = 120;
    std::vector<std::size_t> visited;
    for (std::size_t state = 0; state < flow.states.size(); ++state) {
        if (flow.states[state].visits > 0) visited.push_back(state);
    }
    if (visited.size() > most) {
        std::ranges::sort(visited, [&](std::size_t a, std::size_t b) {
            return std::tie(flow.states[b].visits, a) < std::tie(flow.states[a].visits, b);
        });
        return visited;
    }
    std::vector<std::size_t> place(flow.states.size());
    for (std::size_t at = 0; at < visited.size(); ++at) place[visited[at]] = at;
    flow_weights weights{visited.size(), std::vector<double>(visited.size() * visited.size())};
    for (const flow_move& move : flow.moves) {
        if (!move.from || !move.to) continue;
        weights.counts[place[*move.from] * weights.states + place[*move.to]] = static_cast<double>(move.count);
    }
    std::vector<std::size_t> order = flow_order(weights);
    for (std::size_t& state : order) state = visited[state];
    return order;
}

[[nodiscard]] inline std::string state_text(std::string_view name) { return name.empty() ? "(none)" : visible(name); }

/// What share of those who were where a move began made it.
[[nodiscard]] inline double share_of_from(const plain_flow& flow, const flow_move& move) {
    const std::uint64_t all = move.from ? flow.states[*move.from].visits : flow.entities;
    return static_cast<double>(move.count) / static_cast<double>(all);
}

/// "9 events of 2 entities; 1 was out of order and left out; 2 have no role and were left out."
/// @param lacked what events of no use did not have.
[[nodiscard]] inline std::string totals_sentence(const flow_totals& totals, std::string_view lacked) {
    std::string out = counted(totals.events, "event", "events") + " of " + people(totals.entities) + "; ";
    out += totals.out_of_order == 0 ? "none was out of order"
                                    : counted(totals.out_of_order, "was", "were") + " out of order and " +
                                          (totals.sorted ? "put in order" : "left out");
    if (totals.unknown > 0) {
        out.append("; ").append(counted(totals.unknown, "has", "have")).append(" no ").append(lacked);
        out.append(totals.unknown == 1 ? " and was left out" : " and were left out");
    }
    return out + ".";
}

}  // namespace emptor::io::detail
