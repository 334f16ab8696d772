// SPDX-License-Identifier: BSL-1.0
// refused: rule_that_no_role_can_make_happen<(stage::)?need, (event::)?search_begun>
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto chain = emptor::decision_chain<buying, eur, int>(
    as<user>(emptor::vetoes<search_begun>{}), as<buyer>(emptor::always{}), as<decision_maker>(emptor::always{}));
#else
constexpr auto chain = emptor::decision_chain<buying, eur, int>(
    as<user>(emptor::vetoes<abandoned>{}), as<buyer>(emptor::always{}), as<decision_maker>(emptor::always{}));
#endif

int main() { return static_cast<int>(chain.roles().size()) - 3; }
