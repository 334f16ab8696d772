// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/readable.hpp>
#include <emptor/io/views_html.hpp>

#include "io/markup_check.hpp"
#include "io/reports.hpp"
#include "io/views.hpp"
#include "rounds.hpp"

namespace views_html_test {

using emptor::io::detail::grouped;
using markup_check::fault;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool says(const std::vector<std::string>& texts, const std::string& wanted) {
    return std::ranges::find(texts, wanted) != texts.end();
}

}  // namespace

TEST_CASE("The page of a funnel alone, or with its groups, is that of its report") {
    CHECK(emptor::io::html(views::all{.funnel = reports::buying()}, "A title") ==
          emptor::io::html(reports::buying(), "A title"));
    const auto groups = reports::by_channel();
    const views::all split{.funnel = groups.overall,
                           .groups = emptor::io::groups_view<reports::seconds>{groups.by, groups.groups}};
    CHECK(emptor::io::html(split) == emptor::io::html(groups));
}

TEST_CASE("The page of all views has a part for each: sentences, a chart for every screen, and tables that open") {
    const std::string html = emptor::io::html(views::shop(), "A <shop>");
    markup_check::reader reader{html};
    REQUIRE(reader.fault().empty());
    for (const char* part : {"funnel", "times", "trend", "groups", "comparison", "retention", "lost"}) {
        CAPTURE(part);
        const std::string id{part};
        CHECK(holds(html, "<a href=\"#" + id + "\">"));
        CHECK(holds(html, "<section id=\"" + id + "\">"));
    }
    const auto& elements = reader.elements();
    CHECK(std::ranges::count(elements, "details") == 7);
    CHECK(std::ranges::count(elements, "summary") == 7);
    CHECK(std::ranges::count(elements, "svg") == 18);  // two for each chart, and two charts of groups and of times
    CHECK(std::ranges::count(elements, "desc") == 0);  // the sentences above each chart say it once
    CHECK(holds(html, "<title>A &lt;shop&gt;</title>"));
}

TEST_CASE("The page of views needs nothing but itself, and can be used without a mouse") {
    const std::string html = emptor::io::html(views::shop());
    for (const char* other : {"<script", "<link", "@import", "url(", "src=", "href=\"http", "onclick"}) {
        CAPTURE(other);
        CHECK_FALSE(holds(html, other));
    }
    for (const char* wanted : {"prefers-color-scheme:dark", "@media print", "max-width:640px", ":focus-visible",
                               "tabindex=\"0\"", "role=\"img\"", "aria-label="}) {
        CAPTURE(wanted);
        CHECK(holds(html, wanted));
    }
}

TEST_CASE("The page names the clock of each time and the kind of each interval") {
    const std::string html = emptor::io::html(views::shop());
    for (const char* wanted : {"by Kaplan and Meier, from each entity’s first attempt",
                               "within the attempt that counts", "Greenwood’s band at 95 % confidence",
                               "Intervals of differences are Newcombe’s at 95 %", "Wilson’s intervals"}) {
        CAPTURE(wanted);
        CHECK(holds(html, wanted));
    }
}

TEST_CASE("A year of weeks with ten groups takes less than 300 kB") {
    const std::string html = emptor::io::html(views::shop(52, 10), "A year");
    CHECK(fault(html).empty());
    CAPTURE(html.size());
    CHECK(html.size() < 300'000);
    CHECK(html.size() > 50'000);
}

TEST_CASE("Any views are a well-formed page that tells every count of the funnel") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(5); ++round) {
        const views::all all = views::any(random);
        const std::string html = emptor::io::html(all, "\x01<\xFF>");
        markup_check::reader reader{html};
        if (const std::string why = reader.fault(); !why.empty()) FAIL(why);
        for (const auto& step : all.funnel.steps()) {
            if (!says(reader.texts(), grouped(step.entities))) FAIL("lost " << step.entities);
        }
        if (all.trend && !all.trend->buckets.empty()) {
            const auto& last = all.trend->buckets.back();
            if (!says(reader.texts(), grouped(last.entered()))) FAIL("lost " << last.entered());
        }
    }
}

}  // namespace views_html_test
