// SPDX-License-Identifier: BSL-1.0
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/readable.hpp>

namespace readable_test {

using namespace emptor::io::detail;

TEST_CASE("An exact number is short and reads back as the same number") {
    CHECK(exact(0.1) == "0.1");
    CHECK(exact(842) == "842");
    CHECK(exact(0.10525) == "0.10525");
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 10000; ++round) {
        const auto value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        if (std::strtod(exact(value).c_str(), nullptr) != value) FAIL(exact(value));
    }
}

TEST_CASE("A count has a comma between thousands") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(1234567) == "1,234,567");
    CHECK(grouped(std::numeric_limits<std::uint64_t>::max()) == "18,446,744,073,709,551,615");
    CHECK(counted(1, "event", "events") == "1 event");
    CHECK(counted(0, "entity", "entities") == "0 entities");
}

TEST_CASE("A share has about three digits") {
    CHECK(percent(0.10525) == "10.5 %");
    CHECK(percent(0.0246448) == "2.46 %");
    CHECK(percent(0.5) == "50.0 %");
    CHECK(percent(0.09996) == "10.0 %");
    CHECK(percent(emptor::interval{0.09871, 0.11217}) == "9.9–11.2 %");
    CHECK(percent(emptor::interval{0.02051, 0.02958}) == "2.05–2.96 %");
}

TEST_CASE("Neither all nor nothing is said of a share that is not") {
    CHECK(percent(0.0) == "0 %");
    CHECK(percent(1.0) == "100 %");
    CHECK(percent(1e-9) == "<0.01 %");
    CHECK(percent(1 - 1e-9) == ">99.9 %");
}

TEST_CASE("A duration is told in the unit a person would use") {
    CHECK(duration(0) == "0 s");
    CHECK(duration(2.5e-9) == "2.5 ns");
    CHECK(duration(12e-6) == "12 µs");
    CHECK(duration(0.25) == "250 ms");
    CHECK(duration(12.34) == "12.3 s");
    CHECK(duration(83) == "1 m 23 s");
    CHECK(duration(120) == "2 m");
    CHECK(duration(3 * 3600 + 300) == "3 h 5 m");
    CHECK(duration(14.65 * 86400) == "14.7 d");
    CHECK(duration(14 * 86400) == "14 d");
    CHECK(duration(120.4 * 86400) == "120 d");
    CHECK(duration(2.4 * 365.2425 * 86400) == "2.4 y");
    CHECK(duration(-3.2 * 86400) == "-3.2 d");
}

TEST_CASE("A duration that rounds up to the next unit is told in it") {
    CHECK(duration(59.96) == "1 m");
    CHECK(duration(3599.6) == "1 h");
    CHECK(duration(86399) == "1 d");
    CHECK(duration(0.99999) == "1 s");
    CHECK(duration(99.96 * 86400) == "100 d");
}

TEST_CASE("No duration is too long or too short to tell") {
    CHECK(duration(1e300) == "3.17e+292 y");
    CHECK(duration(5e-324) == "4.94e-315 ns");
}

TEST_CASE("A number of no unit keeps about four digits") {
    CHECK(amount(0) == "0");
    CHECK(amount(0.12345) == "0.1235");
    CHECK(amount(12.345) == "12.35");
    CHECK(amount(-1234567.8) == "-1,234,568");
    CHECK(amount(123) == "123");
    CHECK(amount(1e-9) == "1e-09");
    CHECK(amount(1e18) == "1e+18");
}

}  // namespace readable_test
