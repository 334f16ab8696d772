// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <emptor/events/detail/dense_index.hpp>
#include <emptor/events/detail/entity_block.hpp>
#include <emptor/events/detail/entity_index.hpp>

namespace entity_index_test {

using emptor::detail::block_size, emptor::detail::dense_id, emptor::detail::entity_block, emptor::detail::entity_index;

TEST_CASE("entities are numbered in the order they are first seen") {
    entity_index<std::string> index;
    CHECK(index.number("bela") == 0);
    CHECK(index.number("anna") == 1);
    CHECK(index.number("bela") == 0);
    CHECK(index.number("") == 2);
    CHECK(index.number("") == 2);
    CHECK(index.size() == 3);
    CHECK(index[0] == "bela");
    CHECK(index[2].empty());
}

TEST_CASE("an index that was cleared has seen nobody") {
    entity_index<std::string> texts;
    entity_index<std::uint64_t> numbers;
    for (int round = 0; round < 3; ++round) {
        for (std::uint32_t i = 0; i < 100; ++i) {
            REQUIRE(texts.number(std::to_string(1000 * round + static_cast<int>(i))) == i);
            REQUIRE(numbers.number(round == 1 ? i : 7 * i + 3) == i);
        }
        texts.clear();
        numbers.clear();
        CHECK(texts.size() == 0);
        CHECK(!texts.find("1000"));
        CHECK(!numbers.find(3));
    }
}

TEST_CASE("an index agrees with a map, for texts and for numbers with patterns") {
    const std::uint64_t seed = 11;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (const std::uint64_t stride : {std::uint64_t{1}, std::uint64_t{1} << 32, std::uint64_t{1} << 48}) {
        entity_index<std::uint64_t> numbers;
        entity_index<std::string> texts;
        std::map<std::uint64_t, std::uint32_t> expected;
        for (int i = 0; i < 20'000; ++i) {
            const std::uint64_t id = (random() % 3'000) * stride;
            const std::uint32_t number =
                expected.try_emplace(id, static_cast<std::uint32_t>(expected.size())).first->second;
            REQUIRE(numbers.number(id) == number);
            REQUIRE(texts.number(std::to_string(id)) == number);
        }
        REQUIRE(numbers.size() == expected.size());
        for (const auto& [id, number] : expected) {
            REQUIRE(numbers[number] == id);
            REQUIRE(texts[number] == std::to_string(id));
        }
    }
}

namespace {

/// An id whose hash is always the same: the worst case, slow but right.
struct awkward {
    int value;
    friend bool operator==(const awkward&, const awkward&) = default;
};

}  // namespace

}  // namespace entity_index_test

template <>
struct std::hash<entity_index_test::awkward> {
    std::size_t operator()(const entity_index_test::awkward&) const noexcept { return 42; }
};

namespace entity_index_test {

TEST_CASE("ids that all hash alike are still told apart") {
    entity_index<awkward> index;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 300; ++i) REQUIRE(index.number(awkward{i}) == static_cast<std::uint32_t>(i));
    }
}

