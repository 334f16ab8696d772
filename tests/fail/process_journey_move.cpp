// SPDX-License-Identifier: BSL-1.0
// refused: the event is not possible in this stage of the process
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
    constexpr emptor::journey_at<buying, need> anna;
#ifdef EMPTOR_MUST_FAIL
    constexpr auto after = anna.on<chosen, buyer, true>();
#else
    constexpr auto after = anna.on<search_begun, user>().on<chosen, buyer, true>();
#endif
    return after.finished() ? 1 : 0;
}
