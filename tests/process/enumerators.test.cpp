// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/enumerators.hpp>

#include <array>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

namespace enumerators_test {

namespace {

enum class scoped { need, search_2, evaluation };
enum fixed : unsigned char { first, second };
enum unfixed { one = 1, two = 2 };
enum class half_seen { below = -1, zero, one, far = 40 };
enum class sparse { low = -3, high = 900 };
enum class truth : bool { no, yes };
enum class letter : char { a, b, c };
enum class signed_one : signed char { zero };
enum class chinese_name { 需求识别, 信息搜索 };
enum class renamed { won, lost };
enum class long_list {
    e0,
    e1,
    e2,
    e3,
    e4,
    e5,
    e6,
    e7,
    e8,
    e9,
    e10,
    e11,
    e12,
    e13,
    e14,
    e15,
    e16,
    e17,
    e18,
    e19,
    e20,
    e21,
    e22,
    e23,
    e24,
    e25,
    e26,
    e27,
    e28,
    e29,
    e30,
    e31,
    e32,
    e33,
    e34,
    e35,
    e36,
    e37,
    e38,
    e39
};
enum class exactly_one_block { b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15 };

struct holder {
    enum class inside { door, window };
};

}  // namespace

}  // namespace enumerators_test

template <>
inline constexpr std::array emptor::enumerators<enumerators_test::unfixed>{enumerators_test::one,
                                                                           enumerators_test::two};
template <>
inline constexpr std::array emptor::enumerators<enumerators_test::sparse>{enumerators_test::sparse::low,
                                                                          enumerators_test::sparse::high};
template <>
inline constexpr std::array emptor::enumerator_names<enumerators_test::renamed>{std::string_view{"closed won"},
                                                                                std::string_view{"closed lost"}};

namespace enumerators_test {

TEST_CASE("enumerators are found and named without being listed", "[process]") {
    STATIC_REQUIRE(emptor::enumerators<scoped> == std::array{scoped::need, scoped::search_2, scoped::evaluation});
    STATIC_REQUIRE(emptor::name(scoped::need) == "need");
    STATIC_REQUIRE(emptor::name(scoped::search_2) == "search_2");
    STATIC_REQUIRE(emptor::name(scoped::evaluation) == "evaluation");
}

TEST_CASE("an unscoped enum of fixed type is as good", "[process]") {
    STATIC_REQUIRE(emptor::enumerators<fixed>.size() == 2);
    STATIC_REQUIRE(emptor::name(second) == "second");
}

TEST_CASE("enums of every underlying type are known", "[process]") {
    STATIC_REQUIRE(emptor::enumerators<truth>.size() == 2);
    STATIC_REQUIRE(emptor::name(truth::yes) == "yes");
    STATIC_REQUIRE(emptor::enumerators<letter>.size() == 3);
    STATIC_REQUIRE(emptor::name(letter::c) == "c");
    STATIC_REQUIRE(emptor::enumerators<signed_one>.size() == 1);
    STATIC_REQUIRE(emptor::name(signed_one::zero) == "zero");
}

TEST_CASE("names are known wherever the enum stands and whatever its letters", "[process]") {
    enum class local { here, there };
    STATIC_REQUIRE(emptor::name(holder::inside::window) == "window");
    STATIC_REQUIRE(emptor::name(local::there) == "there");
    STATIC_REQUIRE(emptor::name(chinese_name::信息搜索) == "信息搜索");
}

TEST_CASE("an enum may be longer than what is probed at once, or just as long", "[process]") {
    STATIC_REQUIRE(emptor::enumerators<long_list>.size() == 40);
    STATIC_REQUIRE(emptor::name(long_list::e15) == "e15");
    STATIC_REQUIRE(emptor::name(long_list::e16) == "e16");
    STATIC_REQUIRE(emptor::name(long_list::e39) == "e39");
    STATIC_REQUIRE(emptor::enumerators<exactly_one_block>.size() == 16);
    STATIC_REQUIRE(emptor::name(exactly_one_block::b15) == "b15");
}

TEST_CASE("what is below 0 or far behind a gap is not seen, and so is no enumerator unless it is said", "[process]") {
    STATIC_REQUIRE(emptor::enumerators<half_seen>.size() == 2);
    STATIC_REQUIRE(emptor::is_enumerator(half_seen::zero));
    STATIC_REQUIRE_FALSE(emptor::is_enumerator(half_seen::below));
    STATIC_REQUIRE_FALSE(emptor::is_enumerator(half_seen::far));
    STATIC_REQUIRE(emptor::name(half_seen::below).empty());
    STATIC_REQUIRE(emptor::name(half_seen::far).empty());
}

TEST_CASE("enumerators that do not count from 0 can be said", "[process]") {
    STATIC_REQUIRE(emptor::name(two) == "two");
    STATIC_REQUIRE(emptor::name(sparse::low) == "low");
    STATIC_REQUIRE(emptor::name(sparse::high) == "high");
    STATIC_REQUIRE(emptor::name(static_cast<sparse>(0)).empty());
    STATIC_REQUIRE(emptor::is_enumerator(sparse::high));
    STATIC_REQUIRE_FALSE(emptor::is_enumerator(static_cast<sparse>(899)));
}

TEST_CASE("names can be said, too", "[process]") { STATIC_REQUIRE(emptor::name(renamed::lost) == "closed lost"); }

TEST_CASE("a value that is no enumerator has no name", "[process]") {
    for (const int id : {3, 4, 255, 1'000'000, -1, -2'147'483'647}) {
        CAPTURE(id);
        CHECK(emptor::name(static_cast<scoped>(id)).empty());
        CHECK_FALSE(emptor::is_enumerator(static_cast<scoped>(id)));
    }
    CHECK(emptor::name(static_cast<fixed>(2)).empty());
    CHECK(emptor::name(static_cast<letter>(-1)).empty());
}

}  // namespace enumerators_test
