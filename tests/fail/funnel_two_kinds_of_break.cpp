// SPDX-License-Identifier: BSL-1.0
// refused: is said twice: name all kinds at once
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), breaks_on(foreign, repeat)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), breaks_on(foreign), breaks_on(repeat)};
#endif

int main() {}
