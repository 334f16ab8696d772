// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Cases recorded from other engines, and the rules that the presets of their dialects say.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>

#include "verdict.hpp"

namespace recorded {

/// An event of a case, in order of input.
template <class Time>
struct event {
    std::string entity;
    Time at;
    emptor::marked_event what;
};

/// The rules of a dialect, as presets change them.
template <class Dialect>
class rules_of {
public:
    template <class Preset>
    void add(Preset preset) {
        static_assert(std::is_same_v<typename Preset::dialect, Dialect>);
        preset.change(rules_);
    }
    [[nodiscard]] const emptor::matching_rules& get() const { return rules_; }

private:
    emptor::matching_rules rules_ = Dialect::rules();
};

/// The rules that the presets of a dialect say, for its names of modes.
inline emptor::matching_rules preset_rules(const std::string& dialect, std::set<std::string> modes) {
    namespace presets = emptor::presets;
    const auto said = [&](const char* mode) { return modes.erase(mode) > 0; };
    const auto done = [&](const emptor::matching_rules& rules) {
        if (!modes.empty()) unknown("the mode " + *modes.begin() + " of " + dialect);
        return rules;
    };
    if (dialect == "clickhouse") {
        rules_of<presets::clickhouse::dialect> rules;
        if (said("strict_increase")) rules.add(presets::clickhouse::strict_increase);
        if (said("strict_once")) rules.add(presets::clickhouse::strict_once);
        if (said("strict_deduplication")) rules.add(presets::clickhouse::strict_deduplication);
        if (said("strict_order")) rules.add(presets::clickhouse::strict_order);
        if (said("allow_reentry")) rules.add(presets::clickhouse::allow_reentry);
        return done(rules.get());
    }
    if (dialect == "doris-v1" || dialect == "doris-v2") {
        rules_of<presets::doris::dialect> rules;
        said("default");
        if (said("increase")) rules.add(presets::doris::increase);
        if (said("deduplication")) rules.add(presets::doris::deduplication);
        if (said("fixed")) {
            if (dialect == "doris-v1") {
                rules.add(presets::doris::fixed_v1);
            } else {
                rules.add(presets::doris::fixed);
            }
        }
        return done(rules.get());
    }
    if (dialect == "starrocks") {
        rules_of<presets::starrocks::dialect> rules;
        if (said("increase")) rules.add(presets::starrocks::increase);
        if (said("deduplication")) rules.add(presets::starrocks::deduplication);
        if (said("fixed")) rules.add(presets::starrocks::fixed);
        return done(rules.get());
    }
    if (dialect == "pinot") {
        rules_of<presets::pinot::dialect> rules;
        if (said("strict_increase")) rules.add(presets::pinot::strict_increase);
        if (said("strict_deduplication")) rules.add(presets::pinot::strict_deduplication);
        if (said("strict_order")) rules.add(presets::pinot::strict_order);
        if (said("keep_all")) rules.add(presets::pinot::keep_all);
        return done(rules.get());
    }
    if (dialect == "duckdb-behavioral") {
        rules_of<presets::duckdb_behavioral::dialect> rules;
        if (said("strict_increase")) rules.add(presets::duckdb_behavioral::strict_increase);
        if (said("strict_once")) rules.add(presets::duckdb_behavioral::strict_once);
        if (said("strict_deduplication")) rules.add(presets::duckdb_behavioral::strict_deduplication);
        if (said("strict_order")) rules.add(presets::duckdb_behavioral::strict_order);
        if (said("timestamp_dedup")) rules.add(presets::duckdb_behavioral::timestamp_dedup);
        if (said("allow_reentry")) rules.add(presets::duckdb_behavioral::allow_reentry);
        return done(rules.get());
    }
    if (dialect == "posthog") {
        rules_of<presets::posthog::dialect> rules;
        said("ordered");
        if (said("strict")) rules.add(presets::posthog::strict);
        if (said("unordered")) rules.add(presets::posthog::unordered);
        return done(rules.get());
    }
    if (dialect == "mixpanel") {
        rules_of<presets::mixpanel::dialect> rules;
        if (said("first")) rules.add(presets::mixpanel::uniques);
        said("best");
        said("ordered");
        if (said("totals") || said("every")) rules.add(presets::mixpanel::totals);
        if (said("unordered")) rules.add(presets::mixpanel::any_order);
        return done(rules.get());
    }
    if (dialect == "amplitude") {
        rules_of<presets::amplitude::dialect> rules;
        said("first");
        said("best");
        said("ordered");
        if (said("totals") || said("every")) rules.add(presets::amplitude::totals);
        if (said("unordered")) rules.add(presets::amplitude::any_order);
        return done(rules.get());
    }
    if (dialect == "byconity") {
        rules_of<presets::byconity::dialect> rules;
        return done(rules.get());
    }
    if (dialect == "retentioneering") {
        rules_of<presets::retentioneering::dialect> rules;
        if (said("first")) rules.add(presets::retentioneering::from_first);
        if (said("last")) rules.add(presets::retentioneering::from_last);
        return done(rules.get());
    }
    unknown("dialect " + dialect);
}

/// What a word of a case means.
template <class Value>
Value chosen(const json& one, const char* key, const std::map<std::string, Value>& values) {
    const auto found = values.find(one.at(key).template get<std::string>());
    if (found == values.end()) unknown(std::string{key}.append(" ").append(one.at(key).dump()));
    return found->second;
}

/// A number that is whole and not negative, and no greater than this.
inline std::uint64_t number_of(const json& value, std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
    const bool whole = value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
    if (!whole || value.get<std::uint64_t>() > most) unknown("the number " + value.dump());
    return value.get<std::uint64_t>();
}

/// Bit k for each number k+1 of a list.
inline std::uint64_t bits_of(const json& numbers) {
    std::uint64_t bits = 0;
    for (const json& each : numbers) {
        const std::uint64_t number = number_of(each, emptor::most_steps);
        if (number == 0) unknown("step 0");
        bits |= std::uint64_t{1} << (number - 1);
    }
    return bits;
}

/// Where each event stands in order of time; those of one time stay in the order of input.
template <class Events>
std::vector<std::size_t> in_order(const Events& events) {
    std::vector<std::size_t> order(events.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return events[a].at != events[b].at ? events[a].at < events[b].at : a < b;
    });
    return order;
}

