// SPDX-License-Identifier: BSL-1.0
// refused: which steps of an unordered question stay in their place
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1, 2), unordered, anchored(0)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1, 2), anchored(0)};
#endif

int main() {}
