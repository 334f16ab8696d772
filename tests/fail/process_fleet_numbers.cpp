// SPDX-License-Identifier: BSL-1.0
// refused: the events of a batch are those of the fleet.s process
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
    const std::vector<int> ids{0, 1};
#ifdef EMPTOR_MUST_FAIL
    const std::vector<int> events{0, 1};
#else
    const std::vector<event> events{chosen, abandoned};
#endif
    return fleet.apply(ids, events).moved() == 2 ? 0 : 1;
}