template <class Time>
std::vector<event<Time>> events_of(const json& one) {
    std::vector<event<Time>> events;
    for (const json& e : one.at("events")) {
        event<Time> read{.entity = e.at("entity"), .at = e.at("t").get<Time>(), .what = {}};
        if (e.contains("match")) read.what.steps.bits = bits_of(e["match"]);
        if (e.contains("exclude_gaps")) read.what.excludes = bits_of(e["exclude_gaps"]);
        events.push_back(std::move(read));
    }
    return events;
}

/// A time that takes all bits of a number without a sign.
inline bool is_large(const json& time) {
    return time.is_number_unsigned() &&
           time.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
}

/// The events of a case as its question sees them: peers that number their times without a sign use all of them.
template <class Use>
auto with_events(const json& one, Use use) {
    bool large = false;
    for (const json& e : one.at("events")) large = large || is_large(e.at("t"));
    return large ? use(events_of<std::uint64_t>(one)) : use(events_of<std::int64_t>(one));
}

/// A case's question, for steps known by number.
struct question {
    std::size_t steps;
    emptor::matching_rules rules;
    emptor::question_lengths<std::uint64_t> lengths{};

    [[nodiscard]] auto funnel() const {
        std::vector<std::string> names;
        for (std::size_t k = 1; k <= steps; ++k) names.push_back(std::to_string(k));
        return emptor::funnel{emptor::steps(names), emptor::asked_by(rules, lengths), emptor::timed};
    }
};

/// The question asked of the events of a case, put in order of time; those at one time stay as they are.
template <class Time>
auto counted(const question& asked, const std::vector<event<Time>>& events) {
    auto counter = asked.funnel().template counter<std::string, Time>();
    for (const std::size_t i : in_order(events)) counter.count(events[i].entity, events[i].at, events[i].what);
    return counter;
}

/// The level of an entity as the cases write it: -1 where it is left out of the report.
template <class Counter>
int level_of(const Counter& counter, const std::string& entity) {
    const auto level = counter.level(entity);
    if (!level) return 0;
    return level->dropped ? -1 : static_cast<int>(level->steps);
}

template <class Report>
std::vector<std::uint64_t> lines_of(const Report& report) {
    std::vector<std::uint64_t> counts;
    for (const auto& step : report.steps()) counts.push_back(step.entities);
    return counts;
}

}  // namespace recorded
