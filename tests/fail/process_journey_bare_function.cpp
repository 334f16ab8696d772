// SPDX-License-Identifier: BSL-1.0
// refused: the policies of a journey are made by guard, on_leave, on_move, on_enter and on_refusal
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
    const auto watch = [] {};
#ifdef EMPTOR_MUST_FAIL
    auto anna = emptor::journey_with<buying>(watch);
#else
    auto anna = emptor::journey_with<buying>(emptor::on_move(watch));
#endif
    return anna.apply(chosen) ? 0 : 1;
}
