// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a process that cannot be right is refused.
///
/// A constant expression may not read a variable that is not constant, and both compilers then name the variable:
/// so there is one for each defect, and nothing ever reads it in a program that runs.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <emptor/process/detail/defects.hpp>
#include <emptor/process/enumerators.hpp>

namespace emptor::detail {

/// @name What the compiler says
/// @{
template <auto Stage, auto Event>
inline int two_rules_for_one_stage_and_event = 0;
template <auto Stage, auto Event>
inline int in_any_overlaps_another_rule = 0;
template <auto Stage, auto Event>
inline int final_stage_with_a_way_out = 0;
template <auto Stage>
inline int final_stage_declared_endless = 0;
template <auto Stage>
inline int stage_never_reached = 0;
template <auto Stage>
inline int dead_end_not_declared_with_ends = 0;
template <auto Stage>
inline int no_way_to_a_final_stage = 0;
template <auto Event>
inline int event_used_by_no_rule = 0;
template <auto Event>
inline int rule_that_holds_in_no_stage = 0;
template <auto Event>
inline int rule_names_a_stage_outside_its_enum = 0;
template <auto Event>
inline int rule_names_a_role_outside_its_enum = 0;
template <auto Event>
inline int weight_that_is_not_finite_and_above_0 = 0;
template <auto Event>
inline int rule_says_how_to_agree_and_no_role_must = 0;
template <auto Event>
inline int rule_asks_a_role_twice_to_agree = 0;
template <auto Event>
inline int rule_asks_none_to_agree_or_more_than_it_names = 0;
template <auto Event>
inline int rule_asks_in_sequence_and_not_each_role_once = 0;
template <auto Event>
inline int rule_asks_for_one_more_than_32_agreements_that_are_not_of_all = 0;
inline int rule_names_an_event_outside_its_enum = 0;
inline int ends_names_a_stage_outside_its_enum = 0;
inline int endless_names_a_stage_outside_its_enum = 0;
inline int start_is_outside_its_enum = 0;
inline int process_without_rules = 0;
/// @}

/// Reads a variable, which the compiler refuses to do.
constexpr int read(const int* forbidden) { return *forbidden; }

/// The variables of a stage or an event, by kind, and those of a stage with each event.
template <std::size_t Count>
struct forbidden {
    const int* variables[Count];
};

template <auto Stage>
inline constexpr forbidden<4> of_stage{&final_stage_declared_endless<Stage>, &stage_never_reached<Stage>,
                                       &dead_end_not_declared_with_ends<Stage>, &no_way_to_a_final_stage<Stage>};
template <auto Event>
inline constexpr forbidden<10> of_event{&event_used_by_no_rule<Event>,
                                        &rule_that_holds_in_no_stage<Event>,
                                        &rule_names_a_stage_outside_its_enum<Event>,
                                        &rule_names_a_role_outside_its_enum<Event>,
                                        &weight_that_is_not_finite_and_above_0<Event>,
                                        &rule_says_how_to_agree_and_no_role_must<Event>,
                                        &rule_asks_a_role_twice_to_agree<Event>,
                                        &rule_asks_none_to_agree_or_more_than_it_names<Event>,
                                        &rule_asks_in_sequence_and_not_each_role_once<Event>,
                                        &rule_asks_for_one_more_than_32_agreements_that_are_not_of_all<Event>};
template <auto Stage, auto... Events>
inline constexpr forbidden<sizeof...(Events)> two_rules_in{&two_rules_for_one_stage_and_event<Stage, Events>...};
template <auto Stage, auto... Events>
inline constexpr forbidden<sizeof...(Events)> overlaps_in{&in_any_overlaps_another_rule<Stage, Events>...};
template <auto Stage, auto... Events>
inline constexpr forbidden<sizeof...(Events)> ways_out_of{&final_stage_with_a_way_out<Stage, Events>...};

/// The variables of a process; only the compiler looks at them, and a program does not carry them.
template <class Stage, class Event, class Stages = std::make_index_sequence<enumerator_count<Stage>>,
          class Events = std::make_index_sequence<enumerator_count<Event>>>
struct forbidden_of;

template <class Stage, class Event, std::size_t... S, std::size_t... E>
struct forbidden_of<Stage, Event, std::index_sequence<S...>, std::index_sequence<E...>> {
    static constexpr std::size_t events = sizeof...(E);

