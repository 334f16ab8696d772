// SPDX-License-Identifier: BSL-1.0
// refused: an observer is called as a constant: in place of a mutable lambda, change the context
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
    auto anna = emptor::journey_with<buying>(emptor::on_move([moves = 0]() mutable { return ++moves; }));
#else
    int moves = 0;
    auto anna = emptor::journey_with<buying>(emptor::on_move([&moves] { ++moves; }));
#endif
    return anna.apply(chosen) ? 0 : 1;
}
