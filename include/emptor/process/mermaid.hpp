// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a Mermaid state diagram.

#include <cstddef>
#include <optional>
#include <string>

#include <emptor/process/detail/mermaid_order.hpp>
#include <emptor/process/detail/mermaid_text.hpp>
#include <emptor/process/detail/plain_process.hpp>
#include <emptor/process/shown.hpp>

namespace emptor {

/// The process as a Mermaid state diagram, with a line for each stage and event:
/// `evaluation --> purchase : chosen by buyer once agreed by decision_maker`.
///
/// Who agrees may also be `a or b`, `2 of a, b and c`, or in sequence `a, then b`; behind them stands `, by different
/// persons` where duties are separate.
///
/// Without a language it speaks in names, as the program does; with one, in labels. Characters that mean something to
/// Mermaid stand as their codes. A stage that need lead to no final one has the class `endless`; a weight other than 1
/// stands behind the sign of multiplication.
///
/// What `parse` makes of it is the same process again, and what `parse_rules` makes of it in names the same model: the
/// labels of its stages are written as what is shown, and what the rules do not tell by themselves (another order than
/// that in which they name stages, events and roles, a role they do not name, a label of an event or a role) stands in
/// comments: `%% emptor events: chosen, delivered`.
template <detail::drawable_process Process>
[[nodiscard]] std::string mermaid(const Process& process, std::optional<language> in = {},
                                  shown_detail shown = shown_detail::rules) {
    const auto plain = detail::plain(process, in);
    const auto& words = detail::words_in(in);
    const auto id = [&](std::size_t stage) { return detail::mermaid_id(plain.stages[stage].name); };
    std::string diagram = "stateDiagram-v2\n";
    if (!in) diagram += detail::order_lines(plain, detail::names_of_kinds(process));
    for (std::size_t s = 0; s < plain.stages.size(); ++s) {
        const auto& stage = plain.stages[s];
        const std::string& text = stage.text == stage.name && !in ? stage.label : stage.text;
        if (text.empty() || text == stage.name) continue;
        diagram += "    state \"" + detail::mermaid_text(text) + "\" as " + id(s) + '\n';
    }
    diagram += "    [*] --> " + id(plain.start) + '\n';
    for (const auto& rule : plain.rules) {
        diagram += "    " + id(rule.from) + " --> " + id(rule.to) + " : " +
                   detail::rule_text(rule, words, detail::mermaid_word, detail::mermaid_number) + '\n';
    }
    std::string endless;
    for (std::size_t s = 0; s < plain.stages.size(); ++s) {
        if (plain.stages[s].final) diagram += "    " + id(s) + " --> [*]\n";
        if (plain.stages[s].endless) endless.append(endless.empty() ? "" : ",") += id(s);
    }
    if (!endless.empty()) {
        diagram += "    classDef endless stroke-dasharray:4\n    class " + endless + " endless\n";
    }
    if (shown == shown_detail::briefs) {
        for (std::size_t s = 0; s < plain.stages.size(); ++s) {
            const auto lines = detail::brief_lines(plain.stages[s].brief, in);
            if (lines.empty()) continue;
            diagram += "    note right of " + id(s) + '\n';
            for (const auto& line : lines) diagram += "        " + detail::mermaid_text(line) + '\n';
            diagram += "    end note\n";
        }
    }
    return diagram;
}

}  // namespace emptor
