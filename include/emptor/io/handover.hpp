// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A hand-over report as text, JSON and CSV.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/handover_report.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/plain_report.hpp>
#include <emptor/io/detail/readable.hpp>
#include <emptor/io/detail/report_tables.hpp>
#include <emptor/io/detail/sentences.hpp>
#include <emptor/io/detail/table.hpp>
#include <emptor/io/json.hpp>
#include <emptor/io/report_csv.hpp>

namespace emptor::io {

namespace detail {

using plain_waiting = waiting_time<double>;
using plain_role = handover_role<double>;

/// A hand-over report without its clock's type: times are seconds where `has_unit`. Every number but a total is finite.
struct plain_handover {
    std::vector<plain_role> roles{};
    std::vector<handover_move> moves{};
    flow_totals totals{};
    bool between_roles{};
    double confidence{};
    bool has_unit{};
};

template <class Elapsed>
[[nodiscard]] plain_waiting plain(const waiting_time<Elapsed>& waiting) noexcept {
    return {.times = waiting.times,
            .total = plain_number(waiting.total),
            .mean = finite(waiting.mean),
            .shortest = finite(waiting.shortest),
            .longest = finite(waiting.longest),
            .median = finite(waiting.median),
            .p90 = finite(waiting.p90)};
}

template <class Elapsed>
[[nodiscard]] plain_handover plain(const handover_report<Elapsed>& report) {
    plain_handover out{.moves = {report.moves().begin(), report.moves().end()},
                       .totals = report.totals(),
                       .between_roles = report.is_between_roles(),
                       .confidence = report.confidence(),
                       .has_unit = handover_report<Elapsed>::has_unit};
    out.roles.reserve(report.roles().size());
    for (const auto& role : report.roles()) {
        out.roles.push_back({.name = role.name,
                             .events = role.events,
                             .entries = role.entries,
                             .exits = role.exits,
                             .received = role.received,
                             .given = role.given,
                             .kept_waiting = plain(role.kept_waiting),
                             .between_own = role.between_own ? std::optional{plain(*role.between_own)} : std::nullopt,
                             .approved = role.approved,
                             .refused = role.refused,
                             .escalated = role.escalated,
                             .approval_rate = role.approval_rate,
                             .approval_interval = role.approval_interval,
                             .escalation_rate = role.escalation_rate,
                             .escalation_interval = role.escalation_interval});
    }
    return out;
}

/// The roles that did something: an enum may have more.
[[nodiscard]] inline std::vector<std::size_t> active_roles(const plain_handover& report) {
    std::vector<std::size_t> active;
    for (std::size_t at = 0; at < report.roles.size(); ++at) {
        if (report.roles[at].events > 0) active.push_back(at);
    }
    return active;
}

[[nodiscard]] inline std::string role_text(const std::string& name) { return name.empty() ? "(none)" : visible(name); }

/// A row for each role that hands over and for the beginning, a column for each that it is handed to and for the end.
/// What never happens is a dot.
[[nodiscard]] inline table handover_matrix(const plain_handover& report) {
    const std::vector<std::size_t> active = active_roles(report);
    const auto cell = [](std::uint64_t count) { return count == 0 ? "·" : grouped(count); };
    table out{{.heading = "from", .is_text = true}};
    for (const std::size_t at : active) out[0].cells.push_back(role_text(report.roles[at].name));
    out[0].cells.emplace_back("(begins)");
    for (const std::size_t to : active) {
        column one{.over = "handed to", .heading = role_text(report.roles[to].name)};
        one.cells.resize(active.size(), cell(0));
        one.cells.push_back(cell(report.roles[to].entries));
        out.push_back(std::move(one));
    }
    column ends{.over = "handed to", .heading = "(ends)"};
    for (const std::size_t from : active) ends.cells.push_back(cell(report.roles[from].exits));
    ends.cells.push_back("");
    out.push_back(std::move(ends));
    std::vector<std::size_t> place(report.roles.size());
    for (std::size_t i = 0; i < active.size(); ++i) place[active[i]] = i;
    for (const handover_move& move : report.moves) out[1 + place[move.to]].cells[place[move.from]] = cell(move.count);
    return out;
}

/// A column with a cell for each active role, or nothing where no role has that number.
template <class Value, class Show>
void add_role_column(table& out, const plain_handover& report, const char* over, const char* heading, Value value,
                     Show show) {
    column one{over, heading};
    bool present = false;
    for (const std::size_t at : active_roles(report)) {
        const auto number = value(report.roles[at]);
        present = present || number.has_value();
        one.cells.push_back(number ? show(*number) : absent);
    }
    if (present) out.push_back(std::move(one));
}

[[nodiscard]] inline table names_of(const plain_handover& report) {
    table out{{.heading = "role", .is_text = true}};
    for (const std::size_t at : active_roles(report)) out[0].cells.push_back(role_text(report.roles[at].name));
    return out;
}

/// How long each role kept the others waiting, and how long it took between its own events.
[[nodiscard]] inline table waiting_table(const plain_handover& report) {
    table out = names_of(report);
    const auto time = [&](double value) { return time_text(value, report.has_unit); };
    const auto add = [&](const char* over, auto waiting) {
        const auto of = [&](auto member) {
            return [waiting, member](const plain_role& role) -> decltype(plain_waiting::mean) {
                const std::optional<plain_waiting> times = waiting(role);
                return times ? (*times).*member : std::nullopt;
            };
        };
        add_role_column(
            out, report, over, "times",
            [&](const plain_role& role) {
                const std::optional<plain_waiting> times = waiting(role);
                return times ? std::optional{times->times} : std::nullopt;
            },
            grouped);
        add_role_column(out, report, over, "median", of(&plain_waiting::median), time);
        add_role_column(out, report, over, "p90", of(&plain_waiting::p90), time);
        add_role_column(out, report, over, "mean", of(&plain_waiting::mean), time);
        add_role_column(out, report, over, "longest", of(&plain_waiting::longest), time);
    };
    add("kept others waiting", [](const plain_role& role) { return std::optional{role.kept_waiting}; });
    add("between its own events", [](const plain_role& role) { return role.between_own; });
    return out;
}

/// What each role approved, refused and passed on; nothing but the names where that was not asked.
[[nodiscard]] inline table decisions_table(const plain_handover& report) {
    table out = names_of(report);
    const auto share = [](double value) { return percent(value); };
    const auto range = [](const interval& value) { return percent(value); };
    const auto add = [&](const char* over, const char* heading, auto member, auto show) {
        add_role_column(out, report, over, heading, [&](const plain_role& role) { return role.*member; }, show);
    };
    add("", "approved", &plain_role::approved, grouped);
    add("", "refused", &plain_role::refused, grouped);
    add("", "escalated", &plain_role::escalated, grouped);
    add("approval", "rate", &plain_role::approval_rate, share);
    add("approval", "interval", &plain_role::approval_interval, range);
    add("escalation", "rate", &plain_role::escalation_rate, share);
    add("escalation", "interval", &plain_role::escalation_interval, range);
    return out;
}

[[nodiscard]] inline std::string text_of(const plain_handover& report, std::string_view title) {
    std::string out = title.empty() ? "" : visible(title) + "\n\n";
    const flow_totals& totals = report.totals;
    if (totals.entities == 0) {
        out += "No hand-overs.\n";
    } else {
        out += render(handover_matrix(report)) + "\n" + render(waiting_table(report));
        if (const table decisions = decisions_table(report); decisions.size() > 1) out += "\n" + render(decisions);
    }
    std::string said = counted(totals.events, "event", "events") + " of " + people(totals.entities) + "; ";
    said += totals.out_of_order == 0 ? "none was out of order"
                                     : counted(totals.out_of_order, "was", "were") + " out of order and " +
                                           (totals.sorted ? "put in order" : "left out");
    if (totals.unknown > 0) {
        said += "; ";
        said += counted(totals.unknown, "has", "have") + " no role and " + (totals.unknown == 1 ? "was" : "were") +
                " left out";
    }
    out += "\n" + said + ".\n";
    if (report.between_roles) out += "Hand-overs of a role to itself are left out.\n";
    const bool has_rates = std::ranges::any_of(
        report.roles, [](const plain_role& role) { return role.approval_rate || role.escalation_rate; });
    if (has_rates) {
        out += "Intervals are Wilson’s at " + trimmed(report.confidence * 100, 4) + " % confidence.\n";
    }
    if (!report.has_unit) out += "Times are in the log’s own unit.\n";
    return out;
}

[[nodiscard]] inline std::string json_value(const plain_waiting& waiting) {
    return "{\"times\": " + std::to_string(waiting.times) +
           ", \"total\": " + json_value(finite(std::optional{waiting.total})) +
           ", \"mean\": " + json_value(waiting.mean) + ", \"shortest\": " + json_value(waiting.shortest) +
           ", \"longest\": " + json_value(waiting.longest) + ", \"median\": " + json_value(waiting.median) +
           ", \"p90\": " + json_value(waiting.p90) + "}";
}

[[nodiscard]] inline std::string json_of(const plain_handover& report) {
    const auto list = [](const auto& all, const auto& object) {
        std::string items;
        for (const auto& each : all) {
            std::string one = "{";
            object(one, each);
            items += (items.empty() ? "" : ", ") + one + "\n  }";
        }
        return "[" + items + "]";
    };
    std::string out = "{";
    json_member(out, "  ", "events", std::to_string(report.totals.events));
    json_member(out, "  ", "entities", std::to_string(report.totals.entities));
    json_member(out, "  ", "moves", std::to_string(report.totals.moves));
    json_member(out, "  ", "unknown", std::to_string(report.totals.unknown));
    json_member(out, "  ", "out_of_order", std::to_string(report.totals.out_of_order));
    json_member(out, "  ", "sorted", report.totals.sorted ? "true" : "false");
    json_member(out, "  ", "between_roles", report.between_roles ? "true" : "false");
    json_member(out, "  ", "time_unit", report.has_unit ? "\"seconds\"" : "null");
    json_member(out, "  ", "confidence", exact(report.confidence));
    json_member(out, "  ", "roles", list(report.roles, [&](std::string& one, const plain_role& role) {
                    json_member(one, "    ", "name", json_string(role.name));
                    json_member(one, "    ", "events", std::to_string(role.events));
                    json_member(one, "    ", "entries", std::to_string(role.entries));
                    json_member(one, "    ", "exits", std::to_string(role.exits));
                    json_member(one, "    ", "received", std::to_string(role.received));
                    json_member(one, "    ", "given", std::to_string(role.given));
                    json_member(one, "    ", "kept_waiting", json_value(role.kept_waiting));
                    json_member(one, "    ", "between_own", role.between_own ? json_value(*role.between_own) : "null");
                    json_member(one, "    ", "approved", json_value(role.approved));
                    json_member(one, "    ", "refused", json_value(role.refused));
                    json_member(one, "    ", "escalated", json_value(role.escalated));
                    json_member(one, "    ", "approval_rate", json_value(role.approval_rate));
                    json_member(one, "    ", "approval_interval", json_value(role.approval_interval));
                    json_member(one, "    ", "escalation_rate", json_value(role.escalation_rate));
                    json_member(one, "    ", "escalation_interval", json_value(role.escalation_interval));
                }));
    json_member(out, "  ", "hand_overs", list(report.moves, [&](std::string& one, const handover_move& move) {
                    json_member(one, "    ", "from", json_string(report.roles[move.from].name));
                    json_member(one, "    ", "to", json_string(report.roles[move.to].name));
                    json_member(one, "    ", "count", std::to_string(move.count));
                }));
    return out + "\n}\n";
}

[[nodiscard]] inline std::string csv_of(const plain_handover& report) {
    const std::string unit = report.has_unit ? "_seconds" : "";
    std::string out = "role,events,entries,exits,received,given";
    for (const std::string clock : {"kept_waiting", "between_own"}) {
        out.append(",").append(clock).append("_times");
        for (const char* const value : {"total", "mean", "shortest", "longest", "median", "p90"}) {
            out.append(",").append(clock).append("_").append(value).append(unit);
        }
    }
    out +=
        ",approved,refused,escalated,approval_rate,approval_rate_low,approval_rate_high,escalation_rate,"
        "escalation_rate_low,escalation_rate_high";
    for (const plain_role& to : report.roles) out += "," + csv_field("to " + to.name);
    out += "\r\n";
    std::vector<std::vector<std::uint64_t>> given(report.roles.size(), std::vector<std::uint64_t>(report.roles.size()));
    for (const handover_move& move : report.moves) given[move.from][move.to] = move.count;
    for (std::size_t at = 0; at < report.roles.size(); ++at) {
        const plain_role& role = report.roles[at];
        out += csv_field(role.name);
        for (const std::uint64_t count : {role.events, role.entries, role.exits, role.received, role.given}) {
            csv_cell(out, std::optional{count});
        }
        for (const std::optional<plain_waiting>& waiting : {std::optional{role.kept_waiting}, role.between_own}) {
            csv_cell(out, waiting ? std::optional{waiting->times} : std::nullopt);
            csv_cell(out, waiting ? finite(std::optional{waiting->total}) : std::nullopt);
            const plain_waiting times = waiting.value_or(plain_waiting{});
            for (const auto& time : {times.mean, times.shortest, times.longest, times.median, times.p90}) {
                csv_cell(out, time);
            }
        }
        for (const auto& count : {role.approved, role.refused, role.escalated}) csv_cell(out, count);
        const auto rate = [&](const std::optional<double>& share, const std::optional<interval>& range) {
            csv_cell(out, share);
            csv_cell(out, range ? std::optional{range->low} : std::nullopt);
            csv_cell(out, range ? std::optional{range->high} : std::nullopt);
        };
        rate(role.approval_rate, role.approval_interval);
        rate(role.escalation_rate, role.escalation_interval);
        for (const std::uint64_t count : given[at]) csv_cell(out, std::optional{count});
        out += "\r\n";
    }
    return out;
}

}  // namespace detail

/// The hand-over matrix, waiting times and decisions as tables in UTF-8, and what went in. Roles without events are
/// left out.
template <class Elapsed>
[[nodiscard]] std::string text(const handover_report<Elapsed>& report, std::string_view title = {}) {
    return detail::text_of(detail::plain(report), title);
}

/// The report as one JSON object (RFC 8259) that ends with a line feed: all roles, and the cells of the matrix that are
/// not 0. Times are seconds where `time_unit` says so; what is absent or not finite is null.
template <class Elapsed>
[[nodiscard]] std::string json(const handover_report<Elapsed>& report) {
    return detail::json_of(detail::plain(report));
}

/// The report as CSV (RFC 4180, so lines end with CR LF): a row a role, with a column `to X` for each role X that it
/// may hand over to. What is absent is empty.
template <class Elapsed>
[[nodiscard]] std::string csv(const handover_report<Elapsed>& report) {
    return detail::csv_of(detail::plain(report));
}

}  // namespace emptor::io
