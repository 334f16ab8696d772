// SPDX-License-Identifier: BSL-1.0
// refused: by_step or input: one of them holds
#include <emptor/funnel.hpp>

using emptor::steps, emptor::ties, emptor::by_step, emptor::input, emptor::increasing;

inline constexpr emptor::funnel fine{steps(0, 1), ties(input, increasing)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), ties(by_step, input)};
#endif

int main() {}
