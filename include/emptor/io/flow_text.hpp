// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as tables, for a terminal.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/flow_view.hpp>

namespace emptor::io {

namespace detail {

/// How many moves a table lists.
inline constexpr std::size_t most_moves_listed = 60;

[[nodiscard]] inline std::string time_or_absent(const std::optional<double>& time, bool has_unit) {
    return time ? time_text(*time, has_unit) : absent;
}

/// A row a move, by where it begins in the order of the flow, then by how often it was made. With bars, a name stands
/// in the first of its rows only.
[[nodiscard]] inline table moves_table(const plain_flow& flow, const std::vector<std::size_t>& order,
                                       table_options options = {.bars = true}) {
    std::vector<std::size_t> place(flow.states.size());
    for (std::size_t at = 0; at < order.size(); ++at) place[order[at]] = at + 1;
    const auto place_of = [&](const std::optional<std::size_t>& state) { return state ? place[*state] : 0; };
    std::vector<std::size_t> shown(std::min(most_moves_listed, flow.moves.size()));
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    std::ranges::sort(shown, [&](std::size_t a, std::size_t b) {
        return std::pair{place_of(flow.moves[a].from), a} < std::pair{place_of(flow.moves[b].from), b};
    });
    table out{{.heading = "from", .is_text = true},
              {.heading = "to", .is_text = true},
              {.heading = "moves"},
              {.over = "of from", .heading = "share"},
              {.over = "of from", .heading = "", .is_text = true},
              {.over = "took", .heading = "median"},
              {.over = "took", .heading = "p90"}};
    const flow_move* before = nullptr;
    for (const std::size_t at : shown) {
        const flow_move& move = flow.moves[at];
        const bool again = before != nullptr && before->from == move.from;
        before = &move;
        const double share = share_of_from(flow, move);
        out[0].cells.push_back(again && options.bars ? ""
                               : move.from           ? state_text(flow.states[*move.from].name)
                                                     : "(begins)");
        out[1].cells.push_back(move.to ? state_text(flow.states[*move.to].name) : "(ends)");
        out[2].cells.push_back(grouped(move.count));
        out[3].cells.push_back(percent(share));
        out[4].cells.push_back(bar(share, 12));
        const bool timed = move.from && move.to;
        out[5].cells.push_back(timed ? time_or_absent(move.took.median, flow.has_unit) : "");
        out[6].cells.push_back(timed ? time_or_absent(move.took.p90, flow.has_unit) : "");
    }
    if (!options.bars) out.erase(out.begin() + 4);
    return out;
}

/// A row a state: how many came, and how long until their next event.
[[nodiscard]] inline table dwell_table(const plain_flow& flow, const std::vector<std::size_t>& order) {
    table out{{.heading = "state", .is_text = true},
              {.heading = "visits"},
              {.over = "entities", .heading = "begin"},
              {.over = "entities", .heading = "end"},
              {.over = "until the next event", .heading = "median"},
              {.over = "until the next event", .heading = "p90"},
              {.over = "until the next event", .heading = "mean"},
              {.over = "until the next event", .heading = "longest"}};
    for (const std::size_t at : order) {
        const flow_state_row& state = flow.states[at];
        out[0].cells.push_back(state_text(state.name));
        out[1].cells.push_back(grouped(state.visits));
        out[2].cells.push_back(grouped(state.entries));
        out[3].cells.push_back(grouped(state.exits));
        std::size_t column = 4;
        for (const auto& time : {state.dwell.median, state.dwell.p90, state.dwell.mean, state.dwell.longest}) {
            out[column++].cells.push_back(time_or_absent(time, flow.has_unit));
        }
    }
    return out;
}

/// "visit → search ×3 → purchase".
[[nodiscard]] inline std::string path_text(const flow_path& path) {
    std::string out;
    for (std::size_t at = 0, times = 1; at < path.states.size(); at += times) {
        times = 1;
        while (at + times < path.states.size() && path.states[at + times] == path.states[at]) ++times;
        out.append(out.empty() ? "" : " → ").append(state_text(path.states[at]));
        if (times > 1) out.append(" ×").append(std::to_string(times));
    }
    return out;
}

[[nodiscard]] inline table paths_table(const plain_flow& flow) {
    table out{{.heading = "entities"}, {.heading = "share"}, {.heading = "path", .is_text = true}};
    for (const flow_path& path : flow.top) {
        out[0].cells.push_back(grouped(path.times));
        out[1].cells.push_back(percent(static_cast<double>(path.times) / static_cast<double>(flow.paths)));
        out[2].cells.push_back(path_text(path));
    }
    return out;
}

/// How many moves a table does not list; nothing where it lists all.
[[nodiscard]] inline std::string moves_left_out(const plain_flow& flow) {
    if (flow.moves.size() <= most_moves_listed) return {};
    std::uint64_t rest = 0;
    for (std::size_t at = most_moves_listed; at < flow.moves.size(); ++at) rest += flow.moves[at].count;
    return "The " + std::to_string(most_moves_listed) + " most frequent moves; " +
           grouped(flow.moves.size() - most_moves_listed) + " others were made " + counted(rest, "time", "times") +
           " together.";
}

/// How many paths there are besides those that are listed.
[[nodiscard]] inline std::string paths_sentence(const plain_flow& flow) {
    if (flow.distinct == flow.top.size()) return "All paths.";
    std::uint64_t told = 0;
    for (const flow_path& path : flow.top) told += path.times;
    return "Of " + grouped(flow.distinct) + " different paths; these were taken by " +
           percent(static_cast<double>(told) / static_cast<double>(flow.paths)) + " of all.";
}

[[nodiscard]] inline std::string text_of(const plain_flow& flow, std::string_view title) {
    std::string out = title.empty() ? "" : visible(title) + "\n\n";
    if (flow.entities == 0) {
        out += "No moves.\n";
    } else {
        const std::vector<std::size_t> order = visited_in_order(flow);
        out += render(moves_table(flow, order));
        if (const std::string rest = moves_left_out(flow); !rest.empty()) out += rest + "\n";
        out += "\n" + render(dwell_table(flow, order));
    }
    if (!flow.top.empty()) {
        out += "\n" + render(paths_table(flow), 76) + paths_sentence(flow) + "\n";
    }
    out += "\n" + totals_sentence(flow.totals, "state") + "\n";
    if (!flow.has_unit) out += "Times are in the log’s own unit.\n";
    return out;
}

}  // namespace detail

/// The flow as tables in UTF-8: where those went who were in each state, how long they stayed, and the paths most often
/// taken. States stand in the order in which most go through them. Of more than 60 moves the most frequent are listed,
/// and how many are not is said; `json` has them all. Median and p90 are within `quantile_sketch::relative_error`.
template <class State>
[[nodiscard]] std::string text(const flow_view<State>& flow, std::string_view title = {}) {
    return detail::text_of(detail::plain(flow), title);
}

}  // namespace emptor::io
