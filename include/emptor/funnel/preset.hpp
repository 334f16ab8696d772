// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The mode of another engine as a word.

#include <emptor/funnel/word.hpp>

namespace emptor {

/// When a mode changes the rules: with the other modes, or after them because it takes back what one of them says.
enum class preset_turn : bool { with_others, after_others };

/// A mode of another engine: the rules of its dialect, and what the mode changes in them. Several modes of one dialect
/// may stand in a sentence, in any order; what else it says, it says on top of them.
/// @tparam Dialect has the rules that all its modes begin with, as `Dialect::rules()`.
/// @tparam Change what the mode changes, a stateless function of `matching_rules&`.
template <class Dialect, class Change, preset_turn Turn = preset_turn::with_others>
struct preset {
    static constexpr question_option option = question_option::preset;
    static constexpr preset_turn turn = Turn;
    using dialect = Dialect;
    static constexpr void change(matching_rules& rules) { Change{}(rules); }

    constexpr preset(Dialect, Change) noexcept {}
    constexpr preset(Dialect, Change, detail::choice<Turn>) noexcept {}
};

template <class Dialect, class Change>
preset(Dialect, Change) -> preset<Dialect, Change>;

/// Says that a preset takes back what others say (see `preset_turn`).
inline constexpr detail::choice<preset_turn::after_others> after_other_presets{};

}  // namespace emptor
