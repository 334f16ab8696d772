// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// From names to ids.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/process/agreement.hpp>
#include <emptor/process/detail/defects.hpp>
#include <emptor/process/detail/names.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/process/id_set.hpp>
#include <emptor/process/named_rule.hpp>

namespace emptor::detail {

/// A row of a model, as `basic_process` reads it.
struct numbered_rule {
    id_set<model_stage> from{};
    id_set<model_stage> except{};
    id_set<model_role> roles{};
    id_set<model_role> agreed{};
    agreement_terms<id_set<model_role>> agreed_terms{};
    model_event event{};
    model_stage target{};
    double weight{1};
    std::size_t line{};
    bool any{};
    bool ends{};
    bool endless{};
    bool stage_outside{};
    bool role_outside{};
};

struct numbered_rules {
    named_vocabulary words{};
    std::vector<numbered_rule> rows{};
    std::size_t start{};
};

/// Numbers the names of some rows.
class numbering {
public:
    /// @throws std::invalid_argument for an empty name, one that is not listed, one listed twice, or too many.
    [[nodiscard]] static numbered_rules of(const named_rules& rules) { return numbering{rules}.result_; }

private:
    explicit numbering(const named_rules& rules)
        : all_stages_{!rules.stages.empty()}, all_events_{!rules.events.empty()}, all_roles_{!rules.roles.empty()} {
        list(rules.stages, result_.words.stages, stages_at_most, "stages");
        list(rules.events, result_.words.events, 65535, "events");
        list(rules.roles, result_.words.roles, 250, "roles");
        result_.start = static_cast<std::size_t>(stage(rules.start, " (start)"));
        std::size_t number = 0;
        for (const named_rule& rule : rules.rules) add(rule, ++number);
        numbered_rule last;
        last.ends = true;
        for (const auto& name : rules.ends) last.from.insert(stage(name, " (ends)"));
        if (!rules.ends.empty()) result_.rows.push_back(last);
        last = {};
        last.endless = true;
        last.any = rules.all_endless;
        for (const auto& name : rules.endless) last.from.insert(stage(name, " (endless)"));
        if (last.any || !last.from.empty()) result_.rows.push_back(last);
        label(result_.words.stages, rules.stage_labels, "stages");
        label(result_.words.events, rules.event_labels, "events");
        label(result_.words.roles, rules.role_labels, "roles");
    }

    [[noreturn]] static void refuse(const std::string& defect) {
        throw std::invalid_argument{std::string{"emptor::model: "} + defect};
    }

    template <class Id>
    static void list(const std::vector<std::string>& listed, names<Id>& words, std::size_t at_most, const char* kind) {
        for (const auto& name : listed) {
            if (words.find(name)) refuse(std::string{"'"} + name + "' is listed twice among the " + kind);
            add_to(words, name, false, at_most, kind, " (the list)");
        }
    }

    template <class Id>
    static Id add_to(names<Id>& words, std::string_view name, bool closed, std::size_t at_most, const std::string& kind,
                     const std::string& where) {
        if (name.empty()) refuse(std::string{"an empty name among the "} + kind + where);
        if (const auto known = words.find(name)) return *known;
        if (closed) refuse(std::string{"'"}.append(name) + "' is not listed among the " + kind + where);
        if (const auto added = words.add(name, at_most)) return *added;
        refuse(std::string{"more than "} + std::to_string(at_most) + ' ' + kind + where);
    }

    model_stage stage(std::string_view name, const std::string& where) {
        return add_to(result_.words.stages, name, all_stages_, stages_at_most, "stages", where);
    }
    model_role role(std::string_view name, const std::string& where) {
        return add_to(result_.words.roles, name, all_roles_, 250, "roles", where);
    }

    void add(const named_rule& rule, std::size_t number) {
        const std::string where = std::string{" ("}.append(place_text({number, rule.line})).append(")");
        numbered_rule row;
        for (const auto& name : rule.in) row.from.insert(stage(name, where));
        row.target = stage(rule.to, where);
        for (const auto& name : rule.except) row.except.insert(stage(name, where));
        row.event = add_to(result_.words.events, rule.on, all_events_, 65535, "events", where);
        for (const auto& name : rule.by) row.roles.insert(role(name, where));
        for (const auto& name : rule.once_agreed) {
            const model_role each = role(name, where);
            if (!row.agreed.insert(each)) row.agreed_terms.twice = true;
            if (rule.in_sequence && rule.once_agreed.size() > 1) row.agreed_terms.order.push_back(each);
        }
        if (rule.at_least) row.agreed_terms.need(*rule.at_least);
        if (rule.in_sequence && rule.once_agreed.empty()) row.agreed_terms.needed = 0;  // in which order, but not who
        row.agreed_terms.separate = rule.separate_duties;
        if (rule.any && !rule.in.empty()) refuse(std::string{"a rule is for any stage and names stages"} + where);
        if (!rule.any && !rule.except.empty())
            refuse(std::string{"a rule leaves stages out and is not for any"} + where);
        row.weight = rule.weight;
        row.line = rule.line;
        row.any = rule.any;
        result_.rows.push_back(row);
    }

    template <class Id>
    static void label(names<Id>& words, const std::vector<named_label>& labels, const char* kind) {
        for (const named_label& each : labels) {
            const auto id = words.find(each.name);
            if (!id) refuse(std::string{"a label for '"} + each.name + "', which is none of its " + kind);
            words.set_label(*id, each.label);
        }
    }

    numbered_rules result_;
    bool all_stages_;
    bool all_events_;
    bool all_roles_;
};

/// Refuses a model in the words of a process.
struct refuse_model {
    const named_vocabulary& words;
    std::size_t rules;

    [[noreturn]] void operator()(defect found) const {
        if (found.at.row > rules) found.at = {};  // the lists of final and endless stages are no rows here
        const auto stage = words.name(named_vocabulary::stage(found.stage));
        const auto event = words.name(named_vocabulary::event(found.event));
        throw std::invalid_argument{std::string{"emptor::model: "} + defect_text(found, stage, event)};
    }
};

}  // namespace emptor::detail
