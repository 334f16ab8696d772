// SPDX-License-Identifier: BSL-1.0
// refused: pattern_refused<.*no_such_condition>
#include <emptor/funnel/pattern.hpp>

#ifdef EMPTOR_MUST_FAIL
constexpr auto asked = emptor::pattern("(?1).*(?3)", 0, 1);
#else
constexpr auto asked = emptor::pattern("(?1).*(?2)", 0, 1);
#endif

int main() { return asked.has_bounded_state() ? 0 : 1; }