TEST_CASE("ids that count up and then do not are numbered like any others") {
    for (const std::uint32_t dense : {0U, 1U, 15U, 16U, 1'000U}) {
        entity_index<std::uint32_t> index;
        std::map<std::uint32_t, std::uint32_t> expected;
        const auto check = [&](std::uint32_t id) {
            const auto number = expected.try_emplace(id, static_cast<std::uint32_t>(expected.size())).first->second;
            REQUIRE(index.number(id) == number);
        };
        for (std::uint32_t id = 0; id < dense; ++id) check(id);
        for (std::uint32_t id = 0; id < dense; id += 3) check(id);
        check(dense + 7);
        check(dense);
        for (std::uint32_t id = 0; id < 2 * dense; ++id) check(id);
        check(4'294'967'295U);
        REQUIRE(index.size() == expected.size());
    }
}

TEST_CASE("an index finds what it has seen, and numbers nothing by looking") {
    entity_index<std::string> texts;
    CHECK_FALSE(texts.find("anna"));
    entity_index<std::uint64_t> counting, scattered;
    std::mt19937_64 random{12};
    for (std::uint64_t id = 0; id < 1000; ++id) {
        CHECK_FALSE(texts.find(std::to_string(id)));
        CHECK_FALSE(counting.find(id));
        CHECK_FALSE(scattered.find(id << 40));
        texts.number(std::to_string(id));
        counting.number(id);
        scattered.number(id << 40);
    }
    for (int i = 0; i < 2000; ++i) {
        const std::uint64_t id = random() % 2000;
        const std::optional<std::uint32_t> expected =
            id < 1000 ? std::optional{static_cast<std::uint32_t>(id)} : std::nullopt;
        REQUIRE(texts.find(std::to_string(id)) == expected);
        REQUIRE(counting.find(id) == expected);
        REQUIRE(scattered.find(id << 40) == expected);
    }
    CHECK(texts.size() == 1000);
    CHECK(counting.size() == 1000);
}

TEST_CASE("an index that was told how many to expect numbers them all the same") {
    std::mt19937_64 random{13};
    for (const std::size_t expected : {std::size_t{0}, std::size_t{1}, std::size_t{1'000}, std::size_t{5'000}}) {
        entity_index<std::uint64_t> told, counting, plain;
        told.reserve(expected);
        counting.reserve(expected);
        for (std::uint64_t i = 0; i < 3'000; ++i) {
            const std::uint64_t id = random() % 2'000 << 30;
            REQUIRE(told.number(id) == plain.number(id));
            REQUIRE(counting.number(i) == i);
        }
        REQUIRE(counting.number(7'000) == 3'000);
        REQUIRE(counting.number(17) == 17);
    }
}

namespace {

enum class city : std::uint8_t { oslo, rome, lima };

/// Ids looked up together, in rounds of any number, beside each by itself.
template <class Id, class Draw>
void check_together(std::mt19937_64& random, int rounds, const Draw& draw) {
    entity_index<Id> together, alone;
    entity_block<Id> block;
    std::size_t asked = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::size_t size = random() % (block_size + 1);
        std::vector<Id> ids;
        for (std::size_t i = 0; i < size; ++i) {
            ids.push_back(draw());
            block.set(i, together, ids.back());
        }
        block.look_up(size, together, [&](std::uint32_t number) {
            REQUIRE(number < together.size());
            ++asked;
        });
        for (std::size_t i = 0; i < size; ++i) REQUIRE(block.number(i, together) == alone.number(ids[i]));
        REQUIRE(together.size() == alone.size());
    }
    CHECK(asked > 0);
}

}  // namespace

TEST_CASE("entities looked up together get the numbers they get one by one") {
    const std::uint64_t seed = 14;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (const std::uint64_t most : {3U, 100U, 3'000U}) {
        CAPTURE(most);
        check_together<std::uint64_t>(random, 200, [&] { return random() % most * 0x1'0000'0001U; });
        check_together<std::uint64_t>(random, 200, [&] { return ~(random() % most); });
        check_together<std::string>(
            random, 200, [&] { return std::string(random() % 2 * 25, 'x').append(std::to_string(random() % most)); });
        check_together<dense_id>(random, 200, [&] { return dense_id{static_cast<std::uint32_t>(random() % most)}; });
    }
    std::uint32_t next = 0;
    check_together<std::uint32_t>(
        random, 200, [&] { return random() % 3 == 0 ? static_cast<std::uint32_t>(random() % (next + 1)) : next++; });
    check_together<city>(random, 20, [&] { return static_cast<city>(random() % 3); });
    check_together<awkward>(random, 20, [&] { return awkward{static_cast<int>(random() % 50)}; });
}

TEST_CASE("ids that are small numbers are numbered by a table") {
    entity_index<dense_id> index;
    CHECK(!index.find({7}));
    CHECK(index.number({7}) == 0);
    CHECK(index.number({0}) == 1);
    CHECK(index.number({7}) == 0);
    CHECK(!index.find({6}));
    CHECK(!index.find({4'294'967'294U}));
    CHECK(index.find({0}) == 1U);
    CHECK(index.size() == 2);
}

}  // namespace entity_index_test
