// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as a picture with rows, for narrow screens: each state, and below it where those went who were there.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/svg_canvas.hpp>
#include <emptor/io/detail/svg_funnel.hpp>

namespace emptor::io::detail {

/// The picture for a page on a screen 360 pixels wide: of the 20 most visited states in the order of the flow, the four
/// most frequent ways on.
[[nodiscard]] inline std::string flow_rows_svg(const plain_flow& flow, const picture& shown) {
    constexpr double width = 344, edge = 8, room = width - 2 * edge, indent = 14, shares = 52;
    constexpr std::size_t most_states = 20, most_ways = 4;
    const type_size name_type{15, true}, note{12.5, false};
    std::vector<std::size_t> order = visited_in_order(flow);
    std::uint64_t most = 1, least = 0;
    {
        std::vector<std::uint64_t> visits;
        for (const std::size_t at : order) visits.push_back(flow.states[at].visits);
        std::ranges::sort(visits, std::greater<>{});
        if (!visits.empty()) most = visits.front();
        if (visits.size() > most_states) least = visits[most_states - 1];
    }
    const std::size_t all = order.size();
    std::erase_if(order, [&](std::size_t at) { return flow.states[at].visits < least; });
    if (order.size() > most_states) order.resize(most_states);
    std::vector<std::size_t> place(flow.states.size());
    for (std::size_t at = 0; at < order.size(); ++at) place[order[at]] = at + 1;

    svg_canvas out{shown.in_page};
    std::string spoken;
    for (const std::size_t at : order) {
        spoken += state_text(flow.states[at].name) + ": " + counted(flow.states[at].visits, "visit", "visits") + ". ";
    }
    out.describe(spoken.empty() ? "No moves." : spoken);
    double y = 2;
    for (const std::size_t at : order) {
        const flow_state_row& state = flow.states[at];
        const std::string name = state_text(state.name), count = grouped(state.visits);
        out.begin(name + ": " + counted(state.visits, "visit", "visits"));
        for (const std::string& line : set_lines(name, room - set_width(count, name_type) - 12, name_type, 3)) {
            out.text(edge, y + 15, line, name_type, ink::text);
            y += 19;
        }
        out.text(width - edge, y - 4, count, name_type, ink::text, anchor::end);
        y += 3;
        const double visits = static_cast<double>(state.visits);
        out.rect(edge, y, std::max(1.5, room * visits / static_cast<double>(most)), 12, ink::band, 2);
        y += 16;
        std::size_t told = 0, left_out = 0;
        for (const flow_move& move : flow.moves) {
            if (move.from != at) continue;
            if (told == most_ways) {
                ++left_out;
                continue;
            }
            ++told;
            const bool again = move.to == at;
            const bool back = move.to && !again && place[*move.to] != 0 && place[*move.to] < place[at];
            const double share = static_cast<double>(move.count) / visits;
            const std::string to = !move.to ? "end here"
                                   : again  ? "again"
                                            : "→ " + state_text(flow.states[*move.to].name);
            out.text(edge + indent, y + 12, percent(share), note, ink::text);
            out.text(edge + indent + shares, y + 12, set_lines(to, room - indent - shares, note, 1).front(), note,
                     ink::muted);
            out.rect(edge + indent, y + 17, std::max(1.0, (room - indent) * share), 4,
                     !move.to        ? ink::expired
                     : back || again ? ink::open
                                     : ink::flow);
            y += 25;
        }
        if (left_out > 0) {
            out.text(edge + indent, y + 12, counted(left_out, "rarer way", "rarer ways"), note, ink::muted);
            y += 18;
        }
        y += 14;
        out.end();
    }
    if (order.empty()) {
        out.text(edge, y + 18, "No moves.", name_type, ink::text);
        y += 28;
    }
    std::string words =
        "Bars: visits of each state, and the shares of those who went on from there, came back to an "
        "earlier state or ended.";
    if (all > order.size()) words += " " + grouped(all - order.size()) + " states with fewer visits are not drawn.";
    for (const std::string& line : set_lines(words, room, note, 6)) {
        out.text(edge, y + 12, line, note, ink::muted);
        y += 18;
    }
    return out.finish(width, y + 8, "Where those went who were in each state", shown.css_class);
}

}  // namespace emptor::io::detail
