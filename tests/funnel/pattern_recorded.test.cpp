// SPDX-License-Identifier: BSL-1.0
//
// Facts recorded from the tests, the documentation and runs of engines that look for the same patterns.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <emptor/funnel/pattern.hpp>

#include "../shared_data.hpp"

namespace pattern_recorded_test {

namespace {

using nlohmann::json;
using events_of_entity = std::vector<std::pair<std::int64_t, emptor::step_set>>;

/// The events of each entity in order of time; those of one time in the order of input.
std::map<std::string, events_of_entity> events_of(const json& one, std::size_t conditions) {
    std::map<std::string, events_of_entity> events;
    for (const auto& [entity, value] : one.at("expected").items()) events[entity];
    for (const json& each : one.at("events")) {
        std::uint64_t bits = 0;
        for (const std::uint64_t number : each.at("match")) bits |= std::uint64_t{1} << (number - 1);
        if (one.value("keep_unmatched_rows", false)) bits |= std::uint64_t{1} << (conditions - 1);
        events[each.at("entity")].emplace_back(each.at("t").get<std::int64_t>(), emptor::step_set{bits});
    }
    for (auto& [entity, own] : events) {
        std::vector<std::pair<std::int64_t, std::size_t>> order;
        for (const auto& [at, what] : own) order.emplace_back(at, order.size());
        std::ranges::sort(order);
        events_of_entity sorted;
        for (const auto& [at, place] : order) sorted.push_back(own[place]);
        own = std::move(sorted);
    }
    return events;
}

/// The answer as the case writes it.
json answer(const json& one, std::size_t conditions, const events_of_entity& events) {
    std::vector<int> numbers(conditions);
    for (std::size_t i = 0; i < conditions; ++i) numbers[i] = static_cast<int>(i);
    const auto asked = emptor::pattern(one.at("pattern").get<std::string>(), emptor::steps(numbers), emptor::timed);
    const auto say = [&](const auto& found, const auto& ticks) {
        if (one.at("function") == "sequence_match") return json(found.matched ? 1 : 0);
        if (one.at("function") == "sequence_count") return json(found.count);
        json times = json::array();
        // this peer has no beginnings of matches
        if (one.at("dialect") == "duckdb-behavioral" && !found.matched) return times;
        for (const auto time : found.times) times.push_back(ticks(time));
        return times;
    };
    const auto what = &events_of_entity::value_type::second;
    if (one.value("pattern_time_unit", one.at("time_unit")) == one.at("time_unit")) {
        return say(asked.in(events, &events_of_entity::value_type::first, what), [](auto time) { return time; });
    }
    const auto when = [](const auto& each) { return std::chrono::microseconds{each.first}; };
    return say(asked.in(events, when, what), [](auto time) { return time.count(); });
}

}  // namespace

TEST_CASE("patterns find what other engines found") {
    const std::map<std::string, std::string> excused{
        {"duckdb-seq-test_empty_pattern_string_errors-1",
         "a pattern that asks nothing is found everywhere, as in ClickHouse"},
    };
    std::size_t cases = 0;
    std::set<std::string> differ;
    for (const char* const name : {"clickhouse_sequence", "clickhouse_live_sequence", "duckdb_sequence"}) {
        std::ifstream in{shared_file(std::string{"cases/"}.append(name).append(".jsonl"))};
        for (std::string line; std::getline(in, line); ++cases) {
            const json one = json::parse(line);
            const std::string id = one.at("id");
            const std::string pattern = one.at("pattern");
            const std::size_t conditions =
                one.at("n_conditions").get<std::size_t>() + (one.value("keep_unmatched_rows", false) ? 1 : 0);
            CAPTURE(id, pattern);
            for (const auto& [entity, events] : events_of(one, conditions)) {
                const json& expected = one["expected"][entity];
                json found;
                try {
                    found = answer(one, conditions, events);
                } catch (const std::invalid_argument&) {
                    found = "error";
                }
                if (found == expected) continue;
                differ.insert(id);
                if (!excused.contains(id)) FAIL_CHECK("entity " << entity << ": " << found << " but " << expected);
            }
        }
    }
    CHECK(cases >= 189);
    for (const auto& [id, reason] : excused) {
        CAPTURE(id, reason);
        CHECK(differ.contains(id));
    }
}

}  // namespace pattern_recorded_test
