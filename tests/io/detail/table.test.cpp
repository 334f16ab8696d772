// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/table.hpp>

namespace table_test {

using namespace emptor::io::detail;

TEST_CASE("A table aligns names left and numbers right, by what they take on the screen") {
    const table columns{{"", "name", true, {"需求", "search"}}, {"", "n", false, {"8,000", "12"}}};
    CHECK(render(columns) ==
          "name        n\n"
          "─────────────\n"
          "需求    8,000\n"
          "search     12\n");
}

TEST_CASE("A shared heading stands over the middle of its columns and makes room for itself") {
    const table narrow{{"", "", true, {"x"}}, {"over", "a", false, {"1"}}, {"over", "b", false, {"2"}}};
    CHECK(span_of(narrow, 0) == 1);
    CHECK(span_of(narrow, 1) == 2);
    CHECK(render(narrow) ==
          "   over\n"
          "   a  b\n"
          "───────\n"
          "x  1  2\n");
    const table wide{{"", "", true, {"x"}}, {"a long heading", "n", false, {"1"}}};
    CHECK(render(wide) ==
          "   a long heading\n"
          "                n\n"
          "─────────────────\n"
          "x               1\n");
}

TEST_CASE("A long name takes more lines, and nothing of it is lost") {
    const table columns{{"", "step", true, {"asks for a quotation", "pays"}}, {"", "n", false, {"7", "3"}}};
    CHECK(render(columns, 10) ==
          "step        n\n"
          "─────────────\n"
          "asks for a  7\n"
          "quotation\n"
          "pays        3\n");
}

TEST_CASE("A bar is as long as the share, and never nothing for something") {
    CHECK(bar(1, 4) == "████");
    CHECK(bar(0.5, 4) == "██");
    CHECK(bar(0.53125, 4) == "██▏");
    CHECK(bar(1e-9, 4) == "▏");
    CHECK(bar(0, 4).empty());
    CHECK(bar(7, 4) == "████");
}

}  // namespace table_test
