// SPDX-License-Identifier: BSL-1.0
// refused: a guard is called as a constant: in place of a mutable lambda, change the context
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
    auto anna = emptor::journey_with<buying>(emptor::guard<chosen>([asked = 0]() mutable { return ++asked > 0; }));
#else
    int asked = 0;
    auto anna = emptor::journey_with<buying>(emptor::guard<chosen>([&asked] { return ++asked > 0; }));
#endif
    return anna.apply(chosen) ? 0 : 1;
}
