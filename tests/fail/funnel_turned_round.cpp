// SPDX-License-Identifier: BSL-1.0
// refused: between_needs_an_earlier_and_a_later_step
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1, 2), exclude(9, between(0, 2))};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1, 2), exclude(9, between(2, 0))};
#endif

int main() {}
