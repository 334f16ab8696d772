// SPDX-License-Identifier: BSL-1.0
// refused: must be comparable with every step, or be taken by its predicate
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

int main() {
    const std::vector<int> times{0, 1};
    const auto same = [](int time) { return time; };
    const auto fine = emptor::funnel{emptor::steps(0)}(times, same, same, same);
#ifdef EMPTOR_MUST_FAIL
    const auto text = [](int time) { return std::to_string(time); };
    const auto refused = emptor::funnel{emptor::steps(0)}(times, same, same, text);
#endif
    return static_cast<int>(fine.events()) - 2;
}
