// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What is said of an entity that stands in the way of adding two counts up.

#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/events/entity.hpp>

namespace emptor::detail {

/// An entity as a message names it.
template <class Id>
[[nodiscard]] std::string entity_text(const Id& id) {
    if constexpr (text_like<Id>) {
        return "entity \"" + std::string{std::string_view{id}} + "\"";
    } else if constexpr (std::is_arithmetic_v<Id>) {
        return "entity " + std::to_string(id);
    } else {
        return "an entity";
    }
}

/// @param name of what is counted.
template <class Id>
[[noreturn]] void refuse_in_both(const std::string& name, const Id& id) {
    throw std::invalid_argument{name + ": " + entity_text(id) +
                                " is in both counts; += adds those of other entities, then() those of a later time"};
}

template <class Id>
[[noreturn]] void refuse_older(const std::string& name, const Id& id) {
    throw std::invalid_argument{name + ": " + entity_text(id) +
                                " has an event in the later part that is older than its last one in the earlier part"};
}

}  // namespace emptor::detail
