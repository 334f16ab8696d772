// SPDX-License-Identifier: BSL-1.0
//
// Cases recorded from other funnel engines, whose default mode asks the same question as ours.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "../shared_data.hpp"

namespace {

using json = nlohmann::json;

struct event {
    std::string entity;
    std::int64_t at;
    emptor::step_set steps;
};

std::vector<json> cases_in(const std::string& file) {
    std::ifstream in{shared_file("cases/" + file)};
    std::vector<json> cases;
    for (std::string line; std::getline(in, line);) cases.push_back(json::parse(line));
    return cases;
}

std::vector<event> events_of(const json& recorded) {
    std::vector<event> events;
    for (const json& e : recorded["events"]) {
        event read{.entity = e["entity"], .at = e["t"], .steps = {}};
        for (const std::uint64_t step : e["match"]) read.steps.bits |= std::uint64_t{1} << (step - 1);
        events.push_back(read);
    }
    return events;
}

std::vector<std::uint64_t> reached(const json& recorded) {
    std::vector<std::string> names;
    for (std::size_t k = 1; k <= recorded["n_steps"]; ++k) names.push_back(std::to_string(k));
    const auto events = events_of(recorded);
    const auto counts = [&](const auto& asked) {
        std::vector<std::uint64_t> entities;
        const auto report = asked(emptor::sort_first, events, &event::entity, &event::at, &event::steps);
        for (const auto& step : report.steps()) entities.push_back(step.entities);
        return entities;
    };
    if (!recorded.contains("window") || recorded["window"].is_null())
        return counts(emptor::funnel{emptor::steps(names)});
    const auto window = recorded["window"].get<std::uint64_t>();
    const auto cheap = counts(emptor::funnel{emptor::steps(names), emptor::within(window)});
    CHECK(cheap == counts(emptor::funnel{emptor::steps(names), emptor::within(window), emptor::timed}));
    return cheap;
}

/// How many entities have at least level 1, 2, ...
std::vector<std::uint64_t> cumulated(const json& levels, std::size_t steps) {
    std::vector<std::uint64_t> entities(steps);
    for (const auto& [entity, level] : levels.items()) {
        for (std::size_t k = 0; k < level.get<std::size_t>(); ++k) ++entities[k];
    }
    return entities;
}

bool repeats_a_step(const json& recorded) {
    const auto steps = recorded["steps"].get<std::vector<std::string>>();
    return std::set<std::string>{steps.begin(), steps.end()}.size() < steps.size();
}

/// Checks the cases of the peer's default mode, and says how many.
template <class Exception>
std::size_t check_levels(const std::string& file, const Exception& other_question) {
    std::size_t checked = 0;
    for (const json& recorded : cases_in(file)) {
        if (recorded["expected"].is_string() || !recorded["mode"].empty() || other_question(recorded)) continue;
        CAPTURE(recorded["id"].get<std::string>());
        CHECK(reached(recorded) == cumulated(recorded["expected"], recorded["n_steps"]));
        ++checked;
    }
    return checked;
}

const auto none = [](const json&) { return false; };

}  // namespace

TEST_CASE("ClickHouse's default mode is our default") {
    // There one event counts for all of several identical steps, which its users report as a fault (its issue 34986).
    const std::size_t checked = check_levels("clickhouse_window_funnel.jsonl", repeats_a_step);
    CHECK(checked > 0);
    const std::size_t checked_live = check_levels("clickhouse_live_window_funnel.jsonl", none);
    CHECK(checked_live > 0);
}

TEST_CASE("Doris' default mode is our default") {
    const std::size_t checked = check_levels("doris_window_funnel.jsonl", none);
    CHECK(checked > 0);
}

TEST_CASE("StarRocks' default mode is our default") {
    const std::size_t checked = check_levels("starrocks_window_funnel.jsonl", none);
    CHECK(checked > 0);
}

TEST_CASE("duckdb-behavioral's default mode is our default") {
    const std::size_t checked = check_levels("duckdb_window_funnel.jsonl", none);
    CHECK(checked > 0);
}

TEST_CASE("PostHog's ordered funnel is our default") {
    std::size_t checked = 0;
    for (const json& recorded : cases_in("posthog_funnel.jsonl")) {
        if (recorded["order"] != "ordered" || !recorded["exclusions"].empty() || !recorded["optional_steps"].empty())
            continue;
        if (!recorded["expected"].contains("counts")) continue;
        CAPTURE(recorded["id"].get<std::string>());
        CHECK(reached(recorded) == recorded["expected"]["counts"].get<std::vector<std::uint64_t>>());
        ++checked;
    }
    CHECK(checked > 0);
}

TEST_CASE("retentioneering's funnel is ours without a window") {
    std::size_t checked = 0;
    for (const json& recorded : cases_in("retentioneering_funnel.jsonl")) {
        if (!recorded["expected"].contains("counts")) continue;
        CAPTURE(recorded["id"].get<std::string>());
        CHECK(reached(recorded) == recorded["expected"]["counts"].get<std::vector<std::uint64_t>>());
        ++checked;
    }
    CHECK(checked > 0);
}
