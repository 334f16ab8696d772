// SPDX-License-Identifier: BSL-1.0
// refused: role_of_a_rule_without_a_policy<(emptor::)?(role::)?decision_maker>
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto chain =
    emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}));
#else
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                                                as<decision_maker>(emptor::always{}));
#endif

int main() { return static_cast<int>(chain.roles().size()) - 3; }
