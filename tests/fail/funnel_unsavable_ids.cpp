// SPDX-License-Identifier: BSL-1.0
// refused: ids can be saved that are integers, enums of a fixed type, or texts
#include <emptor/funnel.hpp>

int main() {
    const emptor::funnel asked{emptor::steps(0)};
    const auto fine = asked.counter<int, int>().save();
#ifdef EMPTOR_MUST_FAIL
    const auto refused = asked.counter<double, int>().save();
#endif
    return fine.empty() ? 1 : 0;
}
