// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of PostHog's funnels.

#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/preset.hpp>

namespace emptor::presets::posthog {

/// Equal times convert in step order, and several events at one time neither break nor exclude. An excluded event
/// leaves an entity out of the whole report if its best attempt has one, or had one after its last step.
struct dialect {
    [[nodiscard]] static constexpr matching_rules rules() {
        matching_rules rules;
        rules.on_exclusion = break_effect::drop_entity;
        rules.trailing_exclusions = true;
        rules.crowds_break = false;
        return rules;
    }
};

/// Sequential order, the default.
inline constexpr preset ordered{dialect{}, [](matching_rules&) {}};

/// Strict order: any event but the next step's ends an attempt.
inline constexpr preset strict{dialect{}, [](matching_rules& rules) {
                                   rules.breaks |= break_kind::foreign;
                                   rules.breaks |= break_kind::repeat;
                                   rules.breaks |= break_kind::back;
                                   rules.breaks |= break_kind::ahead;
                               }};

/// Any order. An excluded event undoes what was reached in the window that runs.
inline constexpr preset unordered{dialect{}, [](matching_rules& rules) {
                                      rules.unordered = true;
                                      rules.on_exclusion = break_effect::discard_attempt;
                                      rules.trailing_exclusions = false;
                                  }};

}  // namespace emptor::presets::posthog
