// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/phrase.hpp>

#include <initializer_list>
#include <stdexcept>
#include <string>

#include <catch2/catch_test_macros.hpp>

namespace phrase_test {

using emptor::language, emptor::phrase, emptor::phrase_list;

TEST_CASE("a phrase falls back to English, and to nothing else", "[process]") {
    STATIC_REQUIRE(phrase{"need", "需求"}.in(language::chinese) == "需求");
    STATIC_REQUIRE(phrase{"need"}.in(language::chinese) == "need");
    STATIC_REQUIRE(phrase{"", "需求"}.in(language::english).empty());
    STATIC_REQUIRE(phrase{}.empty());
    STATIC_REQUIRE(!phrase{"", "需求"}.empty());
}

TEST_CASE("a list of phrases keeps their order", "[process]") {
    constexpr phrase_list tasks{{"ask", "问"}, {"read", "读"}};
    STATIC_REQUIRE(tasks.size() == 2);
    STATIC_REQUIRE(tasks.begin()[1] == phrase{"read", "读"});
    STATIC_REQUIRE(tasks.end() - tasks.begin() == 2);
    STATIC_REQUIRE(phrase_list{}.empty());
    STATIC_REQUIRE(tasks != phrase_list{{"ask", "问"}});
}

TEST_CASE("a list of more phrases than it holds is refused", "[process]") {
    const phrase one{"x"};
    CHECK(phrase_list{one, one, one, one, one, one, one, one}.size() == phrase_list::most);
    CHECK_THROWS_AS((phrase_list{one, one, one, one, one, one, one, one, one}), std::invalid_argument);
}

}  // namespace phrase_test
