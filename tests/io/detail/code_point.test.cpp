// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/code_point.hpp>

namespace code_point_test {

using namespace emptor::io::detail;
using namespace std::literals;

namespace {

constexpr bool reads(std::string_view text, char32_t value, std::size_t bytes) {
    const code_point seen = first_code_point(text);
    return seen.value == value && seen.bytes == bytes;
}

}  // namespace

TEST_CASE("A code point is read from one to four bytes") {
    STATIC_REQUIRE(reads("a", U'a', 1));
    STATIC_REQUIRE(reads("\u00e9", 0xE9, 2));
    STATIC_REQUIRE(reads("采购", U'采', 3));
    STATIC_REQUIRE(reads("🛒", 0x1F6D2, 4));
    STATIC_REQUIRE(reads("\xF4\x8F\xBF\xBF", 0x10FFFF, 4));
}

TEST_CASE("Bytes that are not UTF-8 are one U+FFFD for each run that could have begun a character") {
    STATIC_REQUIRE(reads("\x80", replacement, 1));
    STATIC_REQUIRE(reads("\xFF", replacement, 1));
    STATIC_REQUIRE(reads("\xC0\x80", replacement, 1));          // overlong
    STATIC_REQUIRE(reads("\xE0\x80\x80", replacement, 1));      // overlong
    STATIC_REQUIRE(reads("\xED\xA0\x80", replacement, 1));      // a surrogate
    STATIC_REQUIRE(reads("\xF4\x90\x80\x80", replacement, 1));  // beyond U+10FFFF
    STATIC_REQUIRE(reads("\xE9\x87", replacement, 2));          // cut off
    STATIC_REQUIRE(reads("\xF0\x9F\x9B!", replacement, 3));
}

TEST_CASE("Every code point is written as the bytes it is read from") {
    for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x900 ? 1 : 0x3D) {
        if (value >= 0xD800 && value < 0xE000) continue;
        std::string bytes;
        append_utf8(bytes, value);
        const code_point read = first_code_point(bytes);
        if (read.value != value || read.bytes != bytes.size()) FAIL("U+" << static_cast<unsigned>(value));
    }
    SUCCEED();
}

TEST_CASE("Control characters are shown, not sent") {
    CHECK(visible("a\nb\t\x1B[31m\x7F") == "a␊b␉␛[31m␡");
    CHECK(visible("\0"sv) == "␀");
    CHECK(visible("\u0085\u202E\u2028\u2066\uFEFF\uFFFE") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(visible("采购 🛒 é") == "采购 🛒 é");
    CHECK(visible("\xFF\xE9\x87") == "\uFFFD\uFFFD");
}

}  // namespace code_point_test
