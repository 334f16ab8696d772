// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of StarRocks' window_funnel.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::starrocks {

/// Equal times convert in step order; an event fills the first of its steps only, in any attempt, so that of two steps
/// that are the same the second is never taken.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.reuse = reuse_rule::first_match;
        return rules;
    }
};

/// Mode 0, the default.
inline constexpr preset windowed{dialect{}, [](matching_rules&) {}};

/// Mode 1: the count of an entity ends with an event of a step that it has taken already, other than the first.
inline constexpr preset deduplication{dialect{}, [](matching_rules& rules) {
                                          rules.breaks |= break_kind::repeat;
                                          rules.on_break = break_effect::end_entity;
                                      }};

/// Mode 2: the count of an entity ends with a step that is taken too early.
inline constexpr preset fixed{dialect{}, [](matching_rules& rules) {
                                  rules.breaks |= break_kind::ahead;
                                  rules.on_break = break_effect::end_entity;
                              }};

/// Mode 4: each step is later than the one before it.
inline constexpr preset increase{dialect{}, [](matching_rules& rules) { rules.increasing = true; }};

}  // namespace emptor::presets::starrocks
