// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/detail/pair_counts.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <utility>

namespace pair_counts_test {

using emptor::detail::pair_counts;

TEST_CASE("pair counts agree with a map while they grow beyond their square") {
    std::mt19937_64 random{9};
    pair_counts counts;
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> expected;
    for (std::size_t size = 1; size < 400; ++size) {
        counts.grow(size);
        for (int i = 0; i < 5; ++i) {
            const std::pair<std::size_t, std::size_t> pair{random() % size, random() % size};
            ++counts(pair.first, pair.second);
            ++expected[pair];
        }
        counts.grow(1);  // never shrinks
    }
    CHECK(counts.size() == 399);
    for (std::size_t from = 0; from < 399; ++from) {
        for (std::size_t to = 0; to < 399; ++to) {
            const auto found = expected.find({from, to});
            REQUIRE(counts.at(from, to) == (found == expected.end() ? 0 : found->second));
        }
    }
    std::size_t seen = 0;
    counts.for_each([&](std::size_t from, std::size_t to, std::uint64_t count) {
        REQUIRE(expected.at({from, to}) == count);
        ++seen;
    });
    CHECK(seen == expected.size());
}

TEST_CASE("pair counts that were moved from are empty") {
    pair_counts counts;
    counts.grow(3);
    counts(1, 2) = 5;
    const pair_counts taken = std::move(counts);
    CHECK(taken.at(1, 2) == 5);
    CHECK(counts.size() == 0);  // NOLINT: that is the point
    counts.grow(2);
    CHECK(counts.at(1, 1) == 0);
}

}  // namespace pair_counts_test
