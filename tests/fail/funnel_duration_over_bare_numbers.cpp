// SPDX-License-Identifier: BSL-1.0
// refused: these times are bare numbers: say what they count
#include <chrono>
#include <vector>

#include <emptor/funnel.hpp>

using namespace std::chrono_literals;

int main() {
    const std::vector<int> times{0, 1};
    const auto same = [](int time) { return time; };
    using emptor::steps, emptor::within, emptor::unit, emptor::funnel;
    const auto fine = funnel{steps(0, 1), within(1s), unit<std::chrono::seconds>}(times, same, same, same);
#ifdef EMPTOR_MUST_FAIL
    const auto refused = funnel{steps(0, 1), within(1s)}(times, same, same, same);
#endif
    return static_cast<int>(fine.events()) - 2;
}
