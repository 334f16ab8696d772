// SPDX-License-Identifier: BSL-1.0
// refused: an entity has one first start and one last start
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), from(first_start)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), from(first_start), each(attempt)};
#endif

int main() {}
