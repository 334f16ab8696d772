// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The moves of a log between the states that occur in it.

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>

namespace emptor::detail {

/// States have new numbers here: those that never occur have none.
struct move_table {
    struct state {
        std::string name{};
        std::uint64_t visits{};
        std::uint64_t entries{};
        std::uint64_t exits{};
    };

    std::vector<state> states{};
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> moves{};
    std::uint64_t paths{};

    /// Those of a log in order, of which nothing was left out.
    [[nodiscard]] flow_totals totals() const noexcept {
        flow_totals sum{.entities = paths};
        for (const state& each : states) sum.events += each.visits;
        sum.moves = sum.events - sum.entities;
        return sum;
    }
};

template <class State>
[[nodiscard]] move_table moves_in(const transition_counts<State>& counts) {
    move_table table{.paths = counts.paths()};
    std::vector<std::size_t> here(counts.size());
    for (std::size_t at = 0; at < counts.size(); ++at) {
        if (counts.visits(at) == 0) continue;
        here[at] = table.states.size();
        table.states.push_back({.name = std::string{counts.name(at)},
                                .visits = counts.visits(at),
                                .entries = counts.entries(at),
                                .exits = counts.exits(at)});
    }
    counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t times) {
        if (times > 0) table.moves[{here[from], here[to]}] = times;
    });
    return table;
}

/// Of paths, and the number here of each of their states.
template <class State>
[[nodiscard]] std::pair<move_table, std::vector<std::size_t>> moves_in(const path_counts<State>& counts) {
    move_table table{.paths = counts.paths()};
    std::vector<move_table::state> all(counts.size());
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> moves;
    counts.for_each_path([&](std::span<const std::uint32_t> path, std::uint64_t times) {
        for (std::size_t at = 0; at < path.size(); ++at) {
            all[path[at]].visits += times;
            if (at > 0) moves[{path[at - 1], path[at]}] += times;
        }
        all[path.front()].entries += times;
        all[path.back()].exits += times;
    });
    std::vector<std::size_t> here(all.size());
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at].visits == 0) continue;
        here[at] = table.states.size();
        all[at].name = counts.name(at);
        table.states.push_back(std::move(all[at]));
    }
    for (const auto& [move, times] : moves) table.moves[{here[move.first], here[move.second]}] = times;
    return {std::move(table), std::move(here)};
}

}  // namespace emptor::detail
