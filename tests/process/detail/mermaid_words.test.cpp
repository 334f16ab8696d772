// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/mermaid_words.hpp>

#include <optional>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

namespace mermaid_words_test {

using namespace emptor::detail;

namespace {

[[nodiscard]] constexpr bool decodes(std::string_view coded, std::string_view text) {
    const auto decoded = decoded_text::of(coded);
    return decoded && decoded->view() == text;
}

[[nodiscard]] constexpr std::string_view role(std::string_view list, std::size_t place) {
    joint behind = joint_comma;
    std::string_view each{""};
    for (std::size_t i = 0; i <= place && behind != joint_none; ++i) each = take_role(list, behind);
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

TEST_CASE("how many have to agree stands before or behind them", "[process]") {
    constexpr auto english = split_rule("x once agreed by 12 of a, b and c, by different persons ×2");
    STATIC_REQUIRE(english.agreed == "a, b and c");
    STATIC_REQUIRE(english.needed == "12");
    STATIC_REQUIRE((english.separate && !english.in_turn && english.weight == "2"));
    constexpr auto chinese = split_rule("x，由丁，经甲、乙或丙（至少2方）同意，且须为不同的人");
    STATIC_REQUIRE(chinese.agreed == "甲、乙或丙");
    STATIC_REQUIRE(chinese.needed == "2");
    STATIC_REQUIRE((chinese.separate && !chinese.in_turn && chinese.by == "丁"));
    constexpr auto in_turn = split_rule("x，依次经甲、乙同意");
    STATIC_REQUIRE((in_turn.in_turn && in_turn.agreed == "甲、乙" && in_turn.event == "x"));
    STATIC_REQUIRE(split_rule("x once agreed by 2of a").needed.empty());
    STATIC_REQUIRE(split_rule("x，经甲（至少一方）同意").agreed == "甲（至少一方）");
    STATIC_REQUIRE(split_rule("x，经甲方）同意").agreed == "甲方）");
}

TEST_CASE("what stands between those who agree says how they do", "[process]") {
    const auto list = [](std::string_view needed, bool in_turn, unsigned joints) {
        return agreed_list{{.needed = needed, .in_turn = in_turn}, joints};
    };
    STATIC_REQUIRE(!list("", false, joint_comma | joint_and).some);
    STATIC_REQUIRE((list("", false, joint_comma | joint_or).some && list("", false, joint_or).needed == 1));
    STATIC_REQUIRE((list("2", false, joint_comma | joint_or).needed == 2 && list("2", false, joint_and).clear));
    STATIC_REQUIRE((list("", false, joint_then).in_sequence && list("", true, joint_comma).in_sequence));
    STATIC_REQUIRE(!list("", false, joint_or | joint_and).clear);
    STATIC_REQUIRE(!list("", false, joint_then | joint_comma).clear);
    STATIC_REQUIRE(!list("2", false, joint_then).clear);
    STATIC_REQUIRE(!list("", true, joint_or).clear);
    STATIC_REQUIRE(!list("2", true, joint_comma).clear);
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

}  // namespace mermaid_words_test
