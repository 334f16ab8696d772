// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a process that cannot be right is refused.
///
/// A constant expression may not read a variable that is not constant, and both compilers then name the variable:
/// so there is one for each defect, and nothing ever reads it in a program that runs.

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <emptor/process/enumerators.hpp>

namespace emptor::detail {

/// @name What the compiler says
/// @{
template <auto Stage, auto Event>
inline int two_rules_for_one_stage_and_event = 0;
template <auto Stage, auto Event>
inline int final_stage_with_a_way_out = 0;
template <auto Stage>
inline int stage_never_reached = 0;
template <auto Stage>
inline int dead_end_not_declared_with_ends = 0;
template <auto Event>
inline int event_used_by_no_rule = 0;
template <auto Event>
inline int rule_that_holds_in_no_stage = 0;
template <auto Event>
inline int rule_names_a_stage_outside_its_enum = 0;
template <auto Event>
inline int rule_names_a_role_outside_its_enum = 0;
inline int rule_names_an_event_outside_its_enum = 0;
inline int ends_names_a_stage_outside_its_enum = 0;
inline int start_is_outside_its_enum = 0;
inline int process_without_rules = 0;
/// @}

/// Reads a variable, which the compiler refuses to do.
constexpr int read(const int* forbidden) { return *forbidden; }

template <class E>
[[nodiscard]] std::string quoted(std::size_t index) {
    return "'" + std::string{name(enumerators<E>[index])} + "'";
}

/// Refuses a process: when compiled by the variables above, when run by an exception.
///
/// Only the compiler looks at the tables of pointers; a program does not carry them.
template <enumerated Stage, enumerated Event>
class refuse_process {
    static constexpr std::size_t events = enumerator_count<Event>;
    using every_stage = std::make_index_sequence<enumerator_count<Stage>>;
    using every_event = std::make_index_sequence<events>;
    using every_pair = std::make_index_sequence<enumerator_count<Stage> * events>;

public:
    static constexpr void two_rules(std::size_t stage, std::size_t event) {
        std::is_constant_evaluated()
            ? static_cast<void>(read(two_rules_at[stage * events + event]))
            : throw_because("two rules for stage " + quoted<Stage>(stage) + " and event " + quoted<Event>(event));
    }
    static constexpr void way_out(std::size_t stage, std::size_t event) {
        std::is_constant_evaluated()
            ? static_cast<void>(read(way_out_at[stage * events + event]))
            : throw_because("final stage " + quoted<Stage>(stage) + " has a way out on event " + quoted<Event>(event));
    }
    static constexpr void never_reached(std::size_t stage) {
        std::is_constant_evaluated() ? static_cast<void>(read(never_reached_at[stage]))
                                     : throw_because("stage " + quoted<Stage>(stage) + " is never reached");
    }
    static constexpr void dead_end(std::size_t stage) {
        std::is_constant_evaluated()
            ? static_cast<void>(read(dead_end_at[stage]))
            : throw_because("stage " + quoted<Stage>(stage) + " is a dead end and not declared with ends");
    }
    static constexpr void unused(std::size_t event) {
        std::is_constant_evaluated() ? static_cast<void>(read(unused_at[event]))
                                     : throw_because("event " + quoted<Event>(event) + " is used by no rule");
    }
    static constexpr void holds_nowhere(std::size_t event) {
        std::is_constant_evaluated() ? static_cast<void>(read(holds_nowhere_at[event]))
                                     : throw_because("a rule on event " + quoted<Event>(event) + " holds in no stage");
    }
    static constexpr void stage_outside(std::size_t event) {
        std::is_constant_evaluated()
            ? static_cast<void>(read(stage_outside_at[event]))
            : throw_because("a rule on event " + quoted<Event>(event) + " names a stage that is no enumerator");
    }
    static constexpr void role_outside(std::size_t event) {
        std::is_constant_evaluated()
            ? static_cast<void>(read(role_outside_at[event]))
            : throw_because("a rule on event " + quoted<Event>(event) + " names a role that is no enumerator");
    }
    static constexpr void event_outside() {
        std::is_constant_evaluated() ? static_cast<void>(read(&rule_names_an_event_outside_its_enum))
                                     : throw_because("a rule names an event that is no enumerator");
    }
    static constexpr void ends_outside() {
        std::is_constant_evaluated() ? static_cast<void>(read(&ends_names_a_stage_outside_its_enum))
                                     : throw_because("ends names a stage that is no enumerator");
    }
    static constexpr void start_outside() {
        std::is_constant_evaluated() ? static_cast<void>(read(&start_is_outside_its_enum))
                                     : throw_because("the start is no enumerator");
    }
    static constexpr void no_rules() {
        std::is_constant_evaluated() ? static_cast<void>(read(&process_without_rules))
                                     : throw_because("it has no rules");
    }

private:
    template <std::size_t Count>
    using pointers = std::array<const int*, Count>;

    [[noreturn]] static void throw_because(const std::string& defect) {
        throw std::invalid_argument{"emptor::process: " + defect};
    }

    static constexpr auto two_rules_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{
            &two_rules_for_one_stage_and_event<enumerators<Stage>[I / events], enumerators<Event>[I % events]>...};
    }(every_pair{});
    static constexpr auto way_out_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{
            &final_stage_with_a_way_out<enumerators<Stage>[I / events], enumerators<Event>[I % events]>...};
    }(every_pair{});
    static constexpr auto never_reached_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{&stage_never_reached<enumerators<Stage>[I]>...};
    }(every_stage{});
    static constexpr auto dead_end_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{&dead_end_not_declared_with_ends<enumerators<Stage>[I]>...};
    }(every_stage{});
    static constexpr auto unused_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{&event_used_by_no_rule<enumerators<Event>[I]>...};
    }(every_event{});
    static constexpr auto holds_nowhere_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{&rule_that_holds_in_no_stage<enumerators<Event>[I]>...};
    }(every_event{});
    static constexpr auto stage_outside_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{&rule_names_a_stage_outside_its_enum<enumerators<Event>[I]>...};
    }(every_event{});
    static constexpr auto role_outside_at = []<std::size_t... I>(std::index_sequence<I...>) {
        return pointers<sizeof...(I)>{&rule_names_a_role_outside_its_enum<enumerators<Event>[I]>...};
    }(every_event{});
};

}  // namespace emptor::detail
