// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the projections of an event give, for the questions of this room.

#include <ranges>
#include <type_traits>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/flow/state.hpp>

namespace emptor::detail {

template <class Events, class Who, class When, class State>
struct flow_types {
    using event = std::ranges::range_reference_t<Events>&;
    using who = std::decay_t<std::invoke_result_t<Who&, event>>;
    using when = std::remove_cvref_t<std::invoke_result_t<When&, event>>;
    using given_state = std::remove_cvref_t<std::invoke_result_t<State&, event>>;
    static_assert(entity_id<who>, "emptor: `who` must give text, or a copyable value with std::hash and ==");
    static_assert(event_time<when>, "emptor: `when` must give a number or a std::chrono time");
    static_assert(gives_state<given_state>,
                  "emptor: the role or state of an event must be an enumerator or a text, or a std::optional of one");
    using state = kept_state<given_state>;
};

}  // namespace emptor::detail
