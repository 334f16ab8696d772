// SPDX-License-Identifier: BSL-1.0
// refused: agreement_that_no_policy_can_give<(event::)?chosen, (emptor::)?(role::)?decision_maker>
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                                                as<decision_maker>(emptor::vetoes<chosen>{}));
#else
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                                                as<decision_maker>(emptor::vetoes<abandoned>{}));
#endif

int main() { return static_cast<int>(chain.roles().size()) - 3; }
