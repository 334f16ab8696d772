// SPDX-License-Identifier: BSL-1.0

/// @file
/// The fast reader against a plain one; what it promises is tested in tests/io/csv.test.cpp.

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "fuzz/corpus.hpp"
#include "fuzz/csv.hpp"

namespace csv_reader_test {

TEST_CASE("the CSV reader agrees with a plain parser on random bytes") {
    constexpr std::uint64_t seed = 20240131;
    std::mt19937_64 random{seed};
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    using namespace std::string_view_literals;
    constexpr std::array tokens{","sv,
                                ","sv,
                                ","sv,
                                "\n"sv,
                                "\r\n"sv,
                                "\r"sv,
                                "\""sv,
                                "\""sv,
                                "\"\""sv,
                                "\",\""sv,
                                "a"sv,
                                "bc d"sv,
                                "采"sv,
                                "\u00E9"sv,
                                "\U0001F600"sv,
                                "\t"sv,
                                "\x0B"sv,
                                ";"sv,
                                "0123456789012345678901234567890123456789"sv};
    constexpr std::array bad{"\0"sv, "\xFF"sv, "\xC3"sv, "\xE4\xB8"sv, "\xED\xA0\x80"sv, "\xEF\xBB\xBF"sv, "\x80"sv};
    for (int round = 0; round < 6000; ++round) {
        std::string text = below(8) == 0 ? "\xEF\xBB\xBF" : "";
        const std::size_t length = below(120);
        const bool dirty = below(3) == 0;
        for (std::size_t i = 0; i < length; ++i) {
            text += dirty && below(40) == 0 ? bad[below(bad.size())] : tokens[below(tokens.size())];
        }
        fuzz::csv_case how;
        how.options.buffer = 1 + below(200);
        if (below(4) == 0) how.options.longest_field = 1 + below(60);
        how.chunk = 1 + below(below(2) == 0 ? 17 : 300);
        INFO("seed " << seed << ", round " << round << ":\n" << text);
        REQUIRE_NOTHROW(fuzz::compare_csv(text, how));
    }
}

TEST_CASE("the CSV reader agrees with a plain parser on random tables, whole and changed") {
    constexpr std::uint64_t seed = 20240201;
    std::mt19937_64 random{seed};
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    constexpr std::array<std::string_view, 9> parts{"x",  "purchase", "2024-01-31", "采购", " ",
                                                    "\"", ",",        "\n",         "\r\n"};
    constexpr std::array<std::string_view, 3> line_ends{"\n", "\r\n", "\r"};
    std::size_t rows_read = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::size_t columns = 1 + below(9);
        std::string text;
        const std::size_t rows = below(30);
        for (std::size_t row = 0; row <= rows; ++row) {
            for (std::size_t column = 0; column < columns; ++column) {
                if (column != 0) text += ',';
                const bool quoted = below(3) == 0;
                if (quoted) text += '"';
                for (std::size_t n = below(4); n-- > 0;) {
                    const std::string_view part = parts[below(quoted ? parts.size() : 5)];
                    text += part == "\"" ? "\"\"" : part;
                }
                if (quoted) text += '"';
            }
            text += line_ends[below(line_ends.size())];
        }
        const bool changed = below(2) == 0;
        if (changed) text[below(text.size())] = static_cast<char>(below(256));
        INFO("seed " << seed << ", round " << round << ":\n" << text);
        if (!changed) {
            const plain_csv::table table = plain_csv::read(text, ',', 1000);
            // Of one column, empty lines before the header are blank, and a table of nothing else is empty.
            if (columns > 1) REQUIRE_FALSE(table.stopped_by);
            rows_read += table.rows.size();
        }
        const fuzz::csv_case how{.options = {.buffer = 1 + below(300)}, .chunk = 1 + below(200)};
        REQUIRE_NOTHROW(fuzz::compare_csv(text, how));
    }
    CHECK(rows_read > 10'000);
}

TEST_CASE("every input of the CSV fuzz corpus is read as the plain parser reads it") {
    const auto inputs = corpus_of("csv");
    REQUIRE(inputs.size() >= 10);
    for (const auto& [name, bytes] : inputs) {
        INFO(name);
        CHECK_NOTHROW(fuzz::csv(bytes));
    }
}

}  // namespace csv_reader_test
