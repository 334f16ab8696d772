// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/compose.hpp>

#include <array>
#include <stdexcept>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "buying.hpp"

namespace compose_test {

using namespace buying_test;
using emptor::enumerator_set, emptor::extend, emptor::without;
using row = decltype(buying)::rule_type;

namespace {

/// Rows may come from functions.
constexpr row back_to_need(stage from) { return {in(from), on(need_arose), by(user), to(need)}; }

constexpr std::array<row, 2> impatience(double much) {
    return {row{in(search), on(need_arose), weight(much), to(need)}, row{in(evaluation), on(need_arose), to(need)}};
}

}  // namespace

TEST_CASE("a process gives its rows back, one for each stage and event", "[process]") {
    STATIC_REQUIRE(buying.rules().size() == 12);
    STATIC_REQUIRE(emptor::process<stage, event>(need, buying.rules()) == buying);
    STATIC_REQUIRE(buying.rules().front() == row{in(need), on(search_begun), by(user), to(search)});
    STATIC_REQUIRE(buying.rules().back() == row{ends(lost)});
    constexpr auto twice = extend(buying, {endless(need), {in(purchase), on(rejected), weight(2.5), to(search)}});
    STATIC_REQUIRE(twice.rules().size() == 14);
    STATIC_REQUIRE(emptor::process<stage, event>(need, twice.rules()) == twice);
}

TEST_CASE("a process is extended by rows", "[process]") {
    constexpr auto longer = extend(buying, {
                                               {in(purchase), on(rejected), to(evaluation)},
                                               back_to_need(search),
                                               endless(post_purchase),
                                           });
    STATIC_REQUIRE(longer.target(purchase, rejected) == evaluation);
    STATIC_REQUIRE(longer.who_may(search, need_arose) == enumerator_set{user});
    STATIC_REQUIRE(longer.who_must_agree(evaluation, chosen) == enumerator_set{decision_maker});
    STATIC_REQUIRE(longer.endless() == enumerator_set{post_purchase});
    STATIC_REQUIRE(longer.finals() == buying.finals());
}

TEST_CASE("a process is extended by any range of rows", "[process]") {
    constexpr auto longer = extend(buying, impatience(0.5));
    STATIC_REQUIRE(longer.weight(search, need_arose) == 0.5);
    const std::vector<row> none;
    CHECK(extend(buying, none) == buying);
}

TEST_CASE("what is extended is checked", "[process]") {
    CHECK_THROWS_MATCHES(extend(buying, {{in(need), on(search_begun), to(lost)}}), std::invalid_argument,
                         Catch::Matchers::Message("emptor::process: two rules for stage 'need' and event "
                                                  "'search_begun' (row 1 and row 13)"));
    CHECK_THROWS_AS(extend(buying, {ends(purchase)}), std::invalid_argument);
}

TEST_CASE("a rule is taken out of a process, or replaced", "[process]") {
    constexpr auto patient = without(buying, {{in(evaluation), on(abandoned)}, {in(search), to(lost)}});
    STATIC_REQUIRE_FALSE(patient.target(evaluation, abandoned).has_value());
    STATIC_REQUIRE_FALSE(patient.target(search, abandoned).has_value());
    STATIC_REQUIRE(patient.target(purchase, abandoned) == lost);
    constexpr auto free =
        without(buying, {{in(evaluation), on(chosen)}}, {{in(evaluation), on(chosen), by(user), to(purchase)}});
    STATIC_REQUIRE(free.who_may(evaluation, chosen) == enumerator_set{user});
    STATIC_REQUIRE(free.who_must_agree(evaluation, chosen).empty());
    STATIC_REQUIRE(extend(without(buying, {on(rejected)}, {{in(purchase), on(rejected), to(search)}}),
                          {{in(evaluation), on(rejected), to(search)}})
                       .predecessors(search) == enumerator_set{need, evaluation, purchase});
}

TEST_CASE("a final stage is made one to go on from", "[process]") {
    constexpr auto won_back = without(buying, {ends(lost)}, {{in(lost), on(need_arose), to(need)}, endless()});
    STATIC_REQUIRE(won_back.finals().empty());
    STATIC_REQUIRE(won_back.target(lost, need_arose) == need);
    STATIC_REQUIRE(without(won_back, {{in(lost)}, endless()}, {ends(lost)}) == buying);
}

TEST_CASE("what is left is checked, and what matches nothing is refused", "[process]") {
    CHECK_THROWS_MATCHES(without(buying, {on(chosen)}), std::invalid_argument,
                         Catch::Matchers::Message("emptor::process: event 'chosen' is used by no rule"));
    CHECK_THROWS_MATCHES(without(buying, {on(abandoned), {in(lost), on(chosen)}}), std::invalid_argument,
                         Catch::Matchers::Message("emptor::without: part 2 matches no rule"));
    CHECK_THROWS_MATCHES(without(buying, {endless()}), std::invalid_argument,
                         Catch::Matchers::Message("emptor::without: part 1 matches no rule"));
}

}  // namespace compose_test
