// SPDX-License-Identifier: BSL-1.0
// refused: policy_turns_to_its_own_role<(emptor::)?(role::)?buyer>
#include <emptor/roles/decision_chain.hpp>
#include <emptor/roles/policies.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;
using emptor::as;
using eur = emptor::money<"EUR">;

constexpr auto buying = emptor::process<stage, event>(
    need, {
              {in(need), on(search_begun), by(user), to(search)},
              {in(search), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
              {in(need, search), on(abandoned), by(user, decision_maker), to(lost)},
              ends(purchase, lost),
          });

#ifdef EMPTOR_MUST_FAIL
constexpr auto boss = buyer;
#else
constexpr auto boss = decision_maker;
#endif
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}),
                                                                as<buyer>(emptor::approves_up_to<eur::of(100), boss>{}),
                                                                as<decision_maker>(emptor::always{}));

int main() { return static_cast<int>(chain.roles().size()) - 3; }
