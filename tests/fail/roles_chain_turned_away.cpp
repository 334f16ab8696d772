// SPDX-License-Identifier: BSL-1.0
// refused: policy_turns_to_a_role_without_a_policy<(emptor::)?(role::)?influencer>
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto chain =
    emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                             as<decision_maker>(emptor::approves_up_to<eur::of(1), influencer>{}));
#else
constexpr auto chain =
    emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                             as<decision_maker>(emptor::approves_up_to<eur::of(1), buyer>{}));
#endif

int main() { return static_cast<int>(chain.roles().size()) - 3; }
