// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

#include <emptor/events.hpp>

namespace time_test {

TEST_CASE("times are numbers, time points and durations, and nothing else") {
    STATIC_REQUIRE(emptor::event_time<int>);
    STATIC_REQUIRE(emptor::event_time<std::uint8_t>);
    STATIC_REQUIRE(emptor::event_time<const double&>);
    STATIC_REQUIRE(emptor::event_time<std::chrono::sys_days>);
    STATIC_REQUIRE(emptor::event_time<std::chrono::steady_clock::time_point>);
    STATIC_REQUIRE(emptor::event_time<std::chrono::duration<float, std::milli>>);
    STATIC_REQUIRE_FALSE(emptor::event_time<bool>);
    STATIC_REQUIRE_FALSE(emptor::event_time<std::string>);
    STATIC_REQUIRE_FALSE(emptor::event_time<std::chrono::year_month_day>);
}

TEST_CASE("entities are texts or hashable values") {
    STATIC_REQUIRE(emptor::entity_id<std::string>);
    STATIC_REQUIRE(emptor::entity_id<const char*>);
    STATIC_REQUIRE(emptor::entity_id<std::uint64_t>);
    struct unhashable {};
    STATIC_REQUIRE_FALSE(emptor::entity_id<unhashable>);
}

TEST_CASE("any two integer times are apart by a span that fits") {
    using emptor::detail::elapsed_ticks;
    using limits = std::numeric_limits<std::int64_t>;
    STATIC_REQUIRE(elapsed_ticks(limits::min(), limits::max()) == std::numeric_limits<std::uint64_t>::max());
    STATIC_REQUIRE(elapsed_ticks(std::int8_t{-128}, std::int8_t{127}) == 255);
    STATIC_REQUIRE(elapsed_ticks(-1.5, 2.0) == 3.5);
}

}  // namespace time_test
