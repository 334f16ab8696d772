// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/enumerator_set.hpp>

#include <array>
#include <cstddef>
#include <ranges>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace enumerator_set_test {

namespace {

enum class few { a, b, c };
enum class many : unsigned char {};

template <class E>
using set = emptor::enumerator_set<E>;

}  // namespace

}  // namespace enumerator_set_test

template <>
inline constexpr auto emptor::enumerators<enumerator_set_test::many> = [] {
    std::array<enumerator_set_test::many, 100> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<enumerator_set_test::many>(i);
    return all;
}();

namespace enumerator_set_test {

TEST_CASE("a set is a small value and a range", "[process]") {
    STATIC_REQUIRE(sizeof(set<few>) == 1);
    STATIC_REQUIRE(sizeof(set<many>) == 16);
    STATIC_REQUIRE(std::is_trivially_copyable_v<set<many>>);
    STATIC_REQUIRE(std::ranges::forward_range<set<few>>);
}

TEST_CASE("a set holds each member once, in the order of the enum", "[process]") {
    STATIC_REQUIRE(set<few>{few::c, few::a, few::c}.size() == 2);
    STATIC_REQUIRE(set<few>{few::c, few::a} == set<few>{few::a, few::c});
    STATIC_REQUIRE(set<few>{}.empty());
    STATIC_REQUIRE_FALSE(set<few>{few::b}.empty());
    const set<few> both{few::c, few::a};
    CHECK(std::vector<few>(both.begin(), both.end()) == std::vector{few::a, few::c});
    CHECK(both.contains(few::a));
    CHECK_FALSE(both.contains(few::b));
}

TEST_CASE("a set of many members spans words", "[process]") {
    set<many> thirds;
    std::vector<many> expected;
    for (int i = 0; i < 100; i += 3) {
        CHECK(thirds.insert(static_cast<many>(i)));
        expected.push_back(static_cast<many>(i));
    }
    CHECK(thirds.size() == expected.size());
    CHECK(std::vector<many>(thirds.begin(), thirds.end()) == expected);
}

TEST_CASE("sets are united", "[process]") {
    STATIC_REQUIRE((set<few>{few::a} |= {few::c}) == set<few>{few::a, few::c});
    set<many> all{static_cast<many>(99)};
    all |= {static_cast<many>(1), static_cast<many>(99)};
    CHECK(all == set<many>{static_cast<many>(1), static_cast<many>(99)});
}

TEST_CASE("members are taken out", "[process]") {
    STATIC_REQUIRE((set<few>{few::a, few::b} -= {few::b, few::c}) == set<few>{few::a});
    set<many> all{static_cast<many>(1), static_cast<many>(99)};
    all -= {static_cast<many>(99)};
    CHECK(all == set<many>{static_cast<many>(1)});
}

TEST_CASE("what sets have in common is a set", "[process]") {
    STATIC_REQUIRE((set<few>{few::a, few::b} & set<few>{few::b, few::c}) == set<few>{few::b});
    STATIC_REQUIRE((set<few>{few::a} & set<few>{few::b, few::c}).empty());
    set<many> all{static_cast<many>(1), static_cast<many>(70), static_cast<many>(99)};
    all &= {static_cast<many>(0), static_cast<many>(70), static_cast<many>(99)};
    CHECK(all == set<many>{static_cast<many>(70), static_cast<many>(99)});
}

TEST_CASE("sets meet, or lie within another", "[process]") {
    STATIC_REQUIRE(set<few>{few::a, few::b}.meets({few::b, few::c}));
    STATIC_REQUIRE_FALSE(set<few>{few::a}.meets({few::b, few::c}));
    STATIC_REQUIRE(set<few>{few::b}.within({few::b, few::c}));
    STATIC_REQUIRE_FALSE(set<few>{few::a, few::b}.within({few::b, few::c}));
    STATIC_REQUIRE(set<few>{}.within({}));
    const set<many> high{static_cast<many>(99)};
    CHECK(high.meets({static_cast<many>(0), static_cast<many>(99)}));
    CHECK_FALSE(high.within({static_cast<many>(0), static_cast<many>(35)}));
}

TEST_CASE("a value that is no enumerator is no member and never becomes one", "[process]") {
    set<few> all{few::a, few::b, few::c};
    CHECK_FALSE(all.insert(static_cast<few>(3)));
    CHECK_FALSE(all.insert(static_cast<few>(-1)));
    CHECK_FALSE(all.contains(static_cast<few>(3)));
    CHECK_FALSE(all.contains(static_cast<few>(64)));
    CHECK(all.size() == 3);
}

}  // namespace enumerator_set_test
