// SPDX-License-Identifier: BSL-1.0
// refused: approves, refuses and escalates need `what`, the last projection
#include <string>
#include <vector>

#include <emptor/flow.hpp>

int main() {
    const std::vector<int> events{0, 1};
    const auto number = [](int event) { return event; };
    const auto text = [](int event) { return std::to_string(event); };
    const auto fine = emptor::handover{emptor::approves(1)}(events, number, number, text, number);
#ifdef EMPTOR_MUST_FAIL
    const auto refused = emptor::handover{emptor::approves(1)}(events, number, number, text);
#endif
    return static_cast<int>(fine.totals().events) - 2;
}
