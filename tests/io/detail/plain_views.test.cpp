// SPDX-License-Identifier: BSL-1.0
#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/plain_views.hpp>

#include "io/views.hpp"
#include "rounds.hpp"

namespace plain_views_test {

using emptor::io::detail::plain;
using emptor::io::detail::utc_text;

TEST_CASE("A curve of many times keeps few steps, each exact, and falls little between them") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(60); ++round) {
        emptor::survival seen;
        const std::size_t entities = 1 + random() % (round == 0 ? 20'000 : 2000);
        const double spread = round % 3 == 0 ? 8 : 1;
        for (std::size_t at = 0; at < entities; ++at) {
            const double share = static_cast<double>(random() >> 11) * 0x1p-53;
            seen.count(std::pow(share, spread) * 1e6,
                       random() % 3 == 0 ? emptor::ending::happened : emptor::ending::censored);
        }
        const auto whole = seen.curve();
        const auto few = plain(seen, seen.curve(), 0.95);
        REQUIRE(few.times == whole.steps().size());
        REQUIRE(few.steps.size() <= emptor::io::detail::most_curve_steps);
        std::size_t next = 0;
        for (const auto& step : whole.steps()) {
            if (next < few.steps.size() && few.steps[next].time == step.time) {
                REQUIRE(few.steps[next].waiting == step.share);
                REQUIRE(few.steps[next].at_risk == step.at_risk);
                ++next;
                continue;
            }
            REQUIRE(next > 0);
            const auto& last = few.steps[next - 1];
            REQUIRE((last.waiting - step.share < 0.005 && step.time - last.time < whole.steps().back().time / 200));
        }
        REQUIRE(next == few.steps.size());
        REQUIRE(few.steps.back().time == whole.steps().back().time);
    }
}

TEST_CASE("A moment is written in UTC, where the calendar has it") {
    using std::chrono::seconds;
    using std::chrono::sys_seconds;
    CHECK(utc_text(sys_seconds{seconds{0}}) == "1970-01-01T00:00:00Z");
    CHECK(utc_text(sys_seconds{seconds{-1}}) == "1969-12-31T23:59:59Z");
    CHECK(utc_text(sys_seconds{seconds{253'402'300'799}}) == "9999-12-31T23:59:59Z");
    CHECK_FALSE(utc_text(sys_seconds{seconds{253'402'300'800}}));
    CHECK_FALSE(utc_text(sys_seconds{seconds{std::numeric_limits<std::int64_t>::min()}}));
}

TEST_CASE("A bucket is open where the window of its last attempt reaches beyond the log") {
    const auto shop = plain(views::shop(6, 1));
    REQUIRE(shop.trend->watched);
    const auto& buckets = shop.trend->buckets;  // of a week; the window is two
    CHECK_FALSE(buckets[3].open);
    CHECK(buckets[4].open);
    CHECK(buckets[5].open);
    auto unwatched = views::shop(6, 1);
    unwatched.trend->observed_until.reset();
    CHECK_FALSE(plain(unwatched).trend->watched);
}

TEST_CASE("What a part of the views says adds up to the funnel") {
    const auto made = views::shop(9, 4);
    const auto shop = plain(made);
    std::uint64_t began = 0, bought = 0, grouped = 0;
    for (const auto& bucket : shop.trend->buckets) {
        began += bucket.entered;
        bought += bucket.reached.back();
    }
    for (const auto& group : shop.funnel.groups) grouped += group.report.steps.back().entities;
    CHECK(began == shop.report().steps.front().entities);
    CHECK(bought == shop.report().steps.back().entities);
    CHECK(grouped == bought);
    CHECK(shop.times[0].converted == bought);
    std::uint64_t binned = 0;
    for (const auto& bin : shop.times[0].histogram) binned += bin.numbers;
    CHECK(binned == bought);
}

}  // namespace plain_views_test
