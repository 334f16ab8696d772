// SPDX-License-Identifier: BSL-1.0
// refused: rule_asks_none_to_agree_or_more_than_it_names<event::chosen>
#include <emptor/process/process.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, rejected, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

constexpr auto buying = emptor::process<stage, event>(
    need, {
              {in(need), on(search_begun), by(user), to(search)},
#ifdef EMPTOR_MUST_FAIL
              {in(search), on(chosen), by(buyer), once_agreed(at_least(0, user, buyer)), to(purchase)},
#else
              {in(search), on(chosen), by(buyer), once_agreed(at_least(1, user, buyer)), to(purchase)},
#endif
              {in(search, purchase), on(rejected), to(need)},
              {in_any(), on(abandoned), to(lost)},
              ends(lost),
          });

int main() { return buying.start() == need ? 0 : 1; }
