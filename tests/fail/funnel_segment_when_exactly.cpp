// SPDX-License-Identifier: BSL-1.0
// refused: so timed needs no window and no other word
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), timed};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), timed, within(5)};
#endif

int main() {
    static_cast<void>(fine.segment<int, int>());
#ifdef EMPTOR_MUST_FAIL
    static_cast<void>(refused.segment<int, int>());
#endif
}
