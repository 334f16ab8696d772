// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/id_set.hpp>

#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace id_set_test {

namespace {

enum class id : unsigned short {};
using set = emptor::id_set<id>;

}  // namespace

TEST_CASE("a set of ids holds each once, in order", "[process]") {
    const set some{id{300}, id{2}, id{300}, id{7}};
    CHECK(some.size() == 3);
    CHECK(std::vector<id>(some.begin(), some.end()) == std::vector{id{2}, id{7}, id{300}});
    CHECK(some == set{id{7}, id{2}, id{300}});
    CHECK(some.contains(id{7}));
    CHECK_FALSE(some.contains(id{8}));
    CHECK(set{}.empty());
}

TEST_CASE("inserting says whether an id is new", "[process]") {
    set some;
    CHECK(some.insert(id{3}));
    CHECK_FALSE(some.insert(id{3}));
    CHECK(some.size() == 1);
}

TEST_CASE("sets of ids meet, or lie within another", "[process]") {
    const set some{id{1}, id{2}};
    CHECK(some.meets({id{2}, id{3}}));
    CHECK_FALSE(some.meets({id{3}}));
    CHECK_FALSE(some.meets({}));
    CHECK(some.within({id{1}, id{2}, id{3}}));
    CHECK_FALSE(some.within({id{2}, id{3}}));
    CHECK(set{}.within({}));
}

}  // namespace id_set_test
