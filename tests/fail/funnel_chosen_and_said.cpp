// SPDX-License-Identifier: BSL-1.0
// refused: it says the rules and lengths
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), asked_by(emptor::matching_rules{}, emptor::question_lengths<int>{})};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), asked_by(emptor::matching_rules{}, emptor::question_lengths<int>{}),
                                 within(3)};
#endif

int main() {}
