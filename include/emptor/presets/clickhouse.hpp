// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of ClickHouse's windowFunnel.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::clickhouse {

/// Equal times convert in step order; one event may fill several steps.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.reuse = reuse_rule::all;
        return rules;
    }
};

/// The default.
inline constexpr preset windowed{dialect{}, [](matching_rules&) {}};

/// Each step is later than the one before it. ClickHouse itself loses chains at equal times (its issue 52844); this
/// does not.
inline constexpr preset strict_increase{dialect{}, [](matching_rules& rules) { rules.increasing = true; }};

/// An event fills one step.
inline constexpr preset strict_once{dialect{}, [](matching_rules& rules) { rules.reuse = reuse_rule::once; }};

/// The count of an entity ends with an event of a step that it has taken already, other than the first; what it has
/// reached, counts.
inline constexpr preset strict_deduplication{dialect{}, [](matching_rules& rules) {
                                                 rules.breaks |= break_kind::repeat;
                                                 rules.on_break = break_effect::end_entity;
                                             }};

/// The count of an entity ends with an event that is no step, is a step too early, or begins anew after the second
/// step.
inline constexpr preset strict_order{dialect{}, [](matching_rules& rules) {
                                         rules.breaks |= break_kind::foreign;
                                         rules.breaks |= break_kind::ahead;
                                         rules.breaks |= break_kind::restart;
                                         rules.on_break = break_effect::end_entity;
                                     }};

/// With `strict_order`: to begin anew ends nothing.
inline constexpr preset allow_reentry{
    dialect{}, [](matching_rules& rules) { rules.breaks.remove(break_kind::restart); }, after_other_presets};

}  // namespace emptor::presets::clickhouse
