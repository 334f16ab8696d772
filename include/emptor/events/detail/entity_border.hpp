// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the events of one entity end and those of another begin.

#include <optional>

#include <emptor/events/entity.hpp>

namespace emptor::detail {

/// Tells whether an event is of another entity than the one before.
template <class Who>
class entity_border {
public:
    [[nodiscard]] bool crossed(const Who& who) {
        decltype(auto) id = looked_up(who);
        if (before_ && *before_ == id) [[likely]]
            return false;
        before_.emplace(id);
        return true;
    }

private:
    std::optional<kept_id<Who>> before_;
};

}  // namespace emptor::detail
