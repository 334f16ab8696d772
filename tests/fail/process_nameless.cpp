// SPDX-License-Identifier: BSL-1.0
// refused: rename_knows_no_new_name_for<stage::purchase>
#include <emptor/process/rename.hpp>

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
    ends(lost),
});
// clang-format on

enum class phase { need, search, owner, lost };

#ifdef EMPTOR_MUST_FAIL
constexpr auto ours = emptor::rename<phase, event>(buying);
#else
constexpr auto ours = emptor::rename<phase, event>(buying, {called(purchase, phase::owner)});
#endif

int main() { return ours.start() == phase::need ? 0 : 1; }
