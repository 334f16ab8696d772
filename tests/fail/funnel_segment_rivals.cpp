// SPDX-License-Identifier: BSL-1.0
// refused: so no reuse_rule::exclusive
#include <emptor/funnel.hpp>

using namespace emptor::question_words;

inline constexpr emptor::funnel fine{steps(0, 1), reuse<emptor::reuse_rule::all>};
#ifdef EMPTOR_MUST_FAIL
constexpr emptor::funnel refused{steps(0, 1), each(start), reuse<emptor::reuse_rule::exclusive>};
#endif

int main() {
    static_cast<void>(fine.segment<int, int>());
#ifdef EMPTOR_MUST_FAIL
    static_cast<void>(refused.segment<int, int>());
#endif
}
