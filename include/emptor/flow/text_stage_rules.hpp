// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Rules from raw names to stages that are known only when the program runs.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/flow/detail/glob.hpp>
#include <emptor/flow/stage_rules.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor {

/// One rule: these names, and names of these shapes (see `like`), are of this stage.
template <class Stage = std::string>
struct text_stage_rule {
    Stage stage{};
    std::vector<std::string> names{};
    std::vector<std::string> shapes{};

    friend bool operator==(const text_stage_rule&, const text_stage_rule&) = default;
};

/// Rules from raw names to stages, read when the program runs; what `stage_rules` is for rules that are compiled. The
/// first rule that takes a name says its stage, and a name that none takes has none.
///
/// A stage is an enumerator, or a text, of which it gives a view: it must outlive what it gave.
template <class Stage = std::string>
    requires std::same_as<Stage, std::string> || enumerated<Stage>
class text_stage_rules {
public:
    using stage_type = std::conditional_t<enumerated<Stage>, Stage, std::string_view>;

    /// @throws std::invalid_argument for no rules, a rule that takes nothing or leads to no stage, and a shape that
    /// ends with a backslash.
    explicit text_stage_rules(std::vector<text_stage_rule<Stage>> rules) : rules_{std::move(rules)} {
        if (rules_.empty()) throw std::invalid_argument{"emptor::text_stage_rules: no rules; there must be 1 or more"};
        for (std::size_t place = 0; place < rules_.size(); ++place) {
            const text_stage_rule<Stage>& rule = rules_[place];
            if (rule.names.empty() && rule.shapes.empty()) refuse(place, "has no name and no shape, and takes nothing");
            if constexpr (enumerated<Stage>) {
                if (!is_enumerator(rule.stage)) refuse(place, "leads to a stage that is no enumerator");
            } else {
                if (rule.stage.empty()) refuse(place, "leads to a stage without a name");
            }
            for (const std::string& name : rule.names) names_.try_emplace(name, place);
            for (const std::string& shape : rule.shapes) {
                detail::demand_shape(shape);
                shapes_.emplace_back(place, shape);
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return rules_.size(); }
    [[nodiscard]] const std::vector<text_stage_rule<Stage>>& rules() const noexcept { return rules_; }

    /// The stage of a raw name, or nothing where no rule takes it.
    /// @throws std::invalid_argument for a null pointer.
    template <detail::text_like What>
    [[nodiscard]] std::optional<stage_type> operator()(const What& name) const {
        const std::size_t found = place(name);
        if (found == size()) return std::nullopt;
        return stage_type{rules_[found].stage};
    }

    /// The place of the first rule that takes this name, from 0, or `size()`.
    template <detail::text_like What>
    [[nodiscard]] std::size_t place(const What& what) const {
        detail::require_text(what);
        const std::string_view name{what};
        const auto known = names_.find(name);
        const std::size_t by_name = known == names_.end() ? size() : known->second;
        for (const auto& [place, shape] : shapes_) {
            if (place >= by_name) break;
            if (detail::has_shape(name, shape)) return place;
        }
        return by_name;
    }

    /// The `what` of a question: what these rules make of the text that `projection` gives. It keeps a copy of them.
    template <class Projection>
    [[nodiscard]] auto of(Projection projection) const {
        return detail::identified_by<text_stage_rules, Projection>{*this, std::move(projection)};
    }

    /// What each rule takes of these events, and what none takes.
    template <std::ranges::input_range Events, class What = std::identity>
    [[nodiscard]] stage_rule_counts count(Events&& events, What what = {}) const {
        return detail::counted_by(*this, events, what);
    }

    /// Calls `use(place, whether it takes this)` for each rule.
    template <detail::text_like What, class Use>
    void visit(const What& what, Use use) const {
        detail::require_text(what);
        const std::string_view name{what};
        for (std::size_t place = 0; place < rules_.size(); ++place) {
            const auto is_it = [&](const std::string& shape) { return detail::has_shape(name, shape); };
            use(place, std::ranges::find(rules_[place].names, name) != rules_[place].names.end() ||
                           std::ranges::any_of(rules_[place].shapes, is_it));
        }
    }

    /// The stage that a rule leads to, as text; `place` must be below `size()`.
    [[nodiscard]] std::string stage_name(std::size_t place) const { return detail::stage_text(rules_[place].stage); }
    /// What a rule takes: its names, then its shapes.
    [[nodiscard]] std::string rule_text(std::size_t place) const {
        std::string all;
        for (const auto* texts : {&rules_[place].names, &rules_[place].shapes}) {
            for (const std::string& each : *texts) all.append(all.empty() ? "" : ", ").append(each);
        }
        return all;
    }

private:
    [[noreturn]] static void refuse(std::size_t place, const char* why) {
        throw std::invalid_argument{std::string{"emptor::text_stage_rules: rule "} + std::to_string(place + 1) + " " +
                                    why};
    }

    std::vector<text_stage_rule<Stage>> rules_;
    std::map<std::string, std::size_t, std::less<>> names_;    // each by the first rule that has it
    std::vector<std::pair<std::size_t, std::string>> shapes_;  // by rule
};

template <class Stage>
text_stage_rules(std::vector<text_stage_rule<Stage>>) -> text_stage_rules<Stage>;

}  // namespace emptor
