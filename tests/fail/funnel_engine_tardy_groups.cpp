// SPDX-License-Identifier: BSL-1.0
// refused: put in order by sort_first
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
    return funnel{steps(0)}(emptor::grouped, emptor::sort_first, rows, &row::who, &row::when, &row::what);
}
#ifdef EMPTOR_MUST_FAIL
auto refused(const std::vector<row>& rows) {
    return funnel{steps(0)}(emptor::late_by(std::chrono::seconds{1}), emptor::grouped, rows, &row::who, &row::when,
                            &row::what);
}
#endif

int main() {}
