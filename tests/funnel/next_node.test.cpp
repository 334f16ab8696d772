// SPDX-License-Identifier: BSL-1.0
#include <emptor/funnel/next_node.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace next_node_test {

using emptor::chain_start, emptor::chain_way, emptor::next_node;

namespace {

struct page {
    std::string who;
    int at;
    std::string name;
};

const std::vector<page> visits{{"anna", 1, "home"}, {"ben", 1, "home"},   {"anna", 2, "gift"}, {"ben", 2, "gift"},
                               {"anna", 3, "exit"}, {"ben", 3, "basket"}, {"chen", 1, "gift"}};

}  // namespace

TEST_CASE("the value next to a chain is counted for each entity, and those without one are") {
    const auto after = next_node(chain_start::first_match, chain_way::forward, "gift");
    const auto counts = after(visits, &page::who, &page::at, &page::name, &page::name);
    CHECK(counts.entities == std::map<std::string, std::uint64_t>{{"basket", 1}, {"exit", 1}});
    CHECK(counts.without == 1);
    const auto before = next_node(chain_start::tail, chain_way::backward, "exit", "gift");
    CHECK(before(visits, &page::who, &page::at, &page::name, &page::name).entities ==
          std::map<std::string, std::uint64_t>{{"home", 1}});
    auto twice = counts;
    twice += counts;
    CHECK(twice.without == 2);
    CHECK(twice.entities.at("exit") == 2);
}

TEST_CASE("an event without a value is left out, and one that is no base begins no chain") {
    const std::vector<std::pair<char, std::optional<int>>> events{{'a', 1}, {'x', std::nullopt}, {'b', 2}};
    const auto what = &std::pair<char, std::optional<int>>::first;
    const auto value = &std::pair<char, std::optional<int>>::second;
    const auto asked = next_node(chain_start::head, chain_way::forward, 'a');
    CHECK(asked.in(events, what, value) == 2);
    CHECK(asked.in(events, what, value, [](const auto&) { return false; }) == std::nullopt);
    CHECK(next_node(chain_start::tail, chain_way::backward).in(events, what, value) == 2);
    CHECK_THROWS_AS(next_node(static_cast<chain_start>(9), chain_way::forward, 'a'), std::invalid_argument);
}

}  // namespace next_node_test
