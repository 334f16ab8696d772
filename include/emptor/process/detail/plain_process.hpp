// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process in plain text, which every kind of drawing is made from.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/process/brief.hpp>
#include <emptor/process/label.hpp>

namespace emptor::detail {

struct plain_stage {
    std::string name{};
    std::string text{};  ///< what to show: the name or a label
    bool final{};
    bool endless{};
    stage_brief brief{};
};

struct plain_rule {
    std::size_t from{};
    std::size_t to{};
    std::string event{};
    std::vector<std::string> by{};
    std::vector<std::string> agreed{};
    double weight{1};
};

struct plain_process {
    std::vector<plain_stage> stages{};
    std::size_t start{};
    std::vector<plain_rule> rules{};  ///< by stage, then by event
};

/// The words between the names, in each language.
struct diagram_words {
    std::string_view by{}, once_agreed{}, agreed_end{}, comma{}, or_{}, and_{};
    std::string_view in{}, on{}, to{}, by_whom{}, agreed_by{}, weight{}, start{}, final{}, anyone{}, any_stage{},
        any_stage_but{}, any_stage_but_end{};
    std::string_view goal{}, tasks{}, mind{}, behaviour{}, entry{}, exit{}, colon{}, semicolon{};
};

inline constexpr diagram_words english_words{" by ",
                                             " once agreed by ",
                                             "",
                                             ", ",
                                             " or ",
                                             " and ",
                                             "in",
                                             "on",
                                             "to",
                                             "by",
                                             "once agreed by",
                                             "weight",
                                             "start: ",
                                             "final: ",
                                             "anyone",
                                             "any stage",
                                             "any stage but ",
                                             "",
                                             "goal",
                                             "tasks",
                                             "in mind",
                                             "behaviour",
                                             "entry",
                                             "exit",
                                             ": ",
                                             "; "};
inline constexpr diagram_words chinese_words{
    "，由", "，经",     "同意",     "、",       "或",       "和",       "阶段",     "事件", "转入",
    "由谁", "须经同意", "权重",     "起点：",   "终点：",   "任何人",   "任一阶段", "除",   "外任一阶段",
    "目标", "任务",     "心理状态", "行为模式", "进入条件", "离开条件", "：",       "；"};

[[nodiscard]] constexpr const diagram_words& words_in(std::optional<language> in) noexcept {
    return in == language::chinese ? chinese_words : english_words;
}

/// Whether a process has its names in itself and not in enums.
template <class P>
concept named_process = requires(const P& process) { process.stage_called(""); };

/// A name, or the label that a language has for it; a process that holds its names has labels in one language only.
template <class Process, class Id>
[[nodiscard]] std::string shown_text(const Process& process, Id id, std::optional<language> in) {
    if constexpr (!named_process<Process>) {
        return std::string{in ? label(id, *in) : name(id)};
    } else if constexpr (requires { process.label(id); }) {
        return std::string{in ? process.label(id) : process.name(id)};
    } else {
        return std::string{process.name(id)};
    }
}

template <class Process, class Set>
[[nodiscard]] std::vector<std::string> shown_texts(const Process& process, const Set& ids, std::optional<language> in) {
    std::vector<std::string> texts;
    for (const auto id : ids) texts.push_back(shown_text(process, id, in));
    return texts;
}

/// What can be drawn: stages, events, where each leads, and who may.
template <class P>
concept drawable_process = requires(const P& process, typename P::stage_type stage, typename P::event_type event) {
    process.stages();
    process.target(stage, event);
    process.who_may(stage, event);
    process.who_must_agree(stage, event);
};

template <drawable_process Process>
[[nodiscard]] plain_process plain(const Process& process, std::optional<language> in) {
    plain_process out;
    const auto& stages = process.stages();
    const auto index = [&](auto stage) {
        std::size_t at = 0;
        for (const auto each : stages) {
            if (each == stage) break;
            ++at;
        }
        return at;
    };
    out.start = index(process.start());
    for (const auto stage : stages) {
        plain_stage each{shown_text(process, stage, {}), shown_text(process, stage, in), process.is_final(stage)};
        if constexpr (requires { process.endless().contains(stage); }) each.endless = process.endless().contains(stage);
        if constexpr (!named_process<Process>) each.brief = brief(stage);
        out.stages.push_back(std::move(each));
        for (const auto event : process.possible(stage)) {
            const auto target = process.target(stage, event);
            if (!target) continue;
            plain_rule rule{index(stage), index(*target), shown_text(process, event, in),
                            shown_texts(process, process.who_may(stage, event), in),
                            shown_texts(process, process.who_must_agree(stage, event), in)};
            if constexpr (requires { process.weight(stage, event); }) rule.weight = process.weight(stage, event);
            out.rules.push_back(std::move(rule));
        }
    }
    return out;
}

/// "user", "user or buyer", "user, buyer or seller".
template <class Text>
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, std::string_view comma, std::string_view last,
                                 const Text& text) {
    std::string all;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0) all += i + 1 == texts.size() ? last : comma;
        all += text(texts[i]);
    }
    return all;
}

/// A number as short as it can be and read back the same; never in the notation with an exponent.
[[nodiscard]] inline std::string number_text(double number) {
    std::array<char, 1100> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
    return {digits.data(), written.ptr};
}

/// "chosen by buyer once agreed by decision_maker ×2", each event and role as `text` gives it.
template <class Text, class Number = std::string (*)(double)>
[[nodiscard]] std::string rule_text(const plain_rule& rule, const diagram_words& words, const Text& text,
                                    const Number& number = number_text) {
    std::string line = text(rule.event);
    if (!rule.by.empty()) line.append(words.by) += joined(rule.by, words.comma, words.or_, text);
    if (!rule.agreed.empty()) {
        line.append(words.once_agreed) += joined(rule.agreed, words.comma, words.and_, text);
        line += words.agreed_end;
    }
    if (rule.weight < 1 || rule.weight > 1) line.append(" ×").append(number(rule.weight));
    return line;
}

/// "goal: know what would help", a line for each part of the brief that is there.
[[nodiscard]] inline std::vector<std::string> brief_lines(const stage_brief& brief, std::optional<language> in) {
    const diagram_words& words = words_in(in);
    const language spoken = in.value_or(language::english);
    std::vector<std::string> lines;
    const auto line = [&](std::string_view what, std::string_view text) {
        if (!text.empty()) lines.push_back(std::string{what}.append(words.colon).append(text));
    };
    std::string tasks;
    for (const phrase& task : brief.tasks) tasks.append(tasks.empty() ? "" : words.semicolon).append(task.in(spoken));
    line(words.goal, brief.goal.in(spoken));
    line(words.tasks, tasks);
    line(words.mind, brief.mind.in(spoken));
    line(words.behaviour, brief.behaviour.in(spoken));
    line(words.entry, brief.entry.in(spoken));
    line(words.exit, brief.exit.in(spoken));
    return lines;
}

}  // namespace emptor::detail
