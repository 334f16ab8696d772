// SPDX-License-Identifier: BSL-1.0
// refused: in_any_overlaps_another_rule<stage::purchase, event::rejected>
#include <emptor/process/process.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, rejected, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

// clang-format off
constexpr auto buying = emptor::process<stage, event>(need, {
#ifdef EMPTOR_MUST_FAIL
    {in_any(), except(search), on(rejected), to(lost)},
#else
    {in_any(), except(search, purchase), on(rejected), to(lost)},
#endif
    {in(need), on(search_begun), by(user), to(search)},
    {in(search), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
    {in(search, purchase), on(rejected), to(need)},
    {in_any(), on(abandoned), to(lost)},
    ends(lost),
});
// clang-format on

int main() { return buying.start() == need ? 0 : 1; }
