// SPDX-License-Identifier: BSL-1.0
// refused: a column is a range with random access
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
    return emptor::columns(std::vector<int>(rows.size()), std::vector<int>(rows.size()), std::vector<int>(rows.size()))
        .size();
}
#ifdef EMPTOR_MUST_FAIL
auto refused(const std::vector<row>& rows) {
    return emptor::columns(std::list<int>(rows.size()), std::vector<int>(rows.size()), std::vector<int>(rows.size()))
        .size();
}
#endif

int main() {}
