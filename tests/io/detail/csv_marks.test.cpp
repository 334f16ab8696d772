// SPDX-License-Identifier: BSL-1.0

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/csv_marks.hpp>

TEST_CASE("marks of a CSV block are those a plain look finds") {
    std::mt19937_64 random{7};
    for (int round = 0; round < 2000; ++round) {
        std::array<char, emptor::io::detail::csv_block_size> block{};
        const bool ascii = round % 2 == 0;
        for (char& c : block) c = static_cast<char>(random() % (ascii ? 128 : 256));
        const char delimiter = static_cast<char>(1 + random() % 127);
        std::uint64_t expected = 0;
        for (std::size_t i = 0; i < block.size(); ++i) {
            const bool marked = block[i] == delimiter || block[i] == '"' || (block[i] >= 0 && block[i] < 0x0E);
            expected |= std::uint64_t{marked} << i;
        }
        const auto seen = emptor::io::detail::mark_csv(
            block.data(), static_cast<unsigned char>(delimiter) * emptor::io::detail::each_byte);
        CHECK(seen.marks == expected);
        CHECK(seen.ascii == std::ranges::all_of(block, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    }
}
