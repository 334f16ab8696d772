// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of Apache Pinot's funnel functions.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::pinot {

/// The end of the window is outside it, unless `within(length, closed)` says otherwise; an event fills the first of its
/// steps only, and the first that can carry an
/// attempt on must. Its maxStepDuration is `gap_max`.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.reuse = reuse_rule::first_match;
        rules.take = taking::first;
        rules.half_open = true;
        return rules;
    }
};

/// The default.
inline constexpr preset windowed{dialect{}, [](matching_rules&) {}};

/// Each step is later than the one before it.
inline constexpr preset strict_increase{dialect{}, [](matching_rules& rules) { rules.increasing = true; }};

/// An attempt ends with an event of the step that it took last.
inline constexpr preset strict_deduplication{dialect{},
                                             [](matching_rules& rules) { rules.breaks |= break_kind::repeat; }};

/// An attempt ends with a step other than the next one.
inline constexpr preset strict_order{dialect{}, [](matching_rules& rules) {
                                         rules.breaks |= break_kind::repeat;
                                         rules.breaks |= break_kind::back;
                                         rules.breaks |= break_kind::ahead;
                                     }};

/// Events that are no step count for `strict_order`, too.
inline constexpr preset keep_all{dialect{}, [](matching_rules& rules) { rules.breaks |= break_kind::foreign; }};

}  // namespace emptor::presets::pinot
