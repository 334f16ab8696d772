// SPDX-License-Identifier: BSL-1.0
#include "processes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/io/process_svg.hpp>
#include <emptor/process/diagram.hpp>
#include <emptor/process/models.hpp>

#include "failure.hpp"
#include "known_process.hpp"
#include "words.hpp"

namespace program {

namespace {

/// The names of the ready-made processes, a line each, with what they are.
[[nodiscard]] std::string process_list(std::optional<emptor::language> in) {
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

}  // namespace

std::string process_page(const process_words& said) {
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
    return drawn(model_in_file("the process", said.name), said, in, {});
}

}  // namespace program
