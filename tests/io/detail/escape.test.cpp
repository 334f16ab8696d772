// SPDX-License-Identifier: BSL-1.0
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/escape.hpp>

namespace escape_test {

using namespace emptor::io::detail;
using namespace std::literals;

TEST_CASE("A JSON string escapes quotes, backslashes and control characters, and replaces what is no text") {
    CHECK(json_string("plain") == R"("plain")");
    CHECK(json_string("\"\\/") == R"("\"\\/")");
    CHECK(json_string("\b\f\n\r\t") == R"("\b\f\n\r\t")");
    CHECK(json_string("\0\x1F\x7F"sv) == R"("\u0000\u001f\u007f")");
    CHECK(json_string("采购 🛒") == R"("采购 🛒")");
    CHECK(json_string("a\xFF\xED\xA0\x80z") == "\"a\uFFFD\uFFFD\uFFFD\uFFFDz\"");
}

TEST_CASE("Markup escapes what would be markup and shows what may not stand in it") {
    CHECK(markup("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    CHECK(markup("a\x01\n") == "a␁␊");
    CHECK(markup("\uFFFF\xC3") == "\uFFFD\uFFFD");
}

TEST_CASE("A CSV field is quoted where it must be") {
    CHECK(csv_field("") == "");
    CHECK(csv_field("plain text") == "plain text");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("say \"yes\"") == "\"say \"\"yes\"\"\"");
    CHECK(csv_field("two\nlines") == "\"two\nlines\"");
    CHECK(csv_field("two\rlines") == "\"two\rlines\"");
    CHECK(csv_field(" padded") == "\" padded\"");
    CHECK(csv_field("a\0b\xFF"sv) == "a\uFFFDb\uFFFD");
}

}  // namespace escape_test
