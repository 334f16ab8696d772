// SPDX-License-Identifier: BSL-1.0
// refused: policy_for_a_role_no_rule_names<(emptor::)?(role::)?gatekeeper>
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto chain =
    emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                             as<decision_maker>(emptor::always{}), as<gatekeeper>(emptor::always{}));
#else
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                                                as<decision_maker>(emptor::always{}));
#endif

int main() { return static_cast<int>(chain.roles().size()) - 3; }
