// SPDX-License-Identifier: BSL-1.0
// refused: policy_turns_to_its_own_role<(emptor::)?(role::)?buyer>
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto boss = buyer;
#else
constexpr auto boss = decision_maker;
#endif
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}),
                                                                as<buyer>(emptor::approves_up_to<eur::of(100), boss>{}),
                                                                as<decision_maker>(emptor::always{}));

int main() { return static_cast<int>(chain.roles().size()) - 3; }
