// SPDX-License-Identifier: BSL-1.0
// refused: only starts that are counted one by one can vie
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), each(start), reuse<emptor::reuse_rule::exclusive>};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), reuse<emptor::reuse_rule::exclusive>};
#endif

int main() {}
