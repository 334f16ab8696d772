// SPDX-License-Identifier: BSL-1.0
// refused: no_way_to_a_final_stage<stage::search>
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
    {in(search), on(chosen), to(purchase)},
    {in(purchase), on(rejected), to(search)},
    {in(need), on(abandoned), to(lost)},
    ends(lost),
#ifndef EMPTOR_MUST_FAIL
    endless(purchase),
#endif
});
// clang-format on

int main() { return buying.start() == need ? 0 : 1; }
