// SPDX-License-Identifier: BSL-1.0
// refused: a pattern is over 1 to 32 conditions
#include <emptor/funnel/pattern.hpp>

#ifdef EMPTOR_MUST_FAIL
constexpr auto asked = emptor::pattern("(?1)", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
                                       21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32);
#else
constexpr auto asked = emptor::pattern("(?1)", 0);
#endif

int main() { return asked.has_bounded_state() ? 0 : 1; }
