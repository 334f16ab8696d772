// SPDX-License-Identifier: BSL-1.0
// refused: steps in any order have no next step
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), unordered};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), unordered, gap_max(3)};
#endif

int main() {}
