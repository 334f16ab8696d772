// SPDX-License-Identifier: BSL-1.0
// refused: `who` must give an integer
#include <chrono>
#include <list>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

struct row {
    int who;
    std::chrono::sys_seconds when;
    int what;
    std::string name;
};

using emptor::funnel, emptor::steps;

auto fine(const std::vector<row>& rows) {
    return funnel{steps(0)}(emptor::dense_ids(3), rows, &row::who, &row::when, &row::what);
}
#ifdef EMPTOR_MUST_FAIL
auto refused(const std::vector<row>& rows) {
    return funnel{steps(0)}(emptor::dense_ids(3), rows, &row::name, &row::when, &row::what);
}
#endif

int main() {}
