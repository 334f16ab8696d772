// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A report without its clock's type, so that every renderer is written once.

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/stats/interval.hpp>

namespace emptor::io::detail {

using plain_step = funnel_step<double>;
using plain_times = time_summary<double>;

/// Times are seconds where `has_unit`. Every number is finite: what is not is absent.
struct plain_report {
    std::vector<plain_step> steps{};
    funnel_totals totals{};
    std::optional<double> window{};
    double confidence{};
    bool has_unit{};
};

struct plain_group {
    std::string value{};
    plain_report report{};
};

struct plain_breakdown {
    std::string by{};
    plain_report overall{};
    std::vector<plain_group> groups{};
};

[[nodiscard]] inline double plain_number(double value) noexcept { return value; }

template <class Elapsed>
[[nodiscard]] constexpr double plain_number(const Elapsed& elapsed) noexcept
    requires(!std::same_as<Elapsed, double>)
{
    return elapsed.count();
}

template <class Value>
[[nodiscard]] std::optional<double> finite(const std::optional<Value>& value) noexcept {
    if (!value || !std::isfinite(plain_number(*value))) return std::nullopt;
    return plain_number(*value);
}

[[nodiscard]] inline std::optional<interval> finite(const std::optional<interval>& value) noexcept {
    return value && std::isfinite(value->low) && std::isfinite(value->high) ? value : std::nullopt;
}

template <class Elapsed>
[[nodiscard]] plain_times plain(const time_summary<Elapsed>& times) noexcept {
    return {times.entities, times.negative, finite(times.median), finite(times.p90), times.relative_error};
}

template <class Elapsed>
[[nodiscard]] plain_report plain(const funnel_report<Elapsed>& report) {
    plain_report out{.totals = report.totals(),
                     .window = finite(report.window()),
                     .confidence = report.confidence(),
                     .has_unit = funnel_report<Elapsed>::has_unit};
    out.steps.reserve(report.steps().size());
    for (const auto& step : report.steps()) {
        out.steps.push_back({.name = step.name,
                             .entities = step.entities,
                             .share_of_first = finite(step.share_of_first),
                             .share_of_previous = finite(step.share_of_previous),
                             .interval_of_first = finite(step.interval_of_first),
                             .interval_of_previous = finite(step.interval_of_previous),
                             .drop_off = step.drop_off,
                             .expired = step.expired,
                             .open = step.open,
                             .skipped = step.skipped,
                             .reversed = step.reversed,
                             .from_previous = plain(step.from_previous),
                             .since_first_start = plain(step.since_first_start),
                             .in_attempt = plain(step.in_attempt)});
    }
    return out;
}

template <class Elapsed>
[[nodiscard]] plain_breakdown plain(const breakdown<Elapsed>& groups) {
    plain_breakdown out{.by = groups.by, .overall = plain(groups.overall)};
    out.groups.reserve(groups.groups.size());
    for (const auto& group : groups.groups) out.groups.push_back({group.value, plain(group.report)});
    return out;
}

/// One clock of a report: how it is named, and where each step keeps it.
struct named_clock {
    const char* name{};
    plain_times plain_step::* times{};
};

inline constexpr named_clock clocks[] = {{"from previous step", &plain_step::from_previous},
                                         {"since first start", &plain_step::since_first_start},
                                         {"in the attempt", &plain_step::in_attempt}};

}  // namespace emptor::io::detail
