// SPDX-License-Identifier: BSL-1.0
// refused: a guard takes a move and a context, one of them, or nothing; a context is given by apply_in
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
    auto anna = emptor::journey_with<buying>(emptor::guard<chosen>([](const int& price) { return price < 100; }));
#ifdef EMPTOR_MUST_FAIL
    return anna.apply(chosen) ? 0 : 1;
#else
    return anna.apply_in(50, chosen) ? 0 : 1;
#endif
}
