// SPDX-License-Identifier: BSL-1.0
// refused: so no anchored
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1, 2), unordered};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1, 2), unordered, anchored(1)};
#endif

int main() {
    static_cast<void>(fine.segment<int, int>());
#ifdef EMPTOR_MUST_FAIL
    static_cast<void>(refused.segment<int, int>());
#endif
}
