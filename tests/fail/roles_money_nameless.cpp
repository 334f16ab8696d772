// SPDX-License-Identifier: BSL-1.0
// refused: a currency is three capital letters
#include <emptor/roles/money.hpp>

#ifdef EMPTOR_MUST_FAIL
using coins = emptor::money<"euro">;
#else
using coins = emptor::money<"EUR">;
#endif

int main() { return static_cast<int>(coins{}.minor); }
