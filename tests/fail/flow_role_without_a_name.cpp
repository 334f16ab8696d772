// SPDX-License-Identifier: BSL-1.0
// refused: the role or state of an event must be an enumerator or a text, or a std::optional of one
#include <string>
#include <vector>

#include <emptor/flow.hpp>

int main() {
    const std::vector<int> events{0, 1};
    const auto number = [](int event) { return event; };
    const auto text = [](int event) { return std::to_string(event); };
    const auto fine = emptor::handover{}(events, number, number, text);
#ifdef EMPTOR_MUST_FAIL
    const auto refused = emptor::handover{}(events, number, number, number);
#endif
    return static_cast<int>(fine.totals().events) - 2;
}
