// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The page of the documentation for a ready-made process. The test that compares writes it anew where
/// EMPTOR_UPDATE_DOCS is in the environment.

#include <string>
#include <string_view>

#include <emptor/process/alias.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/mermaid.hpp>
#include <emptor/process/title.hpp>

namespace models_test {

using emptor::language;

[[nodiscard]] inline std::string both(const emptor::phrase& words) {
    if (words.chinese.empty()) return std::string{words.english};
    return std::string{words.english}.append("<br>").append(words.chinese);
}

[[nodiscard]] inline std::string tasks(const emptor::phrase_list& list) {
    std::string english, chinese;
    for (const emptor::phrase& task : list) {
        english.append(english.empty() ? "" : "; ").append(task.english);
        chinese.append(chinese.empty() ? "" : "；").append(task.chinese);
    }
    return both({english, chinese});
}

template <class Process>
[[nodiscard]] std::string page(const Process& process, const emptor::process_title& title) {
    std::string text = "# ";
    text.append(title.title.english).append(" · ").append(title.title.chinese).append("\n\n");
    text.append("Source: ").append(title.source).append(".\n\n");
    for (const emptor::phrase& alias : title.aliases) {
        text.append("- also ").append(alias.english).append(" · ").append(alias.chinese).append("\n");
    }
    if (!title.aliases.empty()) text.append("\n");
    text.append("```mermaid\n").append(emptor::mermaid(process, language::english)).append("```\n\n");
    text.append("```mermaid\n").append(emptor::mermaid(process, language::chinese)).append("```\n\n");
    text.append("| stage | also called | goal | tasks | in mind | behaviour | entry | exit |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (const auto stage : process.stages()) {
        const emptor::stage_brief& brief = emptor::brief(stage);
        std::string aliases;
        for (const auto& alias : emptor::aliases<typename Process::stage_type>) {
            if (alias.enumerator == stage) aliases.append(aliases.empty() ? "" : ", ").append(alias.text);
        }
        text.append("| ").append(both({label(stage, language::english), label(stage, language::chinese)}));
        for (const std::string& cell : {aliases, both(brief.goal), tasks(brief.tasks), both(brief.mind),
                                        both(brief.behaviour), both(brief.entry), both(brief.exit)}) {
            text.append(" | ").append(cell);
        }
        text.append(" |\n");
    }
    return text;
}

}  // namespace models_test
