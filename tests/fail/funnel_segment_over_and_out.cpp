// SPDX-License-Identifier: BSL-1.0
// refused: can end an attempt, but not undo it
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), breaks_on(repeat)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), breaks_on(repeat), on_break<emptor::break_effect::end_entity>};
#endif

int main() {
    static_cast<void>(fine.segment<int, int>());
#ifdef EMPTOR_MUST_FAIL
    static_cast<void>(refused.segment<int, int>());
#endif
}
