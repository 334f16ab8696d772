// SPDX-License-Identifier: BSL-1.0
// Tables with one row an entity.

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "program/json.hpp"
#include "program/run.hpp"

namespace wide_test {

namespace {

using namespace program_test;
using counts = std::vector<std::size_t>;

const std::string leads =
    "id,made,met,won,stage\n"
    "1,2025-01-01,2025-01-02,2025-01-05,Won\n"
    "2,2025-01-01,,2025-01-05,Won\n"
    "3,2025-01-01,2025-01-02,2025-01-05,Lost\n"
    "4,2025-01-03,2025-01-02,2025-01-04,Won\n"
    "5,2025-01-01,,,Open\n";

[[nodiscard]] outcome wide(const std::string& steps, const std::string& table,
                           const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"funnel", "--who", "id", "--wide", steps, "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return emptor(arguments, table);
}

[[nodiscard]] counts each(const json& report, const std::string& key) {
    counts found;
    for (const json& step : report["steps"].items()) found.push_back(step[key].count());
    return found;
}

}  // namespace

TEST_CASE("step k counts rows whose cells 1 to k are filled, in any order of time") {
    const outcome ran = wide("made,met,won", leads);
    CHECK(ran.err == "");
    const json report = json::parse(ran.out);
    CHECK(each(report, "entities") == counts{5, 3, 3});
    CHECK(each(report, "skipped") == counts{0, 1, 0});
    CHECK(each(report, "reversed") == counts{0, 1, 0});
    CHECK(report["steps"][1]["seconds_from_previous"]["negative"].count() == 1);
    CHECK(report["steps"][1]["seconds_from_previous"]["median"].number() == 86'400);
}

TEST_CASE("a condition counts a cell only where another column has the value") {
    const json report = json::parse(wide("made,won=won?stage=Won", leads).out);
    CHECK(each(report, "entities") == counts{5, 3});
    const json bare = json::parse(wide("lead,kept?stage=Won", leads).out);
    CHECK(each(bare, "entities") == counts{5, 3});
    CHECK(bare["steps"][1]["seconds_from_previous"]["median"].is_null());
}

TEST_CASE("a bare name without such a column means the row, which is said of all but the first") {
    const outcome ran = wide("lead,meet,won", leads);
    CHECK(ran.status == 0);
    CHECK(ran.err ==
          "emptor: note: standard input: no column is named \"meet\", so every row counts as having that step\n");
    CHECK(each(json::parse(ran.out), "entities") == counts{5, 5, 4});
}

TEST_CASE("two rows of one entity are refused with their places") {
    const outcome ran = wide("made,won", leads + "3,2025-01-01,,,Open\n");
    CHECK(ran.status == 1);
    CHECK(ran.err ==
          "emptor: standard input:7: \"id\" is the same as in standard input:4; with --wide there is one row an "
          "entity\n");
}

TEST_CASE("a cell that is no time, a missing column and a step that says too little are refused") {
    const outcome time = wide("made,won", leads + "6,soon,,,Open\n");
    CHECK(time.status == 1);
    CHECK(time.err.starts_with("emptor: standard input:7: column \"made\" is \"soon\": "));
    const outcome column = wide("made,won=closed", leads);
    CHECK(column.status == 1);
    CHECK(column.err ==
          "emptor: standard input: no column is named \"closed\", as --wide says; the columns are \"id\", \"made\", "
          "\"met\", \"won\" and \"stage\"\n");
    const outcome said = wide("made,won?stage", leads);
    CHECK(said.status == 2);
    CHECK(said.err == "emptor: --wide is \"made,won?stage\": after ? there must be COLUMN=VALUE\n");
    const outcome empty = wide("id,made,met,won\n", "");
    CHECK(empty.status == 1);
    const outcome no_rows = wide("made,won", "id,made,won\n");
    CHECK(no_rows.status == 1);
    CHECK(no_rows.err == "emptor: standard input: a header and no rows; there is nothing to count\n");
}

TEST_CASE("rows are filtered and grouped") {
    const json won = json::parse(wide("made,met,won", leads, {"--where", "stage=Won"}).out);
    CHECK(each(won, "entities") == counts{3, 2, 2});
    const json by = json::parse(wide("made,won", leads, {"--by", "stage"}).out);
    REQUIRE(by["groups"].items().size() == 3);
    CHECK(by["groups"][0]["value"].text() == "Won");
    CHECK(each(by["groups"][0], "entities") == counts{3, 3});
}

TEST_CASE("more than 64 steps are refused") {
    std::string steps = "made";
    for (int i = 0; i < 64; ++i) steps += ",made";
    const outcome ran = wide(steps, leads);
    CHECK(ran.status == 2);
    CHECK(ran.err == "emptor: there are 65 steps; a funnel has 1 to 64\n");
}

}  // namespace wide_test
