// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A funnel report as JSON, for programs.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>

namespace emptor::io {

namespace detail {

[[nodiscard]] inline std::string json_value(const std::optional<double>& value) {
    return value ? exact(*value) : "null";
}
[[nodiscard]] inline std::string json_value(const std::optional<std::uint64_t>& value) {
    return value ? std::to_string(*value) : "null";
}
[[nodiscard]] inline std::string json_value(const std::optional<interval>& value) {
    return value ? "[" + exact(value->low) + ", " + exact(value->high) + "]" : "null";
}
[[nodiscard]] inline std::string json_value(const plain_times& times) {
    return "{\"median\": " + json_value(times.median) + ", \"p90\": " + json_value(times.p90) +
           ", \"entities\": " + std::to_string(times.entities) + ", \"negative\": " + std::to_string(times.negative) +
           (times.relative_error > 0 ? ", \"relative_error\": " + exact(times.relative_error) : "") + "}";
}

/// Appends `"key": value` on a line of its own.
inline void json_member(std::string& out, const std::string& indent, std::string_view key, std::string_view value) {
    if (!out.ends_with('{')) out += ',';
    out.append("\n").append(indent).append("\"").append(key).append("\": ").append(value);
}

[[nodiscard]] inline std::string json_value(const plain_step& step, bool has_unit, const std::string& indent) {
    const std::string inner = indent + "  ";
    std::string out = "{";
    json_member(out, inner, "name", json_string(step.name));
    json_member(out, inner, "entities", std::to_string(step.entities));
    json_member(out, inner, "share_of_first", json_value(step.share_of_first));
    json_member(out, inner, "share_of_previous", json_value(step.share_of_previous));
    json_member(out, inner, "interval_of_first", json_value(step.interval_of_first));
    json_member(out, inner, "interval_of_previous", json_value(step.interval_of_previous));
    json_member(out, inner, "drop_off", json_value(step.drop_off));
    json_member(out, inner, "expired", json_value(step.expired));
    json_member(out, inner, "open", json_value(step.open));
    if (step.skipped) json_member(out, inner, "skipped", json_value(step.skipped));
    if (step.reversed) json_member(out, inner, "reversed", json_value(step.reversed));
    json_member(out, inner, has_unit ? "seconds_from_previous" : "from_previous", json_value(step.from_previous));
    json_member(out, inner, "since_first_start", json_value(step.since_first_start));
    json_member(out, inner, "in_attempt", json_value(step.in_attempt));
    return out + "\n" + indent + "}";
}

/// Appends the members of `report` to the object that `out` has begun.
inline void json_members(std::string& out, const std::string& indent, const plain_report& report) {
    json_member(out, indent, "events", std::to_string(report.totals.events));
    json_member(out, indent, "entities", std::to_string(report.totals.entities));
    json_member(out, indent, "unmatched", std::to_string(report.totals.unmatched));
    json_member(out, indent, "out_of_order", std::to_string(report.totals.out_of_order));
    json_member(out, indent, "dropped", std::to_string(report.totals.dropped));
    json_member(out, indent, "sorted", report.totals.sorted ? "true" : "false");
    json_member(out, indent, "time_unit", report.has_unit ? "\"seconds\"" : "null");
    json_member(out, indent, report.has_unit ? "window_seconds" : "window", json_value(report.window));
    json_member(out, indent, "confidence", json_value(finite(std::optional{report.confidence})));
    std::string steps = "[";
    for (const plain_step& step : report.steps) {
        if (steps.size() > 1) steps += ", ";
        steps += json_value(step, report.has_unit, indent);
    }
    json_member(out, indent, "steps", steps + "]");
}

[[nodiscard]] inline std::string json_of(const plain_report& report) {
    std::string out = "{";
    json_members(out, "  ", report);
    return out + "\n}\n";
}

[[nodiscard]] inline std::string json_of(const plain_breakdown& groups) {
    std::string out = "{";
    json_members(out, "  ", groups.overall);
    json_member(out, "  ", "by", json_string(groups.by));
    std::string reports = "[";
    for (const plain_group& group : groups.groups) {
        std::string one = "{";
        json_member(one, "    ", "value", json_string(group.value));
        json_members(one, "    ", group.report);
        if (reports.size() > 1) reports += ", ";
        reports += one + "\n  }";
    }
    json_member(out, "  ", "groups", reports + "]");
    return out + "\n}\n";
}

}  // namespace detail

/// The report as one JSON object (RFC 8259) that ends with a line feed.
///
/// Shares and confidence are in [0, 1]; times are seconds where the report has a unit (`"time_unit": "seconds"`), else
/// they are in the log's own unit (`"time_unit": null`), and the keys `window_seconds` and `seconds_from_previous` are
/// `window` and `from_previous`. What is absent or not finite is null; `skipped` and `reversed` stand only where they
/// were asked for. Numbers read back exactly.
template <class Elapsed>
[[nodiscard]] std::string json(const funnel_report<Elapsed>& report) {
    return detail::json_of(detail::plain(report));
}

/// The overall report as above, with `by`, the column, and `groups`, a list of the same objects with their `value`.
template <class Elapsed>
[[nodiscard]] std::string json(const breakdown<Elapsed>& groups) {
    return detail::json_of(detail::plain(groups));
}

}  // namespace emptor::io
