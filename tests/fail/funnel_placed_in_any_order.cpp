// SPDX-License-Identifier: BSL-1.0
// refused: steps in any order have nothing between two of them
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), unordered, exclude(7)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), unordered, exclude(7, between(0, 1))};
#endif

int main() {}
