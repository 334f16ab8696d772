// SPDX-License-Identifier: BSL-1.0
// refused: `what` must give an event of the process
#include <string>
#include <vector>

#include <emptor/flow.hpp>
#include <emptor/process.hpp>

enum class stage { need, bought };
enum class event { paid };

using namespace emptor::rule_words;

inline constexpr auto buying = emptor::process<stage, event>(
    stage::need, {{in(stage::need), on(event::paid), to(stage::bought)}, ends(stage::bought)});

int main() {
    const std::vector<int> log{1, 2};
    const auto number = [](int row) { return row; };
    const auto paid = [](int) { return event::paid; };
    const emptor::conformance follows{buying};
    const auto fine = follows(log, number, number, paid);
#ifdef EMPTOR_MUST_FAIL
    const auto text = [](int row) { return std::to_string(row); };
    const auto refused = follows(log, number, number, text);
#endif
    return static_cast<int>(fine.fit.journeys()) - 2;
}
