// SPDX-License-Identifier: BSL-1.0
// refused: weight_that_is_not_finite_and_above_0<event::rejected>
#include <emptor/process/process.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, rejected, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

// clang-format off
constexpr auto buying = emptor::process<stage, event>(need, {
    {in(need), on(search_begun), by(user), to(search)},
    {in(search), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
#ifdef EMPTOR_MUST_FAIL
    {in(search, purchase), on(rejected), to(need), weight(0)},
#else
    {in(search, purchase), on(rejected), to(need), weight(0.5)},
#endif
    {in_any(), on(abandoned), to(lost)},
    ends(lost),
});
// clang-format on

int main() { return buying.start() == need ? 0 : 1; }
