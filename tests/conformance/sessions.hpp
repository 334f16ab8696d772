// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Recorded cases of sessions.

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/sessions.hpp>

#include "recorded.hpp"
#include "runner.hpp"
#include "verdict.hpp"

namespace recorded {

/// An event with its label, if it has one.
template <class Time>
struct session_event {
    std::string entity;
    Time at;
    std::string label;
};

/// What was found of an entity in the form in which it is expected: a number of sessions, it and the session of each
/// event, or the events and their sessions. Events that are marks are not among the latter.
template <class Time, class IsMark>
json sessions_as(const json& expected, const std::string& entity, const std::vector<session_event<Time>>& events,
                 const std::vector<std::optional<std::uint64_t>>& numbers, IsMark is_mark) {
    std::uint64_t sessions = 0;
    json ids = json::array(), labelled = json::array();
    for (const std::size_t place : in_order(events)) {
        if (events[place].entity != entity) continue;
        if (numbers[place]) sessions = *numbers[place];
        const json number = numbers[place] ? json(*numbers[place]) : json();
        ids.push_back(number);
        if (!is_mark(events[place].label)) labelled.push_back({events[place].label, number});
    }
    if (expected.is_array()) return labelled;
    if (expected.is_number()) return sessions;
    json found = json::object();
    for (const auto& [key, value] : expected.items()) {
        if (key == "sessions") {
            found[key] = sessions;
        } else if (key == "session_ids") {
            found[key] = ids;
        } else {
            unknown("a result has the key " + key);
        }
    }
    return found;
}

template <class Time, class Question, class IsMark>
verdict sessions_of(const json& one, const Question& asked, IsMark is_mark) {
    using event_type = session_event<Time>;
    std::vector<event_type> events;
    for (const json& each : one.at("events")) {
        events.push_back({each.at("entity"), each.at("t").get<Time>(), each.value("event", "")});
    }
    std::vector<std::optional<std::uint64_t>> numbers;
    emptor::session_report report;
    if constexpr (Question::names_events) {
        numbers = asked.numbers(emptor::sort_first, events, &event_type::entity, &event_type::at, &event_type::label);
        report = asked(emptor::sort_first, events, &event_type::entity, &event_type::at, &event_type::label);
    } else {
        numbers = asked.numbers(emptor::sort_first, events, &event_type::entity, &event_type::at);
        report = asked(emptor::sort_first, events, &event_type::entity, &event_type::at);
    }
    json found = json::object();
    for (const auto& [entity, expected] : one.at("expected").items()) {
        found[entity] = sessions_as(expected, entity, events, numbers, is_mark);
    }
    verdict given = compare(found, one["expected"]);
    if (report.events != events.size() || report.inside + report.outside != events.size()) {
        given = {false, "events that are lost: " + given.found};
    }
    return given;
}

inline bool is_no_mark(const std::string&) { return false; }

inline verdict sessionize(const json& one) {
    const emptor::sessions asked{
        emptor::gap(number_of(one.contains("timeout") ? one["timeout"] : one.at("threshold")))};
    bool large = false;
    for (const json& each : one.at("events")) large = large || is_large(each.at("t"));
    return large ? sessions_of<std::uint64_t>(one, asked, is_no_mark)
                 : sessions_of<std::int64_t>(one, asked, is_no_mark);
}

inline verdict sessionize_separator(const json& one) {
    const std::string separator = one.at("separator");
    return sessions_of<std::int64_t>(one, emptor::sessions{emptor::separated_by(separator)},
                                     [&](const std::string& label) { return label == separator; });
}

/// The two events are a pair, or have a name each.
inline std::pair<std::string, std::string> bounds_of(const json& one) {
    const json& named = one.contains("bounds") ? one["bounds"] : one;
    if (named.is_array() && named.size() == 2) return {named[0], named[1]};
    if (!named.is_object()) unknown("the bounds " + named.dump());
    if (one.contains("bounds")) know_keys(named, "bounds", {"start", "end", "start_event", "end_event"});
    const auto either = [&](const char* name, const char* other) {
        return named.contains(name) ? named[name].get<std::string>() : named.at(other).get<std::string>();
    };
    return {either("start", "start_event"), either("end", "end_event")};
}

inline verdict sessionize_bounds(const json& one) {
    const auto [start, end] = bounds_of(one);
    const auto is_mark = [first = start, last = end](const std::string& label) {
        return label == first || label == last;
    };
    return sessions_of<std::int64_t>(one, emptor::sessions{emptor::bounded_by(start, end)}, is_mark);
}

inline const std::map<std::string, function> session_functions{
    {"sessionize", {sessionize, {"threshold"}, "emptor::"}},
    {"sessionize_timeout", {sessionize, {"threshold", "timeout"}, "emptor::"}},
    {"sessionize_separator", {sessionize_separator, {"separator"}, "emptor::"}},
    {"sessionize_bounds", {sessionize_bounds, {"bounds", "start", "end", "start_event", "end_event"}, "emptor::"}},
};

}  // namespace recorded
