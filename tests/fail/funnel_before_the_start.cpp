// SPDX-License-Identifier: BSL-1.0
// refused: a_window_must_not_be_negative
#include <emptor/funnel.hpp>

using emptor::steps, emptor::within;

inline constexpr emptor::funnel fine{steps(0, 1), within(0)};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), within(-1)};
#endif

int main() {}
