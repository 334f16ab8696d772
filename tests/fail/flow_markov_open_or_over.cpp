// SPDX-License-Identifier: BSL-1.0
// refused: say what the end of a path means
#include <string>
#include <vector>

#include <emptor/flow.hpp>

int main() {
    emptor::transition_counts<std::string> counts;
    counts.count(std::vector<std::string>{"need", "won"});
    const emptor::markov_chain fine{counts, emptor::ended_as("lost")};
#ifdef EMPTOR_MUST_FAIL
    const emptor::markov_chain refused{counts};
#endif
    return static_cast<int>(fine.size()) - 3;
}
