// SPDX-License-Identifier: BSL-1.0
// refused: no_way_to_a_final_stage<stage::need>
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
    {in(search, purchase), on(rejected), to(need)},
    {in(search), on(abandoned), to(lost)},
    {in(lost), on(search_begun), to(need)},
#ifndef EMPTOR_MUST_FAIL
    endless(),
#endif
});
// clang-format on

int main() { return buying.start() == need ? 0 : 1; }
