// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Recorded cases of what is made of attempts: trends, times to convert, bins and breakdowns.

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel.hpp>

#include "recorded.hpp"
#include "runner.hpp"
#include "verdict.hpp"

namespace recorded {

/// An event of a case whose attempts are looked at.
struct viewed_event {
    std::string entity;
    std::chrono::sys_seconds at;
    emptor::marked_event what;
    std::string value;
};

inline std::vector<viewed_event> viewed_events(const json& one) {
    if (one.at("time_unit") != "s") unknown("times in " + one.at("time_unit").dump());
    std::vector<viewed_event> events;
    for (const json& e : one.at("events")) {
        know_keys(e, "an event", {"entity", "t", "event", "match", "breakdown"});
        events.push_back({e.at("entity"),
                          std::chrono::sys_seconds{std::chrono::seconds{e.at("t").get<std::int64_t>()}},
                          {{bits_of(e.at("match"))}, 0},
                          e.value("breakdown", "")});
    }
    return events;
}

/// The question of such a case.
inline auto viewed_question(const json& one, emptor::counted_unit each = emptor::counted_unit::entity) {
    if (!one.at("exclusions").empty()) unknown("exclusions");
    if (one.contains("optional_steps") && !one["optional_steps"].empty()) unknown("optional steps");
    question asked{one.at("n_steps"), preset_rules(one.at("dialect"), {one.at("order").get<std::string>()}), {}};
    asked.rules.window = emptor::window_kind::time;
    asked.rules.each = each;
    asked.lengths.window = one.at("window").get<std::uint64_t>();
    return asked.funnel();
}

template <class Question>
auto viewed_attempts(const Question& asked, const std::vector<viewed_event>& events) {
    return emptor::attempts_of(asked, events, &viewed_event::entity, &viewed_event::at, &viewed_event::what,
                               emptor::split_by(&viewed_event::value));
}

/// The peer counts a person once in each interval in which any of its attempts starts.
inline verdict funnel_trends(const json& one) {
    const auto attempts = viewed_attempts(viewed_question(one, emptor::counted_unit::start), viewed_events(one));
    emptor::funnel_trend trend{std::chrono::seconds{one.at("interval").get<std::int64_t>()}};
    attempts.each_entity([&](const auto& own) { trend.count_every_period(own); });
    const auto moment = [](const json& t) {
        return std::chrono::sys_seconds{std::chrono::seconds{t.get<std::int64_t>()}};
    };
    json found = json::array();
    for (const auto& bucket : trend.buckets(moment(one.at("range")[0]), moment(one.at("range")[1]))) {
        const emptor::proportion share = bucket.share(one.at("from_step"), one.at("to_step"));
        // of nobody the peer says 0 %
        found.push_back({{"t", bucket.start.time_since_epoch().count()},
                         {"entered", share.chances()},
                         {"converted", share.taken()},
                         {"rate", std::round(share.rate().value_or(0) * 10'000) / 100}});
    }
    return compare(found, one.at("expected"));
}

/// The peer rounds the width of a bin up to whole seconds, and makes it a minute where all times are the same.
inline emptor::binning viewed_binning(const json& one) {
    emptor::binning how{.bins = {}, .whole = 1, .narrowest = 60};
    if (has(one, "bin_count")) how.bins = one["bin_count"].get<std::size_t>();
    return how;
}

inline verdict time_to_convert(const json& one) {
    emptor::time_to_convert times{one.at("from_step"), one.at("to_step")};
    for (const auto attempt : viewed_attempts(viewed_question(one), viewed_events(one))) times.count(attempt);
    json bins = json::array();
    for (const auto& bin : times.histogram(viewed_binning(one))) bins.push_back({bin.low, bin.numbers});
    json found{{"bins", bins}};
    if (const auto mean = times.mean()) found["avg"] = *mean;
    return compare(found, one.at("expected"));
}

inline verdict shared_bins(const json& one) {
    std::vector<emptor::number_range> groups;
    for (const char* group : {"current", "previous"}) {
        if (has(one, group)) groups.push_back({one[group][0], one[group][1], one[group][2]});
    }
    return compare(emptor::shared_bin_edges(groups, viewed_binning(one)), one.at("expected"));
}

/// What the peer's attribution to a step means: each value that any event of that step has, with the entity's other
/// events and only those of the step that have it.
inline std::vector<viewed_event> for_each_value_of(std::size_t step, const std::vector<viewed_event>& events) {
    const std::uint64_t bit = std::uint64_t{1} << step;
    std::map<std::string, std::set<std::string>> values;
    for (const viewed_event& each : events) {
        if ((each.what.steps.bits & bit) != 0) values[each.entity].insert(each.value);
    }
    std::vector<viewed_event> made;
    for (const viewed_event& each : events) {
        for (const std::string& value : values[each.entity]) {
            viewed_event copy = each;
            if (each.value != value) copy.what.steps.bits &= ~bit;
            copy.value = value;
            made.push_back(std::move(copy));
        }
    }
    return made;
}

/// What the peer's attribution to the last touch means: all events of an entity have the value that the last of its
/// events of any step has, whether an attempt used that one or not; an event without a value says nothing.
inline std::vector<viewed_event> with_last_value(std::vector<viewed_event> events) {
    std::map<std::string, const viewed_event*> last;
    for (const viewed_event& each : events) {
        if (each.what.steps.bits == 0 || each.value.empty()) continue;
        const viewed_event*& latest = last[each.entity];
        if (latest == nullptr || latest->at <= each.at) latest = &each;
    }
    std::map<std::string, std::string> values;
    for (const auto& [entity, latest] : last) values[entity] = latest->value;
    for (viewed_event& each : events) each.value = values[each.entity];
    return events;
}

/// The counts of each value, and the mean times from step to step that the case asks for.
template <class Attempts>
json broken_down(const Attempts& attempts, const json& expected) {
    json found = json::object();
    for (const auto& group : emptor::funnel_breakdown{attempts}.groups()) {
        found[group.value.value()]["counts"] = lines_of(group.report);
    }
    for (const auto& [value, lines] : expected.items()) {
        know_keys(lines, "a value", {"counts", "avg"});
        if (!lines.contains("avg")) continue;
        json& means = found[value]["avg"] = json::array();
        for (std::size_t k = 1; k <= lines["avg"].size(); ++k) {
            means.push_back(nullptr);
            if (lines["avg"][k - 1].is_null()) continue;  // not asserted
            emptor::time_to_convert times{k - 1, k};
            for (const auto attempt : attempts) {
                if (attempt.value(1) == value) times.count(attempt);
            }
            if (const auto mean = times.mean()) means.back() = *mean;
        }
    }
    return found;
}

inline verdict funnel_breakdown(const json& one) {
    const std::string to = one.at("attribution");
    const auto asked = viewed_question(one);
    const auto events = viewed_events(one);
    const auto apart = [&](const std::vector<viewed_event>& of) {
        return emptor::attempts_of(asked, of, &viewed_event::entity, &viewed_event::at, &viewed_event::what,
                                   emptor::split_apart_by(&viewed_event::value));
    };
    const json& expected = one.at("expected");
    if (to == "first_touch") return compare(broken_down(viewed_attempts(asked, events), expected), expected);
    if (to == "last_touch") {
        return compare(broken_down(viewed_attempts(asked, with_last_value(events)), expected), expected);
    }
    if (to == "all_events") return compare(broken_down(apart(events), expected), expected);
    if (to != "step") unknown("attribution " + to);
    return compare(broken_down(apart(for_each_value_of(one.at("attribution_step"), events)), expected), expected);
}

inline const std::map<std::string, function> view_functions{
    {"funnel_trends",
     {funnel_trends, {"order", "window", "interval", "range", "n_steps", "from_step", "to_step", "exclusions"}}},
    {"time_to_convert",
     {time_to_convert,
      {"order", "window", "n_steps", "from_step", "to_step", "bin_count", "optional_steps", "exclusions"}}},
    {"shared_bins", {shared_bins, {"current", "previous", "bin_count"}}},
    {"funnel_breakdown",
     {funnel_breakdown,
      {"order", "window", "n_steps", "attribution", "attribution_step", "optional_steps", "exclusions"}}},
};

}  // namespace recorded
