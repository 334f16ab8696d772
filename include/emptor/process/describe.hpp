// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a table.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <emptor/process/detail/columns.hpp>
#include <emptor/process/detail/plain_process.hpp>
#include <emptor/process/shown.hpp>

namespace emptor {

/// The process as a table in plain text, with a line for each stage and event, in names or in a language's labels; with
/// briefs, what each stage is for stands below. Columns that no rule fills are left out.
template <detail::drawable_process Process>
[[nodiscard]] std::string describe(const Process& process, std::optional<language> in = {},
                                   shown_detail shown = shown_detail::rules) {
    const auto plain = detail::plain(process, in);
    const auto& words = detail::words_in(in);
    const auto as_it_is = [](const std::string& text) { return text; };
    std::array<bool, 6> filled{true, true, true, false, false, false};
    std::vector<std::vector<std::string>> rows{{std::string{words.in}, std::string{words.on}, std::string{words.to},
                                                std::string{words.by_whom}, std::string{words.agreed_by},
                                                std::string{words.weight}}};
    std::size_t last = plain.stages.size();
    for (const auto& rule : plain.rules) {
        const bool weighs = rule.weight < 1 || rule.weight > 1;
        filled[3] = filled[3] || !rule.by.empty();
        filled[4] = filled[4] || !rule.agreed.empty();
        filled[5] = filled[5] || weighs;
        rows.push_back({rule.from == last ? std::string{} : plain.stages[rule.from].text, rule.event,
                        plain.stages[rule.to].text,
                        rule.by.empty() ? std::string{words.anyone}
                                        : detail::listed_text(rule.by, words.comma, words.or_, as_it_is),
                        std::string{rule.agreed.in_sequence ? words.agreement.in_turn : ""}
                            .append(detail::agreed_text(rule.agreed, words, as_it_is))
                            .append(rule.agreed.separate ? words.agreement.separate : ""),
                        weighs ? detail::number_text(rule.weight) : std::string{}});
        last = rule.from;
    }
    for (std::size_t column = filled.size(); column-- > 0;) {
        if (filled[column]) continue;
        for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
    }
    std::vector<std::string> finals;
    for (const auto& stage : plain.stages) {
        if (stage.final) finals.push_back(stage.text);
    }
    std::string text = std::string{words.start}.append(plain.stages[plain.start].text).append("\n");
    if (!finals.empty()) {
        text.append(words.final).append(detail::listed_text(finals, words.comma, words.comma, as_it_is)).append("\n");
    }
    text.append("\n").append(detail::in_columns(rows));
    if (shown == shown_detail::rules) return text;
    for (const auto& stage : plain.stages) {
        const auto lines = detail::brief_lines(stage.brief, in);
        if (lines.empty()) continue;
        text.append("\n").append(stage.text).append("\n");
        for (const auto& line : lines) text.append("  ").append(line).append("\n");
    }
    return text;
}

}  // namespace emptor
