// SPDX-License-Identifier: BSL-1.0
// refused: these times have a unit, so the window needs one: give it a duration
#include <chrono>
#include <vector>

#include <emptor/funnel.hpp>

int main() {
    using std::chrono::seconds;
    const std::vector<seconds> times{seconds{0}, seconds{1}};
    const auto when = [](seconds time) { return time; };
    const auto what = [](seconds time) { return time.count(); };
    using emptor::steps, emptor::within, emptor::funnel;
    const auto fine = funnel{steps(0, 1), within(seconds{1})}(times, what, when, what);
#ifdef EMPTOR_MUST_FAIL
    const auto refused = funnel{steps(0, 1), within(1)}(times, what, when, what);
#endif
    return static_cast<int>(fine.events()) - 2;
}
