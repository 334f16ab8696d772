// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/batch.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace batch_test {

using namespace emptor::detail;

TEST_CASE("an entry holds the largest id and symbol there can be", "[process]") {
    constexpr std::size_t id = (std::size_t{1} << 48) - 1;
    STATIC_REQUIRE(id_of(entry_of(id, 0xFFFF)) == id);
    STATIC_REQUIRE(symbol_of(entry_of(id, 0xFFFF)) == 0xFFFF);
    STATIC_REQUIRE(symbol_of(entry_of(id, 0)) == 0);
}

TEST_CASE("parts are nearly equal, in order, and all together the whole", "[process]") {
    for (std::size_t parts = 1; parts < 9; ++parts) {
        for (std::size_t size = 0; size < 30; ++size) {
            std::size_t at = 5;
            for (std::size_t t = 0; t < parts; ++t) {
                const entry_part part = part_of(t, parts, 5, 5 + size);
                CHECK(part.begin == at);
                CHECK(part.end - part.begin >= size / parts);
                CHECK(part.end - part.begin <= size / parts + 1);
                at = part.end;
            }
            CHECK(at == 5 + size);
        }
    }
}

TEST_CASE("sorting into buckets keeps the order of each id, and gives each thread ids of its own", "[process]") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 40; ++round) {
        const std::size_t threads = 1 + random() % 3, size = random() % 500, ids = 1 + random() % 1024;
        std::vector<entry> entries;
        for (std::size_t i = 0; i < size; ++i) entries.push_back(entry_of(random() % ids, i));
        std::vector<entry_part> parts;
        for (std::size_t t = 0; t < threads; ++t) parts.push_back(part_of(t, threads, 0, size));
        buckets sorted{2, threads};
        sorted.sort(entries, parts);
        std::vector<entry> together;
        std::vector<std::size_t> owner(256, threads);
        for (std::size_t t = 0; t < threads; ++t) {
            for (const entry e : sorted.of(t)) {
                std::size_t& of_bucket = owner[id_of(e) >> 2];
                REQUIRE((of_bucket == threads || of_bucket == t));
                of_bucket = t;
                together.push_back(e);
            }
        }
        REQUIRE(together.size() == size);
        for (std::size_t i = 1; i < size; ++i) {  // the symbol is the place it came in at
            const std::size_t before = id_of(together[i - 1]) >> 2, now = id_of(together[i]) >> 2;
            REQUIRE((before < now || (before == now && symbol_of(together[i - 1]) < symbol_of(together[i]))));
        }
    }
}

TEST_CASE("every call in parallel is made, and an exception of one is thrown when all are done", "[process]") {
    std::atomic<int> calls{};
    in_parallel(4, [&](std::size_t) { ++calls; });
    CHECK(calls == 4);
    CHECK_THROWS_AS(in_parallel(4,
                                [&](std::size_t t) {
                                    ++calls;
                                    if (t == 2) throw std::runtime_error{"full"};
                                }),
                    std::runtime_error);
    CHECK(calls == 8);
}

}  // namespace batch_test
