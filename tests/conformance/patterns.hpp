// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Recorded cases of patterns, and of what comes next to a chain.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/next_node.hpp>
#include <emptor/funnel/pattern.hpp>

#include "recorded.hpp"
#include "runner.hpp"
#include "verdict.hpp"

namespace recorded {

/// The time of an event that is measured without a unit, or in microseconds.
inline std::int64_t time_of(const json& event, std::int64_t factor = 1) {
    const json& at = event.at("t");
    const std::int64_t most = std::numeric_limits<std::int64_t>::max() / factor;
    if (is_large(at) || at.get<std::int64_t>() > most || at.get<std::int64_t>() < -most) {
        unknown("the time " + at.dump());
    }
    return at.get<std::int64_t>() * factor;
}

/// The numbers of so many conditions, as the conditions: what an event meets is known already.
inline std::vector<int> conditions_by_number(std::uint64_t count) {
    std::vector<int> numbers;
    while (numbers.size() < count) numbers.push_back(static_cast<int>(numbers.size()));
    return numbers;
}

struct pattern_event {
    std::int64_t at;
    emptor::step_set what;
};

/// The events of each entity in order of time; those of one time in the order of input.
inline std::map<std::string, std::vector<pattern_event>> pattern_events(const json& one, std::size_t conditions,
                                                                        std::int64_t factor) {
    std::map<std::string, std::vector<pattern_event>> given;
    for (const json& each : one.at("events")) {
        std::uint64_t bits = bits_of(each.at("match"));
        if (one.value("keep_unmatched_rows", false)) bits |= std::uint64_t{1} << (conditions - 1);
        given[each.at("entity")].push_back({time_of(each, factor), {bits}});
    }
    std::map<std::string, std::vector<pattern_event>> sorted;
    for (const auto& [entity, own] : given) {
        for (const std::size_t place : in_order(own)) sorted[entity].push_back(own[place]);
    }
    return sorted;
}

/// How many microseconds a unit has.
inline std::int64_t microseconds_in(const std::string& unit) {
    const std::map<std::string, std::int64_t> known{{"s", 1'000'000}, {"ms", 1'000}, {"us", 1}};
    if (!known.contains(unit)) unknown("the unit of time " + unit);
    return known.at(unit);
}

/// @param say the answer of an entity as the case writes it, from what is found and from one of its times.
template <class Say>
verdict sequence(const json& one, Say say) {
    const bool kept = one.value("keep_unmatched_rows", false);
    const std::uint64_t conditions = number_of(one.at("n_conditions"), 1'000) + (kept ? 1 : 0);
    const auto asked = emptor::pattern(one.at("pattern").get<std::string>(),
                                       emptor::steps(conditions_by_number(conditions)), emptor::timed);
    // A pattern counts seconds where the times have a unit; else what they count.
    const std::string unit = one.at("time_unit");
    const std::string asked_unit = one.value("pattern_time_unit", unit);
    const bool same = unit == asked_unit;
    if (!same && asked_unit != "s") unknown("the unit of time " + asked_unit + " of a pattern");
    const std::int64_t factor = same ? 1 : microseconds_in(unit);
    const auto events = pattern_events(one, conditions, factor);
    json found = json::object();
    for (const auto& [entity, expected] : one.at("expected").items()) {
        const auto own = events.find(entity);
        const std::vector<pattern_event> none;
        const auto& theirs = own == events.end() ? none : own->second;
        if (same) {
            found[entity] =
                say(asked.in(theirs, &pattern_event::at, &pattern_event::what), [](std::int64_t time) { return time; });
        } else {
            const auto when = [](const pattern_event& each) { return std::chrono::microseconds{each.at}; };
            found[entity] = say(asked.in(theirs, when, &pattern_event::what),
                                [&](std::chrono::microseconds time) { return time.count() / factor; });
        }
    }
    return compare(found, one["expected"]);
}

inline verdict sequence_match(const json& one) {
    return sequence(one, [](const auto& found, const auto&) { return json(found.matched ? 1 : 0); });
}

inline verdict sequence_count(const json& one) {
    return sequence(one, [](const auto& found, const auto&) { return json(found.count); });
}

inline verdict sequence_match_events(const json& one) {
    const bool whole = one.at("dialect") == "duckdb-behavioral";  // this peer has no beginnings of matches
    return sequence(one, [&](const auto& found, const auto& ticks) {
        json times = json::array();
        if (whole && !found.matched) return times;
        for (const auto time : found.times) times.push_back(ticks(time));
        return times;
    });
}

struct chain_event {
    std::int64_t at;
    emptor::step_set what;
    bool base;
    std::optional<std::string> value;
};

inline verdict sequence_next_node(const json& one) {
    const std::map<std::string, emptor::chain_start> starts{{"head", emptor::chain_start::head},
                                                            {"tail", emptor::chain_start::tail},
                                                            {"first_match", emptor::chain_start::first_match},
                                                            {"last_match", emptor::chain_start::last_match}};
    const std::map<std::string, emptor::chain_way> ways{{"forward", emptor::chain_way::forward},
                                                        {"backward", emptor::chain_way::backward}};
    const std::map<std::string, emptor::chain_rules> dialects{
        {"clickhouse", emptor::chain_rules::clickhouse}, {"duckdb-behavioral", emptor::chain_rules::duckdb_behavioral}};
    const auto start = chosen(one, "base", starts);
    const auto way = chosen(one, "direction", ways);
    const auto rules = chosen(one, "dialect", dialects);
    std::map<std::string, std::vector<chain_event>> events;
    for (const json& each : one.at("events")) {
        const json& value = each.at("value");
        events[each.at("entity")].push_back({time_of(each),
                                             {bits_of(each.at("match"))},
                                             each.at("base").get<bool>(),
                                             value.is_null() ? std::nullopt : std::optional{value.get<std::string>()}});
    }
    const std::vector<int> conditions = conditions_by_number(number_of(one.at("n_conditions"), 1'000));
    json found = json::object();
    for (const auto& [entity, expected] : one.at("expected").items()) {
        const auto& given = events[entity];
        std::vector<chain_event> own;
        for (const std::size_t place : in_order(given)) own.push_back(given[place]);
        const auto ask = [&](const auto& asked) {
            return asked.in(own, &chain_event::what, &chain_event::value, &chain_event::base);
        };
        const std::optional<std::string> next =
            conditions.empty() ? ask(emptor::next_node(start, way, rules))
                               : ask(emptor::next_node(start, way, rules, emptor::steps(conditions)));
        found[entity] = next ? json(*next) : json();
    }
    return compare(found, one["expected"]);
}

inline const std::map<std::string, function> pattern_functions{
    {"sequence_match",
     {sequence_match, {"pattern", "n_conditions", "pattern_time_unit", "keep_unmatched_rows"}, "emptor::pattern: "}},
    {"sequence_count",
     {sequence_count, {"pattern", "n_conditions", "pattern_time_unit", "keep_unmatched_rows"}, "emptor::pattern: "}},
    {"sequence_match_events",
     {sequence_match_events,
      {"pattern", "n_conditions", "pattern_time_unit", "keep_unmatched_rows"},
      "emptor::pattern: "}},
    {"sequence_next_node", {sequence_next_node, {"direction", "base", "n_conditions"}, "emptor::next_node: "}},
};

}  // namespace recorded
