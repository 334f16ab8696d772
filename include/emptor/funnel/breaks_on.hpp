// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which events end an attempt.

#include <emptor/funnel/word.hpp>

namespace emptor {

/// Says which events break an attempt (see `breaks_on`).
template <break_kind... Kinds>
struct breaks_word {
    static constexpr question_option option = question_option::breaks;
    static constexpr void change(matching_rules& rules) {
        rules.breaks = {};
        ((rules.breaks |= Kinds), ...);
    }
};

inline namespace question_words {

/// An event that takes no step of the question.
[[nodiscard]] constexpr detail::choice<break_kind::foreign> foreign() { return {}; }
/// An event that takes the step that the attempt took last.
[[nodiscard]] constexpr detail::choice<break_kind::repeat> repeat() { return {}; }
/// An event that takes a step before that.
[[nodiscard]] constexpr detail::choice<break_kind::back> back() { return {}; }
/// An event that takes a step after the next one.
[[nodiscard]] constexpr detail::choice<break_kind::ahead> ahead() { return {}; }
/// An event that takes the first step, once the attempt has two.
[[nodiscard]] constexpr detail::choice<break_kind::restart> restart() { return {}; }

/// Events of these kinds end an attempt, which keeps the steps it took: `breaks_on(foreign, repeat)`. An event that
/// could carry the attempt on does not break it, whether it is taken or passed by: of two events that take the same
/// step, the best attempt may take the second, which nothing repeats. Where the first one has to be taken, say
/// `take<taking::first>`.
template <break_kind... Kinds>
    requires(sizeof...(Kinds) > 0)
[[nodiscard]] constexpr breaks_word<Kinds...> breaks_on(detail::given_choice<Kinds>...) {
    return {};
}

}  // namespace question_words
}  // namespace emptor
