// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/alias.hpp>

#include <optional>
#include <stdexcept>

#include <catch2/catch_test_macros.hpp>

namespace alias_test {

namespace {

enum class phase { search, choice };
enum class plain { one };

using emptor::enumerator_called;

}  // namespace

}  // namespace alias_test

template <>
inline constexpr auto emptor::labels<alias_test::phase> = emptor::label_table<alias_test::phase>({
    {alias_test::phase::search, "looking around", "信息搜索"},
});

template <>
inline constexpr auto emptor::aliases<alias_test::phase> = emptor::other_words<alias_test::phase>({
    {alias_test::phase::choice, "评估选择"},
    {alias_test::phase::choice, "方案评估"},
    {alias_test::phase::search, "choice"},
});

namespace alias_test {

TEST_CASE("an enumerator is found by its name, its labels and its aliases", "[process]") {
    STATIC_REQUIRE(enumerator_called<phase>("search") == phase::search);
    STATIC_REQUIRE(enumerator_called<phase>("looking around") == phase::search);
    STATIC_REQUIRE(enumerator_called<phase>("信息搜索") == phase::search);
    STATIC_REQUIRE(enumerator_called<phase>("评估选择") == phase::choice);
    STATIC_REQUIRE(enumerator_called<phase>("方案评估") == phase::choice);
    STATIC_REQUIRE(enumerator_called<plain>("one") == plain::one);
}

TEST_CASE("a name goes before an alias, and an unknown word is nothing", "[process]") {
    STATIC_REQUIRE(enumerator_called<phase>("choice") == phase::choice);
    STATIC_REQUIRE(enumerator_called<phase>("Search") == std::nullopt);
    STATIC_REQUIRE(enumerator_called<phase>("") == std::nullopt);
}

TEST_CASE("a table of aliases can be read row by row", "[process]") {
    STATIC_REQUIRE(emptor::aliases<phase>.size() == 3);
    STATIC_REQUIRE(emptor::aliases<phase>.begin()->text == "评估选择");
    STATIC_REQUIRE(emptor::aliases<plain>.size() == 0);
}

TEST_CASE("a table of aliases refuses a word for nothing, no word, and a word for two", "[process]") {
    using emptor::other_words;
    CHECK_THROWS_AS(other_words<plain>({{static_cast<plain>(3), "x"}}), std::invalid_argument);
    CHECK_THROWS_AS(other_words<plain>({{plain::one, ""}}), std::invalid_argument);
    CHECK_THROWS_AS(other_words<phase>({{phase::search, "x"}, {phase::choice, "x"}}), std::invalid_argument);
}

}  // namespace alias_test
