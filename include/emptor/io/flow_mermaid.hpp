// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as a Mermaid state diagram.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/flow_view.hpp>
#include <emptor/process/detail/mermaid_text.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::string mermaid_of(const plain_flow& flow, std::uint64_t at_least) {
    const auto id = [](const std::optional<std::size_t>& state) {
        return state ? "s" + std::to_string(*state) : std::string{"[*]"};
    };
    std::string out = "stateDiagram-v2\n";
    for (const std::size_t state : visited_in_order(flow)) {
        out += "    state \"" + emptor::detail::mermaid_text(state_text(flow.states[state].name)) + "\" as " +
               id(state) + "\n";
    }
    std::uint64_t moves = 0, times = 0;
    for (const flow_move& move : flow.moves) {
        if (move.count < at_least) {
            ++moves;
            times += move.count;
            continue;
        }
        out += "    " + id(move.from) + " --> " + id(move.to) + " : " + std::to_string(move.count) + " (" +
               percent(share_of_from(flow, move)) + ")\n";
    }
    if (moves > 0) {
        out += "    %% " + counted(moves, "rarer move", "rarer moves") + ", made " + counted(times, "time", "times") +
               " together, left out\n";
    }
    return out;
}

}  // namespace detail

/// The flow as a Mermaid state diagram: an arrow a move, the most frequent first, with its count and the share of those
/// who were where it begins. `[*]` is where paths begin and end.
/// @param at_least moves made less often are left out, and a comment says how many.
template <class State>
[[nodiscard]] std::string mermaid(const flow_view<State>& flow, std::uint64_t at_least = 1) {
    return detail::mermaid_of(detail::plain(flow), at_least);
}

}  // namespace emptor::io
