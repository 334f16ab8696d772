// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/readable.hpp>
#include <emptor/io/svg.hpp>

#include "io/markup_check.hpp"
#include "io/reports.hpp"

namespace svg_test {

using emptor::io::detail::grouped;
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

/// The number after `key` in each element that has it.
std::vector<double> numbers_of(const std::string& svg, const std::string& key) {
    std::vector<double> out;
    const std::string wanted = " " + key + "=\"";
    for (auto at = svg.find(wanted); at != std::string::npos; at = svg.find(wanted, at + 1)) {
        out.push_back(std::strtod(svg.c_str() + at + wanted.size(), nullptr));
    }
    return out;
}

reports::report with_steps(std::size_t count) {
    std::vector<reports::step> steps;
    for (std::size_t at = 0; at < count; ++at) {
        steps.push_back({.name = "step " + std::to_string(at + 1), .entities = 1000 - 10 * at});
    }
    return {steps, {.events = 5, .entities = 1000}};
}

}  // namespace

TEST_CASE("The check of these tests knows markup from what is not") {
    CHECK(fault("<a b=\"1\"><c/>x &amp; y</a>").empty());
    for (const char* bad : {"<a>", "<a></b>", "<a b=1></a>", "<a b=\"1\" b=\"2\"/>", "<a>&nbsp;</a>", "<a/><b/>",
                            "<a>\x01</a>", "<a b=\"<\"/>", "x<a/>", ""}) {
        CAPTURE(bad);
        CHECK_FALSE(fault(bad).empty());
    }
}

TEST_CASE("The picture of a report is as it was when it was looked at") {
    const std::string now = emptor::io::svg(reports::buying(), "Buying chairs");
    CHECK(now == reports::golden("buying.svg", now));
}

TEST_CASE("The picture tells name, count, share, interval, conversion, time and drop-off of each step") {
    const auto texts = texts_of(emptor::io::svg(reports::buying(), "Buying chairs"));
    for (const char* wanted :
         {"Buying chairs", "search", "3,000", "37.5 %", "36.5–38.6 %", "↓ 37.5 %", "in 1 m 23 s", "−5,000",
          "4,900 expired · 100 open", "purchase <signed>", "842", "10.5 %", "↓ 28.1 %", "in 14.7 d", "−2,158"}) {
        CAPTURE(wanted);
        CHECK(says(texts, wanted));
    }
}

TEST_CASE("The picture needs nothing but itself and is dark where the screen is") {
    const std::string svg = emptor::io::svg(reports::buying());
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("href") == std::string::npos);
    CHECK(svg.find("url(") == std::string::npos);
    CHECK(svg.find("@media screen and (prefers-color-scheme: dark)") != std::string::npos);
    CHECK(svg.find("PingFang SC") != std::string::npos);
}

TEST_CASE("Bands are as wide as their entities are many") {
    const reports::report report{
        {{.name = "a", .entities = 400}, {.name = "b", .entities = 100}, {.name = "c", .entities = 0}}, {}};
    const auto widths = emptor::io::detail::band_widths(emptor::io::detail::plain(report), 600);
    CHECK(widths == std::vector{600.0, 150.0, 0.0});
    const reports::report few{{{.name = "a", .entities = 1'000'000'000}, {.name = "b", .entities = 1}}, {}};
    CHECK(emptor::io::detail::band_widths(emptor::io::detail::plain(few), 600)[1] >= 1);
}

TEST_CASE("A step of any number of steps has a band, its name and its count within the picture") {
    for (const std::size_t count : {1U, 2U, 5U, 12U, 13U, 64U}) {
        CAPTURE(count);
        const std::string svg = emptor::io::svg(with_steps(count));
        const auto texts = texts_of(svg);
        for (std::size_t at = 0; at < count; ++at) {
            REQUIRE(says(texts, "step " + std::to_string(at + 1)));
            REQUIRE(says(texts, grouped(1000 - 10 * at)));
        }
        const double height = numbers_of(svg, "height").at(0);
        CHECK(std::ranges::all_of(numbers_of(svg, "y"), [&](double y) { return y > 0 && y < height; }));
        CHECK(std::ranges::all_of(numbers_of(svg, "x"), [&](double x) { return x >= 0 && x <= 1200; }));
    }
}

TEST_CASE("A name too long for its place is told whole where one points at it") {
    const std::string name(200, 'x');
    const auto texts = texts_of(emptor::io::svg(reports::report{{{.name = name, .entities = 3}}, {}}));
    CHECK(says(texts, name + ": 3 entities"));
}

TEST_CASE("Names are text, never markup") {
    const auto texts =
        texts_of(emptor::io::svg(reports::report{{{.name = "<b>&\"'", .entities = 3}}, {}}, "</svg>\x01"));
    CHECK(says(texts, "<b>&\"'"));
    CHECK(says(texts, "</svg>␁"));
}

TEST_CASE("A report without steps, of nobody, or with numbers near their limit has a picture") {
    CHECK(fault(emptor::io::svg(reports::empty())).empty());
    CHECK(says(texts_of(emptor::io::svg(reports::nobody())), "Nobody reached “visit”."));
    const std::string extreme = emptor::io::svg(reports::extreme());
    CHECK(says(texts_of(extreme), "18,446,744,073,709,551,615"));
    CHECK(extreme.find("nan") == std::string::npos);
    CHECK(extreme.find("inf") == std::string::npos);
}

TEST_CASE("A breakdown has a card for all together and for each group") {
    const auto texts = texts_of(emptor::io::svg(reports::by_channel()));
    for (const char* wanted : {"all together", "12.5 %", "web, mobile", "10.0 %", "fair", "22.5 %", "1,280", "72"}) {
        CAPTURE(wanted);
        CHECK(says(texts, wanted));
    }
}

TEST_CASE("Of more than twelve groups the largest are drawn, and the picture says how many are not") {
    auto groups = reports::by_channel();
    groups.groups.clear();
    for (std::uint64_t at = 1; at <= 15; ++at) {
        groups.groups.push_back({"g" + std::to_string(at), {{{.name = "visit", .entities = at * 10}}, {}}});
    }
    const auto texts = texts_of(emptor::io::svg(groups));
    CHECK_FALSE(says(texts, "g3"));
    CHECK(says(texts, "g4"));
    CHECK(says(texts, "g15"));
    CHECK(says(texts, "The 12 largest of 15 groups are drawn; 60 entities began in the others."));
    CHECK(std::ranges::find(texts, "g4") < std::ranges::find(texts, "g15"));
}

TEST_CASE("Any report's picture is well-formed, tells every count and stays on its paper") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 40; ++round) {
        const reports::report report = reports::any(random);
        const std::string svg = emptor::io::svg(report);
        const auto texts = texts_of(svg);
        for (const auto& step : report.steps()) {
            if (!says(texts, grouped(step.entities))) FAIL("lost " << step.entities);
        }
        for (const double width : numbers_of(svg, "width")) {
            if (!(width > 0 && width <= 1200)) FAIL("a width of " << width);
        }
        const std::string why = fault(emptor::io::svg(reports::any_groups(random), "\xFF&"));
        if (!why.empty()) FAIL(why);
    }
}

}  // namespace svg_test
