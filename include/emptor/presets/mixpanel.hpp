// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of Mixpanel's funnels.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::mixpanel {

/// The window runs from the first start; a start within a running window begins nothing.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        return rules;
    }
};

/// Each entity once, with its first attempt.
inline constexpr preset uniques{dialect{}, [](matching_rules& rules) { rules.from = start_rule::first_start; }};

/// Each entity once, with its best attempt.
inline constexpr preset optimized_reentry{dialect{}, [](matching_rules&) {}};

/// Every attempt; the next one begins after the window, or the funnel, has ended.
inline constexpr preset totals{dialect{}, [](matching_rules& rules) { rules.each = counted_unit::attempt; }};

/// Any order.
inline constexpr preset any_order{dialect{}, [](matching_rules& rules) { rules.unordered = true; }};

}  // namespace emptor::presets::mixpanel
