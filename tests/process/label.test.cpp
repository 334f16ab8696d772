// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/label.hpp>

#include <stdexcept>

#include <catch2/catch_test_macros.hpp>

namespace label_test {

namespace {

enum class plain { closed_won, lost };
enum class partly { need_arose, search_begun, chosen };

using emptor::language;

}  // namespace

}  // namespace label_test

template <>
inline constexpr auto emptor::labels<label_test::partly> = emptor::label_table<label_test::partly>({
    {label_test::partly::search_begun, "Looks around", "开始搜索"},
    {label_test::partly::chosen, "", "选定"},
});

namespace label_test {

TEST_CASE("without a label the name is shown with spaces", "[process]") {
    STATIC_REQUIRE(emptor::label(plain::closed_won) == "closed won");
    STATIC_REQUIRE(emptor::label(plain::closed_won, language::chinese) == "closed won");
    STATIC_REQUIRE(emptor::label(plain::lost) == "lost");
}

TEST_CASE("labels are shown in their language, and fall back one by one", "[process]") {
    STATIC_REQUIRE(emptor::label(partly::search_begun) == "Looks around");
    STATIC_REQUIRE(emptor::label(partly::search_begun, language::chinese) == "开始搜索");
    STATIC_REQUIRE(emptor::label(partly::chosen) == "chosen");
    STATIC_REQUIRE(emptor::label(partly::chosen, language::chinese) == "选定");
    STATIC_REQUIRE(emptor::label(partly::need_arose, language::chinese) == "need arose");
}

TEST_CASE("a value that is no enumerator has no label", "[process]") {
    CHECK(emptor::label(static_cast<plain>(2)).empty());
    CHECK(emptor::label(static_cast<partly>(-1), language::chinese).empty());
}

TEST_CASE("a table of labels refuses what it could not show", "[process]") {
    using emptor::label_table;
    CHECK_THROWS_AS((label_table<plain>({{static_cast<plain>(7), "seven"}})), std::invalid_argument);
    CHECK_THROWS_AS((label_table<plain>({{plain::lost, "lost"}, {plain::lost, "gone"}})), std::invalid_argument);
}

}  // namespace label_test
