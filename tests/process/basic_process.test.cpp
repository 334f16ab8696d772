// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/basic_process.hpp>

#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "buying.hpp"

namespace basic_process_test {

using namespace buying_test;

namespace {

/// Whether the way is there and goes like this.
template <class Path, class... Events>
constexpr bool goes(const Path& path, Events... events) {
    if (!path || path->size() != sizeof...(events)) return false;
    std::size_t i = 0;
    return (((*path)[i++] == events) && ...);
}

}  // namespace

TEST_CASE("a process knows the shortest way from one stage to another", "[process]") {
    STATIC_REQUIRE(goes(buying.path_to(need, purchase), search_begun, shortlisted, chosen));
    STATIC_REQUIRE(goes(buying.path_to(purchase, search), delivered, need_arose, search_begun));
    STATIC_REQUIRE(goes(buying.path_to(evaluation, lost), abandoned));
    STATIC_REQUIRE(goes(buying.path_to(need, need)));
}

TEST_CASE("where there is no way there is no path", "[process]") {
    STATIC_REQUIRE_FALSE(buying.path_to(lost, need).has_value());
    CHECK_FALSE(buying.path_to(static_cast<stage>(9), need).has_value());
    CHECK_FALSE(buying.path_to(need, static_cast<stage>(9)).has_value());
}

TEST_CASE("some can go a way by themselves that others cannot", "[process]") {
    STATIC_REQUIRE(goes(buying.path_to(need, evaluation, {user}), search_begun, shortlisted));
    STATIC_REQUIRE_FALSE(buying.path_to(need, evaluation, {buyer}).has_value());
    STATIC_REQUIRE_FALSE(buying.path_to(need, purchase, {user, buyer}).has_value());
    STATIC_REQUIRE(
        goes(buying.path_to(need, purchase, {user, buyer, decision_maker}), search_begun, shortlisted, chosen));
    STATIC_REQUIRE(goes(buying.path_to(need, lost, {}), abandoned));
}

namespace {

enum class abc { a, b, c };
enum class xyz { x, y, z };

constexpr auto twofold = emptor::process<abc, xyz>(abc::a, {{in(abc::a), on(xyz::y), to(abc::b)},
                                                            {in(abc::a), on(xyz::z), to(abc::b)},
                                                            {in(abc::b), on(xyz::z), weight(2), to(abc::c)},
                                                            {in(abc::b), on(xyz::x), to(abc::c), weight(0.25)},
                                                            ends(abc::c)});

}  // namespace

TEST_CASE("of several shortest ways the first in the order of events is given", "[process]") {
    STATIC_REQUIRE(goes(twofold.path_to(abc::a, abc::c), xyz::y, xyz::x));
    const auto path = twofold.path_to(abc::a, abc::c);
    CHECK(std::vector<xyz>(path->begin(), path->end()) == std::vector{xyz::y, xyz::x});
}

TEST_CASE("a rule may say how often it happens", "[process]") {
    STATIC_REQUIRE(twofold.weight(abc::a, xyz::y) == 1);
    STATIC_REQUIRE(twofold.weight(abc::b, xyz::z) == 2);
    STATIC_REQUIRE(twofold.weight(abc::b, xyz::x) == 0.25);
    STATIC_REQUIRE(twofold.weight(abc::c, xyz::x) == 0);
}

TEST_CASE("an id has a name and a place among its kind", "[process]") {
    STATIC_REQUIRE(buying.name(search) == "search");
    STATIC_REQUIRE(buying.name(chosen) == "chosen");
    STATIC_REQUIRE(buying.name(decision_maker) == "decision_maker");
    STATIC_REQUIRE(buying.index(evaluation) == 2);
    STATIC_REQUIRE(buying.index(abandoned) == 6);
    CHECK(buying.name(static_cast<stage>(9)).empty());
    CHECK(buying.index(static_cast<stage>(9)) == 6);
}

}  // namespace basic_process_test
