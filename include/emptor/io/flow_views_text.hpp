// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow and all that is known of it as tables, for a terminal.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/conformance.hpp>
#include <emptor/io/detail/flow_findings.hpp>
#include <emptor/io/detail/flow_goal.hpp>
#include <emptor/io/detail/flow_plain_views.hpp>
#include <emptor/io/detail/flow_tables.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/flow_text.hpp>
#include <emptor/io/flow_views.hpp>

namespace emptor::io {

namespace detail {

/// Sentences as lines.
[[nodiscard]] inline std::string lines_of(const std::vector<std::string>& sentences) {
    std::string out;
    for (const std::string& sentence : sentences) out += sentence + "\n";
    return out;
}

[[nodiscard]] inline std::string text_of(const wait_view& wait) {
    const survival_curve curve = wait.waiting.curve();
    if (curve.steps().empty()) return "Nobody waited.\n";
    return lines_of(wait_sentences(wait, curve)) + "\n" + render(wait_table(curve, wait.has_unit)) + wait_note() + "\n";
}

[[nodiscard]] inline std::string text_of(const goal_view& goal, const plain_flow& flow,
                                         const std::vector<std::size_t>& order) {
    std::string out = render(chances_table(goal, flow, order));
    const auto add = [&](const std::string& heading, const table& rows) {
        if (!rows.front().cells.empty()) out += "\n" + heading + "\n" + render(rows);
    };
    add("What pays most", effects_table(goal));
    add("Where it is lost", losses_table(goal));
    add("What if", changes_table(goal));
    return out + "\n" + lines_of(goal_sentences(goal)) + goal_note(goal) + "\n";
}

[[nodiscard]] inline std::string text_of(const plain_flow_views& views, std::string_view title) {
    std::string out = text_of(views.flow, title);
    const std::vector<std::size_t> order = visited_in_order(views.flow);
    const auto section = [&](const std::string& heading, const std::string& body) {
        out += "\n" + heading + "\n" + body;
    };
    if (views.steps && views.steps->paths > 0) {
        section("Which state at which step", render(steps_table(views.flow, *views.steps, order)));
    }
    if (views.returns && views.returns->returning > 0) {
        section("Who came back",
                render(returns_table(views.flow, *views.returns, order)) + lines_of(return_sentences(views)));
    }
    if (views.wait != nullptr) {
        section("From the first event to " + in_quotes(views.wait->until), text_of(*views.wait));
    }
    if (views.goal != nullptr) {
        section("The chance to come to " + in_quotes(goal_name(*views.goal)), text_of(*views.goal, views.flow, order));
    }
    if (views.against != nullptr) {
        section("Against the process " + visible(views.against->name()), text_of(views.against->report()));
    }
    return out;
}

}  // namespace detail

/// The flow as tables in UTF-8, then what else is known of it: which state at which step, who came back, by when they
/// came to what is waited for, the chance to come to the goal with what pays and what would be, and how well paths
/// follow the process.
template <class State>
[[nodiscard]] std::string text(const flow_views<State>& views, std::string_view title = {}) {
    return detail::text_of(detail::plain(views), title);
}

}  // namespace emptor::io
