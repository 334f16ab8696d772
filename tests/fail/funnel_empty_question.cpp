// SPDX-License-Identifier: BSL-1.0
// refused: a funnel has 1 to 64
#include <emptor/funnel.hpp>

inline constexpr auto fine = emptor::steps(0);
#ifdef EMPTOR_MUST_FAIL
constexpr auto refused = emptor::steps();
#endif

int main() {}
