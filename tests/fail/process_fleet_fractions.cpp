// SPDX-License-Identifier: BSL-1.0
// refused: the ids of a batch are whole numbers
#include <vector>

#include <emptor/process/fleet.hpp>

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
    emptor::fleet<buying> fleet{2};
#ifdef EMPTOR_MUST_FAIL
    const std::vector<double> ids{0, 1};
#else
    const std::vector<int> ids{0, 1};
#endif
    const std::vector<event> events{chosen, abandoned};
    return fleet.apply(ids, events).moved() == 2 ? 0 : 1;
}
