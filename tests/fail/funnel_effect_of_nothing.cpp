// SPDX-License-Identifier: BSL-1.0
// refused: nothing breaks an attempt here
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), breaks_on(back), on_break<emptor::break_effect::end_entity>};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), on_break<emptor::break_effect::end_entity>};
#endif

int main() {}
