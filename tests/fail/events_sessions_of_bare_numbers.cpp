// SPDX-License-Identifier: BSL-1.0
// refused: these times are bare numbers: say what they count
#include <chrono>
#include <vector>

#include <emptor/events/sessions.hpp>

using namespace std::chrono_literals;

int main() {
    const std::vector<int> times{0, 1};
    const auto same = [](int time) { return time; };
    using emptor::gap, emptor::sessions, emptor::unit;
    const auto fine = sessions{gap(30min), unit<std::chrono::seconds>}(times, same, same);
#ifdef EMPTOR_MUST_FAIL
    const auto refused = sessions{gap(30min)}(times, same, same);
#endif
    return static_cast<int>(fine.events) - 2;
}
