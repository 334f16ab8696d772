// SPDX-License-Identifier: BSL-1.0
// refused: entities are counted and none ends
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), open};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), open, each(start)};
#endif

int main() {}
