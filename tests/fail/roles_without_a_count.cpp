// SPDX-License-Identifier: BSL-1.0
// refused: a tally rule has .places.options.., .count.favourite or order, tally.. and .decide.tally, options..
#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/voting.hpp>

struct first_decides {
    emptor::group_choice operator()(const emptor::preferences& members) const {
        const auto chances = members.chances(0);
        return emptor::group_choice{{chances.begin(), chances.end()}};
    }
};

int main() {
    emptor::preferences members{"Aldus", "Borea"};
    members.add("buyer", {0.5, 0.5});
#ifdef EMPTOR_MUST_FAIL
    const auto choice = emptor::exact_choice(first_decides{}, members);
#else
    const auto choice = emptor::exact_choice(emptor::plurality{}, members);
#endif
    return static_cast<int>(first_decides{}(members).size() - choice.size());
}
