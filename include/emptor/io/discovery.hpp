// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process that a log proposes, as text: its rows, and what was left out.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow/discovery.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/process/label.hpp>

namespace emptor::io {

namespace detail {

/// A row a move: of those that are kept, or of those that are not, the first so many.
[[nodiscard]] inline table discovered_table(const discovery& found, const std::vector<const discovered_move*>& moves,
                                            std::size_t most, bool with_verdict) {
    table out{{.heading = "from", .is_text = true},
              {.heading = "to", .is_text = true},
              {.heading = "times"},
              {.heading = "share of from"},
              {.heading = "dependency"}};
    if (with_verdict) out.push_back({.heading = "why", .is_text = true});
    const auto name = [&](const std::optional<std::size_t>& stage, const char* none) {
        return stage ? state_text(found.stages[*stage].name) : std::string{none};
    };
    const discovered_move* before = nullptr;
    for (std::size_t at = 0; at < std::min(most, moves.size()); ++at) {
        const discovered_move& move = *moves[at];
        const bool again = before != nullptr && before->from == move.from;
        before = &move;
        out[0].cells.push_back(again ? "" : name(move.from, "(begins)"));
        out[1].cells.push_back(name(move.to, "(ends)"));
        out[2].cells.push_back(grouped(move.times));
        out[3].cells.push_back(percent(static_cast<double>(move.times) / static_cast<double>(move.of)));
        out[4].cells.push_back(move.dependency ? rounded(*move.dependency, 2) : "");
        if (with_verdict) out[5].cells.emplace_back(label(move.verdict));
    }
    return out;
}

}  // namespace detail

/// How much of the log the process allows; its rows; and the moves and the states that it leaves out, with the reason.
/// Of more than 60 moves that are left out, the first are listed, and how many are not is said.
[[nodiscard]] inline std::string text(const discovery& found, std::string_view title = {}) {
    constexpr std::size_t most = 60;
    std::string out = title.empty() ? "" : detail::visible(title) + "\n\n";
    const auto share = [](const proportion& part) {
        return detail::grouped(part.taken()) + " of " + detail::grouped(part.chances()) +
               (part.rate() ? " (" + detail::percent(*part.rate()) + ")" : "");
    };
    std::vector<const discovered_move*> kept, left_out;
    bool has_added = false;
    for (const discovered_move& move : found.moves) {
        (move.is_kept() ? kept : left_out).push_back(&move);
        has_added = has_added || move.verdict == move_verdict::added;
    }
    if (!found.has_process()) {
        out += "No process: no path is left from the start to an end.\n";
    } else {
        out += "A process of " + std::to_string(found.rules.stages.size()) + " stages, “" +
               detail::visible(found.rules.start) + "” before the first event among them.\n";
        if (found.rules.stages.size() > emptor::detail::stages_at_most) out += "Too many: a process has at most 127.\n";
        if (found.fitting) out += "It allows " + share(*found.fitting) + " paths, from start to end. ";
        out += "It has " + share(found.covered()) + " moves, beginnings and ends.\n\n";
        out += detail::render(detail::discovered_table(found, kept, kept.size(), has_added));
    }
    if (!left_out.empty()) {
        out += "\nLeft out:\n" + detail::render(detail::discovered_table(found, left_out, most, true));
        if (left_out.size() > most) {
            std::uint64_t rest = 0;
            for (std::size_t at = most; at < left_out.size(); ++at) rest += left_out[at]->times;
            out += detail::grouped(left_out.size() - most) + " others, made " + detail::counted(rest, "time", "times") +
                   " together.\n";
        }
    }
    detail::table lost{
        {.heading = "no stage", .is_text = true}, {.heading = "visits"}, {.heading = "because it", .is_text = true}};
    for (const discovered_stage& stage : found.stages) {
        if (stage.verdict == stage_verdict::kept) continue;
        lost[0].cells.push_back(detail::state_text(stage.name));
        lost[1].cells.push_back(detail::grouped(stage.visits));
        lost[2].cells.emplace_back(stage.verdict == stage_verdict::never_reached ? "is no longer reached"
                                                                                 : "leads to no end");
    }
    if (!lost[0].cells.empty()) out += "\n" + detail::render(lost);
    return out + "\n" + detail::totals_sentence(found.totals, "state") + "\n";
}

}  // namespace emptor::io
