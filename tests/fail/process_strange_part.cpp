// SPDX-License-Identifier: BSL-1.0
// refused: a part of this process reads
#include <emptor/process/compose.hpp>

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

#ifdef EMPTOR_MUST_FAIL
constexpr auto shorter = emptor::without(buying, {{in(search), by(user)}});
#else
constexpr auto shorter = emptor::without(buying, {{in(search), on(rejected)}});
#endif

int main() { return shorter.start() == need ? 0 : 1; }
