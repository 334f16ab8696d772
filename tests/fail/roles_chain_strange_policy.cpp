// SPDX-License-Identifier: BSL-1.0
// refused: a role policy is called with the purchase_request of its chain
#include "buying.hpp"

#ifdef EMPTOR_MUST_FAIL
constexpr auto chain =
    emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                             as<decision_maker>(emptor::approves_up_to<emptor::money<"USD">{1}>{}));
#else
constexpr auto chain = emptor::decision_chain<buying, eur, int>(as<user>(emptor::always{}), as<buyer>(emptor::always{}),
                                                                as<decision_maker>(emptor::approves_up_to<eur{1}>{}));
#endif

int main() { return static_cast<int>(chain.roles().size()) - 3; }
