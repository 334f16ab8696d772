// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a machine runs it: for each symbol, where it leads from each stage.

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <emptor/process/detail/alphabet.hpp>
#include <emptor/process/detail/rows.hpp>
#include <emptor/process/process.hpp>

namespace emptor::detail {

template <class P>
inline constexpr bool is_process = false;
template <class Stage, class Event, class Role>
inline constexpr bool is_process<process<Stage, Event, Role>> = true;

/// Calls `put(symbol, stage, target, reason)` wherever a rule, or the end of a journey, makes more than an impossible
/// move of it.
template <class Definition, class Alphabet, class Put>
constexpr void each_rule(const Definition& definition, const Alphabet& letters, const Put& put) {
    for (std::size_t s = 0; s < letters.stages; ++s) put(letters.end, s, letters.stage_index(definition.start()), 0);
    for (const auto stage : definition.stages()) {
        for (const auto event : definition.events()) {
            const auto target = definition.target(stage, event);
            if (!target) continue;
            const auto may = definition.who_may(stage, event);
            const bool open = may.empty();
            const bool waits = !definition.who_must_agree(stage, event).empty();
            const std::size_t from = letters.stage_index(stage);
            const std::size_t to = letters.stage_index(*target);
            const auto put_kind = [&](std::size_t kind, bool permitted) {
                for (std::size_t agreed = 0; agreed < letters.answers; ++agreed) {
                    const refusal reason = !permitted             ? refusal::not_permitted
                                           : waits && agreed == 0 ? refusal::not_agreed
                                                                  : refusal::none;
                    put(letters.symbol(letters.event_index(event), kind * letters.stride, agreed != 0), from,
                        reason == refusal::none ? to : from, static_cast<std::uint64_t>(reason));
                }
            };
            put_kind(0, open);
            std::size_t kind = 0;
            letters.each_named([&](auto role) { put_kind(++kind, open || may.contains(role)); });
        }
    }
}

/// The table of a process that is a constant, made when compiled.
template <const auto& Process>
class step_table {
    using letters = alphabet<Process>;
    using view = step_view<form_for(letters::stages)>;

    static constexpr auto elements = [] {
        std::array<typename view::element, view::size(letters::stages, letters::size)> made{};
        refuse_all<form_for(letters::stages)>(made.data(), letters::stages, letters::size);
        each_rule(Process, letters{}, [&](std::size_t symbol, std::size_t from, std::size_t to, std::uint64_t reason) {
            view::put(made.data(), letters::stages, letters::size, symbol, from, to, reason);
        });
        return made;
    }();

public:
    static constexpr view steps{elements.data(), letters::stages, letters::size};
};

/// What runs a process that is a constant.
template <const auto& Process>
class machine : public alphabet<Process> {
public:
    using definition_type = std::remove_cvref_t<decltype(Process)>;

    [[nodiscard]] static constexpr const definition_type& definition() noexcept { return Process; }

    /// Calls with the steps.
    static constexpr decltype(auto) with_steps(const auto& call) { return call(step_table<Process>::steps); }
};

/// What runs a process that is made when the program runs: a `process` or a `model`. It refers to it.
template <class Definition>
class live_machine : public live_alphabet<Definition> {
public:
    using definition_type = Definition;

    explicit live_machine(const Definition& definition)
        : live_alphabet<Definition>{definition}, definition_{&definition} {
        const auto fill = [&]<step_form Form>(std::vector<typename step_view<Form>::element>& elements) {
            elements.resize(step_view<Form>::size(this->stages, this->size));
            refuse_all<Form>(elements.data(), this->stages, this->size);
            each_rule(definition, *this,
                      [&](std::size_t symbol, std::size_t from, std::size_t to, std::uint64_t reason) {
                          step_view<Form>::put(elements.data(), this->stages, this->size, symbol, from, to, reason);
                      });
        };
        const step_form form = form_for(this->stages);
        if (form == step_form::shift_8) fill.template operator()<step_form::shift_8>(words_);
        if (form == step_form::shift_6) fill.template operator()<step_form::shift_6>(words_);
        if (form == step_form::bytes) fill.template operator()<step_form::bytes>(bytes_);
    }
    // Never moved from, so that a fleet that is can be used again: the tables are small.
    live_machine(const live_machine&) = default;
    live_machine& operator=(const live_machine&) = default;
    ~live_machine() = default;

    [[nodiscard]] const Definition& definition() const noexcept { return *definition_; }

    /// Calls with the steps, whose form only the number of stages tells.
    decltype(auto) with_steps(const auto& call) const {
        switch (form_for(this->stages)) {
            case step_form::shift_8:
                return call(step_view<step_form::shift_8>{words_.data(), this->stages, this->size});
            case step_form::shift_6:
                return call(step_view<step_form::shift_6>{words_.data(), this->stages, this->size});
            case step_form::bytes:
                break;
        }
        return call(step_view<step_form::bytes>{bytes_.data(), this->stages, this->size});
    }

private:
    const Definition* definition_;
    std::vector<std::uint64_t> words_;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace emptor::detail
