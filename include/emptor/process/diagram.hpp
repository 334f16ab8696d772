// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a drawing and as a table.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/process/detail/columns.hpp>
#include <emptor/process/detail/text.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

namespace detail {

/// The words between the names, in each language.
struct diagram_words {
    std::string_view by, once_agreed, agreed_end, comma, or_, and_;
    std::string_view in, on, to, by_whom, agreed_by, start, final, anyone;
};

[[nodiscard]] constexpr diagram_words words_in(language in) noexcept {
    if (in == language::chinese) {
        return {"，由", "，经", "同意", "、",       "或",     "和",     "阶段",
                "事件", "转入", "由谁", "须经同意", "起点：", "终点：", "任何人"};
    }
    return {" by ", " once agreed by ", "",        ", ",      " or ",  " and ", "in", "on", "to",
            "by",   "once agreed by",   "start: ", "final: ", "anyone"};
}

/// Text as it may stand in a Mermaid label: what would end the label or the statement is written as its code.
[[nodiscard]] inline std::string mermaid_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (std::string_view{"#;:\"<>{}\\%"}.find(c) != std::string_view::npos) {
            escaped += '#' + std::to_string(static_cast<int>(c)) + ';';
        } else {
            escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return escaped;
}

/// An enumerator as a Mermaid state; one that Mermaid would take for a word of its own gets an underscore.
[[nodiscard]] inline std::string mermaid_state(std::string_view name) {
    for (const std::string_view reserved : {"state", "note", "end", "direction", "class", "classDef", "style", "scale",
                                            "hide", "as", "click", "default"}) {
        if (name == reserved) return std::string{name} + '_';
    }
    return std::string{name};
}

/// "chosen by buyer once agreed by decision_maker", with each word as `text` gives it.
template <class Process, class Text>
[[nodiscard]] std::string rule_text(const Process& process, typename Process::stage_type from,
                                    typename Process::event_type event, const diagram_words& words, const Text& text) {
    std::string line{text(event)};
    const auto may = process.who_may(from, event);
    const auto agreeing = process.who_must_agree(from, event);
    if (!may.empty()) line.append(words.by) += listed_text(may, words.comma, words.or_, text);
    if (!agreeing.empty()) {
        line.append(words.once_agreed) += listed_text(agreeing, words.comma, words.and_, text);
        line += words.agreed_end;
    }
    return line;
}

}  // namespace detail

/// The process as a Mermaid state diagram, with a line for each stage and event:
/// `evaluation --> purchase : chosen by buyer once agreed by decision_maker`.
///
/// Without a language it speaks in names, as the program does; with one, in labels.
template <enumerated Stage, enumerated Event, enumerated Role>
[[nodiscard]] std::string mermaid(const process<Stage, Event, Role>& process, std::optional<language> in = {}) {
    const auto words = detail::words_in(in.value_or(language::english));
    const auto text = [in](auto e) { return detail::mermaid_text(in ? label(e, *in) : name(e)); };
    const auto id = [](Stage stage) { return detail::mermaid_state(name(stage)); };
    std::string diagram = "stateDiagram-v2\n";
    for (const Stage stage : process.stages()) {
        if (text(stage) == id(stage)) continue;
        diagram += "    state \"" + text(stage) + "\" as " + id(stage) + '\n';
    }
    diagram += "    [*] --> " + id(process.start()) + '\n';
    for (const Stage from : process.stages()) {
        for (const Event event : process.possible(from)) {
            diagram += "    " + id(from) + " --> " + id(process.target(from, event).value_or(from)) + " : " +
                       detail::rule_text(process, from, event, words, text) + '\n';
        }
    }
    for (const Stage stage : process.finals()) diagram += "    " + id(stage) + " --> [*]\n";
    return diagram;
}

/// The process as a table in plain text, with a line for each stage and event, in names or in a language's labels.
template <enumerated Stage, enumerated Event, enumerated Role>
[[nodiscard]] std::string describe(const process<Stage, Event, Role>& process, std::optional<language> in = {}) {
    const auto words = detail::words_in(in.value_or(language::english));
    const auto text = [in](auto e) { return std::string{in ? label(e, *in) : name(e)}; };
    std::vector<std::vector<std::string>> rows{{std::string{words.in}, std::string{words.on}, std::string{words.to},
                                                std::string{words.by_whom}, std::string{words.agreed_by}}};
    std::size_t columns = 3;  // the last two only where a rule fills them
    for (const Stage from : process.stages()) {
        bool first = true;
        for (const Event event : process.possible(from)) {
            const auto may = process.who_may(from, event);
            const auto agreeing = process.who_must_agree(from, event);
            if (!may.empty()) columns = std::max<std::size_t>(columns, 4);
            if (!agreeing.empty()) columns = 5;
            rows.push_back(
                {std::exchange(first, false) ? text(from) : std::string{}, text(event),
                 text(process.target(from, event).value_or(from)),
                 may.empty() ? std::string{words.anyone} : detail::listed_text(may, words.comma, words.or_, text),
                 detail::listed_text(agreeing, words.comma, words.and_, text)});
        }
    }
    for (auto& row : rows) row.resize(columns);
    std::string description = std::string{words.start} + text(process.start()) + '\n';
    if (!process.finals().empty()) {
        description +=
            std::string{words.final} + detail::listed_text(process.finals(), words.comma, words.comma, text) + '\n';
    }
    return description + '\n' + detail::in_columns(rows);
}

}  // namespace emptor
