// SPDX-License-Identifier: BSL-1.0
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/views_text.hpp>

#include "io/reports.hpp"
#include "io/views.hpp"
#include "rounds.hpp"

namespace views_text_test {

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("The text of a funnel alone, or with its groups, is that of its report") {
    CHECK(emptor::io::text(views::all{.funnel = reports::buying()}, "A title") ==
          emptor::io::text(reports::buying(), "A title"));
    const auto groups = reports::by_channel();
    const views::all split{.funnel = groups.overall,
                           .groups = emptor::io::groups_view<reports::seconds>{groups.by, groups.groups}};
    CHECK(emptor::io::text(split) == emptor::io::text(groups));
}

TEST_CASE("The text of all views has each under a heading, with sentences and tables") {
    const std::string now = emptor::io::text(views::shop(), "A shop");
    CHECK(now == reports::golden("views.txt", now));
}

TEST_CASE("What does not add up says so") {
    auto shop = views::shop();
    CHECK(holds(emptor::io::text(shop), "The buckets add up to the funnel."));
    shop.trend->sums = false;
    shop.groups->sums = false;
    const std::string text = emptor::io::text(shop);
    CHECK(holds(text, "The buckets do not add up to the funnel"));
    CHECK(holds(text, "The groups do not add up to the funnel"));
}

TEST_CASE("Where no first attempt is known, the text says so instead of a curve") {
    views::all one{.funnel = reports::buying()};
    one.times.emplace_back(1, 2);
    one.times.front().count(views::attempt{.times = {0, 60.0}, .knows = false});
    const std::string text = emptor::io::text(one);
    CHECK(holds(text, "How many are still under way is not known here"));
    CHECK(holds(text, "1 entity got from “需求识别 need” to “search” in the attempt that counts: 1 m on average"));
}

TEST_CASE("Long tables keep their last rows and say so") {
    const auto shop = views::shop(450, 1);
    const std::string text = emptor::io::text(shop);
    CHECK(holds(text, "the last 400 of 450"));
    CHECK(holds(text, "the first 9 of 450 periods"));
}

TEST_CASE("Any views are text without control characters") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(8); ++round) {
        const std::string text = emptor::io::text(views::any(random), "\x02");
        for (const char each : text) {
            if (static_cast<unsigned char>(each) < 0x20 && each != '\n') FAIL("a control character in " << text);
        }
        if (holds(text, "nan")) FAIL(text);
    }
}

}  // namespace views_text_test
