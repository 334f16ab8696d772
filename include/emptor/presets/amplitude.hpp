// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of Amplitude's funnel analysis.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::amplitude {

/// Each entity once, with its longest attempt, and of those the earliest.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        return rules;
    }
};

/// In this order, the default.
inline constexpr preset this_order{dialect{}, [](matching_rules&) {}};

/// In exactly this order: any other event between ends an attempt.
inline constexpr preset exact_order{dialect{}, [](matching_rules& rules) {
                                        rules.breaks |= break_kind::foreign;
                                        rules.breaks |= break_kind::repeat;
                                        rules.breaks |= break_kind::back;
                                        rules.breaks |= break_kind::ahead;
                                    }};

/// Any order.
inline constexpr preset any_order{dialect{}, [](matching_rules& rules) { rules.unordered = true; }};

/// Every start.
inline constexpr preset totals{dialect{}, [](matching_rules& rules) { rules.each = counted_unit::start; }};

}  // namespace emptor::presets::amplitude
