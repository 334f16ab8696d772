// SPDX-License-Identifier: BSL-1.0
#include <emptor/funnel/detail/pattern_range.hpp>

#include <chrono>
#include <cstdint>
#include <ratio>

#include <catch2/catch_test_macros.hpp>

namespace pattern_range_test {

using emptor::detail::pattern_limits, emptor::detail::to_pattern_range;

namespace {

/// Whether each condition holds of each time as it does of the exact fractions.
template <class Ticks, class Period>
bool is_exact() {
    using tick = std::chrono::duration<Ticks, Period>;
    for (std::int64_t seconds = 0; seconds < 150; ++seconds) {
        const auto time = static_cast<std::uint64_t>(seconds);
        pattern_limits at_least, above, at_most, below, equal, unequal, between;
        at_least.at_least(time, false);
        above.at_least(time, true);
        at_most.at_most(time, false);
        below.at_most(time, true);
        equal.at_least(time, false);
        equal.at_most(time, false);
        unequal.unequal = true;
        unequal.low = time;
        between.at_least(time / 2, true);
        between.at_least(time / 3, false);
        between.at_most(time + 40, false);
        between.at_most(time, true);
        for (std::int64_t ticks = 0; ticks < 120; ++ticks) {
            const auto holds = [&](const pattern_limits& limits) {
                return to_pattern_range<Ticks, tick>(limits).holds(
                    static_cast<emptor::detail::ticks_span<Ticks>>(ticks));
            };
            const std::int64_t there = ticks * Period::num;
            const std::int64_t here = seconds * Period::den;
            if (holds(at_least) != (there >= here) || holds(above) != (there > here)) return false;
            if (holds(at_most) != (there <= here) || holds(below) != (there < here)) return false;
            if (holds(equal) != (there == here) || holds(unequal) != (there != here)) return false;
            if (holds(between) != (there > seconds / 2 * Period::den && there < here)) return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("time conditions are exact in ticks of any length") {
    CHECK(is_exact<std::int64_t, std::ratio<1>>());
    CHECK(is_exact<std::int64_t, std::milli>());
    CHECK(is_exact<std::int32_t, std::ratio<60>>());
    CHECK(is_exact<std::uint16_t, std::ratio<7, 3>>());
    CHECK(is_exact<std::int8_t, std::ratio<2, 5>>());
    CHECK(is_exact<double, std::ratio<1>>());
    CHECK(is_exact<double, std::ratio<1, 4>>());
}

TEST_CASE("a time that no two moments are apart bounds nothing from above and all from below") {
    pattern_limits most, least;
    most.at_most(std::uint64_t{1} << 63, true);
    least.at_least(std::uint64_t{1} << 63, false);
    using tick = std::chrono::duration<std::int32_t, std::milli>;
    CHECK(to_pattern_range<std::int32_t, tick>(most).holds(UINT32_MAX));
    CHECK_FALSE(to_pattern_range<std::int32_t, tick>(least).holds(UINT32_MAX));
}

}  // namespace pattern_range_test
