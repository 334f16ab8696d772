// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The stages of a process as steps, whether it is a constant or made when the program runs.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/process_tracker.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/detail/refusal_text.hpp>
#include <emptor/process/detail/step_table.hpp>

namespace emptor::detail {

/// A yes or a no, as an event or a column has it.
template <class T>
concept yes_or_no = std::same_as<T, bool> || std::same_as<T, std::vector<bool>::reference> ||
                    std::same_as<T, std::vector<bool>::const_reference>;

/// Not `constexpr`, so that its name is what a compiler says of a constant.
/// @param given a stage or its name.
template <class Process, class Given>
[[noreturn]] void a_step_must_be_a_stage_of_the_process(const Process& process, const Given& given) {
    std::string text{"emptor::through: "};
    if constexpr (std::is_enum_v<Given>) {
        text += id_text(given);
    } else {
        text.append("'").append(given).append("'");
    }
    text += " is no stage of the process; its stages are ";
    const char* before = "'";
    for (const auto stage : process.stages()) {
        text.append(std::exchange(before, ", '")).append(process.name(stage)).append("'");
    }
    throw std::invalid_argument{text};
}

/// What runs a process that is a constant.
template <const auto& Process>
class constant_guide {
public:
    using process_type = std::remove_cvref_t<decltype(Process)>;
    static constexpr std::size_t most_stages = enumerator_count<typename process_type::stage_type>;

    [[nodiscard]] static constexpr machine<Process> get() noexcept { return {}; }
    [[nodiscard]] static constexpr bool same_process(const constant_guide&) noexcept { return true; }
};

/// Stages of a process, some of which are steps.
/// @tparam Guide has the machine that runs the process.
template <class Guide>
class stage_steps {
public:
    using process_type = typename Guide::process_type;
    using stage_type = typename process_type::stage_type;
    using event_type = typename process_type::event_type;
    using role_type = typename process_type::role_type;
    using tracker = process_tracker<stage_steps>;

    /// What the engine needs of an event.
    struct seen_type {
        event_type event{};
        std::optional<role_type> role{};
        bool agreed{};
    };

    /// @throws std::invalid_argument for no stages, more than 64, or one that is none of the process's; in a constant
    /// expression it does not compile.
    constexpr explicit stage_steps(Guide guide, std::span<const stage_type> stages)
        : guide_{std::move(guide)}, size_{stages.size()} {
        require_step_count(size_);
        for (std::size_t k = 0; k < size_; ++k) {
            const std::size_t index = definition().index(stages[k]);
            if (index == definition().stages().size()) {
                a_step_must_be_a_stage_of_the_process(definition(), stages[k]);
            }
            stages_[k] = stages[k];
            entering_[index] |= std::uint64_t{1} << k;
        }
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr const process_type& definition() const noexcept { return guide_.get().definition(); }
    /// What runs the process.
    [[nodiscard]] constexpr decltype(auto) machine() const noexcept { return guide_.get(); }
    [[nodiscard]] bool same_process(const stage_steps& other) const { return guide_.same_process(other.guide_); }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (std::size_t k = 0; k < size_; ++k) names.emplace_back(definition().name(stages_[k]));
        return names;
    }

    /// @param role who made it happen, if known.
    /// @param agreed whether those who must agree have done so. Only a `bool` will do: a price is not a yes.
    [[nodiscard]] constexpr seen_type seen(event_type event, std::optional<role_type> role,
                                           yes_or_no auto agreed) const noexcept {
        return {.event = event, .role = role, .agreed = static_cast<bool>(agreed)};
    }
    [[nodiscard]] constexpr seen_type seen(event_type event, std::optional<role_type> role = {}) const noexcept {
        return {.event = event, .role = role};
    }
    [[nodiscard]] constexpr seen_type seen(const seen_type& event) const noexcept { return event; }

    /// The steps that are taken by entering this stage.
    [[nodiscard]] constexpr step_set entering(stage_type stage) const noexcept {
        const std::size_t index = definition().index(stage);
        return index < definition().stages().size() ? entering_at(index) : step_set{};
    }
    /// The same by the index of the stage.
    [[nodiscard]] constexpr step_set entering_at(std::size_t index) const noexcept { return {entering_[index]}; }

protected:
    [[nodiscard]] constexpr stage_type stage(std::size_t step) const noexcept { return stages_[step]; }
    [[nodiscard]] constexpr const Guide& guide() const noexcept { return guide_; }

private:
    [[no_unique_address]] Guide guide_;
    std::array<stage_type, most_steps> stages_{};
    std::array<std::uint64_t, Guide::most_stages> entering_{};  // by stage
    std::size_t size_;
};

}  // namespace emptor::detail
