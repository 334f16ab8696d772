// SPDX-License-Identifier: BSL-1.0
// refused: (no match for .operator\+.|invalid operands to binary expression)
#include <emptor/roles/money.hpp>

using eur = emptor::money<"EUR">;
using usd = emptor::money<"USD">;

int main() {
#ifdef EMPTOR_MUST_FAIL
    const auto sum = eur{1} + usd{2};
#else
    const auto sum = eur{1} + eur{2};
#endif
    return usd{3}.minor == sum.minor ? 0 : 1;
}
