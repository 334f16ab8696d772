// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a refused move does to a journey.

#include <cstdint>

#include <emptor/funnel/word.hpp>

namespace emptor {

/// What becomes of a journey when its process refuses a move.
enum class refusal_effect : std::uint8_t {
    ignore,      ///< it goes on from where it is
    end_journey  ///< it is over
};

/// Says what a refused move does to a journey (see `on_refusal`).
struct refusal_word {
    static constexpr question_option option = question_option::refusals;

    refusal_effect effect;
};

inline namespace question_words {

/// A refused move changes nothing: the next event is applied to the journey as it was.
[[nodiscard]] constexpr detail::choice<refusal_effect::ignore> ignore() { return {}; }
/// The first refused move is the entity's last: it stays in its stage and keeps the steps it took.
[[nodiscard]] constexpr detail::choice<refusal_effect::end_journey> end_journey() { return {}; }

/// For a funnel through a process, what a refused move does: `on_refusal(ignore)`, the default, or
/// `on_refusal(end_journey)`.
///
/// An event that comes after the end of a journey moves nothing and is refused as well, for the reason
/// `refusal::journey_over`; so each journey that ended has one refusal with another reason. An event that the process
/// does not know is no move, before the end or after it: it is unknown, and ends nothing.
template <refusal_effect Effect>
[[nodiscard]] constexpr refusal_word on_refusal(detail::given_choice<Effect>) {
    return {Effect};
}

/// The same where it is chosen when the program runs.
[[nodiscard]] constexpr refusal_word on_refusal(refusal_effect effect) { return {effect}; }

}  // namespace question_words
}  // namespace emptor
