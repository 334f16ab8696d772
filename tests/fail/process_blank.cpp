// SPDX-License-Identifier: BSL-1.0
// refused: process_without_rules
#include <emptor/process/process.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, rejected, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

constexpr auto buying = emptor::process<stage, event>(
    need, {
#ifndef EMPTOR_MUST_FAIL
              {in(need), on(search_begun), by(user), to(search)},
              {in(search), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
              {in(search, purchase), on(rejected), to(need)},
              {in_any(), on(abandoned), to(lost)},
              ends(lost),
#endif
          });

int main() { return buying.start() == need ? 0 : 1; }
