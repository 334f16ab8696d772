// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process whose stages, events and roles are names known only when the program runs.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/process/basic_process.hpp>
#include <emptor/process/detail/names.hpp>
#include <emptor/process/detail/numbering.hpp>
#include <emptor/process/detail/refusal_text.hpp>
#include <emptor/process/detail/rules_in_names.hpp>
#include <emptor/process/named_rule.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor {

class model;

/// What a model answers to an event. It refers to its model, which must outlive it.
class model_outcome {
public:
    model_outcome(const model& asked, model_stage from, model_event event, std::optional<model_role> role,
                  bool agreed) noexcept
        : model_{&asked}, from_{from}, event_{event}, role_{role}, agreed_{agreed} {}

    /// Whether the event is accepted.
    [[nodiscard]] explicit operator bool() const noexcept { return reason() == refusal::none; }

    [[nodiscard]] model_stage from() const noexcept { return from_; }
    [[nodiscard]] model_event event() const noexcept { return event_; }
    [[nodiscard]] std::optional<model_role> role() const noexcept { return role_; }
    [[nodiscard]] refusal reason() const noexcept;
    /// The refusal as a sentence with what would have been possible; empty where there is none.
    [[nodiscard]] std::string why() const;

private:
    const model* model_;
    model_stage from_;
    model_event event_;
    std::optional<model_role> role_;
    bool agreed_;
};

/// A process made from names, as `process` is from enumerators: the same checks, the same questions, the same words.
///
/// Its stages, events and roles are ids that count from 0; names lead to ids with `stage_called` and its like, and ids
/// to names with `name` and `label`. At most 127 stages, 65535 events, 250 roles.
class model : public basic_process<detail::named_vocabulary> {
    using base = basic_process<detail::named_vocabulary>;

public:
    using outcome_type = model_outcome;

    /// @throws std::invalid_argument naming the defect, its stage and event, and the row, counted from 1, or its line.
    explicit model(const named_rules& rules) : model{detail::numbering::of(rules), rules.rules.size()} {}

    /// @name Every id, in order
    /// Of a model that is about to end they are a copy, so that a loop over them outlives it.
    /// @{
    [[nodiscard]] const std::vector<model_stage>& stages() const& noexcept { return vocabulary().stages.ids(); }
    [[nodiscard]] const std::vector<model_event>& events() const& noexcept { return vocabulary().events.ids(); }
    [[nodiscard]] const std::vector<model_role>& roles() const& noexcept { return vocabulary().roles.ids(); }
    [[nodiscard]] std::vector<model_stage> stages() const&& { return vocabulary().stages.ids(); }
    [[nodiscard]] std::vector<model_event> events() const&& { return vocabulary().events.ids(); }
    [[nodiscard]] std::vector<model_role> roles() const&& { return vocabulary().roles.ids(); }
    /// @}

    [[nodiscard]] std::optional<model_stage> stage_called(std::string_view name) const {
        return vocabulary().stages.find(name);
    }
    [[nodiscard]] std::optional<model_event> event_called(std::string_view name) const {
        return vocabulary().events.find(name);
    }
    [[nodiscard]] std::optional<model_role> role_called(std::string_view name) const {
        return vocabulary().roles.find(name);
    }

    /// What to show for a stage, an event or a role: its label, or its name where it has none.
    [[nodiscard]] std::string_view label(model_stage id) const noexcept { return shown(vocabulary().stages, id); }
    [[nodiscard]] std::string_view label(model_event id) const noexcept { return shown(vocabulary().events, id); }
    [[nodiscard]] std::string_view label(model_role id) const noexcept { return shown(vocabulary().roles, id); }

    /// What a journey in this stage would answer; it also puts the reason into words.
    [[nodiscard]] model_outcome why_not(model_stage stage, model_event event, std::optional<model_role> role = {},
                                        bool agreed = false) const& noexcept {
        return {*this, stage, event, role, agreed};
    }
    model_outcome why_not(model_stage, model_event, std::optional<model_role> = {}, bool = false) const&& = delete;

    /// Something happened to a journey in `stage`: it moves on if the model allows it, else stays.
    [[nodiscard]] model_outcome apply(model_stage& stage, model_event event, std::optional<model_role> role = {},
                                      bool agreed = false) const& noexcept {
        const model_outcome answer = why_not(stage, event, role, agreed);
        if (answer) stage = target(stage, event).value_or(stage);
        return answer;
    }
    model_outcome apply(model_stage&, model_event, std::optional<model_role> = {}, bool = false) const&& = delete;

    /// The rows of this model: one for each stage and event, in their order, and the names of all three kinds.
    /// `model{m.rules()} == m`
    [[nodiscard]] named_rules rules() const {
        const auto& words = vocabulary();
        named_rules all = detail::rules_in_names(*this);
        all.stage_labels = labels_of(words.stages);
        all.event_labels = labels_of(words.events);
        all.role_labels = labels_of(words.roles);
        return all;
    }

    friend bool operator==(const model&, const model&) noexcept = default;

private:
    model(detail::numbered_rules numbered, std::size_t rules)
        : base{numbered.words, numbered.start, rules == 0 ? std::vector<detail::numbered_rule>{} : numbered.rows,
               detail::refuse_model{numbered.words, rules}} {}

    template <class Id>
    [[nodiscard]] static std::string_view shown(const detail::names<Id>& words, Id id) noexcept {
        return words.label(id).empty() ? words.name(id) : words.label(id);
    }

    template <class Id>
    [[nodiscard]] static std::vector<named_label> labels_of(const detail::names<Id>& words) {
        std::vector<named_label> labels;
        for (const Id id : words.ids()) {
            if (!words.label(id).empty()) {
                labels.push_back({std::string{words.name(id)}, std::string{words.label(id)}});
            }
        }
        return labels;
    }
};

inline refusal model_outcome::reason() const noexcept { return model_->reason(from_, event_, role_, agreed_); }

inline std::string model_outcome::why() const { return detail::refusal_text(*model_, from_, event_, role_, agreed_); }

}  // namespace emptor
