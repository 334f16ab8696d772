// SPDX-License-Identifier: BSL-1.0
// refused: a group rule is called with .const emptor::preferences&. and answers with an emptor::group_choice
#include <string>

#include <emptor/roles/influence.hpp>

struct highest_bidder {
    std::string operator()(const emptor::preferences&) const { return "the one who pays"; }
};

struct nobody {
    emptor::group_choice operator()(const emptor::preferences& members) const {
        return emptor::group_choice{std::vector<double>(members.options(), 0), 1};
    }
};

int main() {
    emptor::preferences members{"Aldus", "Borea"};
    members.add("buyer", {0.5, 0.5});
#ifdef EMPTOR_MUST_FAIL
    const auto found = emptor::influence(highest_bidder{}, members, 0, 0);
#else
    const auto found = emptor::influence(nobody{}, members, 0, 0);
#endif
    return static_cast<int>(found.now);
}
