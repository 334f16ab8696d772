// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of Google Analytics 4's funnel exploration.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::ga4 {

/// Its time limit of a step is `gap_max`.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        return rules;
    }
};

/// Who did not take the first step counts nowhere.
inline constexpr preset closed_funnel{dialect{}, [](matching_rules&) {}};

/// Entities may enter at any step.
inline constexpr preset open_funnel{dialect{}, [](matching_rules& rules) { rules.open = true; }};

/// No other event may stand between the steps.
inline constexpr preset directly_followed{dialect{}, [](matching_rules& rules) {
                                              rules.breaks |= break_kind::foreign;
                                              rules.breaks |= break_kind::repeat;
                                              rules.breaks |= break_kind::back;
                                              rules.breaks |= break_kind::ahead;
                                          }};

}  // namespace emptor::presets::ga4
