// SPDX-License-Identifier: BSL-1.0
// refused: the enum of the events must have room for one number more
#include <emptor/process/run.hpp>

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

enum class step : bool { back, forth };
enum class stride : unsigned char { back, forth };

int main() {
#ifdef EMPTOR_MUST_FAIL
    return emptor::journey_end<step> == step{} ? 1 : 0;
#else
    return emptor::journey_end<stride> == stride{} ? 1 : 0;
#endif
}
