// SPDX-License-Identifier: BSL-1.0
// refused: a policy names an event .guard, on_move. or a stage .on_leave, on_enter.
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
    auto anna = emptor::journey_with<buying>(emptor::on_enter<chosen>([] {}));
#else
    auto anna = emptor::journey_with<buying>(emptor::on_enter<purchase>([] {}));
#endif
    return anna.apply(chosen) ? 0 : 1;
}
