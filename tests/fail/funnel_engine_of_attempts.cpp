// SPDX-License-Identifier: BSL-1.0
// refused: the words that say how events are found are `grouped` and `sort_first`
#include <chrono>
#include <vector>

#include <emptor/funnel.hpp>

struct row {
    int who;
    std::chrono::sys_seconds when;
    int what;
};

auto fine(const std::vector<row>& rows) {
    return emptor::attempts_of(emptor::funnel{emptor::steps(0)}, emptor::grouped, emptor::sort_first, rows, &row::who,
                               &row::when, &row::what);
}
#ifdef EMPTOR_MUST_FAIL
auto refused(const std::vector<row>& rows) {
    return emptor::attempts_of(emptor::funnel{emptor::steps(0)}, emptor::dense_ids(3), rows, &row::who, &row::when,
                               &row::what);
}
#endif

int main() {}
