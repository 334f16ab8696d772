// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rules that a Mermaid state diagram shows, in names.

#include <algorithm>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/process/detail/mermaid_fault.hpp>
#include <emptor/process/detail/mermaid_reader.hpp>
#include <emptor/process/detail/mermaid_words.hpp>
#include <emptor/process/named_rule.hpp>

namespace emptor {

namespace detail {

class mermaid_names {
public:
    explicit mermaid_names(std::string_view diagram) {
        mermaid_reader reader{diagram};
        for (auto next = reader.next(); next.kind != mermaid_kind::finished; next = reader.next()) read(next);
        if (reader.error().fault != mermaid_fault::none) refuse(reader.error());
        if (!started_) refuse({mermaid_fault::no_start, 0, ""});
        for (std::string& stage : entered_) list(std::move(stage));
        complete_orders();
    }

    [[nodiscard]] named_rules take() && { return std::move(found_); }

private:
    [[noreturn]] static void refuse(const mermaid_error& error) {
        throw std::invalid_argument{std::string{"emptor::parse_rules: "}.append(fault_text(error))};
    }

    [[nodiscard]] static std::string text(std::string_view coded, std::size_t line) {
        const auto decoded = decoded_text::of(coded);
        if (!decoded) refuse({mermaid_fault::unknown_code, line, coded});
        return std::string{decoded->view()};
    }

    void list(std::string stage) {
        if (listed_.insert(stage).second) found_.stages.push_back(std::move(stage));
    }

    void read(const mermaid_statement& found) {
        if (found.kind == mermaid_kind::order) return read_order(found);
        if (found.kind == mermaid_kind::endless) return read_endless(found);
        std::string stage = text(found.from, found.line);
        switch (found.kind) {
            case mermaid_kind::start:
                if (started_) refuse({mermaid_fault::two_starts, found.line, found.from});
                started_ = true;
                entered_.push_back(stage);
                found_.start = std::move(stage);
                return;
            case mermaid_kind::final:
                found_.ends.push_back(stage);
                break;
            case mermaid_kind::move:
                read_move(found, stage);
                break;
            case mermaid_kind::text:
                if (!with_text_.insert(found.from).second) {
                    refuse({mermaid_fault::two_texts_for_a_stage, found.line, found.from});
                }
                found_.stage_labels.push_back({stage, text(found.text, found.line)});
                entered_.push_back(std::move(stage));
                return;
            default:
                break;
        }
        list(std::move(stage));
    }

    void read_endless(const mermaid_statement& found) {
        std::string_view names = found.from;
        while (!names.empty()) {
            const std::size_t comma = std::min(names.find(','), names.size());
            found_.endless.push_back(text(trimmed_text(names.substr(0, comma)), found.line));
            entered_.push_back(found_.endless.back());
            names.remove_prefix(std::min(comma + 1, names.size()));
        }
    }

    void read_order(const mermaid_statement& found) {
        const bool stages = found.from == "stages", events = found.from == "events";
        std::vector<std::string>& names = stages ? stages_first_ : events ? found_.events : found_.roles;
        std::vector<named_label>& labels = events ? found_.event_labels : found_.role_labels;
        std::string_view list = found.text;
        for (bool more = true; more;) {
            const std::size_t comma = list.find(',');
            more = comma != std::string_view::npos;
            const std::string_view item = trimmed_text(list.substr(0, comma));
            list.remove_prefix(more ? comma + 1 : list.size());
            const std::size_t equals = item.find('=');
            const bool labelled = equals != std::string_view::npos;
            names.push_back(text(trimmed_text(item.substr(0, equals)), found.line));
            if (names.back().empty() || (labelled && stages))
                refuse({mermaid_fault::bad_order, found.line, found.text});
            if (labelled) labels.push_back({names.back(), text(trimmed_text(item.substr(equals + 1)), found.line)});
        }
    }

    /// Lists behind those that comments put in order what the rules name else.
    void complete_orders() {
        const auto complete = [](std::vector<std::string>& listed, const std::vector<std::string>& met) {
            std::set<std::string_view> known{listed.begin(), listed.end()};
            std::vector<std::string> all = listed;
            for (const std::string& name : met) {
                if (known.insert(name).second) all.push_back(name);
            }
            listed = std::move(all);
        };
        complete(stages_first_, found_.stages);
        found_.stages = std::move(stages_first_);
        std::vector<std::string> events, roles;
        for (const named_rule& rule : found_.rules) {
            events.push_back(rule.on);
            roles.insert(roles.end(), rule.by.begin(), rule.by.end());
            roles.insert(roles.end(), rule.once_agreed.begin(), rule.once_agreed.end());
        }
        if (!found_.events.empty()) complete(found_.events, events);
        if (!found_.roles.empty()) complete(found_.roles, roles);
    }

    void read_move(const mermaid_statement& found, const std::string& from) {
        const rule_parts parts = split_rule(found.text);
        named_rule rule{.in = {from}, .on = text(parts.event, found.line), .to = text(found.to, found.line)};
        rule.line = found.line;
        unsigned joints = 0;
        if (parts.has_by) rule.by = roles(found, parts.by, joints);
        if ((joints & joint_then) != 0) refuse({mermaid_fault::unclear_roles, found.line, parts.by});
        if (parts.has_agreed) read_agreed(found, parts, rule);
        if (parts.has_weight) {
            const auto weight = read_weight(parts.weight);
            if (!weight) refuse({mermaid_fault::bad_weight, found.line, parts.weight});
            rule.weight = *weight;
        }
        entered_.push_back(rule.to);
        found_.rules.push_back(std::move(rule));
    }

    static void read_agreed(const mermaid_statement& found, const rule_parts& parts, named_rule& rule) {
        unsigned joints = 0;
        rule.once_agreed = roles(found, parts.agreed, joints);
        const agreed_list list{parts, joints};
        if (!list.clear) refuse({mermaid_fault::unclear_roles, found.line, parts.agreed});
        if (list.some) rule.at_least = list.needed;
        rule.in_sequence = list.in_sequence;
        rule.separate_duties = parts.separate;
    }

    /// @param joints gets what stands between them.
    [[nodiscard]] static std::vector<std::string> roles(const mermaid_statement& found, std::string_view names,
                                                        unsigned& joints) {
        std::vector<std::string> all;
        joint behind = joint_comma;
        while (behind != joint_none) {
            const std::string_view each = take_role(names, behind);
            joints |= behind;
            if (each.empty()) refuse({mermaid_fault::missing_role, found.line, found.text});
            all.push_back(text(each, found.line));
        }
        return all;
    }

    named_rules found_{};
    std::vector<std::string> stages_first_{};  ///< as comments order them
    std::set<std::string> listed_{};           ///< the stages of `found_`
    std::set<std::string_view> with_text_{};   ///< identifiers that the diagram gave a text
    std::vector<std::string> entered_{};       ///< stages that may be left by no move, in the order they were named
    bool started_{};
};

}  // namespace detail

/// The rules of a process whose names are known only when the program runs, as a Mermaid state diagram shows them: what
/// `model` is made from. The diagram is read as by `parse`; a stage is called by its identifier, and what the diagram
/// shows instead is its label.
///
/// Stages are listed in the order in which the diagram leaves or declares them, then those that it only enters; events
/// and roles are not listed, and so numbered as the rules name them. A comment such as `%% emptor events: chosen,
/// delivered = 收货` puts those it names before all others of their kind, and may give them labels.
/// @throws std::invalid_argument with the line and what is wrong there.
[[nodiscard]] inline named_rules parse_rules(std::string_view diagram) { return detail::mermaid_names{diagram}.take(); }

}  // namespace emptor
