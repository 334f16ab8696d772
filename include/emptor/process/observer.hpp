// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Being told what a journey does.

#include <type_traits>
#include <utility>

#include <emptor/process/guard.hpp>

namespace emptor {

/// @name Policies of a journey that watch it
///
/// They are called in the order left, moved, entered, and within each in the order they were given, after every guard
/// has agreed. A move back into the same stage leaves and enters it. A function takes what it needs: the `stage_move`
/// and the context given to `apply_in`, one of the two, or nothing; `on_refusal` sees the outcome in place of the move.
/// An exception from one leaves the journey where it was, and the later ones uncalled. None may move the journey that
/// calls it, which is on its way: where one has, `apply` throws `std::logic_error` before the next is called, and the
/// journey stays where it was moved to. Only `on_refusal` may, for a journey that was refused has stayed.
/// @{

/// When a journey enters this stage.
template <auto Stage, class Function>
    requires enumerated<std::remove_cv_t<decltype(Stage)>>
[[nodiscard]] constexpr auto on_enter(Function function) {
    return detail::make_policy<detail::moment::entering>(detail::only_this<Stage>{}, std::move(function));
}

/// The same for a stage that is chosen when the program runs; the journey carries it along.
template <enumerated Stage, class Function>
[[nodiscard]] constexpr auto on_enter(Stage stage, Function function) {
    return detail::make_policy<detail::moment::entering>(detail::only_one<Stage>{stage}, std::move(function));
}

/// The same for every stage.
template <class Function>
[[nodiscard]] constexpr auto on_enter(Function function) {
    return detail::make_policy<detail::moment::entering>(detail::every_one{}, std::move(function));
}

/// When a journey leaves this stage.
template <auto Stage, class Function>
    requires enumerated<std::remove_cv_t<decltype(Stage)>>
[[nodiscard]] constexpr auto on_leave(Function function) {
    return detail::make_policy<detail::moment::leaving>(detail::only_this<Stage>{}, std::move(function));
}

/// The same for a stage that is chosen when the program runs; the journey carries it along.
template <enumerated Stage, class Function>
[[nodiscard]] constexpr auto on_leave(Stage stage, Function function) {
    return detail::make_policy<detail::moment::leaving>(detail::only_one<Stage>{stage}, std::move(function));
}

/// The same for every stage.
template <class Function>
[[nodiscard]] constexpr auto on_leave(Function function) {
    return detail::make_policy<detail::moment::leaving>(detail::every_one{}, std::move(function));
}

/// When this event moves a journey.
template <auto Event, class Function>
    requires enumerated<std::remove_cv_t<decltype(Event)>>
[[nodiscard]] constexpr auto on_move(Function function) {
    return detail::make_policy<detail::moment::moving>(detail::only_this<Event>{}, std::move(function));
}

/// The same for every event.
template <class Function>
[[nodiscard]] constexpr auto on_move(Function function) {
    return detail::make_policy<detail::moment::moving>(detail::every_one{}, std::move(function));
}

/// When an event is refused, by the process or by a guard.
template <class Function>
[[nodiscard]] constexpr auto on_refusal(Function function) {
    return detail::make_policy<detail::moment::refused>(detail::every_one{}, std::move(function));
}
/// @}

}  // namespace emptor
