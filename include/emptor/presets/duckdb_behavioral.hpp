// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of duckdb-behavioral's window_funnel.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::duckdb_behavioral {

/// Equal times count in the order of input; an event may fill several steps, but one that starts an attempt fills its
/// first step only; the first event that can carry an attempt on must.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.ties = tie_order::input;
        rules.reuse = reuse_rule::all_but_start;
        rules.take = taking::first;
        return rules;
    }
};

/// The default.
inline constexpr preset windowed{dialect{}, [](matching_rules&) {}};

/// An attempt ends with an event of the step that it took last.
inline constexpr preset strict_deduplication{dialect{},
                                             [](matching_rules& rules) { rules.breaks |= break_kind::repeat; }};

/// An attempt ends with an event of a step that it has taken, even if that could carry it on.
inline constexpr preset strict_order{dialect{}, [](matching_rules& rules) {
                                         rules.breaks |= break_kind::repeat;
                                         rules.breaks |= break_kind::back;
                                         rules.conflict = conflict_rule::breaks;
                                     }};

/// An event fills one step.
inline constexpr preset strict_once{dialect{}, [](matching_rules& rules) { rules.reuse = reuse_rule::once; }};

/// Each step is later than the one before it.
inline constexpr preset strict_increase{dialect{}, [](matching_rules& rules) { rules.increasing = true; }};

/// The same: events at the time of the step that was taken last are passed by.
inline constexpr preset timestamp_dedup{dialect{}, [](matching_rules& rules) { rules.increasing = true; }};

/// An attempt ends with a new start.
inline constexpr preset allow_reentry{dialect{}, [](matching_rules& rules) { rules.breaks |= break_kind::restart; }};

}  // namespace emptor::presets::duckdb_behavioral
