// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>

#include <emptor/events/detail/entity_index.hpp>

namespace entity_index_test {

using emptor::detail::entity_index;

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

}  // namespace entity_index_test
