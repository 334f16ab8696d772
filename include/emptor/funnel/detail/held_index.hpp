// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers the values of a property that must stay the same.

#include <cstdint>
#include <type_traits>
#include <utility>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>

namespace emptor::detail {

/// The steps an event takes and where it is excluded, as it was looked at.
template <class Seen>
struct seen_event {
    Seen event{};
    std::uint64_t excludes{};
};

/// Numbers the values that a question holds constant; without such a question, nothing.
template <class Question, class Event>
class held_index {};

template <class Question, class Event>
    requires Question::holds
class held_index<Question, Event> {
    using value_type = std::decay_t<decltype(std::declval<const Question&>().held(std::declval<Event>()))>;

public:
    template <class Value>
    [[nodiscard]] std::uint32_t number(const Value& value) {
        return index_.number(looked_up<value_type>(value));
    }

private:
    entity_index<kept_id<value_type>> index_;
};

}  // namespace emptor::detail
