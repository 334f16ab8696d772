// SPDX-License-Identifier: BSL-1.0
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/display_width.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/text.hpp>

#include "io/reports.hpp"

namespace text_test {

using emptor::io::detail::display_width;
using emptor::io::detail::grouped;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in{text};
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("The text of a report is a table of counts, a table of times and the totals") {
    const std::string now = emptor::io::text(reports::buying(), "Buying chairs");
    CHECK(now == reports::golden("buying.txt", now));
}

TEST_CASE("The text of a breakdown compares the groups, then tells each") {
    const std::string now = emptor::io::text(reports::by_channel());
    CHECK(now == reports::golden("by_channel.txt", now));
}

TEST_CASE("The columns of a table stand under each other, whatever script the names are in") {
    auto steps = std::vector<reports::step>{{.name = "plain", .entities = 40, .share_of_first = 1.0},
                                            {.name = "需求识别与供应商", .entities = 30, .share_of_first = 0.75},
                                            {.name = "🛒 cart e\u0301", .entities = 20, .share_of_first = 0.5}};
    std::vector<std::size_t> bars;
    for (const std::string& line : lines_of(emptor::io::text(reports::report{steps, {}}))) {
        if (const auto at = line.find("█"); at != std::string::npos) bars.push_back(display_width(line.substr(0, at)));
    }
    CHECK(bars == std::vector<std::size_t>(3, bars.at(0)));
}

TEST_CASE("Columns that no step has are left out, and skipped or reversed stand only where they were asked for") {
    const std::string plain = emptor::io::text(reports::nobody());
    CHECK_FALSE(holds(plain, "skipped"));
    CHECK_FALSE(holds(plain, "reversed"));
    CHECK_FALSE(holds(plain, "median"));
    CHECK_FALSE(holds(plain, "of previous"));
    auto steps =
        std::vector<reports::step>{{.name = "lead", .entities = 9}, {.name = "won", .entities = 4, .skipped = 2}};
    const std::string asked = emptor::io::text(reports::report{steps, {}});
    CHECK(holds(asked, "skipped"));
    CHECK_FALSE(holds(asked, "reversed"));
}

TEST_CASE("Clocks that agree share their columns, others are told apart") {
    auto steps = std::vector<reports::step>{{.name = "lead", .entities = 2}};
    steps[0].since_first_start = {.entities = 2, .median = reports::seconds{60}, .p90 = reports::seconds{120}};
    steps[0].in_attempt = steps[0].since_first_start;
    CHECK(holds(emptor::io::text(reports::report{steps, {}}), "since first start = in the attempt"));
    steps[0].in_attempt.median = reports::seconds{30};
    const std::string apart = emptor::io::text(reports::report{steps, {}});
    CHECK_FALSE(holds(apart, " = "));
    CHECK(holds(apart, "in the attempt"));
}

TEST_CASE("Negative times, and times of only some of the entities, are counted in the table") {
    auto steps = std::vector<reports::step>{{.name = "lead", .entities = 9}, {.name = "won", .entities = 7}};
    steps[1].from_previous = {
        .entities = 6, .negative = 5, .median = reports::seconds{-60}, .p90 = reports::seconds{1}};
    const std::string text = emptor::io::text(reports::report{steps, {}});
    CHECK(holds(text, "negative"));
    CHECK(holds(text, "measured"));
    CHECK(holds(text, "-1 m"));
    steps[1].from_previous = {.entities = 7, .negative = 0, .median = reports::seconds{60}, .p90 = reports::seconds{1}};
    CHECK_FALSE(holds(emptor::io::text(reports::report{steps, {}}), "measured"));
}

TEST_CASE("Times without a unit are told as numbers") {
    emptor::funnel_step<double> one{.name = "lead", .entities = 2};
    one.in_attempt = {.entities = 2, .negative = 0, .median = 86400.0, .p90 = 90000.0};
    const std::string text = emptor::io::text(emptor::funnel_report<double>{{one}, {}, 7.0});
    CHECK(holds(text, "86,400"));
    CHECK(holds(text, "Window: 7;"));
    CHECK(holds(text, "own unit"));
}

TEST_CASE("A report without steps, of nobody, or with numbers near their limit has a text") {
    CHECK(holds(emptor::io::text(reports::empty()), "No steps."));
    CHECK(holds(emptor::io::text(reports::nobody()), "left out"));
    const std::string extreme = emptor::io::text(reports::extreme());
    CHECK(holds(extreme, "18,446,744,073,709,551,615"));
    CHECK_FALSE(holds(extreme, "nan"));
    CHECK_FALSE(holds(extreme, "inf"));
}

TEST_CASE("Any report's text tells every count, sends no control character and keeps its tables straight") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 60; ++round) {
        const reports::report report = reports::any(random);
        const std::string text = emptor::io::text(report, "title \x1B");
        for (const auto& step : report.steps()) {
            if (!holds(text, grouped(step.entities))) FAIL("lost " << step.entities << " in\n" << text);
        }
        std::size_t width = 0;  // of the table the line is in
        const std::vector<std::string> lines = lines_of(text);
        for (std::size_t at = 0; at < lines.size(); ++at) {
            for (const char c : lines[at]) {
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) FAIL("control character in\n" << text);
            }
            if (lines[at].starts_with("──")) width = display_width(lines[at]);
            if (lines[at].empty()) width = 0;
            if (width > 0 && display_width(lines[at]) > width) FAIL("beyond the table:\n" << lines[at]);
        }
    }
    CHECK(holds(emptor::io::text(reports::any_groups(random)), "by \uFFFD<&>"));
}

}  // namespace text_test
