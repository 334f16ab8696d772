// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/display_width.hpp>

namespace display_width_test {

using namespace emptor::io::detail;

namespace {

constexpr auto columns = [](const cluster& one) { return static_cast<double>(one.width); };

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Latin letters take one column, Chinese characters and emoji two") {
    STATIC_REQUIRE(display_width("") == 0);
    STATIC_REQUIRE(display_width("search") == 6);
    STATIC_REQUIRE(display_width("需求识别") == 8);
    STATIC_REQUIRE(display_width("ｆｕｌｌ") == 8);
    STATIC_REQUIRE(display_width("ひらがな한국") == 12);
    STATIC_REQUIRE(display_width("🛒") == 2);
}

TEST_CASE("What joins a character takes no column of its own") {
    STATIC_REQUIRE(display_width("e\u0301") == 1);
    STATIC_REQUIRE(display_width("\u2764\uFE0F") == 2);                                // a heart, shown as an emoji
    STATIC_REQUIRE(display_width("\U0001F44D\U0001F3FD") == 2);                        // a thumb with a skin tone
    STATIC_REQUIRE(display_width("\U0001F468\u200D\U0001F469\u200D\U0001F466") == 2);  // a family
    STATIC_REQUIRE(display_width("\U0001F1E8\U0001F1F3") == 2);                        // a flag
    STATIC_REQUIRE(display_width("\U0001F1E8\U0001F1F3\U0001F1E9\U0001F1EA") == 4);
}

TEST_CASE("The ranges are in order, so that they can be searched") {
    const auto ordered = [](const auto& ranges) {
        return std::ranges::all_of(ranges, [](const auto& one) { return one.first <= one.last; }) &&
               std::ranges::adjacent_find(ranges, [](const auto& a, const auto& b) { return a.last >= b.first; }) ==
                   ranges.end();
    };
    CHECK(ordered(wide_ranges));
    CHECK(ordered(joining_ranges));
}

TEST_CASE("Text is broken at spaces, after punctuation and between Chinese characters") {
    CHECK(wrap("requests a quotation", 12, columns) == lines{"requests a", "quotation"});
    CHECK(wrap("request_for_quotation", 12, columns) == lines{"request_for_", "quotation"});
    CHECK(wrap("供应商资格预审", 6, columns) == lines{"供应商", "资格预", "审"});
    CHECK(wrap("exact fit", 9, columns) == lines{"exact fit"});
    CHECK(wrap("", 9, columns) == lines{""});
}

TEST_CASE("A word longer than the line is broken anywhere but inside a character") {
    CHECK(wrap("abcdefgh", 3, columns) == lines{"abc", "def", "gh"});
    CHECK(wrap("采购", 1, columns) == lines{"采", "购"});
    CHECK(wrap("e\u0301e\u0301e\u0301", 2, columns) == lines{"e\u0301e\u0301", "e\u0301"});
}

TEST_CASE("Wrapping keeps every character and the length of every line, whatever the text") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::vector<std::string> parts{"a", "bc", " ", "-", "采", "🛒", "e\u0301", "_", "\U0001F1E8\U0001F1F3"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto left = random() % 30; left > 0; --left) text += parts[random() % parts.size()];
        const double longest = 2 + static_cast<double>(random() % 12);
        std::string joined;
        for (const std::string& line : wrap(text, longest, columns)) {
            joined += line;
            if (static_cast<double>(display_width(line)) > longest) FAIL(text << " at " << longest << ": " << line);
        }
        std::erase(text, ' ');
        std::erase(joined, ' ');
        if (joined != text) FAIL(text << " became " << joined);
    }
    SUCCEED();
}

TEST_CASE("Text too long for its place ends with an ellipsis inside it") {
    CHECK(shortened("evaluation", 10, columns) == "evaluation");
    CHECK(shortened("evaluation", 5, columns) == "eval…");
    CHECK(shortened("a long name", 8, columns) == "a long…");
    CHECK(shortened("需求识别", 6, columns) == "需求…");
}

}  // namespace display_width_test
