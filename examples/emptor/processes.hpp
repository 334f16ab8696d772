// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The ready-made processes, by name, and those in files.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/process_svg.hpp>
#include <emptor/process/diagram.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/models.hpp>
#include <emptor/process/parse_rules.hpp>

#include "failure.hpp"
#include "words.hpp"

namespace program {

/// What `emptor process` is asked for, as it was written.
struct process_words {
    std::string name{};
    std::string format = "text";
    std::string language{};
    bool briefs{};
};

/// The processes that a log can be sent through.
inline constexpr std::array<std::string_view, 1> process_names{"five_stage"};

inline void require_process(const std::string& option, std::string_view name) {
    for (const std::string_view each : process_names) {
        if (each == name) return;
    }
    throw bad_usage(option + " is " + in_quotes(name) + "; it must be " + listed(process_names, " or "));
}

[[nodiscard]] inline std::vector<std::string_view> model_names() {
    std::vector<std::string_view> names;
    emptor::for_each_model([&](std::string_view name, const auto&, const auto&) { names.push_back(name); });
    return names;
}

/// The names of the ready-made processes, a line each, with what they are.
[[nodiscard]] inline std::string process_list(std::optional<emptor::language> in) {
    std::vector<std::vector<std::string>> rows;
    emptor::for_each_model([&](std::string_view name, const auto&, const emptor::process_title& title) {
        rows.push_back({std::string{name}, std::string{title.title.in(in.value_or(emptor::language::english))}});
    });
    return emptor::detail::in_columns(rows);
}

template <class Process>
[[nodiscard]] std::string drawn(const Process& process, const process_words& said, std::optional<emptor::language> in,
                                std::string_view title) {
    const auto shown = said.briefs ? emptor::shown_detail::briefs : emptor::shown_detail::rules;
    if (said.format == "text") return emptor::describe(process, in, shown);
    if (said.format == "mermaid") return emptor::mermaid(process, in, shown);
    if (said.format == "dot") return emptor::dot(process, in, shown);
    if (said.format == "plantuml") return emptor::plantuml(process, in, shown);
    return emptor::io::svg(process, in, shown, title);
}

/// A process from a Mermaid file, or from standard input where the name is "-".
[[nodiscard]] inline emptor::model read_model(const std::string& file) {
    const std::string shown = file == "-" ? "standard input" : in_quotes(file);
    std::ifstream opened;
    if (file != "-") {
        if (std::filesystem::is_directory(file)) throw bad_data(shown + " is a directory");
        opened.open(file, std::ios::binary);
        if (!opened) throw bad_data("cannot open " + shown);
    }
    std::istream& from = file == "-" ? std::cin : opened;
    const std::string text{std::istreambuf_iterator<char>{from}, std::istreambuf_iterator<char>{}};
    if (from.bad()) throw bad_data("cannot read " + shown);
    if (text.empty()) throw bad_data(shown + " is empty; a Mermaid state diagram begins with stateDiagram-v2");
    try {
        return emptor::model{emptor::parse_rules(text)};
    } catch (const std::invalid_argument& error) {
        std::string_view why = error.what();
        if (const std::size_t colon = why.find(": "); why.starts_with("emptor::")) why.remove_prefix(colon + 2);
        throw bad_data(shown + ": " + std::string{why});
    }
}

/// A process for people and programs to read, or the list of those that are ready-made.
[[nodiscard]] inline std::string process_page(const process_words& said) {
    constexpr std::array<std::string_view, 5> formats{"text", "mermaid", "dot", "plantuml", "svg"};
    if (std::find(formats.begin(), formats.end(), said.format) == formats.end()) {
        throw bad_usage("--format is " + in_quotes(said.format) + "; it must be text, mermaid, dot, plantuml or svg");
    }
    std::optional<emptor::language> in;
    if (said.language == "en") in = emptor::language::english;
    if (said.language == "zh") in = emptor::language::chinese;
    if (!in && !said.language.empty()) {
        throw bad_usage("--language is " + in_quotes(said.language) + "; it must be en or zh");
    }
    if (said.name.empty()) {
        if (said.format != "text") throw bad_usage("--format " + said.format + " needs the name of a process");
        return process_list(in);
    }
    std::string page;
    bool found = false;
    emptor::for_each_model([&](std::string_view name, const auto& process, const emptor::process_title& title) {
        if (name != said.name) return;
        found = true;
        page = drawn(process, said, in, title.title.in(in.value_or(emptor::language::english)));
    });
    if (found) return page;
    const bool is_file = said.name == "-" || said.name.ends_with(".mmd") || said.name.find('/') != std::string::npos;
    if (!is_file) {
        const auto names = model_names();
        const std::string near = hint(said.name, names);
        throw bad_usage("the process is " + in_quotes(said.name) + near + (near.empty() ? "; it" : " It") +
                        " must be " + listed(names, ", ") + ", or a file that ends with .mmd");
    }
    return drawn(read_model(said.name), said, in, {});
}

}  // namespace program
