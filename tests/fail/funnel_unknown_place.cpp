// SPDX-License-Identifier: BSL-1.0
// refused: a_word_must_name_one_step_of_the_question
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1, 2), may_skip(1)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1, 2), may_skip(7)};
#endif

int main() {}
