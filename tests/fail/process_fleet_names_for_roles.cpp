// SPDX-License-Identifier: BSL-1.0
// refused: the roles of a column are those of the process, or optional ones
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
    const std::vector<int> ids{0, 1};
    const std::vector<event> events{chosen, abandoned};
#ifdef EMPTOR_MUST_FAIL
    const std::vector<int> roles{3, 4};
#else
    const std::vector<emptor::role> roles{emptor::role::buyer, emptor::role::user};
#endif
    return fleet.apply(ids, events, roles).moved() == 2 ? 0 : 1;
}
