// SPDX-License-Identifier: BSL-1.0
// refused: no matching (member )?function
#include <emptor/process/journey.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, rejected, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

constexpr auto buying = emptor::process<stage, event>(
    need, {
              {in(need), on(search_begun), by(user), to(search)},
              {in(search), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
              {in(search, purchase), on(rejected), to(need)},
              {in_any(), on(abandoned), to(lost)},
              ends(lost),
          });

int main() {
    emptor::journey<buying> anna{search};
#ifdef EMPTOR_MUST_FAIL
    const auto outcome = anna.apply(chosen, buyer, 100);
#else
    const auto outcome = anna.apply(chosen, buyer, true);
#endif
    return outcome ? 0 : 1;
}
