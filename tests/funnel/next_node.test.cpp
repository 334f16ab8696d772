// SPDX-License-Identifier: BSL-1.0
#include <emptor/funnel/next_node.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "../shared_data.hpp"

namespace next_node_test {

using emptor::chain_rules, emptor::chain_start, emptor::chain_way, emptor::next_node;
using nlohmann::json;

namespace {

struct page {
    std::string who;
    int at;
    std::string name;
};

const std::vector<page> visits{{"anna", 1, "home"}, {"ben", 1, "home"},   {"anna", 2, "gift"}, {"ben", 2, "gift"},
                               {"anna", 3, "exit"}, {"ben", 3, "basket"}, {"chen", 1, "gift"}};

chain_start start_of(const std::string& word) {
    static const std::map<std::string, chain_start> words{{"head", chain_start::head},
                                                          {"tail", chain_start::tail},
                                                          {"first_match", chain_start::first_match},
                                                          {"last_match", chain_start::last_match}};
    return words.at(word);
}

struct recorded_event {
    std::int64_t at;
    std::size_t position;
    emptor::step_set what;
    bool base;
    std::optional<std::string> value;

    friend bool operator<(const recorded_event& a, const recorded_event& b) {
        return std::pair{a.at, a.position} < std::pair{b.at, b.position};
    }
};

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

TEST_CASE("what comes next is what other engines found") {
    std::size_t cases = 0;
    for (const char* const name : {"clickhouse_next_node", "duckdb_next_node"}) {
        std::ifstream in{shared_file(std::string{"cases/"}.append(name).append(".jsonl"))};
        for (std::string line; std::getline(in, line); ++cases) {
            const json one = json::parse(line);
            const std::string id = one.at("id");
            std::map<std::string, std::vector<recorded_event>> events;
            for (const json& each : one.at("events")) {
                auto& own = events[each.at("entity")];
                std::uint64_t bits = 0;
                for (const std::uint64_t number : each.at("match")) bits |= std::uint64_t{1} << (number - 1);
                const json& value = each.at("value");
                own.push_back({each.at("t").get<std::int64_t>(),
                               own.size(),
                               {bits},
                               each.at("base").get<bool>(),
                               value.is_null() ? std::nullopt : std::optional{value.get<std::string>()}});
            }
            const chain_start start = start_of(one.at("base"));
            const chain_way way = one.at("direction") == "forward" ? chain_way::forward : chain_way::backward;
            const chain_rules rules =
                one.at("dialect") == "clickhouse" ? chain_rules::clickhouse : chain_rules::duckdb_behavioral;
            std::vector<int> numbers;
            for (int k = 0; k < one.at("n_conditions").get<int>(); ++k) numbers.push_back(k);
            for (const auto& [entity, expected] : one.at("expected").items()) {
                auto& own = events[entity];
                std::sort(own.begin(), own.end());
                const auto ask = [&](const auto& asked) {
                    return asked.in(own, &recorded_event::what, &recorded_event::value, &recorded_event::base);
                };
                const std::optional<std::string> found =
                    numbers.empty() ? ask(next_node(start, way, rules))
                                    : ask(next_node(start, way, rules, emptor::steps(numbers)));
                CAPTURE(id, entity, found.value_or("nothing"));
                CHECK(found == (expected.is_null() ? std::nullopt : std::optional{expected.get<std::string>()}));
            }
        }
    }
    CHECK(cases >= 77);
}

}  // namespace next_node_test
