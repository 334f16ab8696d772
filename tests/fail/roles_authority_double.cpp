// SPDX-License-Identifier: BSL-1.0
// refused: authority_that_overlaps
#include <emptor/roles/authority_table.hpp>

using eur = emptor::money<"EUR">;
using enum emptor::role;

#ifdef EMPTOR_MUST_FAIL
constexpr emptor::authority_table<eur> limits{{eur{}, eur::of(1'000), buyer},
                                              {eur::of(500), eur::of(9'000), decision_maker}};
#else
constexpr emptor::authority_table<eur> limits{{eur{}, eur::of(1'000), buyer},
                                              {eur::of(1'000), eur::of(9'000), decision_maker}};
#endif

int main() { return static_cast<int>(limits.size()) - 2; }
