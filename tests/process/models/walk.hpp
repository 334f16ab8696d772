// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Walks through a process, for tests.

#include <optional>
#include <stdexcept>
#include <type_traits>

#include <emptor/process/process.hpp>

namespace walk_test {

/// Where the events lead from `stage` if each is made to happen by someone who may, and all agree; a move that is not
/// possible is refused by an exception, or by the compiler.
template <class Process, class... Events>
[[nodiscard]] constexpr auto walk(const Process& process, typename Process::stage_type stage, Events... events) {
    [[maybe_unused]] const auto step = [&](typename Process::event_type event) {
        const auto target = process.target(stage, event);
        if (!target) throw std::invalid_argument{"no such move"};
        const auto may = process.who_may(stage, event);
        const auto role = may.empty() ? std::nullopt : std::optional{*may.begin()};
        if (process.reason(stage, event, role, true) != emptor::refusal::none) throw std::invalid_argument{"refused"};
        stage = *target;
    };
    (step(events), ...);
    return stage;
}

/// The same from the start.
template <class Process, class... Events>
[[nodiscard]] constexpr auto walk_from_start(const Process& process, Events... events) {
    return walk(process, process.start(), events...);
}

}  // namespace walk_test
