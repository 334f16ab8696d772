// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a PlantUML state diagram.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <emptor/process/detail/plain_process.hpp>
#include <emptor/process/shown.hpp>

namespace emptor {

namespace detail {

/// Text as PlantUML shows it, whatever it would mean there: every sign that is no letter, digit or blank between two of
/// them stands as its code, `&#58;`.
[[nodiscard]] inline std::string plantuml_text(std::string_view text) {
    const auto is_letter_at = [&](std::size_t at) {
        const char c = text[at];
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool single = i > 0 && i + 1 < text.size() && is_letter_at(i - 1) && is_letter_at(i + 1);
        const bool blank = c == ' ' && i > 0 && i + 1 < text.size();
        if (is_letter_at(i) || blank || (single && (c == '_' || c == '-')) || (c == ',' && i > 0)) {
            out += c;
        } else if (c == '\\' || c == '$') {  // as a code, PlantUML of 2020 would stumble over them
            out += c == '$' ? "<U+0024>" : "<U+005C>";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += ' ';
        } else {
            out.append("&#").append(std::to_string(static_cast<int>(c))).append(";");
        }
    }
    return out;
}

}  // namespace detail

/// The process as a PlantUML state diagram, in names or in a language's labels.
template <detail::drawable_process Process>
[[nodiscard]] std::string plantuml(const Process& process, std::optional<language> in = {},
                                   shown_detail shown = shown_detail::rules) {
    const auto plain = detail::plain(process, in);
    const auto& words = detail::words_in(in);
    const auto id = [](std::size_t stage) { return "s" + std::to_string(stage); };
    std::string diagram = "@startuml\nhide empty description\n";
    for (std::size_t s = 0; s < plain.stages.size(); ++s) {
        const auto& stage = plain.stages[s];
        diagram.append("state \"").append(detail::plantuml_text(stage.text)).append("\" as ").append(id(s));
        diagram += stage.endless ? " ##[dashed]\n" : "\n";
        if (shown == shown_detail::rules) continue;
        for (const auto& line : detail::brief_lines(stage.brief, in)) {
            diagram.append(id(s)).append(" : ").append(detail::plantuml_text(line)).append("\n");
        }
    }
    diagram.append("[*] --> ").append(id(plain.start)).append("\n");
    for (const auto& rule : plain.rules) {
        diagram.append(id(rule.from)).append(" --> ").append(id(rule.to)).append(" : ");
        diagram.append(detail::rule_text(rule, words, detail::plantuml_text)).append("\n");
    }
    for (std::size_t s = 0; s < plain.stages.size(); ++s) {
        if (plain.stages[s].final) diagram.append(id(s)).append(" --> [*]\n");
    }
    return diagram += "@enduml\n";
}

}  // namespace emptor
