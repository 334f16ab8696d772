// SPDX-License-Identifier: BSL-1.0
// refused: no matching function
#include <random>

#include <emptor/roles/simulated_choice.hpp>
#include <emptor/roles/voting.hpp>

int main() {
    emptor::preferences members{"Aldus", "Borea"};
    members.add("buyer", {0.5, 0.5});
#ifdef EMPTOR_MUST_FAIL
    int random = 42;  // a seed is no generator
#else
    std::mt19937_64 random{42};
#endif
    return static_cast<int>(emptor::simulated_choice(emptor::plurality{}, members, 1, random).rounds) - 1;
}
