// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The entities of two counts together.

#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <string>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/entity.hpp>

namespace emptor::detail {

/// The ids of one index and then those of another.
/// @throws std::invalid_argument for an id that is in both.
template <class Id>
[[nodiscard]] entity_index<Id> joined(const entity_index<Id>& one, const entity_index<Id>& other) {
    entity_index<Id> both{one};
    for (std::size_t i = 0; i < other.size(); ++i) {
        if (both.number(other[i]) == one.size() + i) continue;
        std::string who{"an entity"};
        if constexpr (text_like<Id>) {
            who = std::string{"entity "}.append(other[i]);
        } else if constexpr (std::integral<Id> || std::floating_point<Id>) {
            who = std::string{"entity "}.append(std::to_string(other[i]));
        }
        throw std::invalid_argument{who.append(" is in both counts; counts of disjoint entities add up")};
    }
    return both;
}

}  // namespace emptor::detail
