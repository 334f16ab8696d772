// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The mode of another engine as a word.

#include <emptor/funnel/word.hpp>

namespace emptor {

/// A mode of another engine: the rules of its dialect, and what the mode changes in them. Several modes of one dialect
/// may stand in a sentence; what else it says, it says on top of them.
/// @tparam Dialect has the rules that all its modes begin with, as `Dialect::rules()`.
/// @tparam Change what the mode changes, a stateless function of `matching_rules&`.
template <class Dialect, class Change>
struct preset {
    static constexpr question_option option = question_option::preset;
    using dialect = Dialect;
    static constexpr void change(matching_rules& rules) { Change{}(rules); }

    constexpr preset(Dialect, Change) noexcept {}
};

}  // namespace emptor
