// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The mode of ByConity's funnel functions that counts every time.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::byconity {

/// Every start counts, and an event belongs to one attempt only.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.each = counted_unit::start;
        rules.reuse = reuse_rule::exclusive;
        return rules;
    }
};

/// Every start, with events of its own.
inline constexpr preset by_times{dialect{}, [](matching_rules&) {}};

}  // namespace emptor::presets::byconity
