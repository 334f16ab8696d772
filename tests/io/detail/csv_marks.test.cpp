// SPDX-License-Identifier: BSL-1.0

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/csv_marks.hpp>

namespace csv_marks_test {

using emptor::io::detail::csv_block_size;

TEST_CASE("marks of a CSV block are those a plain look finds, however many bytes are looked at together") {
    std::mt19937_64 random{7};
    for (int round = 0; round < 2000; ++round) {
        std::array<char, csv_block_size> block{};
        const bool ascii = round % 2 == 0;
        for (char& c : block) c = static_cast<char>(random() % (ascii ? 128 : 256));
        const char delimiter = static_cast<char>(1 + random() % 127);
        std::uint64_t expected = 0;
        for (std::size_t i = 0; i < block.size(); ++i) {
            const bool marked = block[i] == delimiter || block[i] == '"' || static_cast<unsigned char>(block[i]) < 0x0E;
            expected |= std::uint64_t{marked} << i;
        }
        const bool is_ascii = std::ranges::all_of(block, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        const std::uint64_t delimiters = static_cast<unsigned char>(delimiter) * emptor::io::detail::each_byte;
        for (const auto mark : {&emptor::io::detail::mark_csv, &emptor::io::detail::mark_csv_by_words}) {
            const auto seen = mark(block.data(), delimiters);
            CHECK(seen.marks == expected);
            CHECK(seen.ascii == is_ascii);
        }
    }
}

TEST_CASE("a list of CSV marks has their places, first to last, until it is full") {
    std::mt19937_64 random{8};
    emptor::io::detail::csv_mark_list list;
    for (int round = 0; round < 500; ++round) {
        std::vector<std::size_t> expected;
        list.clear();
        CHECK(list.size() == 0);
        const std::size_t begin = random() % 1000;
        for (std::size_t block = 0; block < emptor::io::detail::csv_mark_list::blocks; ++block) {
            std::uint64_t marks = random();  // of all densities, with none and all among them
            for (std::uint64_t thinner = random() % 6; thinner > 0; --thinner) marks &= random();
            if (round % 7 == 0) marks = round % 14 == 0 ? ~std::uint64_t{} : 0;
            for (std::size_t i = 0; i < csv_block_size; ++i) {
                if ((marks >> i & 1) != 0) expected.push_back(begin + block * csv_block_size + i);
            }
            list.add(begin + block * csv_block_size, marks);
        }
        REQUIRE(std::vector<std::size_t>(list.begin(), list.end()) == expected);
        if (expected.size() < 3) continue;
        list.drop(2);
        CHECK(list.size() == expected.size() - 2);
        CHECK(*list.begin() == expected[2]);
        list.drop_to(list.end());
        CHECK(list.size() == 0);
    }
}

TEST_CASE("set bits are counted as the standard library counts them") {
    std::mt19937_64 random{9};
    for (int round = 0; round < 2000; ++round) {
        const std::uint64_t bits = random() & (round % 2 == 0 ? random() : ~std::uint64_t{});
        CHECK(emptor::io::detail::set_bits(bits) == static_cast<std::size_t>(std::popcount(bits)));
    }
    STATIC_REQUIRE(emptor::io::detail::set_bits(0) == 0);
    STATIC_REQUIRE(emptor::io::detail::set_bits(~std::uint64_t{}) == 64);
}

}  // namespace csv_marks_test
