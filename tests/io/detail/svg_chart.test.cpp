// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/svg_chart.hpp>

#include "rounds.hpp"

namespace svg_chart_test {

using emptor::io::detail::round_step;
using emptor::io::detail::round_time;
using emptor::io::detail::ticks_of;

TEST_CASE("A step of an axis is one, two or five times a power of ten, and not too small") {
    CHECK(round_step(0.03) == 0.05);
    CHECK(round_step(1) == 1);
    CHECK(round_step(1.2) == 2);
    CHECK(round_step(60) == 100);
    CHECK(round_step(0) == 1);
    CHECK(round_step(std::nan("")) == 1);
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(2000); ++round) {
        const double rough = std::ldexp(1 + static_cast<double>(random() >> 12), -static_cast<int>(random() % 90));
        const double step = round_step(rough);
        if (!(step >= rough * 0.999 && step <= rough * 2.6)) FAIL(rough << " became " << step);
    }
}

TEST_CASE("A step of time is a round number of its unit") {
    CHECK(round_time(0.3) == 0.5);
    CHECK(round_time(40) == 60);
    CHECK(round_time(3000) == 3600);
    CHECK(round_time(100'000) == 2 * 86'400);
    CHECK(round_time(200 * 86'400.0) == 365.2425 * 86'400);
}

TEST_CASE("Ticks lie on whole steps between the ends of an axis") {
    CHECK(ticks_of(0, 1, 0.25) == std::vector{0.0, 0.25, 0.5, 0.75, 1.0});
    CHECK(ticks_of(-0.04, 0.07, 0.05) == std::vector{0.0, 0.05});
    CHECK(ticks_of(0, 1e300, 1).size() == 2);
}

TEST_CASE("A scale keeps what is beyond it at its ends") {
    constexpr emptor::io::detail::scale up{0, 10, 100, 0};
    CHECK(up(0) == 100);
    CHECK(up(5) == 50);
    CHECK(up(20) == 0);
    CHECK(up(-1) == 100);
}

}  // namespace svg_chart_test
