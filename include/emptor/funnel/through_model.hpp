// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where model meets funnel: the same as through a process, for one whose stages are names at run time.

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/guide_fingerprint.hpp>
#include <emptor/funnel/detail/stage_steps.hpp>
#include <emptor/funnel/process_report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/model.hpp>

namespace emptor {

/// A stage of a model as a step, which other words of the question may name by its id or by its name.
struct model_step {
    model_stage stage;
    std::string_view name;

    friend constexpr bool operator==(model_stage id, const model_step& step) noexcept { return id == step.stage; }
    [[nodiscard]] constexpr explicit(false) operator std::string_view() const noexcept { return name; }
};

namespace detail {

inline void require_stages(const model& process) {
    if (!process.stages().empty()) return;
    throw std::invalid_argument{"emptor::through: a model without stages: it was moved from"};
}

/// A model with what runs it. The copies of a question share it, and nothing changes it.
class model_guide {
    struct running {
        explicit running(model given) : process{std::move(given)}, machine{process} {}
        running(const running&) = delete;
        running& operator=(const running&) = delete;
        ~running() = default;

        model process;
        live_machine<model> machine;
    };

public:
    using process_type = model;
    static constexpr std::size_t most_stages = stages_at_most;

    /// @throws std::invalid_argument for a model that was moved from, or that has more than 65535 symbols.
    explicit model_guide(model process) {
        require_stages(process);
        shared_ = std::make_shared<const running>(std::move(process));
    }
    // Never moved from, so that a question that is can be asked again.
    model_guide(const model_guide&) = default;
    model_guide& operator=(const model_guide&) = default;
    ~model_guide() = default;

    [[nodiscard]] const live_machine<model>& get() const noexcept { return shared_->machine; }
    [[nodiscard]] bool same_process(const model_guide& other) const {
        return shared_ == other.shared_ ||
               guide_fingerprint(shared_->process) == guide_fingerprint(other.shared_->process);
    }

private:
    std::shared_ptr<const running> shared_;
};

template <class Text>
concept name_text = std::convertible_to<const Text&, std::string_view>;

template <class Given>
concept stage_of_model = std::same_as<Given, model_stage> || name_text<Given>;
template <class Given>
concept event_of_model = std::same_as<Given, model_event> || name_text<Given>;
template <class Given>
concept role_of_model = std::convertible_to<const Given&, std::optional<model_role>> || name_text<Given>;

}  // namespace detail

/// The stages of a model as steps. Made by `through`; the same as `process_steps` in all but names.
///
/// An event, and its role, may be an id of the model or a name. A name that the model does not have is unknown, as an
/// id is that is none of its; the empty name of a role is no role.
class model_steps : public detail::stage_steps<detail::model_guide> {
    using base = detail::stage_steps<detail::model_guide>;

public:
    /// @throws std::invalid_argument for no stages, more than 64, or one that is none of the model's.
    model_steps(model process, std::span<const model_stage> stages)
        : model_steps{detail::model_guide{std::move(process)}, stages} {}

    /// Calls `use` with the position of each step, counted from 0, and the step.
    template <class Use>
    void visit(Use use) const {
        for (std::size_t k = 0; k < size(); ++k) use(k, model_step{stage(k), definition().name(stage(k))});
    }

    using base::seen;
    /// @param event a name or an id. @param role the same, or nothing.
    /// @param agreed whether those who must agree have done so. Only a `bool` will do: a price is not a yes.
    template <detail::event_of_model Event, detail::role_of_model Role = std::optional<model_role>>
        requires(detail::name_text<Event> || detail::name_text<Role>)
    [[nodiscard]] seen_type seen(const Event& event, const Role& role, detail::yes_or_no auto agreed) const {
        return base::seen(event_in(event), role_in(role), agreed);
    }
    template <detail::event_of_model Event, detail::role_of_model Role = std::optional<model_role>>
        requires(detail::name_text<Event> || detail::name_text<Role>)
    [[nodiscard]] seen_type seen(const Event& event, const Role& role = {}) const {
        return seen(event, role, false);
    }

private:
    using base::base;

    template <class Event>
    [[nodiscard]] model_event event_in(const Event& event) const {
        if constexpr (detail::name_text<Event>) {
            detail::require_text(event);
            const auto unknown = static_cast<model_event>(definition().events().size());
            return definition().event_called(event).value_or(unknown);
        } else {
            return event;
        }
    }

    template <class Role>
    [[nodiscard]] std::optional<model_role> role_in(const Role& role) const {
        if constexpr (detail::name_text<Role>) {
            detail::require_text(role);
            const std::string_view text = role;
            if (text.empty()) return std::nullopt;
            const auto unknown = static_cast<model_role>(definition().roles().size());
            return definition().role_called(text).value_or(unknown);
        } else {
            return role;
        }
    }
};

namespace detail {

/// The stage that is meant.
/// @throws std::invalid_argument for a name that is none of a stage, naming those that are.
template <stage_of_model Given>
[[nodiscard]] model_stage stage_in(const model& process, const Given& given) {
    if constexpr (name_text<Given>) {
        require_text(given);
        require_stages(process);
        if (const auto found = process.stage_called(given)) return *found;
        a_step_must_be_a_stage_of_the_process(process, std::string{std::string_view{given}});
    } else {
        return given;
    }
}

}  // namespace detail

inline namespace question_words {

/// The steps of a funnel are stages of this model, entered by legal moves. A copy of the model is kept.
/// @param stages by name or id.
/// @throws std::invalid_argument for one that is no stage of the model, naming those that are; or for a model with more
/// than 65535 symbols (event, role that a rule names, agreed).
template <detail::stage_of_model... Stages>
[[nodiscard]] model_steps through(model process, const Stages&... stages) {
    static_assert(sizeof...(Stages) >= 1 && sizeof...(Stages) <= most_steps,
                  "emptor::through: a funnel has 1 to 64 steps");
    const std::vector<model_stage> steps{detail::stage_in(process, stages)...};
    return model_steps{std::move(process), steps};
}

/// The same from a range of names or ids.
/// @throws std::invalid_argument also for none, and for more than 64.
template <std::ranges::input_range Range>
    requires(!detail::name_text<std::remove_cvref_t<Range>> &&
             detail::stage_of_model<std::ranges::range_value_t<Range>>)
[[nodiscard]] model_steps through(model process, Range&& stages) {
    std::vector<model_stage> steps;
    for (const auto& stage : stages) steps.push_back(detail::stage_in(process, stage));
    return model_steps{std::move(process), steps};
}

}  // namespace question_words
}  // namespace emptor
