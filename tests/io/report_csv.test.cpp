// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/report_csv.hpp>

#include "io/reports.hpp"

namespace report_csv_test {

namespace {

using row = std::vector<std::string>;

/// The rows of RFC 4180 text, each ended by CR LF.
std::vector<row> rows_of(std::string_view text) {
    std::vector<row> rows{{""}};
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string& field = rows.back().back();
        if (quoted) {
            if (text[at] != '"') {
                field += text[at];
            } else if (text.substr(at, 2) == "\"\"") {
                field += text[at++];
            } else {
                quoted = false;
            }
        } else if (text[at] == '"') {
            quoted = true;
        } else if (text[at] == ',') {
            rows.back().emplace_back();
        } else if (text.substr(at, 2) == "\r\n") {
            rows.push_back({""});
            ++at;
        } else {
            field += text[at];
        }
    }
    if (quoted || rows.back() != row{""}) return {};
    rows.pop_back();
    return rows;
}

}  // namespace

TEST_CASE("The CSV of a report has a header and a row a step") {
    const std::string now = emptor::io::csv(reports::buying());
    CHECK(now == reports::golden("buying.csv", now));
}

TEST_CASE("The CSV of a breakdown has the group first") {
    const std::string now = emptor::io::csv(reports::by_channel());
    CHECK(now == reports::golden("by_channel.csv", now));
}

TEST_CASE("The columns say whether times are seconds") {
    const row with_unit = rows_of(emptor::io::csv(reports::empty())).at(0);
    const row without = rows_of(emptor::io::csv(emptor::funnel_report<double>{{}, {}})).at(0);
    CHECK(with_unit.size() == without.size());
    CHECK(std::ranges::count(with_unit, "since_first_start_median_seconds") == 1);
    CHECK(std::ranges::count(without, "since_first_start_median") == 1);
}

TEST_CASE("The group's column has a name of its own") {
    auto groups = reports::by_channel();
    groups.by = "step";
    CHECK(emptor::io::csv(groups).starts_with("by_step,step,"));
    groups.by = "";
    CHECK(emptor::io::csv(groups).starts_with("by_,step,"));
    groups.by = "sales, region";
    CHECK(emptor::io::csv(groups).starts_with("\"sales, region\",step,"));
}

TEST_CASE("What is absent or not finite is an empty field") {
    const std::vector<row> rows = rows_of(emptor::io::csv(reports::extreme()));
    REQUIRE(rows.size() == 3);
    const auto cell = [&](std::size_t line, std::string_view name) {
        return rows[line][static_cast<std::size_t>(std::ranges::find(rows[0], name) - rows[0].begin())];
    };
    CHECK(cell(1, "entities") == "18446744073709551615");
    CHECK(cell(1, "drop_off").empty());
    CHECK(cell(2, "share_of_previous").empty());
    CHECK(cell(2, "share_of_first_high").empty());
    CHECK(cell(2, "from_previous_median_seconds").empty());
    CHECK(cell(2, "in_attempt_median_seconds") == "-1e+300");
}

TEST_CASE("Any report's CSV has rows as long as its header, and its names read back") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 100; ++round) {
        const reports::report report = reports::any(random);
        const std::vector<row> rows = rows_of(emptor::io::csv(report));
        REQUIRE(rows.size() == report.steps().size() + 1);
        for (std::size_t at = 1; at < rows.size(); ++at) {
            const auto& step = report.steps()[at - 1];
            REQUIRE(rows[at].size() == rows[0].size());
            REQUIRE(rows[at][1] == std::to_string(step.entities));
            if (std::ranges::all_of(step.name, [](char c) { return c > 0; })) REQUIRE(rows[at][0] == step.name);
        }
    }
}

}  // namespace report_csv_test
