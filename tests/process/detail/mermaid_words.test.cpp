// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/mermaid_words.hpp>

#include <optional>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

using namespace emptor::detail;

namespace {

[[nodiscard]] constexpr bool decodes(std::string_view coded, std::string_view text) {
    const auto decoded = decoded_text::of(coded);
    return decoded && decoded->view() == text;
}

[[nodiscard]] constexpr std::string_view role(std::string_view list, std::size_t place) {
    bool more = true;
    std::string_view each{""};
    for (std::size_t i = 0; i <= place && more; ++i) each = take_role(list, more);
    return each;
}

}  // namespace

TEST_CASE("codes stand for characters by their numbers and a few by name", "[process]") {
    STATIC_REQUIRE(decodes("a#58;b", "a:b"));
    STATIC_REQUIRE(decodes("#38656;#27714;#233;#128512;", "需求é😀"));
    STATIC_REQUIRE(decodes("#quot;#amp;#lt;#gt;#apos;#semi;", "\"&<>';"));
    STATIC_REQUIRE(decodes("no. # 1", "no. # 1"));
    STATIC_REQUIRE(decodes("", ""));
}

TEST_CASE("a code that means nothing is refused", "[process]") {
    STATIC_REQUIRE(!decoded_text::of("#;"));
    STATIC_REQUIRE(!decoded_text::of("#heart;"));
    STATIC_REQUIRE(!decoded_text::of("#55296;"));
    STATIC_REQUIRE(!decoded_text::of("#1114112;"));
    STATIC_REQUIRE(!decoded_text::of("#99999999999999999999;"));
}

TEST_CASE("a rule's text falls into its parts in both languages", "[process]") {
    constexpr auto english = split_rule("chosen by user, buyer or seller once agreed by boss and owner ×2");
    STATIC_REQUIRE(english.event == "chosen");
    STATIC_REQUIRE(english.by == "user, buyer or seller");
    STATIC_REQUIRE(english.agreed == "boss and owner");
    STATIC_REQUIRE(english.weight == "2");
    constexpr auto chinese = split_rule("选定，由甲、乙或丙，经丁和戊同意 ×0.5");
    STATIC_REQUIRE(chinese.event == "选定");
    STATIC_REQUIRE(chinese.by == "甲、乙或丙");
    STATIC_REQUIRE(chinese.agreed == "丁和戊");
    STATIC_REQUIRE(chinese.weight == "0.5");
    constexpr auto bare = split_rule("standby");
    STATIC_REQUIRE(bare.event == "standby");
    STATIC_REQUIRE((!bare.has_by && !bare.has_agreed && !bare.has_weight));
    STATIC_REQUIRE(split_rule("x by").has_by);
    STATIC_REQUIRE(split_rule("x once agreed by").has_agreed);
}

TEST_CASE("roles are taken off a list one by one", "[process]") {
    STATIC_REQUIRE(role("user, buyer or seller", 0) == "user");
    STATIC_REQUIRE(role("user, buyer or seller", 1) == "buyer");
    STATIC_REQUIRE(role("user, buyer or seller", 2) == "seller");
    STATIC_REQUIRE(role("甲、乙或丙", 2) == "丙");
    STATIC_REQUIRE(role("user,", 1).empty());
    STATIC_REQUIRE(role("oracle", 0) == "oracle");
}

TEST_CASE("a weight is read to its last bit, or not at all", "[process]") {
    STATIC_REQUIRE(read_weight("2") == 2);
    STATIC_REQUIRE(read_weight("0.1") == 0.1);
    STATIC_REQUIRE(read_weight("12345.678") == 12345.678);
    STATIC_REQUIRE(read_weight("0x1.8p+1") == 3);
    STATIC_REQUIRE(read_weight("0x1p-1074") == 5e-324);
    STATIC_REQUIRE(read_weight("0x1.fffffffffffffp+1023") == 1.7976931348623157e308);
    for (const std::string_view wrong :
         {"", "0", "0.0", "-1", "+1", "1e3", "1.2.3", ".", "x", "0x", "0x1p", "0x1p99999", "0x1p+1024", "0x1p-1075",
          "0.30000000000000004", "99999999999999999999", "inf", "nan", "2 "}) {
        CAPTURE(wrong);
        CHECK(!read_weight(wrong));
    }
}
