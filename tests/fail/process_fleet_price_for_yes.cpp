// SPDX-License-Identifier: BSL-1.0
// refused: whether others have agreed is a bool
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

struct happening {
    int who;
    event what;
    emptor::role by;
    double price;
    bool agreed;
};

int main() {
    emptor::fleet<buying> fleet{1};
    const std::vector<happening> log{{0, chosen, emptor::role::buyer, 9.5, true}};
#ifdef EMPTOR_MUST_FAIL
    const auto done = fleet.apply(log, &happening::who, &happening::what, &happening::by, &happening::price);
#else
    const auto done = fleet.apply(log, &happening::who, &happening::what, &happening::by, &happening::agreed);
#endif
    return done.moved() == 1 ? 0 : 1;
}
