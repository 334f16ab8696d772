// SPDX-License-Identifier: BSL-1.0
// How the program numbers texts: as a plain map would.

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "../../examples/emptor/name_index.hpp"
#include "../../examples/emptor/text_index.hpp"

namespace text_index_test {

namespace {

/// Texts of 0 to 80 bytes, many of them again and again, many alike but for a byte or their length.
std::string draw(std::mt19937_64& random, std::size_t kinds) {
    const std::size_t kind = random() % kinds;
    std::string text(kind % 81, static_cast<char>('a' + kind % 3));
    if (!text.empty()) text[kind / 81 % text.size()] = static_cast<char>(kind % 251);
    return text;
}

template <class Index>
void agrees_with_a_map(std::size_t kinds) {
    std::mt19937_64 random{kinds};
    CAPTURE(kinds);
    Index index;
    std::map<std::string, std::uint32_t> plain;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = draw(random, kinds);
        const auto expected = plain.try_emplace(text, static_cast<std::uint32_t>(plain.size())).first->second;
        REQUIRE(index.number(text) == expected);
        REQUIRE(index.size() == plain.size());
    }
}

}  // namespace

TEST_CASE("texts of every length are numbered as they come, whatever is in them") {
    for (const std::size_t kinds : std::vector<std::size_t>{3, 50, 3'000, 100'000}) {
        agrees_with_a_map<program::text_index>(kinds);
        agrees_with_a_map<program::name_index>(kinds);
    }
}

TEST_CASE("a text whose number is prepared has the same number, even where the table has grown since") {
    std::mt19937_64 random{11};
    program::text_index index;
    program::text_index at_once;
    std::vector<program::text_index::prepared> prepared(2000);
    for (int round = 0; round < 5; ++round) {
        std::vector<std::string> texts;
        for (auto& key : prepared) {
            texts.push_back(draw(random, 100'000));
            index.prepare(key, texts.back());
        }
        for (std::size_t i = 0; i < texts.size(); ++i) REQUIRE(index.number(prepared[i]) == at_once.number(texts[i]));
    }
}

TEST_CASE("names are remembered by their numbers, and one that is like another is not taken for it") {
    program::name_index names;
    const std::vector<std::string> texts{"",
                                         "abc",
                                         "visit",
                                         "visot",
                                         "vusit",
                                         "purchase",
                                         "viisit",
                                         "purkase",
                                         "purchase",
                                         "pu\0chase",
                                         "0123456789abcdef",
                                         "0123456789abcdeF",
                                         "visit",
                                         "0123456739abcdef"};
    for (const std::string& text : texts) CHECK(names[names.number(text)] == text);
    for (const std::string& text : texts) CHECK(names[names.number(text)] == text);
    CHECK(names.size() == 12);
}

}  // namespace text_index_test
