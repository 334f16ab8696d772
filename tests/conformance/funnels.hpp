// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Recorded cases of funnels.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "recorded.hpp"
#include "runner.hpp"
#include "verdict.hpp"

namespace recorded {

inline question asked_of(const json& one, const std::set<std::string>& modes) {
    question asked{number_of(one.at("n_steps"), 1'000), preset_rules(one.at("dialect"), modes), {}};
    if (has(one, "window")) {
        asked.rules.window = emptor::window_kind::time;
        asked.lengths.window = number_of(one["window"]);
    }
    if (has(one, "max_step_duration")) {
        asked.lengths.longest.assign(asked.steps, number_of(one["max_step_duration"]));
    }
    if (has(one, "optional_steps") && !one["optional_steps"].empty()) {
        asked.rules.skips = true;
        asked.lengths.optional = bits_of(one["optional_steps"]);
    }
    return asked;
}

/// The modes that a case names, and those it says in other words.
inline std::set<std::string> modes_of(const json& one) {
    auto modes = has(one, "mode") ? one["mode"].get<std::set<std::string>>() : std::set<std::string>{};
    if (has(one, "order")) modes.insert(one["order"].get<std::string>());
    return modes;
}

/// Levels by entity; those that no event names have none.
inline verdict levels(const json& one, const question& asked) {
    return with_events(one, [&](const auto& events) {
        const auto counter = counted(asked, events);
        json found = json::object();
        for (const auto& [entity, level] : one.at("expected").items()) {
            found[entity] = level_of(counter, entity);
        }
        return compare(found, one["expected"]);
    });
}

inline verdict window_funnel(const json& one) { return levels(one, asked_of(one, modes_of(one))); }

inline verdict funnel_level(const json& one) {
    const json& o = one.at("options");
    know_keys(o, "options",
              {"breakers", "closed", "conflict", "exclusion", "gap_max", "gap_min", "relevant_only", "reuse", "take",
               "tie_strict", "ties", "window"});
    question asked{number_of(one.at("n_steps"), 1'000), {}, {}};
    emptor::matching_rules& rules = asked.rules;
    if (!o.at("window").is_null()) {
        rules.window = emptor::window_kind::time;
        asked.lengths.window = number_of(o["window"]);
    }
    rules.half_open = !o.at("closed").get<bool>();
    rules.ties = chosen<emptor::tie_order>(o, "ties",
                                           {{"step", emptor::tie_order::by_step}, {"input", emptor::tie_order::input}});
    rules.increasing = o.at("tie_strict").get<bool>();
    rules.reuse =
        chosen<emptor::reuse_rule>(o, "reuse", {{"all", emptor::reuse_rule::all}, {"once", emptor::reuse_rule::once}});
    if (!o.at("gap_max").is_null()) asked.lengths.longest.assign(asked.steps, number_of(o["gap_max"]));
    if (!o.at("gap_min").is_null()) asked.lengths.shortest.assign(asked.steps, number_of(o["gap_min"]));
    const std::map<std::string, emptor::break_kind> kinds{{"foreign", emptor::break_kind::foreign},
                                                          {"repeat", emptor::break_kind::repeat},
                                                          {"back", emptor::break_kind::back},
                                                          {"ahead", emptor::break_kind::ahead},
                                                          {"restart", emptor::break_kind::restart}};
    for (const std::string kind : o.at("breakers")) {
        if (!kinds.contains(kind)) unknown("the break " + kind);
        rules.breaks |= kinds.at(kind);
    }
    if (o.at("relevant_only").get<bool>()) rules.breaks.remove(emptor::break_kind::foreign);
    rules.take = chosen<emptor::taking>(o, "take", {{"first", emptor::taking::first}, {"any", emptor::taking::any}});
    rules.conflict = chosen<emptor::conflict_rule>(
        o, "conflict", {{"break", emptor::conflict_rule::breaks}, {"advance", emptor::conflict_rule::advances}});
    rules.on_exclusion = chosen<emptor::break_effect>(
        o, "exclusion",
        {{"drop_entity", emptor::break_effect::drop_entity}, {"end_attempt", emptor::break_effect::end_attempt}});
    return levels(one, asked);
}

/// The times from step to step of each entity: those of its own report.
template <class Time>
std::vector<std::vector<double>> conversion_times(const question& asked, const std::vector<event<Time>>& events) {
    std::map<std::string, std::vector<event<Time>>> by_entity;
    for (const auto& each : events) by_entity[each.entity].push_back(each);
    std::vector<std::vector<double>> times(asked.steps);
    for (const auto& [entity, own] : by_entity) {
        const auto report = counted(asked, own).report();
        for (std::size_t k = 0; k < asked.steps; ++k) {
            if (report.steps()[k].from_previous.median) times[k].push_back(*report.steps()[k].from_previous.median);
        }
    }
    return times;
}

inline verdict posthog_funnel(const json& one) {
    if (has(one, "exclusions")) {  // the events tell which gaps they exclude
        for (const json& each : one["exclusions"]) know_keys(each, "an exclusion", {"event", "between_steps"});
    }
    const question asked = asked_of(one, modes_of(one));
    return with_events(one, [&](const auto& events) {
        const json& expected = one.at("expected");
        const auto counter = counted(asked, events);
        verdict all{true, {}};
        const auto check = [&](const std::string& what, bool agrees, const json& found) {
            all.agrees = all.agrees && agrees;
            all.found += what + " " + found.dump() + " ";
        };
        const auto lines = lines_of(counter.report());
        for (const auto& [key, value] : expected.items()) {
            if (key == "counts") {
                check(key, json(lines) == value, lines);
            } else if (key == "entities_at_step") {
                for (const auto& [step, entities] : value.items()) {
                    std::vector<std::string> found;
                    std::set<std::string> seen;
                    for (const auto& each : events) {
                        if (!seen.insert(each.entity).second) continue;
                        const auto own = counted(asked, [&] {
                            auto copy = events;
                            std::erase_if(copy, [&](const auto& e) { return e.entity != each.entity; });
                            return copy;
                        }());
                        if (lines_of(own.report()).at(std::stoul(step) - 1) > 0) found.push_back(each.entity);
                    }
                    std::sort(found.begin(), found.end());
                    auto wanted = entities.template get<std::vector<std::string>>();
                    std::sort(wanted.begin(), wanted.end());
                    check(key, found == wanted, found);
                }
            } else if (key == "avg_conversion_time" || key == "median_conversion_time") {
                const auto times = conversion_times(asked, events);
                for (std::size_t k = 0; k < value.size(); ++k) {
                    if (value[k].is_null()) continue;
                    std::vector<double> sample = times.at(k);
                    double sum = 0;
                    for (const double time : sample) sum += time;
                    const std::optional<double> found = key[0] == 'm' ? emptor::quantile(sample, 0.5)
                                                        : sample.empty()
                                                            ? std::nullopt
                                                            : std::optional{sum / static_cast<double>(sample.size())};
                    // the peer rounds
                    check(key, found && std::abs(*found - value[k].template get<double>()) <= 0.6,
                          found ? json(*found) : json());
                }
            } else {
                check("unknown " + key, false, nullptr);
            }
        }
        return all;
    });
}

inline verdict path_funnel(const json& one) {
    const question asked = asked_of(one, {});
    return with_events(one, [&](const auto& events) {
        return compare({{"counts", lines_of(counted(asked, events).report())}}, one.at("expected"));
    });
}

/// Steps by label here: the start is step 1, the end step 2.
inline verdict conversion_within(const json& one) {
    question asked{2, preset_rules(one.at("dialect"), {one.value("start_occurrence", "first")}), {}};
    if (has(one, "within")) {
        asked.rules.window = emptor::window_kind::time;
        asked.lengths.window = number_of(one["within"]);
    }
    if (has(one, "within_events")) {
        asked.rules.window = emptor::window_kind::events;
        asked.lengths.events = number_of(one["within_events"]);
    }
    if (one.at("end") == "path_end") {
        asked.rules.ends = true;
        asked.lengths.end_of_path = 0b10;
    }
    std::vector<event<std::int64_t>> events;
    std::map<std::string, std::int64_t> first;  // the beginning of a path stands before its first event
    if (one.at("start") == "path_start") {
        for (const json& e : one.at("events")) {
            const auto at = e.at("t").get<std::int64_t>();
            const auto [known, fresh] = first.emplace(e.at("entity"), at);
            if (!fresh) known->second = std::min(known->second, at);
        }
        for (const auto& [entity, at] : first) events.push_back({entity, at, {}});
        for (auto& each : events) each.what.steps.bits = 0b01;
    }
    for (const json& e : one.at("events")) {
        event<std::int64_t> read{e.at("entity"), e.at("t").get<std::int64_t>(), {}};
        if (e.at("event") == one.at("start")) read.what.steps.bits |= 0b01;
        if (e.at("event") == one.at("end")) read.what.steps.bits |= 0b10;
        events.push_back(std::move(read));
    }
    const auto lines = lines_of(counted(asked, events).report());
    return compare({{"paths_with_start", lines[0]}, {"converted", lines[1]}}, one.at("expected"));
}

inline verdict doc_example(const json& one) {
    json found = json::object();
    const std::string anchor = one.value("anchor", "best");
    const auto ask = [&](const std::string& mode) {
        std::set<std::string> modes = modes_of(one);
        modes.insert(mode);
        return with_events(one, [&](const auto& events) {
            const auto counter = counted(asked_of(one, modes), events);
            json levels = json::object();
            for (const auto& each : events) levels[each.entity] = level_of(counter, each.entity);
            return std::pair{json(lines_of(counter.report())), levels};
        });
    };
    for (const auto& [key, value] : one.at("expected").items()) {
        if (key == "level") found[key] = ask(anchor).second;
        if (key == "counts" || key == "counts_uniques") found[key] = ask(anchor).first;
        if (key == "counts_totals") found[key] = ask("totals").first;
    }
    return compare(found, one.at("expected"));
}

/// How many of an entity's attempts came how far.
inline verdict attempts(const json& one) {
    const question asked = asked_of(one, modes_of(one));
    return with_events(one, [&](const auto& events) {
        const json lines = lines_of(counted(asked, events).report());
        const json& expected = one.at("expected");
        json found = json::object();
        for (const auto& [key, value] : expected.items()) {
            auto own = events;
            std::erase_if(own, [&](const auto& each) { return each.entity != key; });
            found[key] = own.empty() ? lines : json(lines_of(counted(asked, own).report()));
        }
        return expected.is_array() ? compare(lines, expected) : compare(found, expected);
    });
}

inline verdict complete_count(const json& one) {
    question asked = asked_of(one, modes_of(one));
    asked.rules.each = emptor::counted_unit::attempt;
    return with_events(one, [&](const auto& events) {
        json found = json::object();
        for (const auto& [entity, value] : one.at("expected").items()) {
            auto own = events;
            std::erase_if(own, [&](const auto& each) { return each.entity != entity; });
            found[entity] = lines_of(counted(asked, own).report()).back();
        }
        return compare(found, one["expected"]);
    });
}

inline verdict match_step(const json& one) {
    const question asked = asked_of(one, modes_of(one));
    return with_events(one, [&](const auto& events) {
        const auto counter = counted(asked, events);
        json found = json::object();
        for (const auto& [entity, value] : one.at("expected").items()) {
            std::vector<int> steps(asked.steps);
            const int level = level_of(counter, entity);
            for (int k = 0; k < level; ++k) steps[static_cast<std::size_t>(k)] = 1;
            found[entity] = steps;
        }
        return compare(found, one["expected"]);
    });
}

inline const std::map<std::string, function> funnel_functions{
    {"window_funnel", {window_funnel, {"window", "mode", "n_steps", "max_step_duration"}}},
    {"funnel_level", {funnel_level, {"options", "n_steps"}}},
    {"funnel", {posthog_funnel, {"order", "window", "exclusions", "optional_steps", "n_steps"}}},
    {"path_funnel", {path_funnel, {"window", "n_steps"}}},
    {"conversion_within", {conversion_within, {"start", "end", "start_occurrence", "within", "within_events"}}},
    {"funnel_doc_example", {doc_example, {"anchor", "mode", "order", "window", "n_steps"}}},
    {"funnel_attempts", {attempts, {"mode", "window", "n_steps"}}},
    {"funnel_complete_count", {complete_count, {"window", "mode", "n_steps", "max_step_duration"}}},
    {"funnel_match_step", {match_step, {"window", "mode", "n_steps", "max_step_duration"}}},
};

}  // namespace recorded
