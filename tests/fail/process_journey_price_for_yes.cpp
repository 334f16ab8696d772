// SPDX-License-Identifier: BSL-1.0
// refused: a guard answers with a bool
#include <emptor/process/journey.hpp>

enum class stage { need, purchase, lost };
enum class event { chosen, abandoned };

using enum stage;
using enum event;
using namespace emptor::rule_words;

constexpr auto buying = emptor::process<stage, event>(need, {
                                                                {in(need), on(chosen), to(purchase)},
                                                                {in_any(), on(abandoned), to(lost)},
                                                                ends(lost),
                                                            });

int main() {
#ifdef EMPTOR_MUST_FAIL
    auto anna = emptor::journey_with<buying>(emptor::guard<chosen>([] { return 100; }));
#else
    auto anna = emptor::journey_with<buying>(emptor::guard<chosen>([] { return 100 > 0; }));
#endif
    return anna.apply(chosen) ? 0 : 1;
}
