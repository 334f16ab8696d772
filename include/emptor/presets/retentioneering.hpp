// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The funnels of retentioneering.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::retentioneering {

/// Paths without a window; `end_of_path` may be a step. A window of events is `within(events(n))`.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.ties = tie_order::input;
        return rules;
    }
};

/// The best attempt.
inline constexpr preset path{dialect{}, [](matching_rules&) {}};

/// From the first start of a path.
inline constexpr preset from_first{dialect{}, [](matching_rules& rules) { rules.from = start_rule::first_start; }};

/// From the last start of a path.
inline constexpr preset from_last{dialect{}, [](matching_rules& rules) { rules.from = start_rule::last_start; }};

}  // namespace emptor::presets::retentioneering
