// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/svg.hpp>
#include <emptor/io/views_svg.hpp>

#include "io/markup_check.hpp"
#include "io/reports.hpp"
#include "io/views.hpp"
#include "rounds.hpp"

namespace views_svg_test {

using markup_check::fault;

namespace {

std::vector<std::string> texts_of(const std::string& svg) {
    markup_check::reader reader{svg};
    REQUIRE(reader.fault().empty());
    return reader.texts();
}

bool says(const std::vector<std::string>& texts, const std::string& wanted) {
    return std::ranges::find(texts, wanted) != texts.end();
}

bool tells(const std::vector<std::string>& texts, const std::string& part) {
    return std::ranges::any_of(texts, [&](const auto& text) { return text.find(part) != std::string::npos; });
}

/// What is wrong with where the texts of a picture stand; empty where they are all on its paper.
std::string off_paper(const std::string& svg, double width) {
    for (const char* key : {" x=\"", " y=\""}) {
        const double most = key[1] == 'x' ? width : std::strtod(svg.c_str() + svg.find(" height=\"") + 9, nullptr);
        for (auto at = svg.find(key); at != std::string::npos; at = svg.find(key, at + 1)) {
            const double place = std::strtod(svg.c_str() + at + 4, nullptr);
            if (!(place >= 0 && place <= most)) return svg.substr(at, 40);
        }
    }
    return svg.find("nan") == std::string::npos && svg.find("inf\"") == std::string::npos ? "" : "no number";
}

}  // namespace

TEST_CASE("The picture of a funnel alone, or with its groups, is that of its report") {
    CHECK(emptor::io::svg(views::all{.funnel = reports::buying()}, "A title") ==
          emptor::io::svg(reports::buying(), "A title"));
    const auto groups = reports::by_channel();
    const views::all split{.funnel = groups.overall,
                           .groups = emptor::io::groups_view<reports::seconds>{groups.by, groups.groups}};
    CHECK(emptor::io::svg(split) == emptor::io::svg(groups));
}

TEST_CASE("The picture of all views has each of them below the one before") {
    const std::string svg = emptor::io::svg(views::shop(), "A shop");
    const auto texts = texts_of(svg);
    for (const char* name : {"A shop", "The funnel by week", "Time from “visit” to “purchase <&>”",
                             "Differences by “channel”", "What the lost did instead"}) {
        CAPTURE(name);
        CHECK(says(texts, name));
    }
}

TEST_CASE("A part that is not there has no picture") {
    const views::all alone{.funnel = reports::buying()};
    CHECK_THROWS_AS(emptor::io::trend_svg(alone), std::invalid_argument);
    CHECK_THROWS_AS(emptor::io::conversion_svg(alone), std::invalid_argument);
    CHECK_THROWS_AS(emptor::io::conversion_svg(views::shop(), 2), std::invalid_argument);
    CHECK_THROWS_AS(emptor::io::retention_svg(alone), std::invalid_argument);
    CHECK_THROWS_AS(emptor::io::comparison_svg(alone), std::invalid_argument);
    CHECK_THROWS_AS(emptor::io::lost_svg(alone), std::invalid_argument);
}

TEST_CASE("Every picture stands alone, and says what it shows to who cannot see it") {
    const auto shop = views::shop(12, 3);
    for (const std::string& svg :
         {emptor::io::trend_svg(shop), emptor::io::conversion_svg(shop), emptor::io::conversion_svg(shop, 1),
          emptor::io::retention_svg(shop), emptor::io::comparison_svg(shop), emptor::io::lost_svg(shop)}) {
        markup_check::reader reader{svg};
        REQUIRE(reader.fault().empty());
        CHECK(std::ranges::count(reader.elements(), "svg") == 1);
        CHECK(std::ranges::count(reader.elements(), "desc") == 1);
        CHECK(off_paper(svg, 1200).empty());
        for (const char* other : {"<script", "href", "url("}) CHECK(svg.find(other) == std::string::npos);
        CHECK(svg.find("prefers-color-scheme: dark") != std::string::npos);
    }
}

TEST_CASE("The trend tells each bucket, and which are open") {
    const auto texts = texts_of(emptor::io::trend_svg(views::shop(4, 1)));
    CHECK(says(texts, "2026-W02"));
    CHECK(says(texts, "open: may yet rise"));
    CHECK(tells(texts, "2026-W05: "));
    CHECK(tells(texts, ", open"));
}

TEST_CASE("Of a long trend the last buckets are drawn, and the picture says so") {
    CHECK(tells(texts_of(emptor::io::trend_svg(views::shop(130, 1))), "the last 120 of 130"));
    CHECK(tells(texts_of(emptor::io::retention_svg(views::shop(40, 1))), "The last 20 of 40 cohorts are drawn."));
}

TEST_CASE("The curve is drawn up to what it ends at") {
    views::all one{.funnel = views::of_counts({"a", "b"}, {4, 1})};
    one.times.emplace_back(1, 2);
    for (const bool done : {true, false, false, false}) {
        views::attempt each{.times = {0, 86400}, .is_open = !done, .until = 2 * 86400};
        if (!done) each.times[1].reset();
        one.times[0].count(each);
    }
    const auto texts = texts_of(emptor::io::conversion_svg(one));
    CHECK(says(texts, "25.0 %"));
    CHECK(says(texts, "0"));
    CHECK(says(texts, "2 d"));
    CHECK(tells(texts, "3 were still under way"));
}

TEST_CASE("Of many contrasts the clearest are drawn, and the picture says so") {
    const auto texts = texts_of(emptor::io::comparison_svg(views::shop(4, 7)));
    CHECK(says(texts, "The 6 clearest of 21 contrasts are drawn."));
}

TEST_CASE("The pictures of any views are well-formed and keep their texts on the paper") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const auto check = [](const std::string& svg) {
        if (const std::string why = fault(svg); !why.empty()) FAIL(why);
        if (const std::string where = off_paper(svg, 1200); !where.empty()) FAIL(where << " in " << svg.substr(0, 400));
    };
    for (int round = 0; round < emptor_test::rounds(8); ++round) {
        const views::all all = views::any(random);
        if (const std::string why = fault(emptor::io::svg(all, "\x03&")); !why.empty()) FAIL(why);
        if (all.trend) check(emptor::io::trend_svg(all, "<t>"));
        for (std::size_t at = 0; at < all.times.size(); ++at) check(emptor::io::conversion_svg(all, at));
        if (all.retention) check(emptor::io::retention_svg(all));
        if (all.comparison) check(emptor::io::comparison_svg(all));
        if (!all.lost.empty()) check(emptor::io::lost_svg(all));
    }
}

}  // namespace views_svg_test
