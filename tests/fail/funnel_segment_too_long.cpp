// SPDX-License-Identifier: BSL-1.0
// refused: for each other, so there are at most 16
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)};
#endif

int main() {
    static_cast<void>(fine.segment<int, int>());
#ifdef EMPTOR_MUST_FAIL
    static_cast<void>(refused.segment<int, int>());
#endif
}
