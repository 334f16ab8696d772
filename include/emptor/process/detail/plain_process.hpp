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
#include <emptor/process/detail/agreement_text.hpp>
#include <emptor/process/detail/text.hpp>
#include <emptor/process/label.hpp>

namespace emptor::detail {

/// An event or a role.
struct plain_name {
    std::string name{};
    std::string label{};  ///< what a process that holds its names has for it, if anything
};

struct plain_stage {
    std::string name{};
    std::string text{};   ///< what to show: the name or a label
    std::string label{};  ///< what a process that holds its names has for it, if anything
    bool final{};
    bool endless{};
    stage_brief brief{};
};

/// Who has to agree: all of these, so many of them, or all in their turn.
struct plain_agreement {
    std::vector<std::string> roles{};
    std::size_t needed{};
    bool in_sequence{};
    bool separate{};

    [[nodiscard]] bool empty() const noexcept { return roles.empty(); }

    friend bool operator==(const plain_agreement&, const plain_agreement&) = default;
};

struct plain_rule {
    std::size_t from{};
    std::size_t to{};
    std::string event{};
    std::vector<std::string> by{};
    plain_agreement agreed{};
    double weight{1};
};

struct plain_process {
    std::vector<plain_stage> stages{};
    std::size_t start{};
    std::vector<plain_rule> rules{};  ///< by stage, then by event
};

/// The events and the roles of a process, in their order; of one in enumerators, the roles that rules name.
struct plain_names {
    std::vector<plain_name> events{};
    std::vector<plain_name> roles{};
};

/// The words between the names, in each language.
struct diagram_words {
    std::string_view by{}, once_agreed{}, agreed_in_turn{}, agreed_end{}, comma{}, or_{};
    agreement_words agreement{};
    std::string_view in{}, on{}, to{}, by_whom{}, agreed_by{}, weight{}, start{}, final{}, anyone{}, any_stage{},
        any_stage_but{}, any_stage_but_end{};
    std::string_view goal{}, tasks{}, mind{}, behaviour{}, entry{}, exit{}, colon{}, semicolon{};
};

inline constexpr diagram_words english_words{" by ",
                                             " once agreed by ",
                                             " once agreed by ",
                                             "",
                                             ", ",
                                             " or ",
                                             english_agreement,
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
    "，由",       "，经", "，依次经", "同意",     "、",       "或",       chinese_agreement, "阶段",     "事件",
    "转入",       "由谁", "须经同意", "权重",     "起点：",   "终点：",   "任何人",          "任一阶段", "除",
    "外任一阶段", "目标", "任务",     "心理状态", "行为模式", "进入条件", "离开条件",        "：",       "；"};

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

/// The label that a process holds for the id; nothing ("") where it has none.
template <class Process, class Id>
[[nodiscard]] std::string label_held(const Process& process, Id id) {
    if constexpr (named_process<Process> && requires { process.label(id); }) {
        if (process.label(id) != process.name(id)) return std::string{process.label(id)};
    }
    return {};
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
    process.agreement(stage, event);
};

template <class Process>
[[nodiscard]] plain_agreement plain_agreement_of(const Process& process, typename Process::stage_type stage,
                                                 typename Process::event_type event, std::optional<language> in) {
    const auto asked = process.agreement(stage, event);
    return {shown_texts(process, asked.order(), in), asked.needed(), asked.in_sequence(), asked.separate_duties()};
}

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
        plain_stage each{shown_text(process, stage, {}), shown_text(process, stage, in), label_held(process, stage),
                         process.is_final(stage)};
        if constexpr (requires { process.endless().contains(stage); }) each.endless = process.endless().contains(stage);
        if constexpr (!named_process<Process>) each.brief = brief(stage);
        out.stages.push_back(std::move(each));
        for (const auto event : process.possible(stage)) {
            const auto target = process.target(stage, event);
            if (!target) continue;
            plain_rule rule{index(stage), index(*target), shown_text(process, event, in),
                            shown_texts(process, process.who_may(stage, event), in),
                            plain_agreement_of(process, stage, event, in)};
            if constexpr (requires { process.weight(stage, event); }) rule.weight = process.weight(stage, event);
            out.rules.push_back(std::move(rule));
        }
    }
    return out;
}

template <drawable_process Process>
[[nodiscard]] plain_names names_of_kinds(const Process& process) {
    plain_names out;
    for (const auto event : process.events()) {
        out.events.push_back({shown_text(process, event, {}), label_held(process, event)});
    }
    const auto named = [&](auto role) {
        if (named_process<Process>) return true;
        for (const auto stage : process.stages()) {
            for (const auto event : process.possible(stage)) {
                if (process.who_may(stage, event).contains(role)) return true;
                if (process.who_must_agree(stage, event).contains(role)) return true;
            }
        }
        return false;
    };
    for (const auto role : process.roles()) {
        if (named(role)) out.roles.push_back({shown_text(process, role, {}), label_held(process, role)});
    }
    return out;
}

/// A number as short as it can be and read back the same; never in the notation with an exponent.
[[nodiscard]] inline std::string number_text(double number) {
    std::array<char, 1100> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
    return {digits.data(), written.ptr};
}

template <class Text>
[[nodiscard]] std::string agreed_text(const plain_agreement& agreed, const diagram_words& words, const Text& text) {
    return agreement_text(agreed.roles, agreed.needed, agreed.in_sequence, words.agreement, text);
}

/// "chosen by buyer once agreed by decision_maker ×2", each event and role as `text` gives it.
template <class Text, class Number = std::string (*)(double)>
[[nodiscard]] std::string rule_text(const plain_rule& rule, const diagram_words& words, const Text& text,
                                    const Number& number = number_text) {
    std::string line = text(rule.event);
    if (!rule.by.empty()) line.append(words.by) += listed_text(rule.by, words.comma, words.or_, text);
    if (!rule.agreed.empty()) {
        line.append(rule.agreed.in_sequence ? words.agreed_in_turn : words.once_agreed);
        line.append(agreed_text(rule.agreed, words, text)).append(words.agreed_end);
        if (rule.agreed.separate) line.append(words.agreement.separate);
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
