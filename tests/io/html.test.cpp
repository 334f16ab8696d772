// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/readable.hpp>
#include <emptor/io/html.hpp>

#include "io/markup_check.hpp"
#include "io/reports.hpp"

namespace html_test {

using markup_check::fault;

namespace {

std::vector<std::string> texts_of(const std::string& html) {
    markup_check::reader reader{html};
    REQUIRE(reader.fault().empty());
    return reader.texts();
}

bool says(const std::vector<std::string>& texts, const std::string& wanted) {
    return std::ranges::find(texts, wanted) != texts.end();
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("The page has a language, a title, findings, a picture for every screen, tables and totals") {
    const std::string html = emptor::io::html(reports::buying(), "Buying <chairs>");
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(holds(html, "<title>Buying &lt;chairs&gt;</title>"));
    CHECK(holds(html, "name=\"viewport\""));
    CHECK(holds(html, "class=\"wide\""));
    CHECK(holds(html, "class=\"narrow\""));
    const auto texts = texts_of(html);
    CHECK(says(texts, "how many reached each step"));
    CHECK(says(texts, "how long it took"));
    CHECK(says(texts, "17 events are no step; 3 were out of order and put in order."));
    CHECK(std::ranges::any_of(texts, [](const auto& text) { return text.starts_with("The biggest loss is between"); }));
}

TEST_CASE("The page needs nothing but itself, and knows dark screens, phones and paper") {
    const std::string html = emptor::io::html(reports::buying());
    CHECK_FALSE(holds(html, "<script"));
    CHECK_FALSE(holds(html, "<link"));
    CHECK_FALSE(holds(html, "@import"));
    CHECK_FALSE(holds(html, "url("));
    CHECK_FALSE(holds(html, "src="));
    CHECK(holds(html, "prefers-color-scheme:dark"));
    CHECK(holds(html, "@media print"));
    CHECK(holds(html, "max-width:640px"));
}

TEST_CASE("A table says which heading each of its cells belongs to") {
    using emptor::io::detail::html_table;
    const emptor::io::detail::table columns{{"", "step", true, {"a<b", "a name that wraps"}},
                                            {"of first", "share", false, {"10 %", "5 %"}},
                                            {"of first", "interval", false, {"9–11 %", "4–6 %"}}};
    const std::string html = html_table(columns, "how many");
    CHECK(fault(html).empty());
    CHECK(holds(html, "<caption>how many</caption>"));
    CHECK(holds(html, "<th scope=\"col\" class=\"left\" rowspan=\"2\">step</th>"));
    CHECK(holds(html, "<th scope=\"colgroup\" colspan=\"2\">of first</th></tr>"));
    CHECK(holds(html, "<tr><th scope=\"col\">share</th><th scope=\"col\">interval</th></tr>"));
    CHECK(holds(html, "<tr><th scope=\"row\">a&lt;b</th><td>10 %</td><td>9–11 %</td></tr>"));
    CHECK(holds(html, "<tr><th scope=\"row\"><span>a name that wraps</span></th><td>5 %</td><td>4–6 %</td></tr>"));
}

TEST_CASE("The page tells both intervals, all clocks and what dropped off") {
    const auto texts = texts_of(emptor::io::html(reports::buying()));
    for (const char* wanted : {"9.9–11.2 %", "26.5–29.7 %", "28.1 %", "2,158", "4,900", "from previous step",
                               "since first start", "in the attempt", "15 d", "30.1 d", "1 h 30 m"}) {
        CAPTURE(wanted);
        CHECK(says(texts, wanted));
    }
}

TEST_CASE("The page of a breakdown compares the groups and has the tables of each") {
    const auto texts = texts_of(emptor::io::html(reports::by_channel()));
    for (const char* wanted : {"Funnels by channel", "the groups beside each other", "channel = fair",
                               "channel = web, mobile", "fair: how many reached each step", "18.3–27.4 %"}) {
        CAPTURE(wanted);
        CHECK(says(texts, wanted));
    }
}

TEST_CASE("A report without steps, of nobody, or with numbers near their limit has a page") {
    CHECK(says(texts_of(emptor::io::html(reports::empty())), "No steps."));
    CHECK(says(texts_of(emptor::io::html(reports::nobody())), "Nobody reached “visit”."));
    const std::string extreme = emptor::io::html(reports::extreme());
    CHECK(says(texts_of(extreme), "18,446,744,073,709,551,614"));
    CHECK_FALSE(holds(extreme, ">nan"));
    CHECK_FALSE(holds(extreme, ">inf"));
}

TEST_CASE("Any report's page is well-formed and tells every count") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 20; ++round) {
        const reports::report report = reports::any(random);
        const auto texts = texts_of(emptor::io::html(report, "\xFF<"));
        for (const auto& step : report.steps()) {
            if (!says(texts, emptor::io::detail::grouped(step.entities))) FAIL("lost " << step.entities);
            if (step.drop_off && !says(texts, emptor::io::detail::grouped(*step.drop_off)))
                FAIL("lost " << *step.drop_off);
        }
        const std::string why = fault(emptor::io::html(reports::any_groups(random)));
        if (!why.empty()) FAIL(why);
    }
}

}  // namespace html_test
