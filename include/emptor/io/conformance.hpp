// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How well journeys follow their process, as text and JSON.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow/conformance_report.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/json.hpp>
#include <emptor/process/detail/plain_process.hpp>
#include <emptor/process/label.hpp>

namespace emptor::io {

namespace detail {

/// Where a journey and its process went apart.
struct plain_departure {
    std::string stage{};
    std::string event{};
    std::optional<std::string> role{};
    std::string why{};  ///< the reason of a refusal, or on which side of an alignment the event stands
    std::uint64_t times{};
};

struct plain_conformance {
    std::uint64_t journeys{};
    std::uint64_t events{};
    std::uint64_t fitting{};
    std::uint64_t finished{};
    std::optional<double> fitness{};
    std::optional<double> mean_fitness{};
    std::vector<plain_departure> departures{};
    std::vector<plain_departure> deviations{};
};

template <class Process>
[[nodiscard]] plain_conformance plain(const conformance_report<Process>& report, const Process& process) {
    const auto name = [&](auto id) {  // an event or a role that the process does not have has no name
        std::string text = emptor::detail::shown_text(process, id, {});
        return text.empty() ? std::string{"(unknown)"} : text;
    };
    const auto row = [&](const auto& each, std::string_view why, std::uint64_t times) {
        return plain_departure{.stage = name(each.stage),
                               .event = name(each.event),
                               .role = each.role ? std::optional{name(*each.role)} : std::nullopt,
                               .why = std::string{why},
                               .times = times};
    };
    plain_conformance out{.journeys = report.journeys(),
                          .events = report.events(),
                          .fitting = report.fitting().taken(),
                          .finished = report.finished().taken(),
                          .fitness = report.fitness(),
                          .mean_fitness = report.mean_fitness()};
    for (const auto& each : report.departures()) out.departures.push_back(row(each, label(each.reason), each.journeys));
    for (const auto& each : report.deviations()) out.deviations.push_back(row(each, label(each.side), each.times));
    return out;
}

/// The rows of a table, at most so many of them.
[[nodiscard]] inline table departures_table(const std::vector<plain_departure>& rows, const char* what, const char* why,
                                            const char* counted, std::size_t most) {
    const bool has_roles = std::ranges::any_of(rows, [](const plain_departure& each) { return each.role.has_value(); });
    table out{{.heading = what, .is_text = true},
              {.heading = "event", .is_text = true},
              {.heading = "role", .is_text = true},
              {.heading = why, .is_text = true},
              {.heading = counted}};
    for (std::size_t at = 0; at < std::min(most, rows.size()); ++at) {
        out[0].cells.push_back(visible(rows[at].stage));
        out[1].cells.push_back(visible(rows[at].event));
        out[2].cells.push_back(rows[at].role ? visible(*rows[at].role) : absent);
        out[3].cells.push_back(rows[at].why);
        out[4].cells.push_back(grouped(rows[at].times));
    }
    if (!has_roles) out.erase(out.begin() + 2);
    return out;
}

[[nodiscard]] inline std::string text_of(const plain_conformance& report) {
    constexpr std::size_t most = 20;
    const auto more = [](const std::vector<plain_departure>& rows) {
        return rows.size() > most ? "and " + grouped(rows.size() - most) + " rarer kinds\n" : std::string{};
    };
    if (report.journeys == 0) return "No journeys.\n";
    const auto share = [&](std::uint64_t count) {
        return grouped(count) + " (" + percent(static_cast<double>(count) / static_cast<double>(report.journeys)) + ")";
    };
    std::string out = "Of " + counted(report.journeys, "journey", "journeys") + " " + share(report.fitting) +
                      " are as the process has them, from start to end; " + share(report.finished) +
                      " came to an end.\n";
    out += "Fitness " + (report.fitness ? rounded(*report.fitness, 3) : absent) + " of all, " +
           (report.mean_fitness ? rounded(*report.mean_fitness, 3) : absent) +
           " a journey on average (1: all is allowed, 0: nothing).\n";
    if (!report.departures.empty()) {
        out += "\n" + render(departures_table(report.departures, "left first in", "because", "journeys", most));
        out += more(report.departures);
    }
    if (!report.deviations.empty()) {
        out += "\n" + render(departures_table(report.deviations, "stage", "nearest allowed journey", "times", most));
        out += more(report.deviations);
    }
    return out;
}

/// Appends the members of the report to the object that `out` has begun.
inline void json_members(std::string& out, const std::string& indent, const plain_conformance& report) {
    const std::string inner = indent + "  ";
    const auto list = [&](const std::vector<plain_departure>& rows, std::string_view why, std::string_view times) {
        std::string items;
        for (const plain_departure& row : rows) {
            items.append(items.empty() ? "\n" : ",\n").append(inner).append("{\"stage\": " + json_string(row.stage));
            items.append(", \"event\": " + json_string(row.event));
            items.append(", \"role\": " + (row.role ? json_string(*row.role) : "null"));
            items.append(", \"").append(why).append("\": " + json_string(row.why));
            items.append(", \"").append(times).append("\": " + std::to_string(row.times) + "}");
        }
        return items.empty() ? "[]" : "[" + items + "\n" + indent + "]";
    };
    json_member(out, indent, "journeys", std::to_string(report.journeys));
    json_member(out, indent, "events", std::to_string(report.events));
    json_member(out, indent, "fitting", std::to_string(report.fitting));
    json_member(out, indent, "finished", std::to_string(report.finished));
    json_member(out, indent, "fitness", json_value(report.fitness));
    json_member(out, indent, "mean_fitness", json_value(report.mean_fitness));
    json_member(out, indent, "departures", list(report.departures, "reason", "journeys"));
    json_member(out, indent, "deviations", list(report.deviations, "side", "times"));
}

}  // namespace detail

/// How many journeys fit, and tables of where, by what and by whom the process was left first, and of the events that
/// the nearest allowed journeys lack or have more. The 20 most frequent kinds of each; `json` has them all.
/// @param process the one the report is about: it knows the names.
template <class Process>
[[nodiscard]] std::string text(const conformance_report<Process>& report, const Process& process) {
    return detail::text_of(detail::plain(report, process));
}

/// The report as one JSON object (RFC 8259) that ends with a line feed. `departures` are the first moves that left the
/// process, `deviations` the events on one side of the alignments only. A fitness that is absent is null.
template <class Process>
[[nodiscard]] std::string json(const conformance_report<Process>& report, const Process& process) {
    std::string out = "{";
    detail::json_members(out, "  ", detail::plain(report, process));
    return out + "\n}\n";
}

}  // namespace emptor::io
