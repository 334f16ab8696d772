// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The ready-made processes, by name.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <emptor/process/diagram.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "failure.hpp"
#include "words.hpp"

namespace program {

inline constexpr std::array<std::string_view, 1> process_names{"five_stage"};

inline void require_process(const std::string& option, std::string_view name) {
    for (const std::string_view each : process_names) {
        if (each == name) return;
    }
    throw bad_usage(option + " is " + in_quotes(name) + "; it must be " + listed(process_names, " or "));
}

/// A process for people to read, as a table or as a Mermaid diagram.
[[nodiscard]] inline std::string process_page(const std::string& name, const std::string& format,
                                              const std::string& language) {
    require_process("the process", name);
    std::optional<emptor::language> in;
    if (language == "en") in = emptor::language::english;
    if (language == "zh") in = emptor::language::chinese;
    if (!in && !language.empty()) throw bad_usage("--language is " + in_quotes(language) + "; it must be en or zh");
    if (format == "text") return emptor::describe(emptor::five_stage, in);
    if (format == "mermaid") return emptor::mermaid(emptor::five_stage, in);
    throw bad_usage("--format is " + in_quotes(format) + "; it must be text or mermaid");
}

}  // namespace program
