// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/columns.hpp>

#include <catch2/catch_test_macros.hpp>

namespace columns_test {

using emptor::detail::columns_of;

TEST_CASE("an East Asian character takes two columns", "[process]") {
    STATIC_REQUIRE(columns_of("") == 0);
    STATIC_REQUIRE(columns_of("need") == 4);
    STATIC_REQUIRE(columns_of("需求") == 4);
    STATIC_REQUIRE(columns_of("naïve") == 5);
    STATIC_REQUIRE(columns_of("a，b") == 4);
}

TEST_CASE("broken UTF-8 is measured without reading past its end", "[process]") {
    STATIC_REQUIRE(columns_of("\xE9") == 1);
    STATIC_REQUIRE(columns_of("\xE9\x9C") == 1);
    STATIC_REQUIRE(columns_of("\x80\x80") == 0);
}

TEST_CASE("columns are as wide as their widest cell, without blanks at the end", "[process]") {
    CHECK(emptor::detail::in_columns({{"a", "bb", "c"}, {"需求", "", "d"}, {"x", "y", ""}}) ==
          "a     bb  c\n"
          "需求      d\n"
          "x     y\n");
}

}  // namespace columns_test
