// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process that a log proposes, as C++ source.

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/detail/source_names.hpp>
#include <emptor/flow/discovery.hpp>

namespace emptor {

namespace detail {

/// Parts with commas between them, in lines of no more than 120 columns where they fit.
/// @param indent what a further line begins with.
inline void append_list(std::string& to, const std::vector<std::string>& parts, std::string_view indent) {
    constexpr std::size_t widest = 118;
    const std::size_t last_line = to.rfind('\n');
    std::size_t column = to.size() - (last_line == std::string::npos ? 0 : last_line + 1);
    for (std::size_t at = 0; at < parts.size(); ++at) {
        if (at > 0) {
            const bool fits = column + 2 + parts[at].size() < widest;
            to.append(fits ? ", " : ",\n").append(fits ? "" : indent);
            column = fits ? column + 2 : indent.size();
        }
        to += parts[at];
        column += parts[at].size();
    }
}

/// The names of stages or events as an enum, and as what its enumerators are called where that is not the same.
class source_enum {
public:
    source_enum(std::string kind, const std::vector<std::string>& names)
        : kind_{std::move(kind)}, names_{&names}, identifiers_{identifiers_of(names, kind_)} {
        for (std::size_t at = 0; at < names.size(); ++at) places_.emplace(names[at], at);
    }

    [[nodiscard]] std::string of(const std::string& name) const {
        return kind_ + "::" + identifiers_[places_.find(name)->second];
    }
    [[nodiscard]] bool renames() const { return identifiers_ != *names_; }

    [[nodiscard]] std::string declaration() const {
        std::string text = std::string{"enum class "} + kind_ + " { ";
        append_list(text, identifiers_, "    ");
        return text + " };\n";
    }
    [[nodiscard]] std::string specialisation(std::string_view space) const {
        std::string text = std::string{"template <>\ninline constexpr std::array<std::string_view, "} +
                           std::to_string(names_->size()) + "> emptor::enumerator_names<";
        text.append(space).append("::").append(kind_).append(">{\n    ");
        std::vector<std::string> literals;
        for (const std::string& name : *names_) {
            const std::string literal = source_literal(name);
            const bool has_nul = name.find('\0') != std::string::npos;  // where a view would end
            literals.push_back(has_nul ? std::string{"std::string_view{"} + literal + ", " +
                                             std::to_string(name.size()) + "}"
                                       : literal);
        }
        append_list(text, literals, "    ");
        return text + "};\n";
    }

private:
    std::string kind_;
    const std::vector<std::string>* names_;
    std::vector<std::string> identifiers_;
    std::map<std::string, std::size_t> places_;
};

}  // namespace detail

/// The process as a C++ header that stands alone: the stages and events as enums, and `process`, a constant that the
/// compiler checks like any other, all in this namespace. Names that are no identifiers stand beside the enums, so that
/// `name`, diagrams and `enumerator_called` have them as the log does.
///
/// Where nothing is left of a log there is no process, and the header says so.
/// @throws std::invalid_argument where the namespace is no plain identifier, or there are more than 127 stages.
[[nodiscard]] inline std::string cpp(const discovery& found, std::string_view space = "discovered") {
    if (!detail::is_plain_identifier(space) || space == "emptor" || space == "std") {
        throw std::invalid_argument{std::string{"emptor::cpp: the namespace is "} + detail::source_literal(space) +
                                    "; it must be an identifier: letters, digits and single underscores between them"};
    }
    const proportion covered = found.covered();
    const auto of_all = [](std::uint64_t part, std::uint64_t all) {
        return std::to_string(part) + " of " + std::to_string(all);
    };
    std::string text = std::string{"// Proposed by emptor from a log of "} + std::to_string(found.totals.events) +
                       " events of " + std::to_string(found.totals.entities) + " entities.\n";
    if (found.fitting) {
        text.append("// Of their paths it allows ");
        text.append(of_all(found.fitting->taken(), found.fitting->chances())).append(", from start to end.\n");
    }
    text.append("// Its rows are ").append(of_all(covered.taken(), covered.chances()));
    text.append(" moves, beginnings and ends of paths. Weights: how often.\n#pragma once\n");
    if (!found.has_process())
        return text + "\n// Nothing is left of the log: no path leads from the start to an end.\n";
    static_cast<void>(found.process());  // refuses what is no process

    const named_rules& rules = found.rules;
    const detail::source_enum stages{"stage", rules.stages}, events{"event", rules.events};
    const bool renames = stages.renames() || events.renames();
    const std::string head = std::string{"namespace "}.append(space).append(" {\n");
    const std::string foot = std::string{"}  // namespace "}.append(space).append("\n");
    text += renames ? "\n#include <array>\n#include <string_view>\n" : "";
    text += "\n#include <emptor/process/process.hpp>\n\n// clang-format off\n" + head + "\n";
    text += stages.declaration() + events.declaration() + "\n";
    if (renames) {
        text += foot + "\n";
        if (stages.renames()) text += stages.specialisation(space) + "\n";
        if (events.renames()) text += events.specialisation(space) + "\n";
        text += head + "\n";
    }
    text.append("inline constexpr auto process = [] {\n    using namespace emptor::rule_words;\n");
    text.append("    return emptor::process<stage, event>(").append(stages.of(rules.start)).append(", {\n");
    for (const named_rule& rule : rules.rules) {
        text.append("        {in(").append(stages.of(rule.in.front())).append("), on(").append(events.of(rule.on));
        text.append("), to(").append(stages.of(rule.to)).append("), weight(");
        text.append(std::to_string(static_cast<std::uint64_t>(rule.weight))).append(")},\n");
    }
    const auto last = [&](const char* word, const std::vector<std::string>& names) {
        if (names.empty()) return;
        std::vector<std::string> parts;
        for (const std::string& name : names) parts.push_back(stages.of(name));
        text.append("        ").append(word).append("(");
        detail::append_list(text, parts, "            ");
        text += "),\n";
    };
    last("ends", rules.ends);
    last("endless", rules.endless);
    return text + "    });\n}();\n\n" + foot + "// clang-format on\n";
}

}  // namespace emptor
