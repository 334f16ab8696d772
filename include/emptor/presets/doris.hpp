// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of Apache Doris' window_funnel.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::doris {

/// Equal times count in the order of input; an event fills one step, and the first that can carry an attempt on must.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.ties = tie_order::input;
        rules.take = taking::first;
        return rules;
    }
};

/// The default.
inline constexpr preset windowed{dialect{}, [](matching_rules&) {}};

/// Each step is later than the one before it.
inline constexpr preset increase{dialect{}, [](matching_rules& rules) { rules.increasing = true; }};

/// An attempt ends with an event of a step that it has taken.
inline constexpr preset deduplication{dialect{}, [](matching_rules& rules) {
                                          rules.breaks |= break_kind::repeat;
                                          rules.breaks |= break_kind::back;
                                      }};

/// An attempt ends with any event but the next step's.
inline constexpr preset fixed_v1{dialect{}, [](matching_rules& rules) {
                                     rules.breaks |= break_kind::foreign;
                                     rules.breaks |= break_kind::repeat;
                                     rules.breaks |= break_kind::back;
                                     rules.breaks |= break_kind::ahead;
                                 }};

/// The same since its second version: events that are no step of the question do not count.
inline constexpr preset fixed{dialect{}, [](matching_rules& rules) {
                                  rules.breaks |= break_kind::repeat;
                                  rules.breaks |= break_kind::back;
                                  rules.breaks |= break_kind::ahead;
                              }};

}  // namespace emptor::presets::doris
