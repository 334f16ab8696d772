// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/csv.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/views_csv.hpp>

#include "io/reports.hpp"
#include "io/views.hpp"
#include "rounds.hpp"

namespace views_csv_test {

namespace {

/// Rows of fields, as RFC 4180 has them.
std::vector<std::vector<std::string>> rows_of(std::string_view text) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"') {
                rows.back().back() += c;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                rows.back().back() += text[++at];
            } else {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            rows.back().emplace_back();
        } else if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') {
            rows.push_back({""});
            ++at;
        } else {
            rows.back().back() += c;
        }
    }
    rows.pop_back();
    return rows;
}

}  // namespace

TEST_CASE("The CSV of a funnel alone, or with its groups, is that of its report") {
    CHECK(emptor::io::csv(views::all{.funnel = reports::buying()}) == emptor::io::csv(reports::buying()));
    const auto groups = reports::by_channel();
    const views::all split{.funnel = groups.overall,
                           .groups = emptor::io::groups_view<reports::seconds>{groups.by, groups.groups}};
    CHECK(emptor::io::csv(split) == emptor::io::csv(groups));
}

TEST_CASE("The CSV of views has a row for each number, that says which part it is of") {
    const auto rows = rows_of(emptor::io::csv(views::shop()));
    CHECK(rows.front() == std::vector<std::string>{"part", "of", "item", "measure", "value", "low", "high"});
    std::map<std::string, std::size_t> parts;
    std::map<std::vector<std::string>, std::string> values;
    for (const auto& row : rows) {
        REQUIRE(row.size() == 7);
        ++parts[row[0]];
        const auto [place, fresh] = values.try_emplace({row[0], row[1], row[2], row[3]}, row[4]);
        if (!fresh) FAIL("twice: " << row[0] << " " << row[1] << " " << row[2] << " " << row[3]);
    }
    for (const char* part :
         {"funnel", "groups", "times", "histogram", "waiting", "trend", "retention", "comparison", "lost"}) {
        CAPTURE(part);
        CHECK(parts[part] > 0);
    }
    const auto shop = views::shop();
    const auto steps = shop.funnel.steps();
    CHECK(values[{"funnel", "", "purchase <&>", "entities"}] == std::to_string(steps[3].entities));
    CHECK(values[{"groups", "web, mobile", "visit", "entities"}] ==
          std::to_string(shop.groups->groups[0].report.steps()[0].entities));
    CHECK(values[{"trend", "2026-W03", "purchase <&>", "reached"}] ==
          std::to_string(shop.trend->buckets[1].reached(4)));
    CHECK(values[{"times", "visit to purchase <&>", "0.5", "quantile_seconds"}] ==
          emptor::io::detail::exact(*shop.times[0].quantile(0.5)));
    CHECK(values[{"lost", "search", "home", "next_1"}] == std::to_string(shop.lost[0].next.nth(1)[0].second));
}

TEST_CASE("Any views are CSV with seven fields a row") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(8); ++round) {
        const views::all all = views::any(random);
        if (!all.trend && all.times.empty() && !all.retention && !all.comparison && all.lost.empty()) continue;
        for (const auto& row : rows_of(emptor::io::csv(all))) REQUIRE(row.size() == 7);
    }
}

}  // namespace views_csv_test
