// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// In what order events at one time count.

#include <emptor/funnel/word.hpp>

namespace emptor {
namespace detail {

struct increasing_times {
    friend constexpr bool operator==(increasing_times, increasing_times) noexcept = default;
};

template <auto Choice>
inline constexpr bool is_increasing = false;
template <>
inline constexpr bool is_increasing<increasing_times{}> = true;

}  // namespace detail

/// Says in what order events at one time count (see `ties`).
template <auto... Choices>
struct ties_word {
    static constexpr question_option option = question_option::ties;
    static constexpr void change(matching_rules& rules) { (set(rules, detail::choice<Choices>{}), ...); }

private:
    static constexpr void set(matching_rules& rules, detail::choice<tie_order::by_step>) {
        rules.ties = tie_order::by_step;
    }
    static constexpr void set(matching_rules& rules, detail::choice<tie_order::input>) {
        rules.ties = tie_order::input;
    }
    static constexpr void set(matching_rules& rules, detail::choice<detail::increasing_times{}>) {
        rules.increasing = true;
    }
};

inline namespace question_words {

/// Events at one time count in the order of the steps they take. Where each of n events at one time takes several of
/// the steps and `each`, `breaks_on`, `from` or `take` tells them apart, every choice of k of them for k steps is
/// tried: keep such moments small.
[[nodiscard]] constexpr detail::choice<tie_order::by_step> by_step() { return {}; }
/// Events at one time count in the order in which they were given.
[[nodiscard]] constexpr detail::choice<tie_order::input> input() { return {}; }
/// Each step must be later than the one before it.
[[nodiscard]] constexpr detail::choice<detail::increasing_times{}> increasing() { return {}; }

/// Events of an entity at one time: `ties(by_step)`, the default, `ties(input)` or `ties(increasing)`. Where breaks are
/// asked for, `increasing` may be said beside one of the others.
template <auto... Choices>
    requires(sizeof...(Choices) > 0)
[[nodiscard]] constexpr ties_word<Choices...> ties(detail::given_choice<Choices>...) {
    constexpr int increasing_said = (int{detail::is_increasing<Choices>} + ...);
    static_assert(sizeof...(Choices) - increasing_said <= 1, "emptor::ties: by_step or input: one of them holds");
    static_assert(increasing_said <= 1, "emptor::ties: `increasing` is said twice");
    return {};
}

}  // namespace question_words
}  // namespace emptor
