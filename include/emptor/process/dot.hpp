// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process in the language of Graphviz.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <emptor/process/detail/plain_process.hpp>
#include <emptor/process/shown.hpp>

namespace emptor {

namespace detail {

/// Text as a quoted string of DOT: a quotation mark and a backslash behind a backslash, a control character as a space.
[[nodiscard]] inline std::string dot_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out += '"';
}

}  // namespace detail

/// The process as a directed graph in DOT, read from top to bottom: final stages have a second edge, those that need
/// lead to no final one a dashed edge. In names, or in a language's labels.
template <detail::drawable_process Process>
[[nodiscard]] std::string dot(const Process& process, std::optional<language> in = {},
                              shown_detail shown = shown_detail::rules) {
    const auto plain = detail::plain(process, in);
    const auto& words = detail::words_in(in);
    const auto as_it_is = [](const std::string& text) { return text; };
    const auto id = [](std::size_t stage) { return "s" + std::to_string(stage); };
    std::string graph =
        "digraph process {\n"
        "    node [shape=box, style=rounded]\n"
        "    start [shape=circle, style=filled, fillcolor=black, label=\"\", width=0.2]\n";
    for (std::size_t s = 0; s < plain.stages.size(); ++s) {
        const auto& stage = plain.stages[s];
        graph.append("    ").append(id(s)).append(" [label=").append(detail::dot_text(stage.text));
        if (stage.final) graph += ", peripheries=2";
        if (stage.endless) graph += ", style=\"rounded,dashed\"";
        if (shown == shown_detail::briefs) {
            std::string brief;
            for (const auto& line : detail::brief_lines(stage.brief, in)) {
                brief.append(brief.empty() ? "" : ". ").append(line);
            }
            if (!brief.empty()) graph.append(", tooltip=").append(detail::dot_text(brief));
        }
        graph += "]\n";
    }
    graph.append("    start -> ").append(id(plain.start)).append("\n");
    for (const auto& rule : plain.rules) {
        graph.append("    ").append(id(rule.from)).append(" -> ").append(id(rule.to)).append(" [label=");
        graph.append(detail::dot_text(detail::rule_text(rule, words, as_it_is))).append("]\n");
    }
    return graph += "}\n";
}

}  // namespace emptor