    static constexpr const forbidden<4>* stage[sizeof...(S)] = {&of_stage<enumerators<Stage>[S]>...};
    static constexpr const forbidden<10>* event[sizeof...(E)] = {&of_event<enumerators<Event>[E]>...};
    static constexpr const forbidden<events>* two_rules[sizeof...(S)] = {
        &two_rules_in<enumerators<Stage>[S], enumerators<Event>[E]...>...};
    static constexpr const forbidden<events>* overlaps[sizeof...(S)] = {
        &overlaps_in<enumerators<Stage>[S], enumerators<Event>[E]...>...};
    static constexpr const forbidden<events>* ways_out[sizeof...(S)] = {
        &ways_out_of<enumerators<Stage>[S], enumerators<Event>[E]...>...};
};

/// Refuses a process: when compiled by the variables above, when run by an exception.
template <enumerated Stage, enumerated Event>
struct refuse_process {
    constexpr void operator()(const defect& found) const {
        std::is_constant_evaluated() ? static_cast<void>(read(variable(found))) : throw_because(found);
    }

private:
    [[noreturn]] static void throw_because(const defect& found) {
        const auto stage = found.stage < enumerator_count<Stage> ? name(enumerators<Stage>[found.stage]) : "";
        const auto event = found.event < enumerator_count<Event> ? name(enumerators<Event>[found.event]) : "";
        throw std::invalid_argument{std::string{"emptor::process: "} + defect_text(found, stage, event)};
    }

    static constexpr const int* variable(const defect& found) {
        using of = forbidden_of<Stage, Event>;
        switch (found.kind) {
            case defect_kind::no_rules:
                return &process_without_rules;
            case defect_kind::start_outside:
                return &start_is_outside_its_enum;
            case defect_kind::ends_outside:
                return &ends_names_a_stage_outside_its_enum;
            case defect_kind::endless_outside:
                return &endless_names_a_stage_outside_its_enum;
            case defect_kind::event_outside:
                return &rule_names_an_event_outside_its_enum;
            case defect_kind::two_rules:
                return of::two_rules[found.stage]->variables[found.event];
            case defect_kind::any_overlaps:
                return of::overlaps[found.stage]->variables[found.event];
            case defect_kind::way_out:
                return of::ways_out[found.stage]->variables[found.event];
            case defect_kind::endless_final:
                return of::stage[found.stage]->variables[0];
            case defect_kind::never_reached:
                return of::stage[found.stage]->variables[1];
            case defect_kind::dead_end:
                return of::stage[found.stage]->variables[2];
            case defect_kind::no_way_to_a_final_stage:
                return of::stage[found.stage]->variables[3];
            case defect_kind::unused:
                return of::event[found.event]->variables[0];
            case defect_kind::holds_nowhere:
                return of::event[found.event]->variables[1];
            case defect_kind::stage_outside:
                return of::event[found.event]->variables[2];
            case defect_kind::role_outside:
                return of::event[found.event]->variables[3];
            case defect_kind::weight_outside:
                return of::event[found.event]->variables[4];
            case defect_kind::terms_of_no_one:
                return of::event[found.event]->variables[5];
            case defect_kind::agreeing_twice:
                return of::event[found.event]->variables[6];
            case defect_kind::agreeing_number:
                return of::event[found.event]->variables[7];
            case defect_kind::agreeing_order:
                return of::event[found.event]->variables[8];
            case defect_kind::agreements_crowded:
                return of::event[found.event]->variables[9];
        }
        return nullptr;
    }
};

}  // namespace emptor::detail
