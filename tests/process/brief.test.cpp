// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/brief.hpp>

#include <stdexcept>

#include <catch2/catch_test_macros.hpp>

namespace brief_test {

namespace {

enum class step { search, choice, use };
enum class plain { one, two };

}  // namespace

}  // namespace brief_test

template <>
inline constexpr auto emptor::briefs<brief_test::step> = emptor::brief_table<brief_test::step>({
    {brief_test::step::search, {.goal = {"know", "了解"}, .tasks = {{"ask"}, {"read"}}, .exit = {"enough is known"}}},
    {brief_test::step::use, {.mind = {"content"}}},
});

namespace brief_test {

TEST_CASE("a stage has the brief that is written for it", "[process]") {
    STATIC_REQUIRE(emptor::brief(step::search).goal.chinese == "了解");
    STATIC_REQUIRE(emptor::brief(step::search).tasks.size() == 2);
    STATIC_REQUIRE(emptor::brief(step::search).entry.empty());
    STATIC_REQUIRE(emptor::brief(step::use).mind.english == "content");
}

TEST_CASE("a stage without a brief has an empty one, and so has a value that is none", "[process]") {
    STATIC_REQUIRE(emptor::brief(step::choice).empty());
    STATIC_REQUIRE(emptor::brief(plain::one).empty());
    CHECK(emptor::brief(static_cast<step>(9)).empty());
}

TEST_CASE("a table of briefs refuses what it could not show", "[process]") {
    using emptor::brief_table;
    CHECK_THROWS_AS((brief_table<plain>({{static_cast<plain>(7), {}}})), std::invalid_argument);
    CHECK_THROWS_AS((brief_table<plain>({{plain::two, {}}, {plain::two, {}}})), std::invalid_argument);
}

}  // namespace brief_test
