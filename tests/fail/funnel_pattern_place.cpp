// SPDX-License-Identifier: BSL-1.0
// refused: pattern_refused_at_character<.*expected_a_time.*, 9, .*"<3\)"
#include <emptor/funnel/pattern.hpp>

#ifdef EMPTOR_MUST_FAIL
#define TIME "(?t<<3)"
#else
#define TIME "(?t<3)"
#endif

constexpr auto asked = emptor::pattern<"(?1)" TIME>(0, 1);

int main() { return asked.has_bounded_state() ? 0 : 1; }
