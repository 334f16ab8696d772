// SPDX-License-Identifier: BSL-1.0
// refused: a question has one window
#include <emptor/funnel.hpp>

using emptor::steps, emptor::within;

inline constexpr emptor::funnel fine{steps(0, 1), within(1)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), within(1), within(2)};
#endif

int main() {}
