// SPDX-License-Identifier: BSL-1.0
// refused: ends_names_a_stage_outside_its_enum
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
    {in(search, purchase), on(rejected), to(need)},
    {in_any(), on(abandoned), to(lost)},
#ifdef EMPTOR_MUST_FAIL
    ends(lost, static_cast<stage>(7)),
#else
    ends(lost),
#endif
});
// clang-format on

int main() { return buying.start() == need ? 0 : 1; }
